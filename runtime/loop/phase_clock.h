// Where one loop is in libuv's iteration, and how long each phase took.
//
// The linker wraps libuv's phase functions (phase_wraps.cc); they tell the clock of the loop they run for. In libuv 1.50 an iteration is
// pending, idle, prepare, poll (waiting and callbacks), pending again, check, closing, timers; uv_run() runs timers once more before its
// first iteration, which is recorded apart as iteration 0 of that run. `pending` and `closing` cannot be wrapped: they are the gaps.
//
// Loop thread only, except current() and idle_ns(). When nobody watches `loop`, a phase costs one store and one load. Where nobody asks for each
// iteration (Hub::WantsEach), neither does it cost more: time is then told from time by the entries into JavaScript (CallbackTimer) and the waits
// alone, and what libuv does besides counts for the phase of the entry before it; see probes/turn_sums.h.
#ifndef ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_
#define ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_

#include <array>
#include <atomic>
#include <cstdint>

#include <uv.h>

#include "runtime/base/features.h"
#include "runtime/base/histogram.h"
#include "runtime/base/ticks.h"
#include "runtime/probes/schema.h"
#include "runtime/probes/turn_sums.h"

namespace isoscope {

class Producer;

class PhaseClock {
 public:
  PhaseClock(const uv_loop_t* loop, Producer* producer);
  PhaseClock(const PhaseClock&) = delete;
  PhaseClock& operator=(const PhaseClock&) = delete;

  // Any thread.
  LoopPhase current() const { return phase_->load(std::memory_order_relaxed); }
  uint64_t idle_ns() const;  // Includes the wait that is going on.

  uint64_t iterations() const { return iterations_; }

  // Called at the end of every iteration on the loop's thread, watched or not (the heap sampler's moment).
  // Returns the loop's time, in milliseconds, before which it need not be called again.
  using IterationHook = uint64_t (*)(void* data);
  void SetIterationHook(IterationHook hook, void* data) {
    hook_ = hook;
    hook_data_ = data;
    hook_due_ms_ = 0;
  }

  // A stepping debugger's: called before each phase begins, on the loop's thread, and at the end of an iteration (`next` is then kPending and
  // `iteration_ended` true). It may run JavaScript. Null: nobody steps.
  using StepHook = void (*)(void* data, LoopPhase next, bool iteration_ended);
  void SetStepHook(StepHook hook, void* data) {
    step_hook_ = hook;
    step_data_ = data;
    UpdateNoticed();
  }

  // Takes how long each iteration kept the loop busy, in microseconds; null: nobody. Belongs to the caller.
  void SetBusyHistogram(Histogram* histogram);
  // Brings it up to date.
  void UpdateBusyHistogram() {
    if (sums_ != nullptr && busy_ != nullptr) sums_->TakeBusy(busy_);
  }

  // By EventLoop::Run.
  void BeginRun();
  void EndRun();

  // By the wraps. Ends the phase before it; one that has nothing to run takes no time, so that the clock need not be read for it.
  void Enter(LoopPhase phase) {
    if constexpr (!kProbes) return;
    if (noticed_) [[unlikely]]
      return EnterNoticed(phase);
    phase_->store(phase, std::memory_order_relaxed);
  }
  void EnterPoll(int timeout_ms) {
    poll_timeout_ms_ = timeout_ms;
    polled_ = true;
    Enter(LoopPhase::kPoll);
  }
  void BeginWait();  // Around each epoll_pwait that may sleep.
  void EndWait();
  void EndIteration();  // After timers.

 private:
  enum class Mode : uint8_t { kOff, kEach, kSummed };

  Mode WantedMode() const;
  void ChangeMode(Mode mode);
  void StartIteration(uint64_t now_ns);  // 0: not read yet.
  bool NothingToRun(LoopPhase phase) const;
  void EnterNoticed(LoopPhase phase);
  void UpdateNoticed() { noticed_ = step_hook_ != nullptr || mode_ == Mode::kEach; }
  void Switch(LoopPhase phase, uint64_t now_ns);
  void Emit(uint64_t now_ns);
  uint64_t CallbacksSoFar() const;

  const uv_loop_t* const loop_;
  Producer* const producer_;
  std::atomic<LoopPhase> own_phase_{LoopPhase::kOutside};
  std::atomic<LoopPhase>* const phase_;  // The isolate's entry in the Hub, or own_phase_ when there is none.
  // Time waited. While waiting it is (time waited before - start of this wait), which is negative: one word, so that it is read whole.
  std::atomic<int64_t> idle_state_{0};
  bool noticed_ = false;      // Somebody is told of each phase.
  Mode mode_ = Mode::kOff;    // How this iteration is measured: decided at its start.
  TurnSums* sums_ = nullptr;  // While mode_ is kSummed.
  bool polled_ = false;       // Whether poll ran in this iteration: timers before it are iteration 0.
  int poll_timeout_ms_ = 0;
  uint64_t iterations_ = 0;
  uint64_t callbacks_before_ = 0;
  uint64_t outside_since_ns_;
  uint64_t iteration_start_ns_ = 0;
  uint64_t phase_start_ns_ = 0;
  LoopPhase timed_phase_ = LoopPhase::kOutside;
  std::array<uint64_t, FieldLoopPhases::kPhases> phase_ns_{};
  IterationHook hook_ = nullptr;
  void* hook_data_ = nullptr;
  uint64_t hook_due_ms_ = 0;
  StepHook step_hook_ = nullptr;
  void* step_data_ = nullptr;
  Histogram* busy_ = nullptr;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_PHASE_CLOCK_H_
