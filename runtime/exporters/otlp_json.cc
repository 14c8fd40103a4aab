#include "runtime/exporters/otlp_json.h"

#include <string_view>

#include "runtime/base/json_writer.h"
#include "runtime/base/version.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/process_figures.h"

namespace isoscope {
namespace {

constexpr int kCumulative = 2;  // AGGREGATION_TEMPORALITY_CUMULATIVE

void Attribute(JsonWriter* json, std::string_view key, std::string_view value) {
  json->StartObject();
  json->Member("key", key);
  json->Key("value");
  json->StartObject();
  json->Member("stringValue", value);
  json->EndObject();
  json->EndObject();
}

// 64-bit numbers are strings in protobuf's JSON.
void Long(JsonWriter* json, const char* name, uint64_t value) { json->Member(name, std::to_string(value).c_str()); }

class Writer {
 public:
  Writer() {
    const ClockAnchor now = CurrentClock();
    now_ns_ = static_cast<uint64_t>(now.wall_clock_ms * 1e3) * 1000;
    start_ns_ = now_ns_ - CurrentProcess().uptime_us * 1000;
  }
  std::string Write(const std::deque<MetricFamily>& families, const std::string& service_name);

 private:
  void Resource(const std::string& service_name);
  void Metric(const MetricFamily& family);
  void Point(const MetricFamily& family, const MetricPoint& point);

  JsonWriter json_;
  uint64_t now_ns_, start_ns_;
};

void Writer::Resource(const std::string& service_name) {
  json_.Key("resource");
  json_.StartObject();
  json_.Key("attributes");
  json_.StartArray();
  Attribute(&json_, "service.name", service_name.empty() ? "unknown_service:isoscope" : std::string_view(service_name));
  json_.StartObject();
  json_.Member("key", "process.pid");
  json_.Key("value");
  json_.StartObject();
  Long(&json_, "intValue", static_cast<uint64_t>(CurrentProcess().pid));
  json_.EndObject();
  json_.EndObject();
  Attribute(&json_, "process.runtime.name", "isoscope");
  for (const auto& [name, version] : Hub::Get().versions()) {
    if (name == "isoscope") Attribute(&json_, "process.runtime.version", version);
  }
  json_.EndArray();
  json_.EndObject();
}

void Writer::Point(const MetricFamily& family, const MetricPoint& point) {
  json_.StartObject();
  json_.Key("attributes");
  json_.StartArray();
  for (const auto& [key, value] : point.labels) Attribute(&json_, key, value);
  json_.EndArray();
  if (family.type != MetricType::kGauge) Long(&json_, "startTimeUnixNano", start_ns_);
  Long(&json_, "timeUnixNano", now_ns_);
  switch (family.type) {
    case MetricType::kGauge:
    case MetricType::kCounter:
      if (point.is_integer) {
        Long(&json_, "asInt", static_cast<uint64_t>(point.value));
      } else {
        json_.Member("asDouble", point.value);
      }
      break;
    case MetricType::kHistogram:
      Long(&json_, "count", point.count);
      json_.Member("sum", point.value);
      json_.Key("bucketCounts");
      json_.StartArray();
      for (uint64_t count : point.buckets) json_.String(std::to_string(count));
      json_.EndArray();
      json_.Key("explicitBounds");
      json_.StartArray();
      for (double bound : family.bounds) json_.Double(bound);
      json_.EndArray();
      break;
    case MetricType::kSummary:
      Long(&json_, "count", point.count);
      json_.Member("sum", point.value);
      json_.Key("quantileValues");
      json_.StartArray();
      for (const auto& [quantile, value] : point.quantiles) {
        json_.StartObject();
        json_.Member("quantile", quantile);
        json_.Member("value", value);
        json_.EndObject();
      }
      json_.EndArray();
      break;
  }
  json_.EndObject();
}

void Writer::Metric(const MetricFamily& family) {
  constexpr const char* kData[] = {"gauge", "sum", "histogram", "summary"};
  json_.StartObject();
  json_.Member("name", std::string_view(family.name));
  json_.Member("description", std::string_view(family.help));
  json_.Member("unit", std::string_view(family.unit));
  json_.Key(kData[static_cast<size_t>(family.type)]);
  json_.StartObject();
  json_.Key("dataPoints");
  json_.StartArray();
  for (const MetricPoint& point : family.points) Point(family, point);
  json_.EndArray();
  if (family.type == MetricType::kCounter || family.type == MetricType::kHistogram) json_.Member("aggregationTemporality", kCumulative);
  if (family.type == MetricType::kCounter) json_.Member("isMonotonic", true);
  json_.EndObject();
  json_.EndObject();
}

std::string Writer::Write(const std::deque<MetricFamily>& families, const std::string& service_name) {
  json_.StartObject();
  json_.Key("resourceMetrics");
  json_.StartArray();
  json_.StartObject();
  Resource(service_name);
  json_.Key("scopeMetrics");
  json_.StartArray();
  json_.StartObject();
  json_.Key("scope");
  json_.StartObject();
  json_.Member("name", "isoscope");
  json_.Member("version", kIsoscopeVersion);
  json_.EndObject();
  json_.Key("metrics");
  json_.StartArray();
  for (const MetricFamily& family : families) {
    if (!family.prometheus_only && !family.points.empty()) Metric(family);
  }
  json_.EndArray();
  json_.EndObject();
  json_.EndArray();
  json_.EndObject();
  json_.EndArray();
  json_.EndObject();
  return json_.Take();
}

}  // namespace

std::string OtlpMetricsJson(const std::deque<MetricFamily>& families, const std::string& service_name) {
  return Writer().Write(families, service_name);
}

}  // namespace isoscope
