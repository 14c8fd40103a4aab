#include "runtime/probes/snapshot.h"

#include <algorithm>
#include <atomic>

#include "runtime/base/clock.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/loop_totals.h"
#include "runtime/probes/names.h"
#include "runtime/probes/process_figures.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

std::atomic<uint64_t> service_cpu_us{0};

// What watching itself costs: the kinds that are on, the records they made, the memory that holds them, the processor time of the thread that
// collects and serves.
void WriteObservation(JsonWriter* json, const History& history) {
  json->StartObject();
  json->Key("watched");
  json->StartArray();
  for (size_t i = 0; i < kKindCount; i++) {
    if ((Hub::mask() & MaskOf(static_cast<Kind>(i))) != 0) json->String(KindName(static_cast<Kind>(i)));
  }
  json->EndArray();
  json->Key("records");
  json->StartObject();
  for (size_t i = 0; i < kKindCount; i++) json->Member(KindName(static_cast<Kind>(i)), history.appended(static_cast<Kind>(i)));
  json->EndObject();
  json->Member("historyBytes", static_cast<uint64_t>(history.bytes()));
  json->Member("serviceCpuUs", service_cpu_us.load(std::memory_order_relaxed));
  json->EndObject();
}

void WriteProcess(JsonWriter* json) {
  const ProcessFigures process = CurrentProcess();
  json->StartObject();
  json->Member("pid", process.pid);
  json->Member("rssBytes", process.rss_bytes);
  json->Member("cpuUserUs", process.cpu_user_us);
  json->Member("cpuSystemUs", process.cpu_system_us);
  json->Member("uptimeUs", process.uptime_us);
  json->EndObject();
}

// Members `heap`, `spaces` and `staleMs`: null until the first sample.
void WriteHeap(JsonWriter* json, const IsolateInfo& isolate, uint64_t now_us) {
  HeapRecord heap;
  const bool known = isolate.live.heap.Read(&heap);
  json->Key("staleMs");
  known ? json->Double(static_cast<double>(now_us - std::min(now_us, heap.header.timeUs)) / 1e3) : json->Null();
  json->Key("heap");
  if (!known) {
    json->Null();
    json->Key("spaces");
    json->StartArray();
    json->EndArray();
    return;
  }
  json->StartObject();
  json->Member("usedBytes", heap.usedBytes);
  json->Member("totalBytes", heap.totalBytes);
  json->Member("physicalBytes", heap.physicalBytes);
  json->Member("limitBytes", heap.limitBytes);
  json->Member("externalBytes", heap.externalBytes);
  json->Member("arrayBuffersBytes", heap.arrayBuffersBytes);
  json->Member("mallocedBytes", heap.mallocedBytes);
  json->Member("nativeContexts", heap.nativeContexts);
  json->Member("detachedContexts", heap.detachedContexts);
  json->EndObject();
  json->Key("spaces");
  WriteValue(json, heap.spaces);
}

void WriteGc(JsonWriter* json, const GcTotals* totals) {
  static const GcTotals kNone;
  const GcTotals& gc = totals != nullptr ? *totals : kNone;
  json->StartObject();
  json->Member("count", gc.count);
  json->Key("byType");
  json->StartObject();
  for (size_t i = 0; i < gc.count_by_type.size(); i++) json->Member(EnumName(static_cast<GcType>(i)), gc.count_by_type[i]);
  json->EndObject();
  json->Member("totalPauseUs", gc.total_pause_us);
  json->Member("maxPauseUs", gc.max_pause_us);
  json->Key("last");
  gc.last.empty() ? json->Null() : WriteRecord(json, gc.last_sequence, gc.last);
  json->EndObject();
}

void WriteDrains(JsonWriter* json, const IsolateLive& live) {
  json->StartObject();
  json->Member("count", live.drains.Get());
  json->Member("totalUs", live.drain_ns.Get() / 1000);
  json->Key("longest");
  LongestDrain longest;
  if (live.longest_drain.Read(&longest)) {
    json->StartObject();
    json->Member("timeUs", longest.timeUs);
    json->Member("durationUs", longest.durationUs);
    json->Member("ticks", longest.ticks);
    json->Member("microtasks", longest.microtasks);
    json->Member("provider", Names().Text(longest.provider));
    json->Member("asyncId", longest.asyncId);
    json->EndObject();
  } else {
    json->Null();
  }
  json->EndObject();
}

