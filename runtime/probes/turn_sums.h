// What is recorded of the loop's turns and the entries into JavaScript while nobody asks for each of them (Hub::WantsEach): sums of short
// ones, and records of their own for those that took kOwnUs or more.
//
// A turn of the loop may take a microsecond, a record of it half as long. So a turn costs two readings of a cheap clock here and a few
// additions; every kSpanUs, or when the loop is done, one loop record and one callback record per provider say how many there were.
//
// The isolate's thread only, which made it; but between BeginWait() and EndWait() the collector takes what is there: Drain() is its. Owned by the
// Producer. Times are in ticks (base/ticks.h).
#ifndef ISOSCOPE_RUNTIME_PROBES_TURN_SUMS_H_
#define ISOSCOPE_RUNTIME_PROBES_TURN_SUMS_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>

#include "runtime/base/histogram.h"
#include "runtime/base/ticks.h"
#include "runtime/probes/isolate_info.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

class Producer;

class TurnSums {
 public:
  static constexpr uint64_t kOwnUs = 100;
  static constexpr uint64_t kSpanUs = 10'000;
  static constexpr size_t kMaxProviders = 64;

  // `producer` must belong to an isolate.
  explicit TurnSums(Producer* producer);
  TurnSums(const TurnSums&) = delete;
  TurnSums& operator=(const TurnSums&) = delete;

  // --- Turns of the loop, by its clock.
  void Begin();  // From now on turns are summed; this one begins.
  void End();    // No more.
  // The time since the call before was spent in the phase that it named; from now on it is `next`.
  void Enter(LoopPhase next, uint64_t now) {
    const auto ended = static_cast<size_t>(phase_);
    live_->phase_ticks[ended].Set(totals_[ended] += now - last_);
    live_->since_phase.store(next, std::memory_order_relaxed);
    live_->since_ticks.Set(now);
    phase_ = next;
    last_ = now;
  }
  void BeginWait(uint64_t now) {
    Enter(LoopPhase::kPollIdle, now);
    state_.store(kParked, std::memory_order_release);
  }
  void EndWait(uint64_t now) {
    for (uint8_t expected = kParked; !state_.compare_exchange_weak(expected, kRunning, std::memory_order_acquire); expected = kParked) {
    }
    const uint64_t since = last_;
    Enter(LoopPhase::kPoll, now);
    turn_idle_ += now - since;
  }
  // The turn ends with the last Enter(): what libuv does until the next one belongs to the next turn's poll. `iteration` 0: it was only the run of
  // timers before the first one.
  void EndTurn(uint64_t iteration, int poll_timeout_ms, uint64_t active_handles, uint64_t active_requests) {
    const uint64_t length = last_ - turn_start_;
    const uint64_t busy = length - turn_idle_;
    if (busy >= own_) [[unlikely]]
      Flush();  // Those before it: a long one has a record of its own.
    if (turns_ == 0) [[unlikely]]
      first_iteration_ = iteration;
    if (iteration != 0) {
      live_->iterations.Add();
      turns_++;
      if (busy > longest_turn_) longest_turn_ = busy;
      busy_counts_[BusyIndex(busy)]++;
    }
    live_->active_handles.Set(active_handles);
    live_->active_requests.Set(active_requests);
    poll_timeout_ms_ = poll_timeout_ms;
    ended_totals_ = totals_;
    ended_callbacks_ = live_->callbacks.Get();
    turn_idle_ = 0;
    turn_start_ = last_;
    if (busy >= own_ || last_ - turns_start_ >= span_) [[unlikely]]
      Flush();
    // Until something happens, poll is what takes time.
    phase_ = LoopPhase::kPoll;
    live_->since_phase.store(LoopPhase::kPoll, std::memory_order_relaxed);
  }
  // How long turns were busy, since the last time: adds {microseconds, how many}, exact to 1.6 %.
  void TakeBusy(Histogram* histogram);

