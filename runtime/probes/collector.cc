#include "runtime/probes/collector.h"

#include <algorithm>
#include <set>

#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"

namespace isoscope {

Collector& Collector::Get() {
  static Collector* const collector = new Collector;  // Never destroyed: the service thread may drain at exit.
  return *collector;
}

void Collector::SetHistoryLimits(HistoryLimits limits) {
  std::lock_guard lock(mutex_);
  history_.SetLimits(limits);
}

void Collector::Drain() {
  std::lock_guard lock(mutex_);
  DrainLocked();
}

void Collector::DrainLocked() {
  bytes_.clear();
  pending_.clear();
  const auto take = [this](RecordBytes record) {
    pending_.push_back({HeaderOf(record).timeUs, bytes_.size(), record.size()});
    bytes_.insert(bytes_.end(), record.begin(), record.end());
  };
  Hub::Get().DrainProducers([&take](Producer* producer) { producer->Drain(take); }, take);
  SortPending();
  KindMask seen = 0;
  for (const Pending& entry : pending_) {
    const RecordBytes record(bytes_.data() + entry.offset, entry.size);
    Take(history_.next_sequence(), record);
    seen |= MaskOf(HeaderOf(record).kind);
  }
  if (!pending_.empty()) {
    for (RecordSink* sink : sinks_) sink->OnDrainEnd();
  }
  history_.Evict(MonotonicUs());
  ForgetEndedIsolates();
  constexpr size_t kMemoryKept = 1 << 20;
  if (bytes_.capacity() > kMemoryKept) {
    bytes_ = {};
    pending_ = {};
  }
  for (Subscription* subscription : subscriptions_) {
    if ((subscription->kinds_ & seen) != 0) subscription->notify_();
  }
}

// By time; what one thread emitted at the same time keeps its order. Each producer brings a few long runs that are in order.
void Collector::SortPending() {
  const auto earlier = [](const Pending& a, const Pending& b) { return a.time_us < b.time_us; };
  const auto at = [this](size_t run) { return pending_.begin() + static_cast<ptrdiff_t>(runs_[run]); };
  runs_.assign(1, 0);
  for (size_t i = 1; i < pending_.size(); i++) {
    if (earlier(pending_[i], pending_[i - 1])) runs_.push_back(i);
  }
  runs_.push_back(pending_.size());
  // Neighbours are merged until one is left.
  while (runs_.size() > 2) {
    size_t kept = 0;
    for (size_t i = 0; i + 1 < runs_.size(); i += 2) {
      runs_[kept++] = runs_[i];
      if (i + 2 == runs_.size()) break;
      std::inplace_merge(at(i), at(i + 1), at(i + 2), earlier);
    }
    runs_[kept++] = pending_.size();
    runs_.resize(kept);
  }
}

// A new record, in its place among the others.
void Collector::Take(uint64_t sequence, RecordBytes record) {
  history_.Append(record, sequence);
  aggregates_.Add(sequence, record);
  for (RecordSink* sink : sinks_) sink->OnRecord(sequence, record);
  const RecordHeader header = HeaderOf(record);
  if (header.kind == Kind::kGc) {
    auto& cycles = recent_cycles_[header.isolate];
    constexpr size_t kKept = 64;  // V8 tells of a cycle before the next full one ends; young ones may come between.
    if (cycles.size() == kKept) cycles.erase(cycles.begin());
    cycles.emplace_back(ReadRecord<GcRecord>(record).cycle, sequence);
  } else if (header.kind == Kind::kGcPhases) {
    Amend(ReadRecord<GcPhasesRecord>(record));
  }
}

void Collector::Load(uint64_t sequence, RecordBytes record) {
  std::lock_guard lock(mutex_);
  Take(std::max(sequence, history_.next_sequence()), record);
}

void Collector::AddSink(RecordSink* sink, bool with_history) {
  std::lock_guard lock(mutex_);
  DrainLocked();
  if (with_history) {
    history_.Visit({}, [sink](const History::Item& item) {
      sink->OnRecord(item.sequence, item.record);
      return true;
    });
    sink->OnDrainEnd();
  }
  sinks_.push_back(sink);
}

void Collector::RemoveSink(RecordSink* sink) {
  std::lock_guard lock(mutex_);
  std::erase(sinks_, sink);
}

void Collector::Amend(const GcPhasesRecord& phases) {
  const auto amend = [&](std::span<std::byte> bytes) {
    GcRecord record = ReadRecord<GcRecord>(bytes);
    if (phases.reason.id != 0) record.reason = phases.reason;
    if (phases.phasesUs.count != 0) record.phasesUs = phases.phasesUs;
    std::memcpy(bytes.data(), &record, bytes.size());  // Its length, given by its last field, stays.
  };
  for (const auto& [cycle, sequence] : recent_cycles_[phases.header.isolate]) {
    if (cycle != phases.cycle) continue;
    if (auto bytes = history_.FindGc(sequence); !bytes.empty()) amend(bytes);
    GcTotals* totals = aggregates_.MutableGc(phases.header.isolate);
    if (totals != nullptr && totals->last_sequence == sequence) amend(totals->last);
  }
}

// Totals of isolates that the registry no longer lists.
void Collector::ForgetEndedIsolates() {
  if (aggregates_.gc().size() <= Hub::kEndedKept && recent_cycles_.size() <= Hub::kEndedKept) return;
  std::set<uint32_t> known;
  for (const auto& isolate : Hub::Get().Isolates()) known.insert(isolate->id());
  std::erase_if(recent_cycles_, [&](const auto& entry) { return !known.contains(entry.first); });
  std::vector<uint32_t> gone;
  for (const auto& [id, totals] : aggregates_.gc()) {
    if (!known.contains(id)) gone.push_back(id);
  }
  for (uint32_t id : gone) aggregates_.ForgetIsolate(id);
}

std::string Collector::HistoryJson(const HistoryQuery& query) {
  JsonWriter json;
  std::lock_guard lock(mutex_);
  DrainLocked();
  json.StartObject();
  json.Key("items");
  json.StartArray();
  const uint64_t next = history_.Visit(query, [&json](const History::Item& item) {
    WriteRecord(&json, item.sequence, item.record);
    return true;
  });
  json.EndArray();
  json.Member("nextSequence", next);
  json.Member("oldestSequence", history_.oldest_sequence());
  json.Key("dropped");
  WriteDropped(&json);
  json.EndObject();
  return json.Take();
}

std::unique_ptr<Subscription> Collector::Subscribe(KindMask kinds, std::function<void()> notify, uint64_t since) {
  std::unique_ptr<Subscription> subscription(new Subscription(this, kinds, std::move(notify)));
  std::lock_guard lock(mutex_);
  DrainLocked();
  subscription->next_sequence_ = std::min(since, history_.next_sequence());
  for (size_t i = 0; i < kKindCount; i++) subscription->next_ordinal_[i] = history_.appended(static_cast<Kind>(i));
  // What is still there from `since` on is not missed.
  history_.Visit({.since = subscription->next_sequence_}, [&](const History::Item& item) {
    uint64_t& next = subscription->next_ordinal_[static_cast<size_t>(HeaderOf(item.record).kind)];
    next = std::min(next, item.ordinal);
    return true;
  });
  subscription->dropped_seen_ = Hub::Get().Dropped();
  subscriptions_.push_back(subscription.get());
  return subscription;
}

void Collector::Read(const std::function<void(const History&, const Aggregates&)>& read) {
  std::lock_guard lock(mutex_);
  DrainLocked();
  read(history_, aggregates_);
}

void WriteDropped(JsonWriter* json) {
  const auto dropped = Hub::Get().Dropped();
  json->StartObject();
  for (size_t i = 0; i < kKindCount; i++) json->Member(KindName(static_cast<Kind>(i)), dropped[i]);
  json->EndObject();
}

}  // namespace isoscope
