// /metrics and the OTLP push: names others know, rules kept, nothing left out.
#include "runtime/exporters/open_metrics.h"
#include "runtime/exporters/otlp_json.h"

#include "tests/cc/exporters/metrics_rules.h"
#include "tests/cc/probes/probes_test_util.h"
#include "tests/cc/probes/sample_records.h"

using namespace isoscope;

namespace {

// An isolate with figures of every sort.
struct Busy : EmittingIsolate {
  Busy() : EmittingIsolate("a \"busy\" one\\") {
    for (uint64_t us : {800, 5'000, 5'001, 30'000, 12'000'000}) {
      GcRecord gc;
      gc.type = us > 10'000 ? GcType::kMarkSweepCompact : GcType::kScavenge;
      gc.durationUs = us;
      producer->Emit(gc);
    }
    producer->Emit(SampleRecord<PoolRecord>());
    HeapRecord heap;
    heap.header.timeUs = MonotonicUs();
    heap.usedBytes = 1234;
    heap.spaces.Add({.name = Intern("old_space"), .sizeBytes = 500, .usedBytes = 300});
    info->live.heap.Publish(heap);
    info->live.delay_us.Publish({.count = 3, .min = 1, .mean = 2, .stddev = 1, .p50 = 2, .p90 = 3, .p99 = 3, .max = 1'500'000});
    info->live.phase_ns[static_cast<size_t>(LoopPhase::kPollIdle)].Set(3'000'000'000);
    info->live.phase_ns[static_cast<size_t>(LoopPhase::kCheck)].Set(1'000'000'000);
    info->live.ticks.Set(77);
  }
};

std::string LabelsOf(const Busy& busy) { return "isolate=\"" + std::to_string(busy.info->id()) + "\",isolate_name=\"a \\\"busy\\\" one\\\\\""; }

}  // namespace

TEST_CASE("/metrics keeps the rules of OpenMetrics and has the names that dashboards ask for") {
  Watching watching(kAllKinds);
  Busy busy;
  const std::string text = OpenMetricsText();
  CHECK(MetricsRules::FaultsOf(text) == std::vector<std::string>());
  const std::string labels = LabelsOf(busy);
  for (const std::string& line : {
           "v8js_gc_duration_seconds_bucket{" + labels + ",v8js_gc_type=\"minor\",le=\"0.005\"} 2",
           "v8js_gc_duration_seconds_bucket{" + labels + ",v8js_gc_type=\"minor\",le=\"0.01\"} 3",
           "v8js_gc_duration_seconds_bucket{" + labels + ",v8js_gc_type=\"major\",le=\"10.0\"} 1",
           "v8js_gc_duration_seconds_bucket{" + labels + ",v8js_gc_type=\"major\",le=\"+Inf\"} 2",
           "v8js_gc_duration_seconds_count{" + labels + ",v8js_gc_type=\"major\"} 2",
           "nodejs_gc_duration_seconds_bucket{" + labels + ",kind=\"minor\",le=\"0.001\"} 1",
           "nodejs_gc_duration_seconds_bucket{" + labels + ",kind=\"minor\",le=\"0.01\"} 3",
           "v8js_memory_heap_used_bytes{" + labels + ",v8js_heap_space_name=\"old_space\"} 300",
           "nodejs_heap_space_size_used_bytes{" + labels + ",space=\"old\"} 300",
           "nodejs_heap_size_used_bytes{" + labels + "} 1234",
           "nodejs_eventloop_delay_max_seconds{" + labels + "} 1.5",
           "nodejs_eventloop_lag_max_seconds{" + labels + "} 1.5",
           "nodejs_eventloop_utilization_ratio{" + labels + "} 0.25",
           "nodejs_eventloop_time_seconds_total{" + labels + ",nodejs_eventloop_state=\"idle\"} 3",
           "isoscope_loop_phase_time_seconds_total{" + labels + ",phase=\"check\"} 1",
           "isoscope_ticks_total{" + labels + "} 77",
       }) {
    INFO(line);
    CHECK(text.find("\n" + line + "\n") != std::string::npos);
  }
  for (const char* name : {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "isoscope_pool_threads",
                           "isoscope_pool_wait_seconds{operation=", "isoscope_deopts_total{"}) {
    INFO(name);
    CHECK(text.find(std::string("\n") + name) != std::string::npos);
  }
#define K(Name, json, klass, in_default, doc)                                            \
  CHECK(text.find("\nisoscope_records_total{kind=\"" json "\"} ") != std::string::npos); \
  CHECK(text.find("\nisoscope_records_dropped_total{kind=\"" json "\"} ") != std::string::npos);
  ISOSCOPE_KINDS(K)
#undef K
}

TEST_CASE("the older text format describes counters with their full names") {
  const std::string text = PrometheusText();
  CHECK(text.find("# TYPE process_cpu_seconds_total counter\n") != std::string::npos);
  CHECK(text.find("# EOF") == std::string::npos);
  CHECK(text.find("# UNIT") == std::string::npos);
}

TEST_CASE("the checker of OpenMetrics finds each fault") {
  const auto faults = [](const std::string& text) { return MetricsRules::FaultsOf(text).size(); };
  CHECK(faults("# TYPE a gauge\na 1\n# EOF\n") == 0);
  CHECK(faults("# TYPE a gauge\na 1\n") == 1);
  CHECK(faults("# TYPE a counter\na 1\n# EOF\n") == 1);
  CHECK(faults("# TYPE a gauge\na 1\na 1\n# EOF\n") == 1);
  CHECK(faults("# TYPE a gauge\n# TYPE a gauge\n# EOF\n") == 1);
  CHECK(faults("# TYPE a_seconds gauge\n# UNIT a_seconds bytes\n# EOF\n") == 1);
  CHECK(faults("# TYPE a histogram\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n# EOF\n") == 1);
}

TEST_CASE("the OTLP body has each family as the protocol has it") {
  Watching watching(kAllKinds);
  Busy busy;
  const auto json = Parse(OtlpMetricsJson(CollectMetricFamilies(), "my service"));
  const auto& resource = json["resourceMetrics"][0];
  CHECK(std::string(resource["resource"]["attributes"][0]["key"].GetString()) == "service.name");
  CHECK(std::string(resource["resource"]["attributes"][0]["value"]["stringValue"].GetString()) == "my service");
  std::set<std::string> names;
  for (const auto& metric : resource["scopeMetrics"][0]["metrics"].GetArray()) {
    const std::string name = metric["name"].GetString();
    INFO(name);
    CHECK(names.insert(name).second);
    CHECK(name.find('.') != std::string::npos);
    const bool sum = metric.HasMember("sum"), histogram = metric.HasMember("histogram");
    const char* data = sum ? "sum" : histogram ? "histogram" : metric.HasMember("gauge") ? "gauge" : "summary";
    REQUIRE(metric.HasMember(data));
    if (sum) CHECK(metric[data]["isMonotonic"].GetBool());
    if (sum || histogram) CHECK(metric[data]["aggregationTemporality"].GetInt() == 2);
    for (const auto& point : metric[data]["dataPoints"].GetArray()) {
      CHECK(point["timeUnixNano"].IsString());
      if (std::string(data) != "gauge") CHECK(point["startTimeUnixNano"].IsString());
      if (sum || std::string(data) == "gauge") CHECK((point.HasMember("asInt") ? point["asInt"].IsString() : point["asDouble"].IsNumber()));
      if (!histogram) continue;
      uint64_t total = 0;
      for (const auto& count : point["bucketCounts"].GetArray()) total += std::stoull(count.GetString());
      CHECK(std::to_string(total) == point["count"].GetString());
      CHECK(point["bucketCounts"].Size() == point["explicitBounds"].Size() + 1);
    }
  }
  for (const char* name :
       {"v8js.gc.duration", "v8js.memory.heap.used", "nodejs.eventloop.delay.p99", "nodejs.eventloop.time", "isoscope.pool.wait"}) {
    CHECK(names.contains(name));
  }
}
