// The rules of OpenMetrics text, as a checker: families whole and once, counters named so, histograms that add up, an end.
#ifndef ISOSCOPE_TESTS_CC_EXPORTERS_METRICS_RULES_H_
#define ISOSCOPE_TESTS_CC_EXPORTERS_METRICS_RULES_H_

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace isoscope {

class MetricsRules {
 public:
  static std::vector<std::string> FaultsOf(const std::string& text) {
    MetricsRules rules;
    rules.Check(text);
    return rules.faults_;
  }

 private:
  void Fault(const std::string& line, const std::string& what) { faults_.push_back(what + ": " + line); }

  static bool IsName(const std::string& name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:") == std::string::npos;
  }

  void Check(const std::string& text) {
    if (!text.ends_with("\n# EOF\n")) faults_.push_back("no # EOF at the end");
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line == "# EOF") break;
      line.starts_with("# ") ? Describe(line) : Sample(line);
    }
  }

  void Describe(const std::string& line) {
    std::istringstream words(line);
    std::string hash, what, name, rest;
    words >> hash >> what >> name >> rest;
    if (what == "TYPE") {
      if (!families_.insert(name).second) Fault(line, "a family comes twice");
      if (!IsName(name)) Fault(line, "no name");
      if (rest == "counter" && name.ends_with("_total")) Fault(line, "a counter's family must not end in _total");
      family_ = name;
      type_ = rest;
      buckets_.clear();
      samples_.clear();
    } else if (name != family_) {
      Fault(line, "about another family than the one it stands in");
    } else if (what == "UNIT" && !name.ends_with("_" + rest)) {
      Fault(line, "the name does not end in the unit");
    }
  }

  void Sample(const std::string& line) {
    const size_t brace = line.find('{');
    const size_t space = line.rfind(' ');
    const size_t close = line.rfind('}');
    if (space == std::string::npos) return Fault(line, "no value");
    const std::string name = line.substr(0, std::min(brace, line.find(' ')));
    const std::string labels = brace == std::string::npos ? "" : line.substr(brace + 1, close - brace - 1);
    const std::string after = line.substr(brace == std::string::npos ? name.size() + 1 : close + 2);
    char* end = nullptr;
    const double value = std::strtod(after.c_str(), &end);
    if (end == after.c_str()) return Fault(line, "the value is no number");
    if (!samples_.insert(name + labels).second) Fault(line, "a sample comes twice");
    const std::string suffix = name.starts_with(family_) ? name.substr(family_.size()) : "?";
    const std::map<std::string, std::set<std::string>> allowed = {
        {"gauge", {""}}, {"counter", {"_total"}}, {"histogram", {"_bucket", "_count", "_sum"}}, {"summary", {"", "_count", "_sum"}}};
    if (!allowed.contains(type_) || !allowed.at(type_).contains(suffix)) return Fault(line, "not of the family " + family_ + " (" + type_ + ")");
    if (type_ == "counter" && value < 0) Fault(line, "a counter below 0");
    if (type_ != "histogram") return;
    const size_t le = labels.find("le=\"");
    const std::string group = labels.substr(0, le == std::string::npos ? labels.size() : (le == 0 ? 0 : le - 1));
    if (suffix == "_bucket") {
      if (le == std::string::npos) return Fault(line, "a bucket without le");
      if (buckets_.contains(group) && value < buckets_[group]) Fault(line, "buckets must not fall");
      buckets_[group] = value;
      last_bound_[group] = labels.substr(le + 4, labels.find('"', le + 4) - le - 4);
    } else if (suffix == "_count" && (buckets_[group] != value || last_bound_[group] != "+Inf")) {
      Fault(line, "the count is not that of the last bucket, +Inf");
    }
  }

  std::vector<std::string> faults_;
  std::set<std::string> families_, samples_;
  std::string family_, type_;
  std::map<std::string, double> buckets_;
  std::map<std::string, std::string> last_bound_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_EXPORTERS_METRICS_RULES_H_
