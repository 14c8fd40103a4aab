// The totals and levels of the process as metric families, named as OpenTelemetry names them: what /metrics and the OTLP push are written from.
//
// Names: OpenTelemetry's where its conventions have one (nodejs.*, v8js.*), prom-client's beside them where dashboards expect those
// (`prometheus_only`), isoscope.* for the rest. Any thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_METRIC_FAMILIES_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_METRIC_FAMILIES_H_

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace isoscope {

enum class MetricType { kGauge, kCounter, kHistogram, kSummary };

struct MetricPoint {
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;  // Of a gauge or counter; the sum of a histogram or summary.
  bool is_integer = false;
  uint64_t count = 0;                                // Histogram, summary.
  std::vector<uint64_t> buckets;                     // Histogram: per bucket, not added up; one more than bounds.
  std::vector<std::pair<double, double>> quantiles;  // Summary: {0.5, value}.
};

struct MetricFamily {
  std::string name;  // Dotted; without unit and _total. Of prometheus_only ones: as it is exposed, without _total.
  MetricType type = MetricType::kGauge;
  std::string unit;  // UCUM: "s", "By", "1", "{pause}".
  std::string help;
  bool prometheus_only = false;
  std::vector<double> bounds;  // Histogram.
  std::vector<MetricPoint> points;
};

// Drains, then reads everything.
std::deque<MetricFamily> CollectMetricFamilies();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_METRIC_FAMILIES_H_
