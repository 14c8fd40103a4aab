// Traces keep the rules of those who read them, whatever the records are.
#include "runtime/exporters/trace_json.h"

#include <random>

#include "runtime/exporters/trace_tracks.h"
#include "runtime/probes/record_json.h"
#include "tests/cc/exporters/trace_rules.h"
#include "tests/cc/probes/sample_records.h"

using namespace isoscope;

namespace {

std::vector<std::string> None() { return {}; }

// Every key below a value.
void Keys(const rapidjson::Value& value, std::set<std::string>* keys) {
  if (value.IsArray()) {
    for (const auto& item : value.GetArray()) Keys(item, keys);
  } else if (value.IsObject()) {
    for (const auto& member : value.GetObject()) {
      keys->insert(member.name.GetString());
      Keys(member.value, keys);
    }
  }
}

const rapidjson::Value* FindEvent(const rapidjson::Document& trace, const std::string& phase, const std::string& name) {
  for (const auto& event : trace["traceEvents"].GetArray()) {
    if (event["ph"].GetString() == phase && event["name"].GetString() == name) return &event;
  }
  return nullptr;
}

CallbackRecord CallbackAt(uint64_t start_us, uint64_t duration_us, const char* provider = "FSREQCALLBACK") {
  CallbackRecord record;
  record.header.timeUs = start_us + duration_us;
  record.provider = Intern(provider);
  record.startUs = start_us;
  record.durationUs = duration_us;
  return record;
}

}  // namespace

TEST_CASE("every kind and field is in the trace, and the trace keeps the rules") {
  EmittingIsolate isolate("traced");
  Watching watching(kAllKinds);
  const uint64_t first = NextSequence();
#define K(Name, json, klass, in_default, doc) isolate.producer->Emit(SampleRecord<Name##Record>(0, MonotonicUs()));
  ISOSCOPE_KINDS(K)
#undef K
  const auto trace = Parse(TraceJson({.since = first}));
  CHECK(TraceRules::FaultsOf(trace) == None());
  std::set<std::string> keys;
  Keys(trace["traceEvents"], &keys);
  const auto has = [&](const std::string& name) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return key == name || key.starts_with(name + " "); });
  };
#define F(type, name, doc) CHECK(has(#name));
#define K(Name, json, klass, in_default, doc) \
  {                                           \
    INFO(json);                               \
    ISOSCOPE_FIELDS_##Name(F)                 \
  }
  ISOSCOPE_KINDS(K)
#undef K
#undef F
}

TEST_CASE("a pool operation is a flow from the callback that submitted it to the one that was called") {
  EmittingIsolate isolate("flowing");
  Watching watching(kAllKinds);
  const uint64_t first = NextSequence();
  const uint64_t base = MonotonicUs();  // Older records would leave the history at once.
  isolate.producer->Emit(CallbackAt(base, 500, "SCRIPT"));
  PoolRecord pool;
  pool.header.timeUs = base + 2000;
  pool.operation = Intern("fs.stat");
  pool.thread = 2;
  pool.submittedUs = base + 300;
  pool.startedUs = base + 900;
  pool.endedUs = base + 1500;
  pool.calledBackUs = base + 1600;
  isolate.producer->Emit(pool);
  isolate.producer->Emit(CallbackAt(base + 1603, 50));
  PoolRecord cancelled = pool;
  cancelled.startedUs = {};
  cancelled.endedUs = {};
  cancelled.thread = {};
  cancelled.status = -125;
  isolate.producer->Emit(cancelled);
  const auto trace = Parse(TraceJson({.since = first}));
  CHECK(TraceRules::FaultsOf(trace) == None());
  const rapidjson::Value *start = FindEvent(trace, "s", "pool"), *step = FindEvent(trace, "t", "pool"), *finish = FindEvent(trace, "f", "pool");
  REQUIRE(start != nullptr);
  REQUIRE(step != nullptr);
  REQUIRE(finish != nullptr);
  CHECK((*start)["ts"].GetUint64() == base + 300);
  CHECK((*step)["ts"].GetUint64() == base + 900);
  CHECK((*finish)["ts"].GetUint64() == base + 1603);
  CHECK((*finish)["tid"].GetUint64() == (*start)["tid"].GetUint64());
  CHECK((*step)["tid"].GetUint64() != (*start)["tid"].GetUint64());
  const rapidjson::Value* run = FindEvent(trace, "X", "fs.stat");
  REQUIRE(run != nullptr);
  CHECK((*run)["dur"].GetUint64() == 600);
  const rapidjson::Value* waits = FindEvent(trace, "b", "fs.stat waits");
  REQUIRE(waits != nullptr);
  CHECK((*waits)["ts"].GetUint64() == base + 300);
  CHECK(FindEvent(trace, "b", "fs.stat never ran") != nullptr);
}

