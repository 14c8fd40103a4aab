// Counts of values with bounded relative error, over the C HdrHistogram library (the one Node's delay histogram uses).
//
// Not synchronized: one thread, or the owner's lock. Values outside [lowest, highest] are counted at the nearer end and in `clamped()`.
#ifndef ISOSCOPE_RUNTIME_BASE_HISTOGRAM_H_
#define ISOSCOPE_RUNTIME_BASE_HISTOGRAM_H_

#include <cstdint>
#include <functional>
#include <memory>

struct hdr_histogram;

namespace isoscope {

class Histogram {
 public:
  // `figures`: significant decimal figures kept, 1 to 5.
  explicit Histogram(int64_t lowest = 1, int64_t highest = 3'600'000'000'000, int figures = 3);
  ~Histogram();
  Histogram(Histogram&&) noexcept;
  Histogram& operator=(Histogram&&) noexcept;

  void Record(int64_t value, int64_t times = 1);
  void Reset();
  void Add(const Histogram& other);  // Everything `other` has counted.

  int64_t count() const;
  uint64_t clamped() const { return clamped_; }
  // All are 0 while nothing is counted.
  int64_t Min() const;
  int64_t Max() const;
  double Mean() const;
  double Stddev() const;
  int64_t Percentile(double percentile) const;
  // All of them by one pass over what lies between the lowest and the highest value; the library's functions take one each, over all that could be.
  struct Summary {
    int64_t count = 0, min = 0, max = 0, p50 = 0, p90 = 0, p99 = 0;
    double mean = 0, stddev = 0;
  };
  Summary Summarize() const;
  // visit(percentile, value) from the lowest up, in halving steps towards 100, as the library's own reports.
  void ForEachPercentile(const std::function<void(double, int64_t)>& visit) const;

 private:
  struct Free {
    void operator()(hdr_histogram* histogram) const;
  };
  std::unique_ptr<hdr_histogram, Free> histogram_;
  uint64_t clamped_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_HISTOGRAM_H_
