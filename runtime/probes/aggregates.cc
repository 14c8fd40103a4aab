#include "runtime/probes/aggregates.h"

#include <algorithm>
#include <string>

#include "runtime/probes/names.h"

namespace isoscope {
namespace {

NameId EnumText(const char* name) { return name != nullptr ? Intern(name) : 0; }

void AddOperation(PoolTotals* totals, const PoolRecord& record) {
  totals->count++;
  if (!record.startedUs.has_value() || !record.endedUs.has_value()) {
    totals->cancelled++;
    return;
  }
  if (record.status < 0) totals->failed++;
  const uint64_t wait = record.startedUs.value - std::min(record.submittedUs, record.startedUs.value);
  const uint64_t run = record.endedUs.value - std::min(record.startedUs.value, record.endedUs.value);
  totals->wait_us.Record(static_cast<int64_t>(wait));
  totals->run_us.Record(static_cast<int64_t>(run));
  totals->total_wait_us += wait;
  totals->total_run_us += run;
}

}  // namespace

void Aggregates::Add(uint64_t sequence, RecordBytes bytes) {
  switch (HeaderOf(bytes).kind) {
    case Kind::kGc:
      return AddGc(sequence, bytes);
    case Kind::kPool:
      return AddPool(ReadRecord<PoolRecord>(bytes));
    case Kind::kMark: {
      const auto mark = ReadRecord<MarkRecord>(bytes);
      if (marks_.size() == kMarksKept) marks_.pop_front();
      marks_.push_back({mark.name.id, mark.outcome, mark.header.timeUs});
      marks_seen_++;
      return;
    }
    case Kind::kCallback: {
      const auto callback = ReadRecord<CallbackRecord>(bytes);
      if (callback.count <= 1) return AddNamed(Kind::kCallback, callback.provider.id, 1, callback.durationUs, callback.durationUs);
      return AddNamed(Kind::kCallback, callback.provider.id, callback.count, callback.durationUs, callback.longestUs);
    }
    case Kind::kTier: {
      static const NameId kOsr = Intern("on-stack replacement");
      const auto tier = ReadRecord<TierRecord>(bytes);
      if (tier.osr) AddNamed(Kind::kTier, kOsr, 1, 0, 0);
      return AddNamed(Kind::kTier, EnumText(EnumName(tier.tier)), 1, 0, 0);
    }
    case Kind::kDeopt:
      return AddNamed(Kind::kDeopt, ReadRecord<DeoptRecord>(bytes).reason.id, 1, 0, 0);
    case Kind::kIc:
      return AddNamed(Kind::kIc, ReadRecord<IcRecord>(bytes).newState.id, 1, 0, 0);
    case Kind::kMap:
      return AddNamed(Kind::kMap, ReadRecord<MapRecord>(bytes).event.id, 1, 0, 0);
    case Kind::kCompile: {
      const auto compile = ReadRecord<CompileRecord>(bytes);
      return AddNamed(Kind::kCompile, compile.stage.id, 1, compile.durationUs, compile.durationUs);
    }
    case Kind::kBoundary: {
      const auto boundary = ReadRecord<BoundaryRecord>(bytes);
      const std::string name = std::string(Names().Text(boundary.binding.id)) + "." + std::string(Names().Text(boundary.function.id));
      return AddNamed(Kind::kBoundary, Intern(name), boundary.calls, boundary.totalUs, 0);
    }
    case Kind::kGcStep: {
      const auto step = ReadRecord<GcStepRecord>(bytes);
      return AddNamed(Kind::kGcStep, EnumText(EnumName(step.step)), 1, step.durationUs, step.durationUs);
    }
    case Kind::kV8Log:
      return AddNamed(Kind::kV8Log, EnumText(EnumName(ReadRecord<V8LogRecord>(bytes).state)), 1, 0, 0);
    case Kind::kResource:
      return AddNamed(Kind::kResource, ReadRecord<ResourceRecord>(bytes).provider.id, 1, 0, 0);
    case Kind::kWorker:
      return AddNamed(Kind::kWorker, EnumText(EnumName(ReadRecord<WorkerRecord>(bytes).event)), 1, 0, 0);
    default:
      return;
  }
}

void Aggregates::AddNamed(Kind kind, NameId name, uint64_t count, uint64_t total_us, uint64_t max_us) {
  auto& totals = named_[static_cast<size_t>(kind)];
  if (totals.size() >= kMaxNames && !totals.contains(name)) name = Intern("(others)");
  NamedTotals& entry = totals[name];
  entry.count += count;
  entry.total_us += total_us;
  entry.max_us = std::max(entry.max_us, max_us);
}

GcTotals* Aggregates::MutableGc(uint32_t isolate) {
  auto it = gc_.find(isolate);
  return it == gc_.end() ? nullptr : &it->second;
}

void Aggregates::AddGc(uint64_t sequence, RecordBytes bytes) {
  const auto record = ReadRecord<GcRecord>(bytes);
  GcTotals& totals = gc_[record.header.isolate];
  const auto type = static_cast<size_t>(record.type);
  totals.count_by_type[type]++;
  totals.pause_us_by_type[type] += record.durationUs;
  totals.max_us_by_type[type] = std::max(totals.max_us_by_type[type], record.durationUs);
  const auto bound = std::lower_bound(GcTotals::kBoundsUs.begin(), GcTotals::kBoundsUs.end(), record.durationUs);
  totals.pauses_by_length[type][static_cast<size_t>(bound - GcTotals::kBoundsUs.begin())]++;
  totals.count++;
  totals.total_pause_us += record.durationUs;
  totals.max_pause_us = std::max(totals.max_pause_us, record.durationUs);
  totals.freed_bytes += record.freedBytes;
  if (record.promotedBytes.has_value()) totals.promoted_bytes += record.promotedBytes.value;
  totals.last_sequence = sequence;
  totals.last.assign(bytes.begin(), bytes.end());
}

void Aggregates::AddPool(const PoolRecord& record) {
  if (pool_ == nullptr) pool_ = std::make_unique<PoolTotals>(3);
  AddOperation(pool_.get(), record);
  NameId operation = record.operation.id;
  if (!operations_.contains(operation) && operations_.size() >= kMaxOperations) operation = Intern("(other operations)");
  std::unique_ptr<PoolTotals>& totals = operations_[operation];
  if (totals == nullptr) totals = std::make_unique<PoolTotals>(2);
  AddOperation(totals.get(), record);
}

}  // namespace isoscope
