// Totals made from the records since the start, whatever the history has let go.
//
// Not synchronized: the collector's mutex guards it.
#ifndef ISOSCOPE_RUNTIME_PROBES_AGGREGATES_H_
#define ISOSCOPE_RUNTIME_PROBES_AGGREGATES_H_

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/base/histogram.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

struct GcTotals {
  // Bounds of the pauses' lengths that are counted apart: OpenTelemetry's and prom-client's buckets. An upper bound belongs to its bucket.
  static constexpr std::array<uint64_t, 16> kBoundsUs = {1'000,   5'000,   10'000,    25'000,    50'000,    75'000,    100'000,   250'000,
                                                         500'000, 750'000, 1'000'000, 2'000'000, 2'500'000, 5'000'000, 7'500'000, 10'000'000};
  std::array<uint64_t, static_cast<size_t>(GcType::kCount)> count_by_type{};
  std::array<uint64_t, static_cast<size_t>(GcType::kCount)> pause_us_by_type{};
  std::array<uint64_t, static_cast<size_t>(GcType::kCount)> max_us_by_type{};
  std::array<std::array<uint64_t, kBoundsUs.size() + 1>, static_cast<size_t>(GcType::kCount)> pauses_by_length{};
  uint64_t count = 0;
  uint64_t total_pause_us = 0;
  uint64_t max_pause_us = 0;
  int64_t freed_bytes = 0;
  uint64_t promoted_bytes = 0;
  uint64_t last_sequence = 0;   // Of the last gc record; 0: none yet.
  std::vector<std::byte> last;  // That record.
};

struct PoolTotals {
  Histogram wait_us;  // Submitted to started.
  Histogram run_us;   // Started to ended.
  uint64_t count = 0;
  uint64_t failed = 0;     // Negative status, cancelled ones not counted.
  uint64_t cancelled = 0;  // Never ran.
  uint64_t total_wait_us = 0;
  uint64_t total_run_us = 0;

  explicit PoolTotals(int figures) : wait_us(1, kHighestUs, figures), run_us(1, kHighestUs, figures) {}
  static constexpr int64_t kHighestUs = 3'600'000'000;
};

// Of one thing of a kind: a callback's provider, a deopt's reason, a binding's function.
struct NamedTotals {
  uint64_t count = 0;
  uint64_t total_us = 0;  // 0 where the kind has no duration.
  uint64_t max_us = 0;    // Of one record.
};

struct MarkSummary {
  NameId name;
  MarkOutcome outcome;
  uint64_t time_us;
};

class Aggregates {
 public:
  // Operations beyond this many are summed under one more.
  static constexpr size_t kMaxOperations = 256;
  static constexpr size_t kMarksKept = 64;

  void Add(uint64_t sequence, RecordBytes record);
  void ForgetIsolate(uint32_t id) { gc_.erase(id); }

  const std::map<uint32_t, GcTotals>& gc() const { return gc_; }  // By isolate.
  GcTotals* MutableGc(uint32_t isolate);                          // Null when it had none.
  const PoolTotals* pool() const { return pool_.get(); }          // Null before the first operation.
  const std::map<NameId, std::unique_ptr<PoolTotals>>& pool_operations() const { return operations_; }
  // Callbacks by provider, tiers by tier, deopts by reason, ICs by new state, maps by event, compilations by stage, boundary calls by function,
  // worker events by event, steps of collections by step, V8's log by state, resources by provider; other kinds have none. Names beyond kMaxNames are
  // summed under "(others)".
  static constexpr size_t kMaxNames = 512;
  const std::unordered_map<NameId, NamedTotals>& named(Kind kind) const { return named_[static_cast<size_t>(kind)]; }
  const std::deque<MarkSummary>& marks() const { return marks_; }  // The last kMarksKept.
  uint64_t marks_seen() const { return marks_seen_; }

 private:
  void AddGc(uint64_t sequence, RecordBytes bytes);
  void AddPool(const PoolRecord& record);
  void AddNamed(Kind kind, NameId name, uint64_t count, uint64_t total_us, uint64_t max_us);

  std::map<uint32_t, GcTotals> gc_;
  std::unique_ptr<PoolTotals> pool_;
  std::map<NameId, std::unique_ptr<PoolTotals>> operations_;
  std::array<std::unordered_map<NameId, NamedTotals>, kKindCount> named_;
  std::deque<MarkSummary> marks_;
  uint64_t marks_seen_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_AGGREGATES_H_
