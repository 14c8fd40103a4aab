#include "runtime/recording/replay.h"

#include <algorithm>
#include <array>
#include <map>

#include "runtime/base/json_reader.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/names.h"
#include "runtime/probes/process_figures.h"

namespace isoscope {
namespace {

HeapRecord HeapOf(const JsonValue& isolate, uint64_t taken_us) {
  HeapRecord heap;
  heap.header.timeUs = taken_us;
  const JsonValue& json = JsonMember(isolate, "heap");
  heap.usedBytes = JsonUint(json, "usedBytes");
  heap.totalBytes = JsonUint(json, "totalBytes");
  heap.physicalBytes = JsonUint(json, "physicalBytes");
  heap.limitBytes = JsonUint(json, "limitBytes");
  heap.externalBytes = JsonUint(json, "externalBytes");
  heap.arrayBuffersBytes = JsonUint(json, "arrayBuffersBytes");
  heap.mallocedBytes = JsonUint(json, "mallocedBytes");
  heap.nativeContexts = JsonUint(json, "nativeContexts");
  heap.detachedContexts = JsonUint(json, "detachedContexts");
  const JsonValue& spaces = JsonMember(isolate, "spaces");
  if (!spaces.IsArray()) return heap;
  for (const JsonValue& space : spaces.GetArray()) {
    heap.spaces.Add({.name = Intern(JsonText(space, "name")),
                     .sizeBytes = JsonUint(space, "sizeBytes"),
                     .usedBytes = JsonUint(space, "usedBytes"),
                     .availableBytes = JsonUint(space, "availableBytes"),
                     .physicalBytes = JsonUint(space, "physicalBytes")});
  }
  return heap;
}

void RestoreLoop(const JsonValue& loop, IsolateLive* live) {
  live->iterations.Set(JsonUint(loop, "iterations"));
  live->callbacks.Set(JsonUint(loop, "callbacks"));
  live->ticks.Set(JsonUint(loop, "ticks"));
  live->microtasks.Set(JsonUint(loop, "microtasks"));
  live->active_handles.Set(JsonUint(loop, "activeHandles"));
  live->active_requests.Set(JsonUint(loop, "activeRequests"));
  for (size_t i = 0; i < FieldLoopPhases::kPhases; i++) {
    live->phase_ns[i].Set(JsonUint(JsonMember(loop, "phasesUs"), EnumName(static_cast<LoopPhase>(i))) * 1000);
  }
  const JsonValue& delay = JsonMember(loop, "delayUs");
  if (!delay.IsObject()) return;
  live->delay_us.Publish({.count = JsonUint(delay, "count"),
                          .min = JsonUint(delay, "min"),
                          .mean = JsonDouble(delay, "mean"),
                          .stddev = JsonDouble(delay, "stddev"),
                          .p50 = JsonUint(delay, "p50"),
                          .p90 = JsonUint(delay, "p90"),
                          .p99 = JsonUint(delay, "p99"),
                          .max = JsonUint(delay, "max")});
}

void RestoreIsolate(const JsonValue& json, uint64_t now_us, const std::shared_ptr<IsolateInfo>& isolate) {
  if (JsonMember(json, "heap").IsObject()) {
    const double stale_us = std::clamp(JsonDouble(json, "staleMs") * 1e3, 0.0, static_cast<double>(now_us));
    isolate->live.heap.Publish(HeapOf(json, now_us - static_cast<uint64_t>(stale_us)));
  }
  RestoreLoop(JsonMember(json, "loop"), &isolate->live);
  const JsonValue& tiers = JsonMember(json, "tiers");
  for (size_t i = 1; i < isolate->live.functions_by_tier.size(); i++) {
    isolate->live.functions_by_tier[i].Set(JsonUint(tiers, EnumName(static_cast<Tier>(i))));
  }
  isolate->live.deopts.Set(JsonUint(tiers, "deopts"));
}

// Live figures as the last snapshot had them; the clock stands at it, or at the last record where the run went on.
void RestoreState(const std::string& snapshot, uint64_t last_us) {
  JsonDocument document;
  if (!document.Parse(snapshot)) return;
  const JsonValue& json = document.value();
  const uint64_t now_us = JsonUint(JsonMember(json, "time"), "monotonicUs");
  const uint64_t end_us = std::max(now_us, last_us);
  const JsonValue& process = JsonMember(json, "process");
  RestoreProcess(
      {.pid = static_cast<int64_t>(JsonUint(process, "pid")),
       .rss_bytes = JsonUint(process, "rssBytes"),
       .cpu_user_us = JsonUint(process, "cpuUserUs"),
       .cpu_system_us = JsonUint(process, "cpuSystemUs"),
       .uptime_us = JsonUint(process, "uptimeUs") + (end_us - now_us)},
      {.monotonic_us = end_us, .wall_clock_ms = JsonDouble(JsonMember(json, "time"), "wallClockMs") + static_cast<double>(end_us - now_us) / 1e3});
  const JsonValue& isolates = JsonMember(json, "isolates");
  if (isolates.IsArray()) {
    for (const JsonValue& entry : isolates.GetArray()) {
      const auto id = static_cast<uint32_t>(JsonUint(entry, "id"));
      Hub::Get().RestoreIsolate(id, JsonText(entry, "name"), JsonUint(entry, "threadId"));
      for (const auto& isolate : Hub::Get().Isolates()) {
        if (isolate->id() == id) RestoreIsolate(entry, now_us, isolate);
      }
    }
  }
  const JsonValue& pool = JsonMember(json, "pool");
  Hub::pool().Restore(static_cast<uint32_t>(JsonUint(pool, "threads")), {.busy = JsonUint(pool, "busy"), .queued = JsonUint(pool, "queued")},
                      JsonUint(pool, "submitted"));
  std::array<uint64_t, kKindCount> dropped{};
  for (size_t i = 0; i < kKindCount; i++) dropped[i] = JsonUint(JsonMember(json, "dropped"), KindName(static_cast<Kind>(i)));
  Hub::Get().RestoreCounts(dropped, JsonUint(pool, "completed"));
}

class Loader final : public RecordingVisitor {
 public:
  explicit Loader(ReplayedRun* run) : run_(run) {}

