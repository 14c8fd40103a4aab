// Tiers, deopts, inline caches, hidden classes and compilations of one isolate, read from V8's own log.
//
// Isolate thread, but for what its source does for the collector. Copying the lines is all that the isolate pays beside V8's writing them;
// reading them is left to the thread that collects.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_OBSERVER_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_OBSERVER_H_

#include <memory>

#include <v8-isolate.h>

#include "runtime/engine/v8_log.h"
#include "runtime/probes/hub.h"

namespace isoscope {

class V8LogObserver final : public V8LogSink {
 public:
  V8LogObserver(v8::Isolate* isolate, Producer* producer);
  ~V8LogObserver() override;
  V8LogObserver(const V8LogObserver&) = delete;
  V8LogObserver& operator=(const V8LogObserver&) = delete;

  // Of kV8LogKinds.
  void Apply(KindMask mask);
  // Functions that came out of the startup snapshot are told of once there is a context.
  void TellExistingFunctions();

  void OnLogLine(std::string_view line) override;
  void OnSilence(bool silent) override;

 private:
  class Source;
  void SetState(V8LogState state);

  Producer* const producer_;
  V8Log* const log_;  // Null when V8 was started with a log of the user's own.
  std::shared_ptr<Source> source_;
  KindMask applied_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_OBSERVER_H_
