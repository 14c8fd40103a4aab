// /metrics: OpenMetrics text, and the older text format of Prometheus. Any thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_OPEN_METRICS_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_OPEN_METRICS_H_

#include <deque>
#include <string>

#include "runtime/exporters/metric_families.h"

namespace isoscope {

inline constexpr char kOpenMetricsType[] = "application/openmetrics-text; version=1.0.0; charset=utf-8";
inline constexpr char kPrometheusTextType[] = "text/plain; version=0.0.4; charset=utf-8";

// Of this process, or of the recording that it shows: then each sample carries the time at which the recording ended.
std::string OpenMetricsText();
std::string PrometheusText();

// `timestamp_s` of 0: none.
std::string FormatMetrics(const std::deque<MetricFamily>& families, bool open_metrics, double timestamp_s = 0);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_OPEN_METRICS_H_
