// What connects JavaScript's timers, immediates and V8's platform tasks to one environment's libuv loop.
//
// Isolate thread only (Wake() excepted). One uv_timer_t for all JavaScript timers, one uv_check_t and uv_idle_t for immediates, one
// uv_async_t to wake the loop when V8 posts a foreground task. Owned by the Environment, closed at its teardown.
#ifndef ISOSCOPE_RUNTIME_ENV_LOOP_DRIVER_H_
#define ISOSCOPE_RUNTIME_ENV_LOOP_DRIVER_H_

#include <cstdint>

#include <uv.h>

namespace isoscope {

class Environment;

class LoopDriver {
 public:
  explicit LoopDriver(Environment* env);
  ~LoopDriver();

  void ScheduleTimer(int64_t duration_ms);  // The one timer; at least 1 ms.
  void RefTimer(bool ref);                  // Whether any ref'ed JavaScript timer is pending.
  void RefImmediates(bool ref);             // While ref'ed, poll does not wait.
  uint64_t LoopNowMs();                     // Since the loop's start, as timers count.
  uint64_t MonotonicUsOf(double loop_ms) const;
  void Wake();  // Any thread.
  // Runs what V8 posted for this thread and arms the timer for what is delayed. True when something ran.
  bool RunPlatformTasks();
  void Close();

 private:
  static void OnTimer(uv_timer_t* handle);
  static void OnCheck(uv_check_t* handle);
  static void OnWake(uv_async_t* handle);
  static void OnTaskTimer(uv_timer_t* handle);

  Environment* const env_;
  uint64_t timer_base_ms_;
  uv_timer_t timer_{};
  uv_timer_t task_timer_{};
  uv_check_t check_{};
  uv_idle_t idle_{};
  uv_async_t wake_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_LOOP_DRIVER_H_