void WriteLoop(JsonWriter* json, const IsolateLive& live, uint64_t now_ns) {
  const LoopTotals totals = ReadLoopTotals(live, now_ns);
  json->StartObject();
  json->Member("iterations", live.iterations.Get());
  json->Member("phase", EnumName(live.phase.load(std::memory_order_relaxed)));
  json->Key("phasesUs");
  WriteValue(json, totals.phases);
  json->Member("utilization", totals.utilization);
  json->Key("delayUs");
  FieldDistribution delay;
  live.delay_us.Read(&delay) ? WriteValue(json, delay) : json->Null();
  json->Key("iterationUs");
  live.iteration_us.Read(&delay) ? WriteValue(json, delay) : json->Null();
  json->Member("callbacks", live.callbacks.Get());
  json->Member("ticks", live.ticks.Get());
  json->Member("microtasks", live.microtasks.Get());
  json->Key("drains");
  WriteDrains(json, live);
  json->Member("activeHandles", live.active_handles.Get());
  json->Member("activeRequests", live.active_requests.Get());
  json->EndObject();
}

void WriteTiers(JsonWriter* json, const IsolateLive& live) {
  json->StartObject();
  for (size_t i = 1; i < live.functions_by_tier.size(); i++) {
    json->Member(EnumName(static_cast<Tier>(i)), live.functions_by_tier[i].Get());
  }
  json->Member("deopts", live.deopts.Get());
  json->Member("v8Log", EnumName(live.v8_log.load(std::memory_order_relaxed)));
  json->EndObject();
}

void WriteIsolate(JsonWriter* json, const IsolateInfo& isolate, const Aggregates& aggregates, uint64_t now_ns) {
  constexpr const char* kStates[] = {"running", "idle", "ended"};
  const auto gc = aggregates.gc().find(isolate.id());
  json->StartObject();
  json->Member("id", isolate.id());
  json->Member("name", isolate.name());
  json->Member("threadId", isolate.thread_id());
  json->Member("state", kStates[static_cast<size_t>(isolate.state())]);
  WriteHeap(json, isolate, now_ns / 1000);
  json->Key("gc");
  WriteGc(json, gc != aggregates.gc().end() ? &gc->second : nullptr);
  json->Key("loop");
  WriteLoop(json, isolate.live, now_ns);
  json->Key("tiers");
  WriteTiers(json, isolate.live);
  json->EndObject();
}

void WriteDurations(JsonWriter* json, const Histogram* histogram) {
  json->StartObject();
  for (const auto& [name, percentile] : {std::pair{"p50", 50.0}, {"p99", 99.0}}) {
    json->Key(name);
    histogram != nullptr ? json->Int(histogram->Percentile(percentile)) : json->Null();
  }
  json->Key("max");
  histogram != nullptr ? json->Int(histogram->Max()) : json->Null();
  json->EndObject();
}

void WritePool(JsonWriter* json, const PoolTotals* totals) {
  const PoolLive& pool = Hub::pool();
  json->StartObject();
  json->Member("threads", pool.threads());
  const PoolLive::Now now = pool.now();
  json->Member("busy", now.busy);
  json->Member("queued", now.queued);
  json->Member("submitted", pool.submitted());
  json->Member("completed", Hub::Get().CompletedOperations());
  json->Key("waitUs");
  WriteDurations(json, totals != nullptr ? &totals->wait_us : nullptr);
  json->Key("runUs");
  WriteDurations(json, totals != nullptr ? &totals->run_us : nullptr);
  json->EndObject();
}

}  // namespace

void SetServiceCpu(uint64_t us) { service_cpu_us.store(us, std::memory_order_relaxed); }

std::string SnapshotJson() {
  JsonWriter json;
  const auto isolates = Hub::Get().Isolates();
  const auto versions = Hub::Get().versions();
  Collector::Get().Read([&](const History& history, const Aggregates& aggregates) {
    const uint64_t now_ns = MonotonicNs();
    json.StartObject();
    json.Member("schemaVersion", kSchemaVersion);
    json.Key("time");
    json.StartObject();
    json.Member("monotonicUs", now_ns / 1000);
    json.Member("wallClockMs", WallClockMs());
    json.EndObject();
    json.Key("versions");
    json.StartObject();
    for (const auto& [name, version] : versions) json.Member(name, std::string_view(version));
    json.EndObject();
    json.Key("process");
    WriteProcess(&json);
    json.Key("isolates");
    json.StartArray();
    for (const auto& isolate : isolates) WriteIsolate(&json, *isolate, aggregates, now_ns);
    json.EndArray();
    json.Key("pool");
    WritePool(&json, aggregates.pool());
    json.Key("observation");
    WriteObservation(&json, history);
    json.Key("dropped");
    WriteDropped(&json);
    json.EndObject();
  });
  return json.Take();
}

}  // namespace isoscope
