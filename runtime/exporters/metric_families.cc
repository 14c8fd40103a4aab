#include "runtime/exporters/metric_families.h"

#include <algorithm>
#include <array>

#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/loop_totals.h"
#include "runtime/probes/names.h"
#include "runtime/probes/process_figures.h"

namespace isoscope {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

double Seconds(uint64_t us) { return static_cast<double>(us) / 1e6; }

// OpenTelemetry's word for a type of collection, and prom-client's, which are the same.
const char* GcKind(GcType type) {
  switch (type) {
    case GcType::kScavenge:
    case GcType::kMinorMarkSweep:
      return "minor";
    case GcType::kMarkSweepCompact:
      return "major";
    case GcType::kIncrementalMarking:
      return "incremental";
    case GcType::kWeakCallbacks:
      return "weakcb";
    case GcType::kCount:
      break;
  }
  return "";
}

class Collection {
 public:
  std::deque<MetricFamily> Take() { return std::move(families_); }

  MetricFamily& Family(const char* name, MetricType type, const char* unit, const char* help, bool prometheus_only = false) {
    for (MetricFamily& family : families_) {
      if (family.name == name) return family;
    }
    return families_.emplace_back(MetricFamily{name, type, unit, help, prometheus_only, {}, {}});
  }
  void Gauge(const char* name, const char* unit, const char* help, Labels labels, double value) {
    Family(name, MetricType::kGauge, unit, help).points.push_back({.labels = std::move(labels), .value = value});
  }
  void Gauge(const char* name, const char* unit, const char* help, Labels labels, uint64_t value) {
    Family(name, MetricType::kGauge, unit, help)
        .points.push_back({.labels = std::move(labels), .value = static_cast<double>(value), .is_integer = true});
  }
  void Counter(const char* name, const char* unit, const char* help, Labels labels, uint64_t value) {
    Family(name, MetricType::kCounter, unit, help)
        .points.push_back({.labels = std::move(labels), .value = static_cast<double>(value), .is_integer = true});
  }
  void Counter(const char* name, const char* unit, const char* help, Labels labels, double value) {
    Family(name, MetricType::kCounter, unit, help).points.push_back({.labels = std::move(labels), .value = value});
  }
  // prom-client's names.
  void PromGauge(const char* name, const char* unit, const char* help, Labels labels, double value, bool is_integer = false) {
    Family(name, MetricType::kGauge, unit, help, true).points.push_back({.labels = std::move(labels), .value = value, .is_integer = is_integer});
  }
  void PromCounter(const char* name, const char* unit, const char* help, Labels labels, double value) {
    Family(name, MetricType::kCounter, unit, help, true).points.push_back({.labels = std::move(labels), .value = value});
  }

  void AddProcess();
  void AddIsolate(const IsolateInfo& isolate, const Aggregates& aggregates);
  void AddPool(const Aggregates& aggregates);
  void AddNamed(const Aggregates& aggregates);
  void AddRecords(const History& history);

 private:
  void AddHeap(const IsolateInfo& isolate, const Labels& labels);
  void AddGc(const GcTotals& gc, const Labels& labels);
  void AddGcHistogram(const char* name, const char* label, bool prometheus_only, const std::vector<double>& bounds, const GcTotals& gc,
                      const Labels& labels);
  void AddLoop(const IsolateLive& live, const Labels& labels);

