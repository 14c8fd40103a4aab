// Handles and requests that are alive, each with the JavaScript that made it; records of kind `resource` when one comes or goes.
//
// Isolate thread only. Made when the kind is first watched: what was made before, and what JavaScript keeps by itself (timers, immediates,
// promises), it does not know. Destroyed() may be called by the garbage collector: it calls nothing of V8.
#ifndef ISOSCOPE_RUNTIME_ENV_RESOURCE_TRACKER_H_
#define ISOSCOPE_RUNTIME_ENV_RESOURCE_TRACKER_H_

#include <map>
#include <string>

#include "runtime/env/async_wrap.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class Environment;
class Producer;

class ResourceTracker {
 public:
  explicit ResourceTracker(Environment* env);

  void Created(AsyncProvider provider, AsyncContext context);
  void Destroyed(double async_id);

  // An array, by async id: [{provider, asyncId, triggerAsyncId, madeUs, madeAt: [{scriptUrl, line, column}]}].
  std::string AliveJson() const;

 private:
  static constexpr int kFrames = 16;
  Environment* const env_;
  Producer* const producer_;
  std::map<double, ResourceRecord> alive_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_RESOURCE_TRACKER_H_
