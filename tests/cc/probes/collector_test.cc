#include "runtime/probes/collector.h"

#include <algorithm>
#include <set>
#include <thread>

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

struct Kept {
  uint64_t sequence;
  uint64_t ordinal;
  std::vector<std::byte> record;
};

std::vector<Kept> ItemsSince(uint64_t since, KindMask kinds) {
  std::vector<Kept> items;
  Collector::Get().Read([&](const History& history, const Aggregates&) {
    history.Visit({.since = since, .kinds = kinds}, [&](const History::Item& item) {
      items.push_back({item.sequence, item.ordinal, {item.record.begin(), item.record.end()}});
      return true;
    });
  });
  return items;
}

}  // namespace

TEST_CASE("an unwatched kind leaves nothing behind") {
  EmittingIsolate isolate;
  const uint64_t since = NextSequence();
  REQUIRE(isolate.producer->Emit(IcRecord{}));
  CHECK(ItemsSince(since, kAllKinds).empty());
}

TEST_CASE("a full ring drops samples and reports how many, and lifecycle records pass") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  const uint64_t since = NextSequence();
  const auto before = Hub::Get().Dropped();
  uint64_t refused = 0;
  constexpr uint64_t kSamples = 20'000;
  for (uint64_t i = 0; i < kSamples; i++) refused += isolate.producer->Emit(LoopRecord{.iteration = i}) ? 0 : 1;
  REQUIRE(isolate.producer->Emit(PoolRecord{}));
  const auto after = Hub::Get().Dropped();
  CHECK(refused > 0);
  CHECK(after[static_cast<size_t>(Kind::kLoop)] - before[static_cast<size_t>(Kind::kLoop)] == refused);
  CHECK(ItemsSince(since, MaskOf(Kind::kLoop)).size() == kSamples - refused);
  CHECK(ItemsSince(since, MaskOf(Kind::kPool)).size() == 1);
  const auto snapshot = Parse(Collector::Get().HistoryJson({.since = since, .limit = 1}));
  CHECK(snapshot["dropped"]["loop"].GetUint64() == after[static_cast<size_t>(Kind::kLoop)]);
}

