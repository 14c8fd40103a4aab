#include "runtime/probes/report.h"

#include <algorithm>
#include <cinttypes>
#include <cstdarg>
#include <cstdio>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/units.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/loop_totals.h"
#include "runtime/probes/process_figures.h"

namespace isoscope {
namespace {

[[gnu::format(printf, 2, 3)]] void Print(std::string* out, const char* format, ...) {
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof(line), format, arguments);
  va_end(arguments);
  *out += line;
}

std::string Bytes(double bytes) { return BytesText(bytes); }
std::string Time(double us) { return TimeText(us); }
std::string Time(uint64_t us) { return Time(static_cast<double>(us)); }
std::string Time(int64_t us) { return Time(static_cast<double>(us)); }
std::string Bytes(uint64_t bytes) { return Bytes(static_cast<double>(bytes)); }

void ReportGc(std::string* out, const GcTotals& gc) {
  Print(out, "  garbage collection   %" PRIu64 " pauses, %s in all, longest %s; %s freed, %s promoted (derived)\n", gc.count,
        Time(gc.total_pause_us).c_str(), Time(gc.max_pause_us).c_str(), Bytes(static_cast<double>(gc.freed_bytes)).c_str(),
        Bytes(gc.promoted_bytes).c_str());
  for (size_t i = 0; i < gc.count_by_type.size(); i++) {
    if (gc.count_by_type[i] == 0) continue;
    Print(out, "    %-20s %8" PRIu64 "   total %10s   longest %10s\n", EnumName(static_cast<GcType>(i)), gc.count_by_type[i],
          Time(gc.pause_us_by_type[i]).c_str(), Time(gc.max_us_by_type[i]).c_str());
  }
}

void ReportHeap(std::string* out, const IsolateInfo& isolate) {
  HeapRecord heap;
  if (!isolate.live.heap.Read(&heap)) return;
  Print(out, "  heap                 %s used of %s, limit %s; external %s, malloced %s\n", Bytes(heap.usedBytes).c_str(),
        Bytes(heap.totalBytes).c_str(), Bytes(heap.limitBytes).c_str(), Bytes(heap.externalBytes).c_str(), Bytes(heap.mallocedBytes).c_str());
  for (const HeapSpace& space : heap.spaces) {
    if (space.sizeBytes == 0) continue;
    Print(out, "    %-28s used %10s   size %10s\n", std::string(Names().Text(space.name)).c_str(), Bytes(space.usedBytes).c_str(),
          Bytes(space.sizeBytes).c_str());
  }
}

void ReportLoop(std::string* out, const IsolateLive& live) {
  const LoopTotals totals = ReadLoopTotals(live, MonotonicNs());
  if (live.iterations.Get() != 0) {
    Print(out, "  event loop           %" PRIu64 " iterations, utilization %.1f %%\n", live.iterations.Get(), totals.utilization * 100);
    for (size_t i = 1; i < FieldLoopPhases::kPhases; i++) {
      if (totals.phases.us[i] == 0) continue;
      Print(out, "    %-20s %10s\n", EnumName(static_cast<LoopPhase>(i)), Time(totals.phases.us[i]).c_str());
    }
  }
  if (live.callbacks.Get() != 0) {
    Print(out, "  callbacks            %" PRIu64 ", with %" PRIu64 " ticks and %" PRIu64 " microtasks\n", live.callbacks.Get(), live.ticks.Get(),
          live.microtasks.Get());
  }
  FieldDistribution delay;
  if (live.delay_us.Read(&delay) && delay.count != 0) {
    Print(out, "  loop delay           mean %s, p50 %s, p90 %s, p99 %s, max %s\n", Time(delay.mean).c_str(), Time(delay.p50).c_str(),
          Time(delay.p90).c_str(), Time(delay.p99).c_str(), Time(delay.max).c_str());
  }
}

void ReportPool(std::string* out, const Aggregates& aggregates) {
  const PoolTotals* pool = aggregates.pool();
  if (pool == nullptr) return;
  Print(out, "thread pool            %" PRIu64 " operations on %u threads; %" PRIu64 " failed, %" PRIu64 " cancelled\n", pool->count,
        Hub::pool().threads(), pool->failed, pool->cancelled);
  Print(out, "  wait  p50 %s, p99 %s, max %s      run  p50 %s, p99 %s, max %s\n", Time(pool->wait_us.Percentile(50)).c_str(),
        Time(pool->wait_us.Percentile(99)).c_str(), Time(pool->wait_us.Max()).c_str(), Time(pool->run_us.Percentile(50)).c_str(),
        Time(pool->run_us.Percentile(99)).c_str(), Time(pool->run_us.Max()).c_str());
  std::vector<std::pair<NameId, const PoolTotals*>> operations;
  for (const auto& [name, totals] : aggregates.pool_operations()) operations.emplace_back(name, totals.get());
  std::sort(operations.begin(), operations.end(), [](const auto& a, const auto& b) { return a.second->total_run_us > b.second->total_run_us; });
  constexpr size_t kShown = 16;
  for (size_t i = 0; i < operations.size() && i < kShown; i++) {
    const auto& [name, totals] = operations[i];
    Print(out, "    %-24s %8" PRIu64 "   wait p50 %10s max %10s   run p50 %10s max %10s\n",
          std::string(name != 0 ? Names().Text(name) : "(unnamed)").c_str(), totals->count, Time(totals->wait_us.Percentile(50)).c_str(),
          // These are counted more coarsely.
          Time(std::min(totals->wait_us.Max(), pool->wait_us.Max())).c_str(), Time(totals->run_us.Percentile(50)).c_str(),
          Time(std::min(totals->run_us.Max(), pool->run_us.Max())).c_str());
  }
  if (operations.size() > kShown) Print(out, "    and %zu more\n", operations.size() - kShown);
}

// What the kinds that are counted by name have seen, the longest or most frequent first.
void ReportNamed(std::string* out, const Aggregates& aggregates) {
  constexpr struct {
    Kind kind;
    const char* title;
    bool timed;
  } kSections[] = {{Kind::kCallback, "callbacks by provider", true},
                   {Kind::kGcStep, "collection between pauses", true},
                   {Kind::kWorker, "workers", false},
                   {Kind::kResource, "resources by provider", false},
                   {Kind::kV8Log, "V8's log by state", false},
                   {Kind::kTier, "code by tier", false},
                   {Kind::kDeopt, "deoptimizations by reason", false},
                   {Kind::kIc, "inline caches by new state", false},
                   {Kind::kMap, "hidden classes by event", false},
                   {Kind::kCompile, "compilations by stage", true},
                   {Kind::kBoundary, "calls into C++", true}};
  constexpr size_t kShown = 12;
  for (const auto& section : kSections) {
    const auto& named = aggregates.named(section.kind);
    if (named.empty()) continue;
    std::vector<std::pair<NameId, NamedTotals>> entries(named.begin(), named.end());
    std::sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
      if (section.timed && a.second.total_us != b.second.total_us) return a.second.total_us > b.second.total_us;
      return a.second.count != b.second.count ? a.second.count > b.second.count : a.first < b.first;
    });
    uint64_t count = 0, total_us = 0;
    for (const auto& [name, totals] : entries) count += totals.count, total_us += totals.total_us;
    Print(out, "%-26s %" PRIu64 "%s%s\n", section.title, count, section.timed ? ", in all " : "", section.timed ? Time(total_us).c_str() : "");
    for (size_t i = 0; i < entries.size() && i < kShown; i++) {
      const auto& [name, totals] = entries[i];
      Print(out, "    %-36s %10" PRIu64, name != 0 ? std::string(Names().Text(name)).c_str() : "(unknown)", totals.count);
      if (section.timed) Print(out, "   total %10s", Time(totals.total_us).c_str());
      if (section.timed && totals.max_us != 0) Print(out, "   longest %10s", Time(totals.max_us).c_str());
      *out += "\n";
    }
    if (entries.size() > kShown) Print(out, "    and %zu more\n", entries.size() - kShown);
  }
}