  // --- Entries into JavaScript.
  uint64_t StartEntry() {
    const uint64_t now = Ticks::Now();
    live_->callbacks.Add();
    if (summing_) Enter(live_->phase.load(std::memory_order_relaxed), now);
    return now;
  }
  struct Entry {
    uint64_t start;        // From StartEntry().
    uint64_t drain_start;  // 0: nothing was drained.
    uint64_t ticks;
    uint64_t microtasks;
    double async_id;
    double trigger_async_id;
    LoopPhase phase;
  };
  // `index`: the provider's number; name_of(index) is asked when a record begins.
  template <typename NameOf>
  void EndEntry(size_t index, const Entry& entry, NameOf name_of) {
    const uint64_t now = Ticks::Now();
    if (summing_) Enter(phase_, now);
    const uint64_t duration = now - entry.start;
    EntrySum& sum = entries_[index];
    if (duration >= own_ || sum.count == 0 || sum.phase != entry.phase) [[unlikely]] {
      if (!OpenSum(index, entry, now, name_of(index))) return;
    }
    sum.count++;
    sum.duration += duration;
    sum.end = now;
    if (duration > sum.longest) sum.longest = duration;
    if ((entry.ticks | entry.microtasks) != 0) AddDrain(&sum, entry, now);
  }

  void Flush();  // Sends what was summed. Isolate thread.
  // The collector. Nothing comes while the isolate's thread is at it, unless it is this thread.
  void Drain(const std::function<void(RecordBytes)>& take);

 private:
  enum State : uint8_t { kRunning, kParked, kTaken };
  struct EntrySum {
    uint64_t count = 0;
    uint64_t duration = 0;
    uint64_t longest = 0;
    uint64_t drain = 0;
    uint64_t ticks = 0;
    uint64_t microtasks = 0;
    uint64_t start = 0;
    uint64_t end = 0;
    NameId provider = 0;
    LoopPhase phase = LoopPhase::kOutside;
  };
  using Phases = std::array<uint64_t, FieldLoopPhases::kPhases>;
  class Past;

  // Logarithmic, in 32 steps from one power of two to the next.
  static constexpr int kSteps = 5;
  static constexpr size_t kBusyCounts = 40 << kSteps;
  static size_t BusyIndex(uint64_t ticks) {
    if (ticks < (1 << kSteps)) return ticks;
    const int shift = 63 - std::countl_zero(ticks) - kSteps;
    return std::min((static_cast<size_t>(shift) << kSteps) + (ticks >> shift), kBusyCounts - 1);
  }

  void AddDrain(EntrySum* sum, const Entry& entry, uint64_t end);
  // False: the entry has a record of its own.
  bool OpenSum(size_t index, const Entry& entry, uint64_t end, NameId provider);
  CallbackRecord RecordOf(const EntrySum& sum, const Past& past) const;
  LoopRecord RecordOfTurns(const Past& past) const;
  template <typename Send>
  void FlushTo(Send send);

  Producer* const producer_;
  IsolateLive* const live_;
  const std::thread::id owner_;
  const uint64_t own_;  // kOwnUs and kSpanUs in ticks.
  const uint64_t span_;
  std::atomic<uint8_t> state_{kRunning};

  bool summing_ = false;  // Between Begin() and End().
  LoopPhase phase_ = LoopPhase::kPoll;
  uint64_t last_ = 0;
  uint64_t turn_start_ = 0;
  uint64_t turn_idle_ = 0;
  Phases totals_{};        // By phase, since the first Begin().
  Phases ended_totals_{};  // At the end of the last turn.
  uint64_t ended_callbacks_ = 0;

  // The turns that are over and not sent.
  uint64_t turns_ = 0;
  uint64_t turns_start_ = 0;
  uint64_t longest_turn_ = 0;
  uint64_t first_iteration_ = 0;
  uint64_t sent_callbacks_ = 0;  // live_->callbacks, at turns_start_.
  int poll_timeout_ms_ = 0;
  Phases sent_totals_{};  // At turns_start_.
  std::array<uint32_t, kBusyCounts> busy_counts_{};

  uint64_t longest_drain_ = 0;
  size_t listed_ = 0;  // The providers that have sums.
  std::array<uint8_t, kMaxProviders> list_{};
  std::array<EntrySum, kMaxProviders> entries_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_TURN_SUMS_H_