TEST_CASE("slices nest whatever they are, and none is lost") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; round++) {
    TraceTracks tracks;
    const int count = 1 + static_cast<int>(random() % 40);
    for (int i = 0; i < count; i++) {
      const uint64_t start = random() % 50;
      tracks.Add(1, {start, start + random() % 20, "slice", "c", "{}"});
    }
    tracks.Nest();
    size_t kept = 0;
    for (const auto& [track, slices] : tracks.tracks()) {
      std::vector<uint64_t> ends;
      for (const TraceSlice& slice : slices) {
        kept++;
        REQUIRE(slice.end_us >= slice.start_us);
        while (!ends.empty() && (ends.back() < slice.start_us || (ends.back() == slice.start_us && slice.end_us > slice.start_us))) ends.pop_back();
        REQUIRE((ends.empty() || slice.end_us <= ends.back()));
        ends.push_back(slice.end_us);
      }
    }
    REQUIRE(kept == static_cast<size_t>(count));
  }
}

TEST_CASE("rounding to microseconds makes no overlap") {
  TraceTracks tracks;
  tracks.Add(1, {100, 200, "iteration", "loop", "{}"});
  tracks.Add(1, {150, 201, "callback", "callback", "{}"});
  tracks.Add(1, {199, 250, "next iteration", "loop", "{}"});
  tracks.Nest();
  CHECK(tracks.tracks().size() == 1);
  CHECK(tracks.tracks().at(1).size() == 3);
  CHECK(tracks.Covers(1, 155));
  CHECK_FALSE(tracks.Covers(1, 251));
  CHECK(tracks.NextStart(1, "callback", 120) == 150);
  CHECK_FALSE(tracks.NextStart(1, "callback", 151).has_value());
}

TEST_CASE("the checker of the rules finds each fault") {
  const auto faults = [](const std::string& events) {
    return TraceRules::FaultsOf(Parse("{\"traceEvents\":[{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"tid\":1,\"args\":{}}," + events + "]}"));
  };
  CHECK(faults(R"({"ph":"X","name":"a","pid":1,"tid":1,"ts":1,"dur":5},{"ph":"X","name":"b","pid":1,"tid":1,"ts":3,"dur":5})").size() == 1);
  CHECK(faults(R"({"ph":"X","name":"a","pid":1,"tid":2,"ts":1,"dur":5})").size() == 1);
  CHECK(faults(R"({"ph":"b","name":"a","cat":"c","id":"1","pid":1,"tid":1,"ts":1})").size() == 1);
  CHECK(faults(R"({"ph":"C","name":"a","pid":1,"tid":1,"ts":1,"args":{"x":null}})").size() == 1);
  CHECK(faults(R"({"ph":"s","name":"a","id":1,"pid":1,"tid":1,"ts":1},{"ph":"f","name":"a","id":1,"pid":1,"tid":1,"ts":2})").size() == 2);
  CHECK(faults(R"({"ph":"X","name":"a","pid":1,"tid":1,"ts":1,"dur":5})").empty());
}
