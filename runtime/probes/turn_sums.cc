#include "runtime/probes/turn_sums.h"

#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/producer.h"

namespace isoscope {
namespace {

uint64_t ToUs(uint64_t ticks) { return Ticks::ToNs(ticks) / 1000; }
uint64_t ToId(double id) { return id >= 0 && id < 9e15 ? static_cast<uint64_t>(id) : 0; }  // Ids come from JavaScript too.

}  // namespace

// Ticks of the recent past as the monotonic clock's microseconds.
class TurnSums::Past {
 public:
  uint64_t UsOf(uint64_t ticks) const { return (ns_ - Ticks::ToNs(ticks_ - ticks)) / 1000; }

 private:
  const uint64_t ticks_ = Ticks::Now();
  const uint64_t ns_ = MonotonicNs();
};

TurnSums::TurnSums(Producer* producer)
    : producer_(producer),
      live_(&producer->isolate()->live),
      owner_(std::this_thread::get_id()),
      own_(Ticks::FromUs(kOwnUs)),
      span_(Ticks::FromUs(kSpanUs)) {}

void TurnSums::Begin() {
  summing_ = true;
  phase_ = LoopPhase::kPoll;
  last_ = turn_start_ = turns_start_ = Ticks::Now();
  turn_idle_ = 0;
  ended_totals_ = sent_totals_ = totals_;
  sent_callbacks_ = ended_callbacks_ = live_->callbacks.Get();
  live_->since_phase.store(phase_, std::memory_order_relaxed);
  live_->since_ticks.Set(last_);
}

void TurnSums::End() {
  Flush();
  summing_ = false;
  live_->since_ticks.Set(0);
}

void TurnSums::TakeBusy(Histogram* histogram) {
  for (size_t i = 0; i < busy_counts_.size(); i++) {
    if (busy_counts_[i] == 0) continue;
    const size_t shift = i >> kSteps == 0 ? 0 : (i >> kSteps) - 1;
    const uint64_t lowest = shift == 0 ? i : (i - (shift << kSteps)) << shift;
    histogram->Record(static_cast<int64_t>(ToUs(lowest + (uint64_t{1} << shift) / 2)), busy_counts_[i]);
    busy_counts_[i] = 0;
  }
}

void TurnSums::AddDrain(EntrySum* sum, const Entry& entry, uint64_t end) {
  sum->ticks += entry.ticks;
  sum->microtasks += entry.microtasks;
  live_->ticks.Add(entry.ticks);
  live_->microtasks.Add(entry.microtasks);
  if (entry.drain_start == 0) return;  // They ran inside the callback.
  const uint64_t drain = end - entry.drain_start;
  sum->drain += drain;
  live_->drains.Add();
  live_->drain_ns.Add(Ticks::ToNs(drain));
  if (drain <= longest_drain_) return;
  longest_drain_ = drain;
  LongestDrain longest;
  if (live_->longest_drain.Read(&longest) && longest.durationUs >= ToUs(drain)) return;
  live_->longest_drain.Publish({.timeUs = Past().UsOf(end),
                                .durationUs = ToUs(drain),
                                .ticks = entry.ticks,
                                .microtasks = entry.microtasks,
                                .asyncId = ToId(entry.async_id),
                                .provider = sum->provider});
}

bool TurnSums::OpenSum(size_t index, const Entry& entry, uint64_t end, NameId provider) {
  if (end - entry.start < own_) {
    EntrySum& sum = entries_[index];
    if (sum.count == 0) {
      list_[listed_++] = static_cast<uint8_t>(index);
    } else {
      producer_->Emit(RecordOf(sum, Past()));
    }
    sum = {.start = entry.start, .provider = provider, .phase = entry.phase};
    return true;
  }
  EntrySum one{.count = 1,
               .duration = end - entry.start,
               .longest = end - entry.start,
               .start = entry.start,
               .end = end,
               .provider = provider,
               .phase = entry.phase};
  if ((entry.ticks | entry.microtasks) != 0) AddDrain(&one, entry, end);
  CallbackRecord record = RecordOf(one, Past());
  record.asyncId = ToId(entry.async_id);
  record.triggerAsyncId = ToId(entry.trigger_async_id);
  producer_->Emit(record);
  return false;
}

CallbackRecord TurnSums::RecordOf(const EntrySum& sum, const Past& past) const {
  CallbackRecord record;
  record.header.isolate = producer_->isolate()->id();
  record.header.timeUs = past.UsOf(sum.end);
  record.phase = sum.phase;
  record.provider = sum.provider;
  record.startUs = past.UsOf(sum.start);
  record.durationUs = ToUs(sum.duration);
  record.drainUs = ToUs(sum.drain);
  record.ticks = sum.ticks;
  record.microtasks = sum.microtasks;
  record.count = sum.count;
  record.longestUs = ToUs(sum.longest);
  return record;
}

LoopRecord TurnSums::RecordOfTurns(const Past& past) const {
  LoopRecord record;
  record.header.isolate = producer_->isolate()->id();
  record.header.timeUs = past.UsOf(turn_start_);
  record.iteration = first_iteration_;
  record.startUs = past.UsOf(turns_start_);
  record.durationUs = ToUs(turn_start_ - turns_start_);
  record.pollTimeoutMs = poll_timeout_ms_;
  record.callbacks = ended_callbacks_ - sent_callbacks_;
  record.activeHandles = live_->active_handles.Get();
  record.activeRequests = live_->active_requests.Get();
  for (size_t i = 0; i < ended_totals_.size(); i++) record.phasesUs.us[i] = ToUs(ended_totals_[i] - sent_totals_[i]);
  record.count = turns_;
  record.longestUs = ToUs(longest_turn_);
  return record;
}

template <typename Send>
void TurnSums::FlushTo(Send send) {
  const Past past;
  for (size_t i = 0; i < listed_; i++) {
    EntrySum& sum = entries_[list_[i]];
    send(RecordOf(sum, past));
    sum = {};
  }
  listed_ = 0;
  if (turns_ == 0) return;  // A run of timers before the first turn goes with that.
  send(RecordOfTurns(past));
  turns_ = longest_turn_ = 0;
  turns_start_ = turn_start_;
  sent_totals_ = ended_totals_;
  sent_callbacks_ = ended_callbacks_;
}

void TurnSums::Flush() {
  FlushTo([this](const auto& record) { producer_->Emit(record); });
}

void TurnSums::Drain(const std::function<void(RecordBytes)>& take) {
  const bool own = std::this_thread::get_id() == owner_;
  uint8_t expected = kParked;
  if (!own && !state_.compare_exchange_strong(expected, kTaken, std::memory_order_acquire)) return;
  FlushTo([&take](const auto& record) {
    if (Hub::Wants(record.kKind)) take({reinterpret_cast<const std::byte*>(&record), sizeof(record)});
  });
  if (!own) state_.store(kParked, std::memory_order_release);
}

}  // namespace isoscope