  std::deque<MetricFamily> families_;
};

Labels With(Labels labels, const char* name, std::string value) {
  labels.emplace_back(name, std::move(value));
  return labels;
}

void Collection::AddProcess() {
  const ProcessFigures process = CurrentProcess();
  const ClockAnchor now = CurrentClock();
  PromCounter("process_cpu_user_seconds", "s", "CPU time in user mode", {}, Seconds(process.cpu_user_us));
  PromCounter("process_cpu_system_seconds", "s", "CPU time in the kernel", {}, Seconds(process.cpu_system_us));
  PromCounter("process_cpu_seconds", "s", "CPU time", {}, Seconds(process.cpu_user_us + process.cpu_system_us));
  PromGauge("process_resident_memory_bytes", "By", "Resident memory", {}, static_cast<double>(process.rss_bytes), true);
  PromGauge("process_start_time_seconds", "s", "Start of the process since the Unix epoch", {}, now.wall_clock_ms / 1e3 - Seconds(process.uptime_us));
  Labels versions;
  for (const auto& [name, version] : Hub::Get().versions()) versions.emplace_back(name, version);
  Gauge("isoscope.build.info", "", "Versions of what runs", versions, uint64_t{1});
}

void Collection::AddIsolate(const IsolateInfo& isolate, const Aggregates& aggregates) {
  const Labels labels = {{"isolate", std::to_string(isolate.id())}, {"isolate.name", isolate.name()}};
  AddHeap(isolate, labels);
  const auto gc = aggregates.gc().find(isolate.id());
  AddGc(gc != aggregates.gc().end() ? gc->second : GcTotals(), labels);
  AddLoop(isolate.live, labels);
  for (size_t i = 1; i < isolate.live.functions_by_tier.size(); i++) {
    Gauge("isoscope.functions", "{function}", "Functions by the tier of their code, while kind tier is watched",
          With(labels, "tier", EnumName(static_cast<Tier>(i))), isolate.live.functions_by_tier[i].Get());
  }
  Counter("isoscope.deopts", "{deopt}", "Times optimized code was thrown away, while kind deopt is watched", labels, isolate.live.deopts.Get());
}

void Collection::AddHeap(const IsolateInfo& isolate, const Labels& labels) {
  HeapRecord heap;
  if (!isolate.live.heap.Read(&heap)) return;
  const auto level = [&](const char* name, const char* unit, const char* help, uint64_t value) { Gauge(name, unit, help, labels, value); };
  level("isoscope.heap.limit", "By", "V8 gives up beyond", heap.limitBytes);
  level("isoscope.heap.physical", "By", "Of the heap, really in memory", heap.physicalBytes);
  level("isoscope.heap.array_buffers", "By", "Backing stores of array buffers", heap.arrayBuffersBytes);
  level("isoscope.heap.malloced", "By", "Memory V8 itself allocated outside of the heap", heap.mallocedBytes);
  level("isoscope.heap.native_contexts", "{context}", "Contexts alive", heap.nativeContexts);
  level("isoscope.heap.detached_contexts", "{context}", "Contexts alive that should go away", heap.detachedContexts);
  const uint64_t now_us = CurrentClock().monotonic_us;
  Gauge("isoscope.heap.age", "s", "Age of the heap figures", labels, Seconds(now_us - std::min(now_us, heap.header.timeUs)));
  PromGauge("nodejs_heap_size_total_bytes", "By", "Heap taken from the system", labels, static_cast<double>(heap.totalBytes), true);
  PromGauge("nodejs_heap_size_used_bytes", "By", "Heap in use", labels, static_cast<double>(heap.usedBytes), true);
  PromGauge("nodejs_external_memory_bytes", "By", "Memory outside of the heap that its objects keep", labels, static_cast<double>(heap.externalBytes),
            true);
  for (const HeapSpace& space : heap.spaces) {
    const std::string name(Names().Text(space.name));
    const Labels otel = With(labels, "v8js.heap.space.name", name);
    Gauge("v8js.memory.heap.used", "By", "Heap memory in use", otel, space.usedBytes);
    Gauge("v8js.memory.heap.space.size", "By", "Size of a heap space", otel, space.sizeBytes);
    Gauge("v8js.memory.heap.space.available_size", "By", "Free part of a heap space", otel, space.availableBytes);
    Gauge("v8js.memory.heap.space.physical_size", "By", "Committed part of a heap space", otel, space.physicalBytes);
    const Labels prom = With(labels, "space", name.substr(0, name.find("_space")));
    PromGauge("nodejs_heap_space_size_total_bytes", "By", "Size of a heap space", prom, static_cast<double>(space.sizeBytes), true);
    PromGauge("nodejs_heap_space_size_used_bytes", "By", "Used part of a heap space", prom, static_cast<double>(space.usedBytes), true);
    PromGauge("nodejs_heap_space_size_available_bytes", "By", "Free part of a heap space", prom, static_cast<double>(space.availableBytes), true);
  }
}

void Collection::AddGcHistogram(const char* name, const char* label, bool prometheus_only, const std::vector<double>& bounds, const GcTotals& gc,
                                const Labels& labels) {
  MetricFamily& family = Family(name, MetricType::kHistogram, "s", "Pauses for garbage collection", prometheus_only);
  family.bounds = bounds;
  for (const char* kind : {"minor", "major", "incremental", "weakcb"}) {
    MetricPoint point{.labels = With(labels, label, kind), .buckets = std::vector<uint64_t>(bounds.size() + 1)};
    for (size_t type = 0; type < gc.count_by_type.size(); type++) {
      if (std::string_view(GcKind(static_cast<GcType>(type))) != kind) continue;
      point.value += Seconds(gc.pause_us_by_type[type]);
      point.count += gc.count_by_type[type];
      for (size_t i = 0; i < gc.pauses_by_length[type].size(); i++) {
        // The bounds asked for are some of those that are counted by.
        const double upper = i < GcTotals::kBoundsUs.size() ? Seconds(GcTotals::kBoundsUs[i]) : 1e9;
        const auto place = std::lower_bound(bounds.begin(), bounds.end(), upper);
        point.buckets[static_cast<size_t>(place - bounds.begin())] += gc.pauses_by_length[type][i];
      }
    }
    family.points.push_back(std::move(point));
  }
}

void Collection::AddGc(const GcTotals& gc, const Labels& labels) {
  AddGcHistogram("v8js.gc.duration", "v8js.gc.type", false, {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}, gc, labels);
  AddGcHistogram("nodejs_gc_duration_seconds", "kind", true, {0.001, 0.01, 0.1, 1, 2, 5}, gc, labels);
  for (size_t type = 0; type < gc.count_by_type.size(); type++) {
    const Labels typed = With(labels, "type", EnumName(static_cast<GcType>(type)));
    Counter("isoscope.gc.pauses", "{pause}", "Pauses by V8's type of collection", typed, gc.count_by_type[type]);
    Counter("isoscope.gc.pause_time", "s", "Time in pauses by V8's type of collection", typed, Seconds(gc.pause_us_by_type[type]));
    Gauge("isoscope.gc.longest_pause", "s", "Longest pause by V8's type of collection", typed, Seconds(gc.max_us_by_type[type]));
  }
  // Collections may end with more in use than they began with.
  Gauge("isoscope.gc.freed", "By", "Bytes freed by collections, less what they grew by", labels, static_cast<double>(gc.freed_bytes));
  Counter("isoscope.gc.promoted", "By", "Derived: bytes promoted by young collections", labels, gc.promoted_bytes);
}

void Collection::AddLoop(const IsolateLive& live, const Labels& labels) {
  const LoopTotals totals = ReadLoopTotals(live, CurrentClock().monotonic_us * 1000);
  if (totals.utilization == totals.utilization) {
    Gauge("nodejs.eventloop.utilization", "1", "Part of the time that the event loop did not wait", labels, totals.utilization);
  }
  uint64_t active = 0, idle = 0;
  for (size_t i = 1; i < FieldLoopPhases::kPhases; i++) {
    const auto phase = static_cast<LoopPhase>(i);
    (phase == LoopPhase::kPollIdle ? idle : active) += totals.phases.us[i];
    Counter("isoscope.loop.phase_time", "s", "Time in each phase of the event loop", With(labels, "phase", EnumName(phase)),
            Seconds(totals.phases.us[i]));
  }
  Counter("nodejs.eventloop.time", "s", "Time of the event loop by its state", With(labels, "nodejs.eventloop.state", "active"), Seconds(active));
  Counter("nodejs.eventloop.time", "s", "Time of the event loop by its state", With(labels, "nodejs.eventloop.state", "idle"), Seconds(idle));
  Counter("isoscope.loop.iterations", "{iteration}", "Iterations of the event loop", labels, live.iterations.Get());
  Counter("isoscope.callbacks", "{callback}", "Entries from C++ into JavaScript", labels, live.callbacks.Get());
  Counter("isoscope.ticks", "{tick}", "process.nextTick callbacks", labels, live.ticks.Get());
  Counter("isoscope.microtasks", "{microtask}", "Microtasks", labels, live.microtasks.Get());
  Gauge("isoscope.loop.active_handles", "{handle}", "Handles that keep the loop alive", labels, live.active_handles.Get());
  Gauge("isoscope.loop.active_requests", "{request}", "Requests in flight", labels, live.active_requests.Get());
  FieldDistribution delay;
  if (!live.delay_us.Read(&delay) || delay.count == 0) return;
  const std::pair<const char*, double> parts[] = {{"min", static_cast<double>(delay.min)},
                                                  {"max", static_cast<double>(delay.max)},
                                                  {"mean", delay.mean},
                                                  {"stddev", delay.stddev},
                                                  {"p50", static_cast<double>(delay.p50)},
                                                  {"p90", static_cast<double>(delay.p90)},
                                                  {"p99", static_cast<double>(delay.p99)}};
  for (const auto& [part, us] : parts) {
    const std::string help = std::string("Delay of the event loop, ") + part;
    Gauge((std::string("nodejs.eventloop.delay.") + part).c_str(), "s", help.c_str(), labels, us / 1e6);
    PromGauge((std::string("nodejs_eventloop_lag_") + part + "_seconds").c_str(), "s", help.c_str(), labels, us / 1e6);
  }
}

void Collection::AddPool(const Aggregates& aggregates) {
  const PoolLive& pool = Hub::pool();
  Gauge("isoscope.pool.threads", "{thread}", "Threads of libuv's pool", {}, uint64_t{pool.threads()});
  const PoolLive::Now now = pool.now();
  Gauge("isoscope.pool.busy", "{thread}", "Threads that run an operation", {}, now.busy);
  Gauge("isoscope.pool.queued", "{operation}", "Operations that wait for a thread", {}, now.queued);
  Counter("isoscope.pool.submitted", "{operation}", "Operations given to the pool", {}, pool.submitted());
  Counter("isoscope.pool.completed", "{operation}", "Operations called back or cancelled", {}, Hub::Get().CompletedOperations());
  const auto add = [this](const char* name, const char* help, const std::string& operation, const Histogram& histogram, uint64_t total_us) {
    MetricPoint point{.labels = {{"operation", operation}}, .value = Seconds(total_us), .count = static_cast<uint64_t>(histogram.count())};
    for (double quantile : {0.5, 0.9, 0.99, 1.0})
      point.quantiles.emplace_back(quantile, static_cast<double>(histogram.Percentile(quantile * 100)) / 1e6);
    Family(name, MetricType::kSummary, "s", help).points.push_back(std::move(point));
  };
  for (const auto& [name, totals] : aggregates.pool_operations()) {
    const std::string operation(name != 0 ? Names().Text(name) : "");
    add("isoscope.pool.wait", "From submission to the start on a thread", operation, totals->wait_us, totals->total_wait_us);
    add("isoscope.pool.run", "From start to end on a thread", operation, totals->run_us, totals->total_run_us);
  }
}

void Collection::AddNamed(const Aggregates& aggregates) {
  constexpr struct {
    Kind kind;
    const char* label;
    const char* name;
    const char* count_help;
    const char* time_name;  // Null: the kind has no durations.
    const char* time_help;
  } kFamilies[] = {
      {Kind::kCallback, "provider", "isoscope.callbacks.by_provider", "Callbacks by async resource type", "isoscope.callbacks.time",
       "Time in callbacks by async resource type"},
      {Kind::kGcStep, "step", "isoscope.gc.steps", "Steps of collections outside of their pauses", "isoscope.gc.step_time",
       "Time in steps of collections outside of their pauses"},
      {Kind::kV8Log, "state", "isoscope.v8_log.changes", "Changes of the state of V8's log", nullptr, ""},
      {Kind::kResource, "provider", "isoscope.resource.events", "Handles and requests made or gone", nullptr, ""},
      {Kind::kWorker, "event", "isoscope.worker.events", "Events of workers", nullptr, ""},
      {Kind::kTier, "tier", "isoscope.code.compiled", "Functions that got code of a tier", nullptr, ""},
      {Kind::kDeopt, "reason", "isoscope.deopts.by_reason", "Deoptimizations by V8's reason", nullptr, ""},
      {Kind::kIc, "state", "isoscope.ic.transitions", "Inline caches by the state that they came to", nullptr, ""},
      {Kind::kMap, "event", "isoscope.map.events", "Hidden classes by event", nullptr, ""},
      {Kind::kCompile, "stage", "isoscope.compilations", "Compilations by stage", "isoscope.compilations.time", "Time in compilations by stage"},
      {Kind::kBoundary, "function", "isoscope.boundary.calls", "Calls of binding functions", "isoscope.boundary.time", "Time in binding functions"},
  };
  for (const auto& family : kFamilies) {
    for (const auto& [name, totals] : aggregates.named(family.kind)) {
      const Labels labels = {{family.label, name != 0 ? std::string(Names().Text(name)) : "unknown"}};
      Counter(family.name, "{record}", family.count_help, labels, totals.count);
      if (family.time_name != nullptr) Counter(family.time_name, "s", family.time_help, labels, Seconds(totals.total_us));
    }
  }
}

void Collection::AddRecords(const History& history) {
  const auto dropped = Hub::Get().Dropped();
  for (size_t i = 0; i < kKindCount; i++) {
    const auto kind = static_cast<Kind>(i);
    const Labels labels = {{"kind", KindName(kind)}};
    Counter("isoscope.records", "{record}", "Records collected", labels, history.appended(kind));
    Counter("isoscope.records.dropped", "{record}", "Records that came faster than they were collected", labels, dropped[i]);
  }
  Gauge("isoscope.history.size", "By", "Memory of the history", {}, uint64_t{history.bytes()});
  Gauge("isoscope.history.records", "{record}", "Records in the history", {}, uint64_t{history.size()});
}

}  // namespace

std::deque<MetricFamily> CollectMetricFamilies() {
  Collection collection;
  const auto isolates = Hub::Get().Isolates();
  Collector::Get().Read([&](const History& history, const Aggregates& aggregates) {
    collection.AddProcess();
    for (const auto& isolate : isolates) collection.AddIsolate(*isolate, aggregates);
    collection.AddPool(aggregates);
    collection.AddNamed(aggregates);
    collection.AddRecords(history);
  });
  return collection.Take();
}

}  // namespace isoscope
