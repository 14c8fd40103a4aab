// The rules of Perfetto's importer of trace-event JSON, as a checker: what it would drop or warn of is a fault.
#ifndef ISOSCOPE_TESTS_CC_EXPORTERS_TRACE_RULES_H_
#define ISOSCOPE_TESTS_CC_EXPORTERS_TRACE_RULES_H_

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/cc/probes/probes_test_util.h"

namespace isoscope {

class TraceRules {
 public:
  // Each fault as a sentence.
  static std::vector<std::string> FaultsOf(const rapidjson::Document& trace) {
    TraceRules rules;
    rules.Check(trace);
    return rules.faults_;
  }

 private:
  struct Slice {
    uint64_t start, end;
    std::string name;
  };
  using Track = std::pair<int64_t, uint64_t>;  // pid, tid

  void Fault(std::string text) { faults_.push_back(std::move(text)); }

  void Check(const rapidjson::Document& trace) {
    if (!trace.IsObject() || !trace.HasMember("traceEvents") || !trace["traceEvents"].IsArray()) return Fault("no traceEvents");
    for (const auto& event : trace["traceEvents"].GetArray()) Event(event);
    for (auto& [track, slices] : slices_) Nesting(track, &slices);
    for (const auto& [key, depth] : async_) {
      if (depth != 0) Fault("async " + std::get<2>(key) + " does not end");
    }
    for (auto& [id, steps] : flows_) Flow(id, steps);
    for (const Track& track : used_) {
      if (!named_.contains(track)) Fault("track " + std::to_string(track.second) + " has no name");
    }
  }

  void Event(const rapidjson::Value& event) {
    for (const char* member : {"ph", "name", "pid", "tid"}) {
      if (!event.HasMember(member)) return Fault(std::string("an event without ") + member);
    }
    const std::string phase = event["ph"].GetString(), name = event["name"].GetString();
    const Track track = {event["pid"].GetInt64(), event["tid"].GetUint64()};
    if (phase == "M") {
      if (!event.HasMember("args")) Fault("metadata without args");
      if (name == "thread_name" || name == "process_name") named_.insert(track);
      return;
    }
    if (!event.HasMember("ts") || !event["ts"].IsUint64()) return Fault(name + " has no time");
    const uint64_t ts = event["ts"].GetUint64();
    used_.insert(track);
    if (phase == "X") {
      if (!event.HasMember("dur") || !event["dur"].IsUint64()) return Fault(name + " has no duration");
      slices_[track].push_back({ts, ts + event["dur"].GetUint64(), name});
    } else if (phase == "C") {
      if (!event.HasMember("args") || event["args"].MemberCount() == 0) return Fault("counter " + name + " has no series");
      for (const auto& series : event["args"].GetObject()) {
        if (!series.value.IsNumber()) Fault("counter " + name + ": " + series.name.GetString() + " is no number");
      }
    } else if (phase == "b" || phase == "e") {
      if (!event.HasMember("id") || !event.HasMember("cat")) return Fault("async " + name + " without id or cat");
      int& depth = async_[{event["cat"].GetString(), event["id"].GetString(), name}];
      depth += phase == "b" ? 1 : -1;
      if (depth < 0 || depth > 1) Fault("async " + name + " ends before it begins, or begins twice");
    } else if (phase == "s" || phase == "t" || phase == "f") {
      if (!event.HasMember("id")) return Fault("flow without id");
      flows_[event["id"].GetUint64()].push_back({phase[0], ts, track});
    } else if (phase == "i") {
      if (!event.HasMember("s") || std::string("gpt").find(event["s"].GetString()) == std::string::npos) Fault("instant " + name + " has no scope");
    } else {
      Fault("unknown phase " + phase);
    }
  }

  void Nesting(const Track& track, std::vector<Slice>* slices) {
    std::stable_sort(slices->begin(), slices->end(),
                     [](const Slice& a, const Slice& b) { return a.start != b.start ? a.start < b.start : a.end > b.end; });
    std::vector<Slice> open;
    for (const Slice& slice : *slices) {
      while (!open.empty() && open.back().end <= slice.start && !(slice.end == slice.start && open.back().end == slice.start)) open.pop_back();
      if (!open.empty() && slice.end > open.back().end) {
        Fault(slice.name + " overlaps " + open.back().name + " on track " + std::to_string(track.second));
      }
      open.push_back(slice);
    }
  }

  bool Bound(const Track& track, uint64_t ts) {
    const auto& slices = slices_[track];
    return std::any_of(slices.begin(), slices.end(), [ts](const Slice& slice) { return slice.start <= ts && ts <= slice.end; });
  }

  struct Step {
    char phase;
    uint64_t ts;
    Track track;
  };
  void Flow(uint64_t id, const std::vector<Step>& steps) {
    const std::string name = "flow " + std::to_string(id);
    if (steps.size() < 2 || steps.front().phase != 's' || steps.back().phase != 'f') return Fault(name + " is not from s to f");
    for (size_t i = 0; i < steps.size(); i++) {
      if (i > 0 && steps[i].ts < steps[i - 1].ts) Fault(name + " goes back in time");
      if (!Bound(steps[i].track, steps[i].ts)) Fault(name + " binds to no slice");
    }
  }

  std::vector<std::string> faults_;
  std::map<Track, std::vector<Slice>> slices_;
  std::map<std::tuple<std::string, std::string, std::string>, int> async_;
  std::map<uint64_t, std::vector<Step>> flows_;
  std::set<Track> named_, used_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_EXPORTERS_TRACE_RULES_H_
