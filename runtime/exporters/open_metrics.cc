#include "runtime/exporters/open_metrics.h"

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "runtime/base/json_writer.h"
#include "runtime/probes/process_figures.h"

namespace isoscope {
namespace {

std::string Underscored(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!fine) c = '_';
  }
  return out;
}

const char* UnitWord(const MetricFamily& family) {
  if (family.unit == "s") return "seconds";
  if (family.unit == "By") return "bytes";
  if (family.unit == "1" && family.type == MetricType::kGauge) return "ratio";
  return "";
}

std::string Number(double value) {
  if (std::isnan(value)) return "NaN";
  char text[40];
  if (value == std::floor(value) && std::fabs(value) < 9e15) {
    std::snprintf(text, sizeof(text), "%" PRId64, static_cast<int64_t>(value));
  } else {
    std::snprintf(text, sizeof(text), "%.9g", value);
  }
  return text;
}

std::string Escaped(std::string_view text, bool quotes) {
  std::string storage, out;
  for (char c : ValidUtf8(text, &storage)) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && quotes) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

class Formatter {
 public:
  Formatter(bool open_metrics, double timestamp_s) : open_metrics_(open_metrics) {
    if (timestamp_s == 0) return;
    char text[40];
    // The older format wants milliseconds.
    std::snprintf(text, sizeof(text), open_metrics ? " %.3f" : " %.0f", open_metrics ? timestamp_s : timestamp_s * 1e3);
    timestamp_ = text;
  }

  void Add(const MetricFamily& family);
  std::string Take() { return open_metrics_ ? std::move(out_) + "# EOF\n" : std::move(out_); }

 private:
  void Line(const std::string& name, const MetricPoint& point, const std::string& value, const char* extra_label = nullptr,
            const std::string& extra_value = {}) {
    out_ += name;
    char separator = '{';
    const auto label = [&](std::string_view key, std::string_view text) {
      out_ += separator;
      out_ += Underscored(key);
      out_ += "=\"";
      out_ += Escaped(text, true);
      out_ += '"';
      separator = ',';
    };
    for (const auto& [key, text] : point.labels) label(key, text);
    if (extra_label != nullptr) label(extra_label, extra_value);
    if (separator == ',') out_ += '}';
    out_ += ' ';
    out_ += value;
    out_ += timestamp_;
    out_ += '\n';
  }

  const bool open_metrics_;
  std::string timestamp_;
  std::string out_;
};

void Formatter::Add(const MetricFamily& family) {
  constexpr const char* kTypes[] = {"gauge", "counter", "histogram", "summary"};
  const char* unit = UnitWord(family);
  std::string name = Underscored(family.name);
  if (!family.prometheus_only && unit[0] != '\0') name += std::string("_") + unit;
  // The unit must end the name; prom-client's names do not always have it there.
  const bool unit_ends_name = unit[0] != '\0' && name.ends_with(std::string("_") + unit);
  const std::string total = name + (family.type == MetricType::kCounter ? "_total" : "");
  const std::string& described = open_metrics_ ? name : total;
  out_ += "# TYPE " + described + " " + kTypes[static_cast<size_t>(family.type)] + "\n";
  if (open_metrics_ && unit_ends_name) out_ += "# UNIT " + described + " " + unit + "\n";
  out_ += "# HELP " + described + " " + Escaped(family.help, open_metrics_) + "\n";
  for (const MetricPoint& point : family.points) {
    switch (family.type) {
      case MetricType::kGauge:
      case MetricType::kCounter:
        Line(total, point, Number(point.value));
        break;
      case MetricType::kHistogram: {
        uint64_t so_far = 0;
        for (size_t i = 0; i < point.buckets.size(); i++) {
          so_far += point.buckets[i];
          char bound[32] = "+Inf";
          // OpenMetrics wants a bound to look like a float.
          if (i < family.bounds.size())
            std::snprintf(bound, sizeof(bound), family.bounds[i] == std::floor(family.bounds[i]) ? "%.1f" : "%g", family.bounds[i]);
          Line(name + "_bucket", point, std::to_string(so_far), "le", bound);
        }
        Line(name + "_count", point, std::to_string(point.count));
        Line(name + "_sum", point, Number(point.value));
        break;
      }
      case MetricType::kSummary:
        for (const auto& [quantile, value] : point.quantiles) {
          char text[32];
          std::snprintf(text, sizeof(text), quantile == std::floor(quantile) ? "%.1f" : "%g", quantile);
          Line(name, point, Number(value), "quantile", text);
        }
        Line(name + "_count", point, std::to_string(point.count));
        Line(name + "_sum", point, Number(point.value));
        break;
    }
  }
}

double Timestamp() { return IsRestoredProcess() ? CurrentClock().wall_clock_ms / 1e3 : 0; }

}  // namespace

std::string FormatMetrics(const std::deque<MetricFamily>& families, bool open_metrics, double timestamp_s) {
  Formatter formatter(open_metrics, timestamp_s);
  for (const MetricFamily& family : families) formatter.Add(family);
  return formatter.Take();
}

std::string OpenMetricsText() { return FormatMetrics(CollectMetricFamilies(), true, Timestamp()); }
std::string PrometheusText() { return FormatMetrics(CollectMetricFamilies(), false, Timestamp()); }

}  // namespace isoscope
