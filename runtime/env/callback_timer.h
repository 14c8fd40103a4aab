// The `callback` record of an outermost CallbackScope: its phase, kind, duration, and what it drained. Isolate thread only; on the stack.
#ifndef ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_
#define ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_

#include <cstdint>

#include "runtime/env/async_wrap.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class CallbackTimer {
 public:
  // Does nothing, and then neither do the others, when nobody watches callbacks.
  void Start(Environment* env);
  void StartDrain(Environment* env);
  void End(Environment* env, AsyncProvider provider, AsyncContext context);

 private:
  uint64_t start_ns_ = 0;
  uint64_t drain_start_ns_ = 0;
  uint64_t microtasks_before_ = 0;
  uint32_t ticks_before_ = 0;
  LoopPhase phase_ = LoopPhase::kOutside;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_
