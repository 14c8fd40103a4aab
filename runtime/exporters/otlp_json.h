// Metrics as OTLP/HTTP has them in JSON: the body of a POST to /v1/metrics (ExportMetricsServiceRequest). Any thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_OTLP_JSON_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_OTLP_JSON_H_

#include <deque>
#include <string>

#include "runtime/exporters/metric_families.h"

namespace isoscope {

// `service_name`: the resource's; OpenTelemetry's "unknown_service" when empty.
std::string OtlpMetricsJson(const std::deque<MetricFamily>& families, const std::string& service_name);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_OTLP_JSON_H_