void ReportMarks(std::string* out, const Aggregates& aggregates) {
  if (aggregates.marks_seen() == 0) return;
  const uint64_t started_us = CurrentClock().monotonic_us - CurrentProcess().uptime_us;
  Print(out, "marks                  %" PRIu64 "\n", aggregates.marks_seen());
  if (aggregates.marks_seen() > aggregates.marks().size()) *out += "  ...\n";
  for (const MarkSummary& mark : aggregates.marks()) {
    const char* outcome = EnumName(mark.outcome);
    Print(out, "  %10.3f ms  %-6s %s\n", static_cast<double>(mark.time_us - std::min(mark.time_us, started_us)) / 1e3,
          outcome != nullptr ? outcome : "", std::string(Names().Text(mark.name)).c_str());
  }
}

void ReportDropped(std::string* out) {
  const auto dropped = Hub::Get().Dropped();
  for (size_t i = 0; i < kKindCount; i++) {
    const Kind kind = static_cast<Kind>(i);
    if (dropped[i] == 0) continue;
    Print(out, "%s %" PRIu64 " %s records: they came faster than they were collected\n", IsLifecycle(kind) ? "LOST" : "dropped", dropped[i],
          KindName(kind));
  }
}

}  // namespace

std::string ReportText() {
  std::string out;
  const auto isolates = Hub::Get().Isolates();
  const ProcessFigures process = CurrentProcess();
  Collector::Get().Read([&](const History&, const Aggregates& aggregates) {
    Print(&out, "--- isoscope report: %s of wall time, %s resident\n", Time(process.uptime_us).c_str(), Bytes(process.rss_bytes).c_str());
    for (const auto& isolate : isolates) {
      Print(&out, "isolate %u (%s)\n", isolate->id(), isolate->name().c_str());
      if (auto gc = aggregates.gc().find(isolate->id()); gc != aggregates.gc().end()) ReportGc(&out, gc->second);
      ReportHeap(&out, *isolate);
      ReportLoop(&out, isolate->live);
    }
    ReportPool(&out, aggregates);
    ReportNamed(&out, aggregates);
    ReportMarks(&out, aggregates);
    ReportDropped(&out);
  });
  return out;
}

}  // namespace isoscope
