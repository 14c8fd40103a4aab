// Where one loop is in libuv's iteration, and how long each phase took.
//
// The linker wraps libuv's phase functions (phase_wraps.cc); they tell the clock of the loop they run for. In libuv 1.50 an iteration is
// pending, idle, prepare, poll (waiting and callbacks), pending again, check, closing, timers; uv_run() runs timers once more before its
// first iteration, which is recorded apart as iteration 0 of that run. `pending` and `closing` cannot be wrapped: they are the gaps.
//
// Loop thread only, except current() and idle_ns(). When nobody watches `loop`, a phase costs one store and one load.
#ifndef ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_
#define ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include <uv.h>

namespace isoscope {

class Producer;

// kNone: the loop is not running (start-up, between runs, after its end).
#define ISOSCOPE_LOOP_PHASES(V)                                                                                      \
  V(None, "none") V(Timers, "timers") V(Pending, "pending") V(Idle, "idle") V(Prepare, "prepare") V(PollIdle, "pollIdle") \
  V(Poll, "poll") V(Check, "check") V(Closing, "closing")

enum class LoopPhase : uint8_t {
#define V(name, text) k##name,
  ISOSCOPE_LOOP_PHASES(V)
#undef V
      kCount
};
const char* LoopPhaseName(LoopPhase phase);

class PhaseClock {
 public:
  static constexpr size_t kPhaseCount = static_cast<size_t>(LoopPhase::kCount);

  PhaseClock(const uv_loop_t* loop, Producer* producer) : loop_(loop), producer_(producer) {}
  PhaseClock(const PhaseClock&) = delete;
  PhaseClock& operator=(const PhaseClock&) = delete;

  // Any thread.
  LoopPhase current() const { return current_.load(std::memory_order_relaxed); }
  uint64_t idle_ns() const;

  uint64_t iterations() const { return iterations_; }

  // Called at the end of every iteration on the loop's thread, watched or not (the heap sampler's and the mask's moment).
  using IterationHook = void (*)(void* data);
  void SetIterationHook(IterationHook hook, void* data) {
    hook_ = hook;
    hook_data_ = data;
  }

  // By EventLoop::Run.
  void BeginRun();
  void EndRun();

  // By the wraps.
  void Enter(LoopPhase phase);      // Ends the phase before it.
  void EnterPoll(int timeout_ms);
  void BeginWait();                 // Around each epoll_pwait that may sleep.
  void EndWait();
  void EndIteration();              // After timers.

 private:
  void Emit();
  void Publish(LoopPhase phase);

  const uv_loop_t* const loop_;
  Producer* const producer_;
  std::atomic<LoopPhase> current_{LoopPhase::kNone};
  std::atomic<uint64_t> idle_ns_{0};         // Whole waits that ended.
  std::atomic<uint64_t> wait_started_ns_{0};  // 0: not waiting.
  bool timing_ = false;                      // Whether this iteration is being measured: decided at its start.
  bool polled_ = false;                      // Whether poll ran since the last record: timers before it are iteration 0.
  int poll_timeout_ms_ = 0;
  uint64_t iterations_ = 0;
  uint64_t iteration_start_ns_ = 0;
  uint64_t phase_start_ns_ = 0;
  std::array<uint64_t, kPhaseCount> phase_ns_{};
  IterationHook hook_ = nullptr;
  void* hook_data_ = nullptr;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_
