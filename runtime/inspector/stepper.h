// Stepping that V8 cannot do: pausing between the loop's phases, before callbacks and microtask checkpoints, and after garbage collections.
//
// Isolate thread only. Part of the Agent. While paused the isolate reads its letters, so Runtime.evaluate works; sockets and timers wait.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_STEPPER_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_STEPPER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <v8-isolate.h>

#include "runtime/env/async_wrap.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class Agent;

class Stepper {
 public:
  enum class To { kNothing, kPhase, kIteration, kMicrotasks, kCallback, kGc };

  explicit Stepper(Agent* agent) : agent_(agent) {}
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;
  ~Stepper() { Disarm(); }

  // The kind of stop by its name in the protocol; false for another name.
  static bool Parse(std::string_view name, To* to);

  // Goes on, if paused, until the next stop of that kind. `session` is told by Isoscope.paused.
  void Step(uint64_t session, To to);
  // Goes on. False when nothing was stopped or awaited.
  bool Resume();
  // Its steps are nobody's any more.
  void OnSessionEnded(uint64_t session);
  bool paused() const { return paused_; }

  void OnCallback(AsyncProvider provider);
  void OnMicrotasks();

 private:
  static void OnPhase(void* self, LoopPhase next, bool iteration_ended);
  static void OnGcEpilogue(v8::Isolate* isolate, v8::GCType type, v8::GCCallbackFlags flags, void* self);
  void Arm(To to);
  void Disarm();
  // `at`: the kind of stop; `next`: what would run.
  void Pause(std::string_view at, std::string_view next);
  std::string PausedEvent(std::string_view at, std::string_view next) const;

  Agent* const agent_;
  To armed_ = To::kNothing;
  uint64_t session_ = 0;
  bool paused_ = false;
  bool go_on_ = false;
  bool gc_seen_ = false;
  std::string gc_type_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_STEPPER_H_
