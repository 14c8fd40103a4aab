// How late the event loop is: a timer of kResolutionMs after each of its calls, and by how much these came late (as
// perf_hooks.monitorEventLoopDelay samples, except that the resolution is subtracted).
//
// The timer is the kernel's (timerfd), which the loop polls like any file: with one of libuv's, each wait of the loop would have an end, and the
// kernel a timer to set and to take back: 0.2 us of every wait.
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
  int Open();                   // 0 or a uv code, as for too many open files: that is said, and tried again when somebody watches again.
  void Arm(uint64_t after_ms);  // 0: not at all.
  void OnTimer();
  void EndWindow(uint64_t now_ns);

  EventLoop* const loop_;
  Producer* const producer_;
  int timer_ = -1;     // -1: nobody has watched yet.
  bool lost_ = false;  // A script closed timer_.
  uv_poll_t poll_{};   // Of timer_.
  bool closed_ = false;
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
