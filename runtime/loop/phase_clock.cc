#include "runtime/loop/phase_clock.h"

#include <algorithm>

#include "runtime/base/ticks.h"
#include "runtime/probes/hub.h"

namespace isoscope {

PhaseClock::PhaseClock(const uv_loop_t* loop, Producer* producer)
    : loop_(loop),
      producer_(producer != nullptr && producer->isolate() != nullptr ? producer : nullptr),
      phase_(producer_ != nullptr ? &producer_->isolate()->live.phase : &own_phase_),
      outside_since_ns_(Ticks::NowNs()) {}

uint64_t PhaseClock::idle_ns() const {
  const int64_t state = idle_state_.load(std::memory_order_relaxed);
  if (state >= 0) return static_cast<uint64_t>(state);
  const uint64_t now = Ticks::NowNs();  // Of another thread's clock, perhaps.
  return std::max(now, static_cast<uint64_t>(-state)) - static_cast<uint64_t>(-state);
}

void PhaseClock::SetBusyHistogram(Histogram* histogram) {
  UpdateBusyHistogram();
  busy_ = histogram;
}

uint64_t PhaseClock::CallbacksSoFar() const { return producer_->isolate()->live.callbacks.Get(); }

void PhaseClock::BeginRun() {
  const uint64_t now = Ticks::NowNs();
  StartIteration(now);
  if (mode_ != Mode::kOff) producer_->isolate()->live.AddPhaseTime(LoopPhase::kOutside, now - outside_since_ns_);
}

void PhaseClock::EndRun() {
  outside_since_ns_ = Ticks::NowNs();
  phase_->store(LoopPhase::kOutside, std::memory_order_relaxed);
  const bool measured = mode_ != Mode::kOff;
  ChangeMode(Mode::kOff);
  if (measured) producer_->isolate()->live.phase_since_ns.Set(outside_since_ns_);
}

PhaseClock::Mode PhaseClock::WantedMode() const {
  if (producer_ == nullptr) return Mode::kOff;
  const bool records = Hub::Wants(Kind::kLoop);
  if (records && Hub::WantsEach()) return Mode::kEach;
  return records || busy_ != nullptr ? Mode::kSummed : Mode::kOff;
}

void PhaseClock::ChangeMode(Mode mode) {
  if (sums_ != nullptr) {
    if (busy_ != nullptr) sums_->TakeBusy(busy_);
    sums_->End();
  }
  sums_ = nullptr;
  if (mode_ != Mode::kOff) producer_->isolate()->live.phase_since_ns.Set(0);  // Known no longer.
  mode_ = mode;
  UpdateNoticed();
  if (mode != Mode::kSummed) return;
  sums_ = producer_->turn_sums();
  sums_->Begin();
}

void PhaseClock::StartIteration(uint64_t now_ns) {
  polled_ = false;
  phase_->store(LoopPhase::kPending, std::memory_order_relaxed);
  if (const Mode mode = WantedMode(); mode != mode_) ChangeMode(mode);
  if (mode_ != Mode::kEach) return;
  if (now_ns == 0) now_ns = Ticks::NowNs();  // Watched only now.
  iteration_start_ns_ = phase_start_ns_ = now_ns;
  timed_phase_ = LoopPhase::kPending;
  phase_ns_ = {};
  callbacks_before_ = CallbacksSoFar();
  producer_->isolate()->live.phase_since_ns.Set(now_ns);
}

bool PhaseClock::NothingToRun(LoopPhase phase) const {
  switch (phase) {
    case LoopPhase::kPending:
      return loop_->pending_queue.next == &loop_->pending_queue;
    case LoopPhase::kIdle:
      return loop_->idle_handles.next == &loop_->idle_handles;
    case LoopPhase::kPrepare:
      return loop_->prepare_handles.next == &loop_->prepare_handles;
    case LoopPhase::kCheck:
      return loop_->check_handles.next == &loop_->check_handles;
    case LoopPhase::kClosing:
      return loop_->closing_handles == nullptr;
    case LoopPhase::kTimers:
      return loop_->timer_heap.min == nullptr;
    default:
      return false;
  }
}

void PhaseClock::EnterNoticed(LoopPhase phase) {
  if (step_hook_ != nullptr) step_hook_(step_data_, phase, false);
  phase_->store(phase, std::memory_order_relaxed);
  if (mode_ == Mode::kEach && !NothingToRun(phase)) Switch(phase, Ticks::NowNs());
}

void PhaseClock::Switch(LoopPhase phase, uint64_t now_ns) {
  const uint64_t spent = now_ns - phase_start_ns_;
  phase_ns_[static_cast<size_t>(timed_phase_)] += spent;
  IsolateLive& live = producer_->isolate()->live;
  live.AddPhaseTime(timed_phase_, spent);
  live.phase_since_ns.Set(now_ns);
  timed_phase_ = phase;
  phase_start_ns_ = now_ns;
}

void PhaseClock::BeginWait() {
  const uint64_t ticks = Ticks::Now();
  const uint64_t now = Ticks::NsOfNow(ticks);  // One reading is enough for both.
  idle_state_.store(idle_state_.load(std::memory_order_relaxed) - static_cast<int64_t>(now), std::memory_order_relaxed);
  phase_->store(LoopPhase::kPollIdle, std::memory_order_relaxed);
  if (mode_ == Mode::kEach) {
    Switch(LoopPhase::kPollIdle, now);
  } else if (mode_ == Mode::kSummed) {
    sums_->BeginWait(ticks);
  }
}

void PhaseClock::EndWait() {
  const uint64_t ticks = Ticks::Now();
  const uint64_t now = Ticks::NsOfNow(ticks);
  idle_state_.store(idle_state_.load(std::memory_order_relaxed) + static_cast<int64_t>(now), std::memory_order_relaxed);
  phase_->store(LoopPhase::kPoll, std::memory_order_relaxed);
  if (mode_ == Mode::kEach) {
    Switch(LoopPhase::kPoll, now);
  } else if (mode_ == Mode::kSummed) {
    sums_->EndWait(ticks);
  }
}

void PhaseClock::EndIteration() {
  if (polled_) iterations_++;
  uint64_t now = 0;
  if (mode_ == Mode::kEach) {
    now = Ticks::NowNs();
    Emit(now);
  } else if (mode_ == Mode::kSummed) {
    sums_->EndTurn(polled_ ? iterations_ : 0, polled_ ? poll_timeout_ms_ : 0, loop_->active_handles, loop_->active_reqs.count);
  }
  StartIteration(now);
  if (hook_ != nullptr && loop_->time >= hook_due_ms_) hook_due_ms_ = hook_(hook_data_);
  if (step_hook_ != nullptr) step_hook_(step_data_, LoopPhase::kPending, true);
}

void PhaseClock::Emit(uint64_t now_ns) {
  Switch(LoopPhase::kPending, now_ns);
  IsolateLive& live = producer_->isolate()->live;
  const uint64_t active_requests = loop_->active_reqs.count;
  if (polled_) live.iterations.Add();
  live.active_handles.Set(loop_->active_handles);
  live.active_requests.Set(active_requests);
  const uint64_t busy_us = (now_ns - iteration_start_ns_ - phase_ns_[static_cast<size_t>(LoopPhase::kPollIdle)]) / 1000;
  if (busy_ != nullptr && polled_) busy_->Record(static_cast<int64_t>(busy_us));
  if (!Hub::Wants(Kind::kLoop)) return;
  LoopRecord record;
  record.header.timeUs = now_ns / 1000;
  record.iteration = polled_ ? iterations_ : 0;
  record.startUs = iteration_start_ns_ / 1000;
  record.durationUs = (now_ns - iteration_start_ns_) / 1000;
  record.pollTimeoutMs = polled_ ? poll_timeout_ms_ : 0;
  record.callbacks = CallbacksSoFar() - callbacks_before_;
  record.activeHandles = loop_->active_handles;
  record.activeRequests = active_requests;
  for (size_t i = 0; i < phase_ns_.size(); i++) record.phasesUs.us[i] = phase_ns_[i] / 1000;
  record.count = 1;
  record.longestUs = busy_us;
  producer_->Emit(record);
}

}  // namespace isoscope
