// One uv_loop_t and what is observed of it.
//
// Owned by the program (host or worker) and used, from Init() to Close(), by one thread, which has one EventLoop at a time; idle_ns() and
// phase_clock().current() may be read from any thread. Other loops (the service's own, one nested in a synchronous call) are not
// observed: From() tells them apart by the thread's EventLoop, since uv_loop_init leaves whatever was in loop->data.
// Close() after every handle was closed, before destruction.
#ifndef ISOSCOPE_RUNTIME_LOOP_EVENT_LOOP_H_
#define ISOSCOPE_RUNTIME_LOOP_EVENT_LOOP_H_

#include <cstdint>

#include <uv.h>

#include "runtime/loop/phase_clock.h"

namespace isoscope {

class Producer;

class EventLoop {
 public:
  // `producer` may be null: nothing is recorded then.
  explicit EventLoop(Producer* producer = nullptr) : producer_(producer), phase_clock_(&loop_, producer) {}
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  int Init();                 // A uv error code or 0.
  int Run(uv_run_mode mode);  // As uv_run: nonzero while something is alive.
  void Stop() { uv_stop(&loop_); }
  int Close();  // UV_EBUSY while handles are open.

  uv_loop_t* uv() { return &loop_; }
  Producer* producer() const { return producer_; }
  PhaseClock& phase_clock() { return phase_clock_; }
  bool alive() const { return uv_loop_alive(&loop_) != 0; }

  // Time spent waiting in poll since Init(). Any thread.
  uint64_t idle_ns() const { return phase_clock_.idle_ns(); }

  // On the loop's thread. Null for a loop that nobody observes.
  static EventLoop* From(const uv_loop_t* loop) { return current_ != nullptr && &current_->loop_ == loop ? current_ : nullptr; }

 private:
  static inline constinit thread_local EventLoop* current_ = nullptr;

  Producer* const producer_;
  uv_loop_t loop_{};
  PhaseClock phase_clock_;
  bool open_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_EVENT_LOOP_H_
