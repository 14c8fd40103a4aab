// Handles, requests, timers, immediates and promises that are alive, each with the JavaScript that made it; records of kind `resource` when one
// comes or goes.
//
// Isolate thread only. Made when the kind is first watched: what was made before it does not know. C++ tells of its wraps; of what JavaScript keeps
// by itself internal/resource_watch tells, an async hook that is on while the kind is watched. Destroyed() may be called by the garbage collector: it
// calls nothing of V8.
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

  // The environment's, made when there is none; null when nothing records it.
  static ResourceTracker* Of(Environment* env);

  void Created(const char* provider, AsyncContext context);
  void Destroyed(double async_id);

  // An array, by async id: [{provider, asyncId, triggerAsyncId, madeUs, madeAt: [{scriptUrl, line, column}]}].
  std::string AliveJson() const;

 private:
  static constexpr int kFrames = 24;
  Environment* const env_;
  Producer* const producer_;
  std::map<double, ResourceRecord> alive_;
};

// Lets JavaScript begin or end its part, as the hub's mask has it now. Where JavaScript may run.
void UpdateResourceWatch(Environment* env);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_RESOURCE_TRACKER_H_
