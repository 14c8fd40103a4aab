#include "runtime/probes/snapshot.h"

#include <thread>

#include "runtime/probes/report.h"
#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

const rapidjson::Value& Isolate(const rapidjson::Document& snapshot, uint32_t id) {
  for (const auto& isolate : snapshot["isolates"].GetArray()) {
    if (isolate["id"].GetUint() == id) return isolate;
  }
  FAIL("isolate not listed");
  return snapshot;
}

}  // namespace

TEST_CASE("a snapshot has the shape that clients rely on") {
  Hub::Get().SetVersions({{"isoscope", "0.1.0"}, {"v8", "13.6"}});
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate("main");
  HeapRecord heap;
  heap.header.timeUs = MonotonicUs();
  heap.usedBytes = 5;
  heap.spaces.Add({.name = Intern("new_space"), .usedBytes = 4});
  isolate.info->live.heap.Publish(heap);
  isolate.info->live.AddPhaseTime(LoopPhase::kPollIdle, 9'000'000);
  isolate.info->live.AddPhaseTime(LoopPhase::kTimers, 1'000'000);
  isolate.info->live.iterations.Add(3);
  isolate.producer->Emit(GcRecord{.type = GcType::kScavenge, .durationUs = 12});
  auto json = Parse(SnapshotJson());
  for (const char* member : {"schemaVersion", "time", "versions", "process", "isolates", "pool", "observation", "dropped"}) {
    INFO(member);
    CHECK(json.HasMember(member));
  }
  CHECK(json["time"]["monotonicUs"].IsUint64());
  CHECK(std::string(json["versions"]["v8"].GetString()) == "13.6");
  for (const char* member : {"pid", "rssBytes", "cpuUserUs", "cpuSystemUs", "uptimeUs"}) CHECK(json["process"][member].IsUint64());
  CHECK(json["process"]["rssBytes"].GetUint64() > 1 << 20);
  for (const char* member : {"threads", "busy", "queued", "submitted", "completed"}) CHECK(json["pool"][member].IsUint64());
  for (const char* member : {"p50", "p99", "max"}) CHECK(json["pool"]["waitUs"].HasMember(member));
  const auto& main = Isolate(json, isolate.info->id());
  CHECK(std::string(main["name"].GetString()) == "main");
  CHECK(std::string(main["state"].GetString()) == "running");
  CHECK(main["staleMs"].GetDouble() < 10'000);
  CHECK(main["heap"]["usedBytes"].GetUint64() == 5);
  CHECK(main["heap"].MemberCount() == 9);
  CHECK(std::string(main["spaces"][0]["name"].GetString()) == "new_space");
  CHECK(main["gc"]["count"].GetUint64() == 1);
  CHECK(main["gc"]["byType"]["scavenge"].GetUint64() == 1);
  CHECK(main["gc"]["last"]["durationUs"].GetUint64() == 12);
  CHECK(main["loop"]["iterations"].GetUint64() == 3);
  CHECK(main["loop"]["phasesUs"]["timers"].GetUint64() == 1000);
  CHECK(main["loop"]["utilization"].GetDouble() > 0.0999);
  CHECK(main["loop"]["utilization"].GetDouble() < 0.1001);
  CHECK(main["loop"]["delayUs"].IsNull());
  CHECK(main["tiers"].HasMember("deopts"));
  CHECK(json["dropped"].MemberCount() == kKindCount);
  CHECK(json["observation"]["records"].MemberCount() == kKindCount);
  CHECK(json["observation"]["records"]["gc"].GetUint64() >= 1);
  CHECK(json["observation"]["historyBytes"].GetUint64() > 0);
  SetServiceCpu(1234);
  CHECK(Parse(SnapshotJson())["observation"]["serviceCpuUs"].GetUint64() == 1234);
}

TEST_CASE("an isolate that was never asked has no heap figures rather than zeros") {
  EmittingIsolate isolate;
  auto json = Parse(SnapshotJson());
  const auto& entry = Isolate(json, isolate.info->id());
  CHECK(entry["heap"].IsNull());
  CHECK(entry["staleMs"].IsNull());
  CHECK(entry["loop"]["utilization"].IsNull());
  CHECK(entry["gc"]["last"].IsNull());
}

TEST_CASE("the phase under way counts") {
  EmittingIsolate isolate;
  isolate.info->live.EnterPhase(LoopPhase::kTimers, MonotonicNs() - 50'000'000);
  auto json = Parse(SnapshotJson());
  const auto& loop = Isolate(json, isolate.info->id())["loop"];
  CHECK(std::string(loop["phase"].GetString()) == "timers");
  CHECK(loop["phasesUs"]["timers"].GetUint64() >= 50'000);
  CHECK(loop["utilization"].GetDouble() == 1);
}

TEST_CASE("the report names what happened") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate("reported");
  isolate.producer->Emit(GcRecord{.type = GcType::kMarkSweepCompact, .durationUs = 1234, .freedBytes = 1 << 20});
  isolate.producer->Emit(PoolRecord{.operation = Intern("report.test"), .submittedUs = 1, .startedUs = 2, .endedUs = 3});
  isolate.producer->Emit(MarkRecord{.name = Intern("a claim"), .outcome = MarkOutcome::kFailed});
  const std::string report = ReportText();
  INFO(report);
  for (const char* part : {"(reported)", "markSweepCompact", "1.23 ms", "report.test", "failed a claim"}) {
    CHECK(report.find(part) != std::string::npos);
  }
}

TEST_CASE("snapshots, history and emission at once") {
  Watching watching(kDefaultKinds);
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; i++) {
    threads.emplace_back([&stop] {
      EmittingIsolate isolate;
      for (uint64_t n = 0; !stop; n++) {
        isolate.info->live.EnterPhase(n % 2 == 0 ? LoopPhase::kPoll : LoopPhase::kCheck, MonotonicNs());
        isolate.info->live.iterations.Add();
        isolate.producer->Emit(LoopRecord{.iteration = n});
        HeapRecord heap;
        heap.header.timeUs = MonotonicUs();
        heap.usedBytes = n;
        isolate.info->live.heap.Publish(heap);
        if (n % 16 == 0) isolate.producer->Emit(GcRecord{.cycle = n});
      }
    });
  }
  for (int i = 0; i < 20; i++) {
    Parse(SnapshotJson());
    Parse(Collector::Get().HistoryJson({.limit = 100}));
  }
  stop = true;
  for (auto& thread : threads) thread.join();
}
