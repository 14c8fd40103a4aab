#include "runtime/base/histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include <hdr/hdr_histogram.h>

#include "runtime/base/check.h"

namespace isoscope {

// One block: this version of the library has no hdr_close.
void Histogram::Free::operator()(hdr_histogram* histogram) const { std::free(histogram); }

Histogram::Histogram(int64_t lowest, int64_t highest, int figures) {
  hdr_histogram* histogram = nullptr;
  ISOSCOPE_CHECK(hdr_init(lowest, highest, figures, &histogram) == 0);
  histogram_.reset(histogram);
}

Histogram::~Histogram() = default;
Histogram::Histogram(Histogram&&) noexcept = default;
Histogram& Histogram::operator=(Histogram&&) noexcept = default;

void Histogram::Record(int64_t value, int64_t times) {
  if (value < 0 || value > histogram_->highest_trackable_value) {
    clamped_ += static_cast<uint64_t>(times);
    value = value < 0 ? 0 : histogram_->highest_trackable_value;
  }
  ISOSCOPE_CHECK(hdr_record_values(histogram_.get(), value, times));
}

void Histogram::Reset() {
  hdr_reset(histogram_.get());
  clamped_ = 0;
}

void Histogram::Add(const Histogram& other) {
  if (&other != this) {
    clamped_ += other.clamped_ + static_cast<uint64_t>(hdr_add(histogram_.get(), other.histogram_.get()));
    return;
  }
  // hdr_add would count what it has just added.
  std::vector<std::pair<int64_t, int64_t>> recorded;
  hdr_iter iterator;
  hdr_iter_recorded_init(&iterator, histogram_.get());
  while (hdr_iter_next(&iterator)) recorded.emplace_back(iterator.value, iterator.count);
  for (const auto& [value, count] : recorded) hdr_record_values(histogram_.get(), value, count);
  clamped_ *= 2;
}

int64_t Histogram::count() const { return histogram_->total_count; }
int64_t Histogram::Min() const { return count() == 0 ? 0 : hdr_min(histogram_.get()); }
int64_t Histogram::Max() const { return count() == 0 ? 0 : hdr_max(histogram_.get()); }
double Histogram::Mean() const { return count() == 0 ? 0 : hdr_mean(histogram_.get()); }
double Histogram::Stddev() const { return count() == 0 ? 0 : hdr_stddev(histogram_.get()); }
int64_t Histogram::Percentile(double percentile) const {
  if (!(percentile > 0)) return Min();  // NaN too: the library would convert what is no count.
  return count() == 0 ? 0 : hdr_value_at_percentile(histogram_.get(), percentile);
}

Histogram::Summary Histogram::Summarize() const {
  Summary summary{.count = count(), .min = Min(), .max = Max()};
  if (summary.count == 0) return summary;
  // As the library has it: the value in the middle of those that are counted together, the highest of them as a percentile.
  struct Part {
    double share;
    int64_t* result;
    int64_t rank;
  };
  std::array<Part, 3> parts{{{0.50, &summary.p50, 0}, {0.90, &summary.p90, 0}, {0.99, &summary.p99, 0}}};
  for (Part& part : parts) part.rank = std::max<int64_t>(1, static_cast<int64_t>(part.share * static_cast<double>(summary.count) + 0.5));
  const hdr_histogram* histogram = histogram_.get();
  size_t next = 0;
  int64_t seen = 0;
  double sum = 0, squares = 0;
  for (int64_t value = hdr_lowest_equivalent_value(histogram, summary.min); seen < summary.count;) {
    const int64_t above = hdr_next_non_equivalent_value(histogram, value);
    if (const int64_t here = hdr_count_at_value(histogram, value); here != 0) {
      seen += here;
      for (; next < parts.size() && seen >= parts[next].rank; next++) *parts[next].result = above - 1;
      const auto middle = static_cast<double>(hdr_median_equivalent_value(histogram, value));
      sum += middle * static_cast<double>(here);
      squares += middle * middle * static_cast<double>(here);
    }
    value = above;
  }
  const auto total = static_cast<double>(summary.count);
  summary.mean = sum / total;
  summary.stddev = std::sqrt(std::max(0.0, squares / total - summary.mean * summary.mean));
  return summary;
}

void Histogram::ForEachPercentile(const std::function<void(double, int64_t)>& visit) const {
  hdr_iter iterator;
  hdr_iter_percentile_init(&iterator, histogram_.get(), 1);
  while (hdr_iter_next(&iterator)) visit(iterator.specifics.percentiles.percentile, iterator.value);
}

}  // namespace isoscope
