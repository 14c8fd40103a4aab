// A run in figures, made of its recording in one pass: what `isoscope diff` compares. Sections between marks have figures of their own.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RUN_SUMMARY_H_
#define ISOSCOPE_RUNTIME_RECORDING_RUN_SUMMARY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/histogram.h"
#include "runtime/recording/recording_reader.h"

namespace isoscope {

struct Durations {
  uint64_t count = 0;
  uint64_t total_us = 0;
  uint64_t max_us = 0;

  void Add(uint64_t us);
  void AddSum(uint64_t n, uint64_t sum_us, uint64_t longest_us);  // n > 1 of them: the others count as their mean.
  uint64_t Percentile(double percentile) const;                   // 0 when there are none.

 private:
  std::unique_ptr<Histogram> histogram_;  // Most have none.
};

// From one mark (or the start) to the next (or the end).
struct RunSection {
  std::string name;  // "start", or the mark's.
  uint64_t start_us = 0;
  uint64_t end_us = 0;
  std::map<std::string, Durations> gc;  // Pauses, by V8's type.
  int64_t freed_bytes = 0;
  uint64_t promoted_bytes = 0;
  uint64_t max_used_bytes = 0;  // Of any isolate's heap, in heap and gc records.
  Durations callbacks;
  uint64_t iterations = 0;
  uint64_t ticks = 0;
  uint64_t microtasks = 0;
  Durations pool_wait, pool_run;
  std::map<std::string, Durations> pool_wait_by_operation;
  std::map<std::string, uint64_t> tiers;            // Functions that got code, by tier.
  std::map<std::string, uint64_t> deopts;           // By reason.
  std::map<std::string, std::string> deopt_places;  // "reason at url:line:column in function", keyed by place and reason.
};

struct RunSummary {
  RunHeader header;
  RecordingOutcome outcome;
  static constexpr size_t kMaxSections = 1000;
  std::vector<RunSection> sections;  // At least one; marks beyond kMaxSections open none.
  RunSection whole;
  std::map<std::string, uint64_t> dropped;  // As the recording ended.

  static Result<RunSummary> Of(const std::string& path);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RUN_SUMMARY_H_
