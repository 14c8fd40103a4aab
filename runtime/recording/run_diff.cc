#include "runtime/recording/run_diff.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "runtime/base/json_writer.h"
#include "runtime/base/units.h"

namespace isoscope {
namespace {

using Unit = FigureChange::Unit;

class Comparison {
 public:
  Comparison(const RunSection& before, const RunSection& after, SectionChange* out) : before_(before), after_(after), out_(out) {}

  void Run() {
    Add("time", Unit::kUs, Us(before_.end_us - before_.start_us), Us(after_.end_us - after_.start_us));
    AddDurationsBy("gc ", " pauses", before_.gc, after_.gc);
    Add("gc freed", Unit::kBytes, static_cast<double>(before_.freed_bytes), static_cast<double>(after_.freed_bytes));
    Add("gc promoted", Unit::kBytes, Us(before_.promoted_bytes), Us(after_.promoted_bytes));
    Add("heap used at most", Unit::kBytes, Us(before_.max_used_bytes), Us(after_.max_used_bytes));
    Add("loop iterations", Unit::kCount, Us(before_.iterations), Us(after_.iterations));
    AddDurations("callbacks", before_.callbacks, after_.callbacks);
    Add("ticks", Unit::kCount, Us(before_.ticks), Us(after_.ticks));
    Add("microtasks", Unit::kCount, Us(before_.microtasks), Us(after_.microtasks));
    AddDurations("pool waits", before_.pool_wait, after_.pool_wait);
    AddDurations("pool runs", before_.pool_run, after_.pool_run);
    for (const auto& [name, unused] : Union(before_.pool_wait_by_operation, after_.pool_wait_by_operation)) {
      Add(name + " wait p50", Unit::kUs, P50(before_, name), P50(after_, name));
    }
    AddCounts("code from ", before_.tiers, after_.tiers);
    AddCounts("deopts: ", before_.deopts, after_.deopts);
    for (const auto& [place, reason] : after_.deopt_places) {
      if (!before_.deopt_places.contains(place)) out_->new_deopts.push_back(place);
    }
    for (const auto& [place, reason] : before_.deopt_places) {
      if (!after_.deopt_places.contains(place)) out_->gone_deopts.push_back(place);
    }
  }

 private:
  static double Us(uint64_t value) { return static_cast<double>(value); }
  static double P50(const RunSection& section, const std::string& operation) {
    const auto found = section.pool_wait_by_operation.find(operation);
    return found == section.pool_wait_by_operation.end() ? 0 : Us(found->second.Percentile(50));
  }
  template <typename Map>
  static std::map<std::string, bool> Union(const Map& a, const Map& b) {
    std::map<std::string, bool> keys;
    for (const Map* map : {&a, &b}) {
      for (const auto& [key, value] : *map) keys[key] = true;
    }
    return keys;
  }
  void Add(std::string name, Unit unit, double before, double after) {
    if (before != 0 || after != 0) out_->figures.push_back({std::move(name), unit, before, after});
  }
  void AddDurations(const std::string& name, const Durations& before, const Durations& after) {
    Add(name, Unit::kCount, Us(before.count), Us(after.count));
    Add(name + " in all", Unit::kUs, Us(before.total_us), Us(after.total_us));
    Add(name + " p50", Unit::kUs, Us(before.Percentile(50)), Us(after.Percentile(50)));
    Add(name + " p99", Unit::kUs, Us(before.Percentile(99)), Us(after.Percentile(99)));
    Add(name + " longest", Unit::kUs, Us(before.max_us), Us(after.max_us));
  }
  void AddDurationsBy(const std::string& prefix, const char* suffix, const std::map<std::string, Durations>& before,
                      const std::map<std::string, Durations>& after) {
    static const Durations kNone;
    for (const auto& [key, unused] : Union(before, after)) {
      const auto b = before.find(key), a = after.find(key);
      AddDurations(prefix + key + suffix, b == before.end() ? kNone : b->second, a == after.end() ? kNone : a->second);
    }
  }
  void AddCounts(const std::string& prefix, const std::map<std::string, uint64_t>& before, const std::map<std::string, uint64_t>& after) {
    for (const auto& [key, unused] : Union(before, after)) {
      const auto b = before.find(key), a = after.find(key);
      Add(prefix + key, Unit::kCount, b == before.end() ? 0 : Us(b->second), a == after.end() ? 0 : Us(a->second));
    }
  }

