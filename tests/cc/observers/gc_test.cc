#include "runtime/observers/gc.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <v8-initialization.h>
#include <v8-statistics.h>

#include "tests/cc/observers/observed_isolate.h"

namespace isoscope {
namespace {

constexpr KindMask kGc = MaskOf(Kind::kGc) | MaskOf(Kind::kGcPhases);

std::string Text(NameId id) { return std::string(Names().Text(id)); }

uint64_t PhasesUs(const FieldPhases& phases, bool of_pause) {
  uint64_t sum = 0;
  for (const NamedDuration& phase : phases) {
    if (Text(phase.name).starts_with("cycle.") != of_pause) sum += phase.durationUs;
  }
  return sum;
}

}  // namespace

TEST_CASE("10,000 scavenges lose no gc record", "[observers]") {
  ObservedIsolate test(kGc);
  test.Run("globalThis.minor = () => gc({type: 'minor'})");
  test.recorded().Take<GcRecord>();
  constexpr int kRounds = 100, kPerRound = 100;
  uint64_t cycle = 0;
  int scavenges = 0;
  for (int round = 0; round < kRounds; round++) {
    test.Run("for (let i = 0; i < " + std::to_string(kPerRound) + "; i++) minor()");
    for (const GcRecord& record : test.recorded().Take<GcRecord>()) {
      if (cycle != 0) REQUIRE(record.cycle == cycle + 1);
      cycle = record.cycle;
      scavenges += record.type == GcType::kScavenge;
      REQUIRE(Text(record.reason.id) == "testing");
    }
  }
  CHECK(scavenges == kRounds * kPerRound);
  CHECK(test.recorded().producer()->dropped(Kind::kGc) == 0);
}

TEST_CASE("10,000 scavenges that nobody drains meanwhile are kept as well", "[observers]") {
  ObservedIsolate test(kGc);
  test.Run("for (let i = 0; i < 10000; i++) gc({type: 'minor'})");
  int scavenges = 0;
  for (const GcRecord& record : test.recorded().Take<GcRecord>()) scavenges += record.type == GcType::kScavenge;
  CHECK(scavenges == 10'000);
  CHECK(test.recorded().producer()->dropped(Kind::kGc) == 0);
}

TEST_CASE("a scavenge tells its spaces, phases and what it moved", "[observers]") {
  ObservedIsolate test(kGc);
  v8::V8::SetFlagsFromString("--no-concurrent-sweeping");  // It would change figures between the reading of the heap's and of the spaces'.
  for (int attempt = 0; attempt < 100; attempt++) {
    test.Run("globalThis.keep = null; gc(); gc({type: 'minor'}); gc({type: 'minor'})");
    test.recorded().Take<GcRecord>();
    test.Run("keep = []; for (let i = 0; i < 5000; i++) keep.push({i}); for (let i = 0; i < 5000; i++) globalThis.last = {i}");
    if (test.recorded().Take<GcRecord>().empty()) break;  // The new space took it all without a collection.
  }
  test.Run("gc({type: 'minor'}); gc({type: 'minor'})");
  std::vector<GcRecord> records = test.recorded().Take<GcRecord>();
  REQUIRE(records.size() == 2);
  for (const GcRecord& record : records) {
    CHECK(record.type == GcType::kScavenge);
    CHECK(record.spaces.count == test.isolate()->NumberOfHeapSpaces());
    CHECK(record.spaces.missed == 0);
    uint64_t used_before = 0, used_after = 0;
    for (const GcSpace& space : record.spaces) {
      used_before += space.usedBeforeBytes;
      used_after += space.usedAfterBytes;
    }
    CHECK(used_before == record.usedBeforeBytes);
    CHECK(used_after == record.usedAfterBytes);
    CHECK(record.freedBytes == static_cast<int64_t>(record.usedBeforeBytes) - static_cast<int64_t>(record.usedAfterBytes));
    CHECK(record.phasesUs.count >= 4);
    CHECK(PhasesUs(record.phasesUs, true) <= record.durationUs);
  }
  // Having survived twice the kept are old; on a slow machine V8 makes the young generation smaller, and they are old at once.
  const uint64_t promoted_at_once = records[0].promotedBytes.value;
  if (promoted_at_once == 0) {
    CHECK(records[0].freedBytes > 0);  // The objects that nobody kept.
    CHECK(records[0].survivedBytes.value > 5000 * 16);
  }
  CHECK(promoted_at_once + records[1].promotedBytes.value > 5000 * 16);
}

TEST_CASE("a full collection tells why it ran, and its whole cycle follows under the same number", "[observers]") {
  ObservedIsolate test(kGc);
  constexpr int64_t kDropped = 100'000 * 8;
  std::vector<GcRecord> records;
  // A marking that was going on when they are dropped keeps them once more: then anew.
  for (int attempt = 0; attempt < 20; attempt++) {
    test.Run("globalThis.keep = []; for (let i = 0; i < 100000; i++) keep.push({i}); gc()");
    test.recorded().Take<GcRecord>();
    test.Run("keep = null; gc()");  // Dropped only now, so that no collection before could free it.
    records = test.recorded().Take<GcRecord>();
    if (std::any_of(records.begin(), records.end(), [](const GcRecord& record) { return record.freedBytes > kDropped; })) break;
  }
  uint64_t full_cycle = 0;
  FieldPhases pause_phases;
  for (const GcRecord& record : records) {
    if (record.type != GcType::kMarkSweepCompact) continue;
    CHECK(full_cycle == 0);
    full_cycle = record.cycle;
    CHECK(Text(record.reason.id) == "testing");
    CHECK_FALSE(record.promotedBytes.has_value());
    CHECK(record.freedBytes > kDropped);
    std::set<std::string> phases;
    for (const NamedDuration& phase : record.phasesUs) phases.insert(Text(phase.name));
    for (const char* name : {"mark", "clear", "evacuate", "finish"}) CHECK(phases.contains(name));
    CHECK(PhasesUs(record.phasesUs, true) <= record.durationUs);
    pause_phases = record.phasesUs;
  }
  REQUIRE(full_cycle != 0);
  test.Run("gc()");  // The next full collection first ends the sweeping of the one before.
  std::vector<GcPhasesRecord> late = test.recorded().Take<GcPhasesRecord>();
  // The collection before it may have told its own only now.
  const auto told = std::find_if(late.begin(), late.end(), [&](const GcPhasesRecord& record) { return record.cycle == full_cycle; });
  REQUIRE(told != late.end());
  std::map<std::string, uint64_t> phases;
  for (const NamedDuration& phase : told->phasesUs) phases[Text(phase.name)] = phase.durationUs;
  CHECK(phases.contains("cycle.total"));
  CHECK(phases.contains("cycle.mark"));
  CHECK(phases.at("cycle.mark") <= phases.at("cycle.total"));
  CHECK(PhasesUs(told->phasesUs, true) == PhasesUs(pause_phases, true));  // What the pause told is still there.
  std::set<uint64_t> cycles;
  for (const GcPhasesRecord& record : late) CHECK(cycles.insert(record.cycle).second);
}

TEST_CASE("what is unwatched is uninstalled, and watching again starts anew", "[observers]") {
  ObservedIsolate test(0);
  test.Run("gc()");
  CHECK(test.recorded().Take<GcRecord>().empty());
  Hub::Get().Watch(kGc);
  test.Run("gc({type: 'minor'})");
  Hub::Get().Unwatch(kGc);
  test.Run("gc({type: 'minor'})");
  CHECK(test.recorded().Take<GcRecord>().size() == 1);
}

}  // namespace isoscope
