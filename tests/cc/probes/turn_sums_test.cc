#include "runtime/probes/turn_sums.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "runtime/base/clock.h"
#include "tests/cc/loop/recorded.h"
#include "tests/cc/probes/probes_test_util.h"

namespace isoscope {
namespace {

constexpr KindMask kSums = MaskOf(Kind::kLoop) | MaskOf(Kind::kCallback);

// An entry into JavaScript that takes so long.
void Enter(TurnSums* sums, LoopPhase phase, NameId name, size_t index, uint64_t us, uint64_t ticks = 0) {
  const uint64_t start = sums->StartEntry();
  const uint64_t end = MonotonicNs() + us * 1000;
  while (us != 0 && MonotonicNs() < end) {
  }
  sums->EndEntry(index, {.start = start, .drain_start = 0, .ticks = ticks, .microtasks = 0, .async_id = 7, .trigger_async_id = 3, .phase = phase},
                 [name](size_t) { return name; });
}

}  // namespace

TEST_CASE("ticks are the monotonic clock's time", "[ticks]") {
  Ticks::Prepare();
  const uint64_t ns = MonotonicNs();
  const uint64_t ticks = Ticks::Now();
  SpinMs(20);
  const uint64_t passed = Ticks::ToNs(Ticks::Now() - ticks);
  const uint64_t witness = MonotonicNs() - ns;
  CHECK(passed >= 20'000'000);
  // Read within the witness's; a wrong factor would be off by far more.
  CHECK(passed <= witness + witness / 1000 + 1000);
  CHECK(Ticks::ToNs(Ticks::FromUs(1'000'000)) / 1000 >= 999'999);
}

TEST_CASE("times told from ticks follow the monotonic clock and never run backwards", "[ticks]") {
  Ticks::Prepare();
  uint64_t last = Ticks::NowNs();
  std::vector<uint64_t> errors;
  for (int i = 0; i < 20'000; i++) {
    const uint64_t before = MonotonicNs();
    const uint64_t now = Ticks::NowNs();
    const uint64_t after = MonotonicNs();
    REQUIRE(now >= last);
    last = now;
    errors.push_back(now < before ? before - now : now > after ? now - after : 0);
    if (i % 5000 == 0) SpinMs(5);  // Longer than it goes without the clock.
  }
  std::sort(errors.begin(), errors.end());
  CHECK(errors[errors.size() / 2] < 500);  // Most of them; a machine may stand still between two readings.
}

TEST_CASE("short turns and entries are counted to the last one, in few records", "[sums]") {
  Recorded recorded(kSums);
  TurnSums* sums = recorded.producer()->turn_sums();
  const NameId name = Intern("sums.test");
  recorded.live().phase.store(LoopPhase::kCheck);
  sums->Begin();
  constexpr uint64_t kTurns = 5000;
  for (uint64_t i = 1; i <= kTurns; i++) {
    Enter(sums, LoopPhase::kCheck, name, 5, 0, 2);
    Enter(sums, LoopPhase::kCheck, name, 5, 0);
    sums->EndTurn(i, 0, 4, 9);
  }
  sums->End();
  uint64_t turns = 0, callbacks = 0, last = 0;
  const auto loops = recorded.Take<LoopRecord>();
  for (const LoopRecord& loop : loops) {
    CHECK(loop.iteration == turns + 1);
    turns += loop.count;
    callbacks += loop.callbacks;
    CHECK(loop.startUs + 2 >= last);  // Rounded down, each from its own reading.
    last = loop.startUs + loop.durationUs;
    CHECK(last <= loop.header.timeUs + 1);
    const uint64_t sum = std::accumulate(std::begin(loop.phasesUs.us), std::end(loop.phasesUs.us), uint64_t{0});
    CHECK(sum <= loop.durationUs + 1);
    CHECK(loop.durationUs <= sum + FieldLoopPhases::kPhases + 1);  // Rounding; every moment belongs to a phase.
    CHECK(loop.longestUs <= loop.durationUs + 1);
    CHECK(loop.activeHandles == 4);
    CHECK(loop.activeRequests == 9);
  }
  CHECK(turns == kTurns);
  CHECK(callbacks == 2 * kTurns);
  CHECK(loops.size() <= kTurns / 10);
  uint64_t entries = 0, ticks = 0;
  for (const CallbackRecord& record : recorded.Take<CallbackRecord>()) {
    entries += record.count;
    ticks += record.ticks;
    CHECK(record.provider.id == name);
    CHECK(record.phase == LoopPhase::kCheck);
    CHECK(record.longestUs <= record.durationUs);
    if (record.count > 1) CHECK(record.asyncId == 0);
  }
  CHECK(entries == 2 * kTurns);
  CHECK(ticks == 2 * kTurns);
  CHECK(recorded.live().callbacks.Get() == 2 * kTurns);
  CHECK(recorded.live().ticks.Get() == 2 * kTurns);
  CHECK(recorded.live().iterations.Get() == kTurns);
  Histogram busy;
  sums->TakeBusy(&busy);
  CHECK(busy.count() == static_cast<int64_t>(kTurns));
}

TEST_CASE("what takes long has a record of its own", "[sums]") {
  Recorded recorded(kSums);
  TurnSums* sums = recorded.producer()->turn_sums();
  const NameId name = Intern("sums.test");
  recorded.live().phase.store(LoopPhase::kPoll);
  sums->Begin();
  for (uint64_t i = 1; i <= 3; i++) {
    if (i == 2) Enter(sums, LoopPhase::kPoll, name, 5, 4000, 1);
    Enter(sums, LoopPhase::kPoll, name, 5, 0);
    sums->EndTurn(i, -1, 0, 0);
  }
  const auto loops = recorded.Take<LoopRecord>();
  REQUIRE(loops.size() >= 2);  // The third goes on, if the machine let it be short.
  CHECK((loops[0].iteration == 1 && loops[0].count == 1));
  CHECK((loops[1].iteration == 2 && loops[1].count == 1 && loops[1].callbacks == 2));
  CHECK(loops[1].phasesUs.us[static_cast<size_t>(LoopPhase::kPoll)] >= 4000);
  CHECK(loops[1].longestUs >= 4000);
  CHECK(loops[1].pollTimeoutMs == -1);
  bool seen = false;
  for (const CallbackRecord& record : recorded.Take<CallbackRecord>()) {
    if (record.durationUs < 4000) continue;
    seen = true;
    CHECK((record.count == 1 && record.asyncId == 7 && record.triggerAsyncId == 3 && record.ticks == 1));
  }
  CHECK(seen);
  Histogram busy;
  sums->TakeBusy(&busy);
  CHECK(busy.Max() >= 3900);  // Exact to 1.6 %.
  sums->End();
}

TEST_CASE("while the loop waits the collector takes what was summed, and totals go on", "[sums]") {
  Watching watching(kSums);
  EmittingIsolate isolate;
  TurnSums* sums = isolate.producer->turn_sums();
  isolate.info->live.phase.store(LoopPhase::kPoll);
  const uint64_t since = NextSequence();
  sums->Begin();
  for (uint64_t i = 1; i <= 3; i++) {
    Enter(sums, LoopPhase::kPoll, Intern("sums.test"), 5, 0);
    sums->EndTurn(i, 0, 0, 0);
  }
  const auto found_by = [&](bool elsewhere) {
    uint64_t turns = 0;
    const auto read = [&] {
      Collector::Get().Read([&](const History& history, const Aggregates&) {
        history.Visit({.since = since, .kinds = MaskOf(Kind::kLoop), .isolate = isolate.info->id()}, [&](const History::Item& item) {
          turns += ReadRecord<LoopRecord>(item.record).count;
          return true;
        });
      });
    };
    elsewhere ? std::thread(read).join() : read();
    return turns;
  };
  CHECK(found_by(true) <= 3);  // The isolate's thread is at it.
  sums->BeginWait(Ticks::Now());
  CHECK(found_by(true) == 3);
  SpinMs(2);
  sums->EndWait(Ticks::Now());
  CHECK(isolate.info->live.phase_ticks[static_cast<size_t>(LoopPhase::kPollIdle)].Get() >= Ticks::FromUs(2000));
  sums->EndTurn(4, 0, 0, 0);
  CHECK(found_by(true) >= 3);
  CHECK(found_by(false) == 4);  // Whose thread it is need not wait.
  sums->End();
}

}  // namespace isoscope
