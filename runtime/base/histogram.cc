#include "runtime/base/histogram.h"

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

void Histogram::ForEachPercentile(const std::function<void(double, int64_t)>& visit) const {
  hdr_iter iterator;
  hdr_iter_percentile_init(&iterator, histogram_.get(), 1);
  while (hdr_iter_next(&iterator)) visit(iterator.specifics.percentiles.percentile, iterator.value);
}

}  // namespace isoscope
