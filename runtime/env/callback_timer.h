// The `callback` record of an outermost CallbackScope: its phase, kind, duration, and what it drained. Isolate thread only; on the stack.
//
// One entry into JavaScript may run several timers or immediates: their JavaScript calls Begin and EndOne around each, and each then has a
// record of its own, with the ticks and microtasks that it caused. Where nobody asks for each (Hub::WantsEach), the entry as a whole is added to
// the isolate's sums (probes/turn_sums.h), which costs two readings of a cheap clock.
#ifndef ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_
#define ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_

#include <cstdint>

#include "runtime/env/async_wrap.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/turn_sums.h"

namespace isoscope {

class CallbackTimer {
 public:
  // Does nothing, and then neither do the others, when nobody watches callbacks.
  void Start(Environment* env) {
    if ((Hub::mask() & (MaskOf(Kind::kCallback) | MaskOf(Kind::kLoop))) != 0) [[unlikely]]
      StartWatched(env);
  }
  void StartDrain(Environment* env);
  void StartTicks();  // After StartDrain: process.nextTick callbacks are about to run.
  void End(Environment* env, AsyncProvider provider, AsyncContext context);

  // One timer or immediate of several: `due_ms` in the loop's time, negative for what has none. The one before ends here at the latest.
  void BeginOne(Environment* env, AsyncProvider provider, AsyncContext context, double due_ms);
  void EndOne(Environment* env);  // Its ticks follow.

 private:
  void StartWatched(Environment* env);
  void StartAt(uint64_t now_ns);
  void EndSummed(Environment* env, AsyncProvider provider, AsyncContext context);
  void Send(Environment* env, AsyncProvider provider, AsyncContext context, uint64_t end_ns);

  uint64_t start_ns_ = 0;
  uint64_t drain_start_ns_ = 0;
  uint64_t microtasks_before_ = 0;
  uint64_t due_us_ = 0;  // 0: none.
  uint32_t ticks_before_ = 0;
  LoopPhase phase_ = LoopPhase::kOutside;
  TurnSums* sums_ = nullptr;  // Where entries are only summed; the times above are ticks then.
  bool drains_ = false;       // Ticks, or the handlers of rejections, which are no ticks.
  bool has_one_ = false;      // The one under way is one of several.
  AsyncProvider one_provider_{};
  AsyncContext one_context_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_CALLBACK_TIMER_H_