TEST_CASE("10,000 lifecycle records of 8 threads all arrive, numbered without gaps, in each thread's order") {
  Watching watching(kDefaultKinds);
  Collector::Get().SetHistoryLimits({.time_us = 3'600'000'000, .bytes = 256 << 20});
  const uint64_t since = NextSequence();
  constexpr uint64_t kThreads = 8, kEach = 1250;
  std::vector<std::thread> threads;
  std::atomic<uint64_t> running{kThreads};
  for (uint64_t t = 0; t < kThreads; t++) {
    threads.emplace_back([&running] {
      EmittingIsolate isolate("emitter");
      for (uint64_t i = 0; i < kEach; i++) {
        GcRecord record;
        record.cycle = i;
        record.spaces.Add({.name = 1, .usedBeforeBytes = i});
        isolate.producer->Emit(record);
      }
      running--;
    });
  }
  while (running > 0) Collector::Get().Drain();
  for (auto& thread : threads) thread.join();
  const auto items = ItemsSince(since, MaskOf(Kind::kGc));
  CHECK(items.size() == kThreads * kEach);
  std::map<uint32_t, uint64_t> next;
  uint64_t sequence = since, wrong = 0;
  for (const auto& item : items) {
    wrong += item.sequence != sequence++;
    const auto record = ReadRecord<GcRecord>(item.record);
    wrong += record.cycle != next[record.header.isolate]++ || record.spaces.count != 1;
  }
  CHECK(wrong == 0);
  CHECK(next.size() == kThreads);
  CHECK(Hub::Get().Dropped()[static_cast<size_t>(Kind::kGc)] == 0);
  Collector::Get().SetHistoryLimits({});
}

TEST_CASE("records of one drain are numbered in order of time, whoever sent them") {
  Watching watching(kDefaultKinds);
  EmittingIsolate a, b;
  const uint64_t now = MonotonicUs();
  const uint64_t since = NextSequence();
  a.producer->Emit(MarkRecord{.header = {.kind = Kind::kMark, .timeUs = now - 3}});
  a.producer->Emit(LoopRecord{.header = {.kind = Kind::kLoop, .timeUs = now - 1}});
  b.producer->Emit(MarkRecord{.header = {.kind = Kind::kMark, .timeUs = now - 2}});
  std::vector<uint64_t> times;
  for (const auto& item : ItemsSince(since, kAllKinds)) times.push_back(HeaderOf(item.record).timeUs);
  CHECK(times == std::vector<uint64_t>{now - 3, now - 2, now - 1});
}

TEST_CASE("however many runs in order a drain brings, they become one, and what has the same time keeps its order") {
  Watching watching(kDefaultKinds);
  for (const uint64_t runs : {1, 2, 3, 5, 8, 13}) {
    EmittingIsolate isolate;
    const uint64_t since = NextSequence();
    const uint64_t start = MonotonicUs() - 1'000'000;
    for (uint64_t run = 0; run < runs; run++) {
      // Each begins before the one before it has ended; every time comes twice.
      for (uint64_t i = 0; i < 20; i++)
        isolate.producer->Emit(PoolRecord{.header = {.kind = Kind::kPool, .timeUs = start + i / 2 * 10 + run % 3}, .asyncId = run * 20 + i});
    }
    std::vector<std::pair<uint64_t, uint64_t>> found, expected;
    for (const auto& item : ItemsSince(since, MaskOf(Kind::kPool))) {
      const auto record = ReadRecord<PoolRecord>(item.record);
      found.emplace_back(record.header.timeUs, record.asyncId.value);
    }
    expected = found;
    std::ranges::sort(expected);  // By time, then in the order of sending.
    CHECK(found.size() == runs * 20);
    CHECK(found == expected);
  }
}

TEST_CASE("what V8 tells of a cycle later is added to its gc record") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  const uint64_t since = NextSequence();
  for (uint64_t cycle : {41, 42, 43}) isolate.producer->Emit(GcRecord{.cycle = cycle});
  Collector::Get().Drain();
  GcPhasesRecord late;
  late.cycle = 42;
  late.reason = Intern("task");
  late.phasesUs.Add({Intern("mark"), 83});
  isolate.producer->Emit(late);
  const auto history = Parse(Collector::Get().HistoryJson({.since = since, .kinds = MaskOf(Kind::kGc)}));
  REQUIRE(history["items"].Size() == 3);
  CHECK(history["items"][0]["reason"].IsNull());
  CHECK(std::string(history["items"][1]["reason"].GetString()) == "task");
  CHECK(history["items"][1]["phasesUs"]["mark"].GetUint64() == 83);
  CHECK(history["items"][2]["phasesUs"].MemberCount() == 0);
}

TEST_CASE("totals outlive the history") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  isolate.producer->Emit(GcRecord{.type = GcType::kScavenge, .durationUs = 10, .freedBytes = 100});
  isolate.producer->Emit(GcRecord{.type = GcType::kMarkSweepCompact, .durationUs = 30, .freedBytes = -20});
  Collector::Get().Read([&](const History&, const Aggregates& aggregates) {
    const GcTotals& totals = aggregates.gc().at(isolate.info->id());
    CHECK(totals.count == 2);
    CHECK(totals.count_by_type[static_cast<size_t>(GcType::kScavenge)] == 1);
    CHECK(totals.total_pause_us == 40);
    CHECK(totals.max_pause_us == 30);
    CHECK(totals.freed_bytes == 80);
  });
  const NameId operation = Intern("test.operation");
  isolate.producer->Emit(PoolRecord{.operation = operation, .submittedUs = 100, .startedUs = 150, .endedUs = 350});
  isolate.producer->Emit(PoolRecord{.operation = operation, .submittedUs = 100, .status = -125});  // Cancelled.
  isolate.producer->Emit(PoolRecord{.operation = operation, .submittedUs = 100, .startedUs = 150, .endedUs = 150, .status = -2});
  Collector::Get().Read([&](const History&, const Aggregates& aggregates) {
    const PoolTotals& totals = *aggregates.pool_operations().at(operation);
    CHECK(totals.count == 3);
    CHECK(totals.cancelled == 1);
    CHECK(totals.failed == 1);
    CHECK(totals.total_wait_us == 100);
    CHECK(totals.total_run_us == 200);
    CHECK(totals.wait_us.Max() == 50);
    CHECK(totals.run_us.count() == 2);
  });
}

TEST_CASE("a producer that was never used disappears at once, a used one after its records") {
  Watching watching(MaskOf(Kind::kMark));
  const uint64_t since = NextSequence();
  { EmittingIsolate unused; }
  {
    EmittingIsolate used;
    used.producer->Emit(MarkRecord{});
  }
  CHECK(ItemsSince(since, MaskOf(Kind::kMark)).size() == 1);
}
