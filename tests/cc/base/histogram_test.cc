#include "runtime/base/histogram.h"

#include <cmath>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using Catch::Approx;
using isoscope::Histogram;

TEST_CASE("an empty histogram is all zero") {
  Histogram histogram;
  CHECK(histogram.count() == 0);
  CHECK(histogram.Min() == 0);
  CHECK(histogram.Max() == 0);
  CHECK(histogram.Mean() == 0);
  CHECK(histogram.Percentile(99) == 0);
}

TEST_CASE("percentiles of 1 to 1000 are what they should be") {
  Histogram histogram(1, 1'000'000, 3);
  for (int i = 1; i <= 1000; i++) histogram.Record(i);
  CHECK(histogram.count() == 1000);
  CHECK(histogram.Min() == 1);
  CHECK(histogram.Max() == 1000);
  CHECK(histogram.Mean() == Approx(500.5).epsilon(0.002));
  CHECK(histogram.Stddev() == Approx(288.7).epsilon(0.01));
  CHECK(histogram.Percentile(50) == Approx(500).epsilon(0.002));
  CHECK(histogram.Percentile(99) == Approx(990).epsilon(0.002));
  CHECK(histogram.Percentile(1e308) == histogram.Max());
  for (double low : {0.0, -1.0, -1e308, std::nan("")}) CHECK(histogram.Percentile(low) == histogram.Min());
}

TEST_CASE("values out of range are counted at the end and as clamped") {
  Histogram histogram(1, 1000, 3);
  histogram.Record(-5);
  histogram.Record(5'000'000);
  histogram.Record(10);
  CHECK(histogram.count() == 3);
  CHECK(histogram.clamped() == 2);
  histogram.Reset();
  CHECK(histogram.count() == 0);
  CHECK(histogram.clamped() == 0);
}

TEST_CASE("adding one histogram to another adds its counts") {
  Histogram a, b;
  a.Record(10);
  b.Record(20);
  b.Record(30);
  a.Add(b);
  CHECK(a.count() == 3);
  CHECK(a.Max() == 30);
}

TEST_CASE("a summary says in one pass what each function says in its own") {
  Histogram histogram(1, 3'600'000'000, 3);
  CHECK(histogram.Summarize().count == 0);
  CHECK(histogram.Summarize().stddev == 0);
  uint64_t state = 1;
  for (int i = 0; i < 5000; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    histogram.Record(static_cast<int64_t>((state >> 40) % (uint64_t{1} << (state >> 59))), 1 + i % 3);  // From nothing to 2^31, most of them small.
    if (i % 500 != 0) continue;
    const Histogram::Summary summary = histogram.Summarize();
    CHECK(summary.count == histogram.count());
    CHECK(summary.min == histogram.Min());
    CHECK(summary.max == histogram.Max());
    CHECK(summary.p50 == histogram.Percentile(50));
    CHECK(summary.p90 == histogram.Percentile(90));
    CHECK(summary.p99 == histogram.Percentile(99));
    CHECK(summary.mean == Approx(histogram.Mean()));
    CHECK(summary.stddev == Approx(histogram.Stddev()).margin(1e-6));
  }
}