  const RunSection& before_;
  const RunSection& after_;
  SectionChange* const out_;
};

// Sections by name and how often the name stood before.
std::map<std::pair<std::string, int>, const RunSection*> Named(const std::vector<RunSection>& sections) {
  std::map<std::pair<std::string, int>, const RunSection*> named;
  std::map<std::string, int> seen;
  for (const RunSection& section : sections) named[{section.name, seen[section.name]++}] = &section;
  return named;
}

std::string Shown(Unit unit, double value) {
  if (unit == Unit::kUs) return TimeText(value);
  if (unit == Unit::kBytes) return BytesText(value);
  char text[32];
  std::snprintf(text, sizeof(text), "%.0f", value);
  return text;
}

std::string Words(const FigureChange& figure) {
  if (figure.before == figure.after) return "the same";
  if (figure.before == 0) return "new";
  if (figure.after == 0) return "gone";
  const bool up = figure.after > figure.before;
  const char* word = figure.unit == Unit::kCount ? (up ? "more" : "fewer")
                     : figure.unit == Unit::kUs  ? (up ? "longer" : "shorter")
                                                 : (up ? "more" : "less");
  char text[64];
  const double ratio = figure.after / figure.before;
  if (ratio >= 3) {
    std::snprintf(text, sizeof(text), "%s, %.1f times", word, ratio);
  } else {
    std::snprintf(text, sizeof(text), "%s, %+.0f %%", word, (ratio - 1) * 100);
  }
  return text;
}

std::string RunLine(const char* name, const RunSummary& run) {
  std::string line = std::string(name) + ": ";
  for (size_t i = 1; i < run.header.argv.size(); i++) line += run.header.argv[i] + " ";
  line += "(" + TimeText(static_cast<double>(run.whole.end_us - run.whole.start_us)) + ", " + std::to_string(run.outcome.records) + " records";
  if (!run.outcome.ended) line += ", cut off";
  for (const auto& [kind, count] : run.dropped) line += ", " + std::to_string(count) + " " + kind + " dropped";
  return line + ")\n";
}

}  // namespace

RunDiff RunDiff::Of(const RunSummary& before, const RunSummary& after) {
  RunDiff diff;
  diff.sections.push_back({.name = "whole run"});
  Comparison(before.whole, after.whole, &diff.sections.back()).Run();
  const auto old_sections = Named(before.sections), new_sections = Named(after.sections);
  const auto label = [](const std::pair<std::string, int>& key) {
    return key.second == 0 ? key.first : key.first + " (" + std::to_string(key.second + 1) + ")";
  };
  std::map<std::string, int> seen;
  for (const RunSection& section : before.sections) {  // In the first run's order.
    const std::pair<std::string, int> key = {section.name, seen[section.name]++};
    const auto match = new_sections.find(key);
    if (match == new_sections.end()) {
      diff.only_before.push_back(label(key));
      continue;
    }
    diff.sections.push_back({.name = label(key)});
    Comparison(section, *match->second, &diff.sections.back()).Run();
  }
  for (const auto& [key, section] : new_sections) {
    if (!old_sections.contains(key)) diff.only_after.push_back(label(key));
  }
  // Without marks the one section is the whole run.
  if (before.sections.size() == 1 && after.sections.size() == 1) diff.sections.pop_back();
  return diff;
}

std::string RunDiff::Text(const RunSummary& before, const RunSummary& after, bool all) const {
  std::string out = RunLine("before", before) + RunLine("after ", after);
  for (const SectionChange& section : sections) {
    out += "\n" + (section.name == "whole run" ? section.name : "section \"" + section.name + "\"") + "\n";
    bool any = false;
    for (const FigureChange& figure : section.figures) {
      if (!all && figure.before == figure.after) continue;
      any = true;
      char line[256];
      std::snprintf(line, sizeof(line), "  %-44s %12s -> %-12s %s\n", figure.name.c_str(), Shown(figure.unit, figure.before).c_str(),
                    Shown(figure.unit, figure.after).c_str(), Words(figure).c_str());
      out += line;
    }
    if (!any) out += "  nothing changed\n";
    for (const std::string& place : section.new_deopts) out += "  new deopt   " + place + "\n";
    for (const std::string& place : section.gone_deopts) out += "  gone deopt  " + place + "\n";
  }
  for (const std::string& name : only_before) out += "\nonly before: section \"" + name + "\"\n";
  for (const std::string& name : only_after) out += "\nonly after: section \"" + name + "\"\n";
  return out;
}

std::string RunDiff::Json() const {
  JsonWriter json;
  const auto texts = [&json](const char* name, const std::vector<std::string>& list) {
    json.Key(name);
    json.StartArray();
    for (const std::string& text : list) json.String(text);
    json.EndArray();
  };
  constexpr const char* kUnits[] = {"count", "us", "bytes"};
  json.StartObject();
  json.Key("sections");
  json.StartArray();
  for (const SectionChange& section : sections) {
    json.StartObject();
    json.Member("name", std::string_view(section.name));
    json.Key("figures");
    json.StartArray();
    for (const FigureChange& figure : section.figures) {
      json.StartObject();
      json.Member("name", std::string_view(figure.name));
      json.Member("unit", kUnits[static_cast<size_t>(figure.unit)]);
      json.Member("before", figure.before);
      json.Member("after", figure.after);
      json.EndObject();
    }
    json.EndArray();
    texts("newDeopts", section.new_deopts);
    texts("goneDeopts", section.gone_deopts);
    json.EndObject();
  }
  json.EndArray();
  texts("onlyBefore", only_before);
  texts("onlyAfter", only_after);
  json.EndObject();
  return json.Take();
}

}  // namespace isoscope
