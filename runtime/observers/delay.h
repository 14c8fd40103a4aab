// How late the event loop is: a timer that repeats every kResolutionMs, and by how much each of its calls came late (as
// perf_hooks.monitorEventLoopDelay samples, except that the resolution is subtracted).
//
// Isolate thread only. The timer does not keep the loop alive, but it does wake it: that is what this way of measuring costs. One delay
// record per window; live.delay_us holds the distribution since watching began.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_DELAY_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_DELAY_H_

#include <cstdint>

#include <uv.h>

#include "runtime/base/histogram.h"
#include "runtime/probes/hub.h"

namespace isoscope {

class EventLoop;

class DelayObserver {
 public:
  static constexpr uint64_t kResolutionMs = 10;
  static constexpr uint64_t kWindowMs = 1000;

  DelayObserver(EventLoop* loop, Producer* producer);
  ~DelayObserver();  // Turns the loop until its handle is closed.
  DelayObserver(const DelayObserver&) = delete;
  DelayObserver& operator=(const DelayObserver&) = delete;

  void Start();
  void Stop();  // What the open window has is sent.

 private:
  void OnTimer();
  void EndWindow(uint64_t now_ns);

  EventLoop* const loop_;
  Producer* const producer_;
  uv_timer_t timer_{};
  bool timer_closed_ = false;
  bool running_ = false;
  uint64_t previous_ns_ = 0;
  uint64_t window_start_ns_ = 0;
  uint64_t window_idle_ns_ = 0;
  Histogram window_;
  Histogram total_;
  Histogram busy_window_;  // What iterations took, filled by the loop's clock.
  Histogram busy_total_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_DELAY_H_