  void OnIsolate(const RecordedIsolate& isolate) override { Hub::Get().RestoreIsolate(isolate.id, isolate.name, isolate.thread_id); }
  void OnSource(const ScriptSource& source) override { ScriptSources::Get().Add(source.isolate, source.url, source.text); }
  void OnRecord(uint64_t sequence, RecordBytes record) override {
    Collector::Get().Load(sequence, record);
    const uint64_t time_us = HeaderOf(record).timeUs;
    run_->first_us = run_->first_us == 0 ? time_us : std::min(run_->first_us, time_us);
    run_->last_us = std::max(run_->last_us, time_us);
  }
  void OnSnapshot(std::string_view json) override {
    JsonDocument document;
    document.Parse(json);
    run_->snapshots.emplace_back(JsonUint(JsonMember(document.value(), "time"), "monotonicUs"), json);
  }
  void OnProfile(const CpuProfileChunk& chunk) override { run_->profiles.push_back(chunk); }
  void OnEnd(std::string_view json) override { run_->end = json; }

 private:
  ReplayedRun* const run_;
};

}  // namespace

const std::string* ReplayedRun::SnapshotAt(uint64_t time_us) const {
  const std::string* best = snapshots.empty() ? nullptr : &snapshots.front().second;
  for (const auto& [taken_us, json] : snapshots) {
    if (taken_us <= time_us) best = &json;
  }
  return best;
}

std::string ReplayedRun::Summary() const {
  std::string text = path + ": " + std::to_string(outcome.records) + " records over " + std::to_string((last_us - first_us) / 1000) + " ms";
  if (outcome.ended) return text;
  text += "; the run did not end its recording";
  if (!outcome.problem.empty()) text += " (" + outcome.problem + "), everything before is shown";
  return text;
}

Result<std::unique_ptr<ReplayedRun>> ReplayRecording(const std::string& path) {
  auto reader = RecordingReader::Open(path);
  if (!reader.ok()) return reader.status();
  auto run = std::make_unique<ReplayedRun>();
  run->path = path;
  run->header = reader.value()->header();
  Hub::Get().SetVersions(run->header.versions);
  Hub::Get().SetRunArguments({.argv = run->header.argv, .exec_argv = run->header.exec_argv});
  Collector::Get().SetHistoryLimits({.time_us = UINT64_MAX, .bytes = SIZE_MAX});
  Loader loader(run.get());
  run->outcome = reader.value()->Read(&loader);
  if (!run->snapshots.empty()) RestoreState(run->snapshots.back().second, run->last_us);
  for (const auto& isolate : Hub::Get().Isolates()) Hub::Get().IsolateEnded(isolate);
  return run;
}

}  // namespace isoscope
