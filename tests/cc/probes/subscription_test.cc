#include "runtime/probes/subscription.h"

#include <thread>

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

TEST_CASE("a subscriber gets whole batches of its kinds from now on") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  isolate.producer->Emit(MarkRecord{});  // Before: not for it.
  int notified = 0;
  auto subscription = Collector::Get().Subscribe(MaskOf(Kind::kMark), [&] { notified++; });
  std::string json;
  CHECK_FALSE(subscription->Take(&json));
  isolate.producer->Emit(LoopRecord{});
  Collector::Get().Drain();
  CHECK(notified == 0);
  isolate.producer->Emit(MarkRecord{.name = Intern("one")});
  isolate.producer->Emit(MarkRecord{.name = Intern("two")});
  Collector::Get().Drain();
  CHECK(notified == 1);
  REQUIRE(subscription->Take(&json));
  auto batch = Parse(json);
  CHECK(batch["sequence"].GetUint64() == 1);
  CHECK(batch["droppedCount"].GetUint64() == 0);
  REQUIRE(batch["items"].Size() == 2);
  CHECK(std::string(batch["items"][1]["name"].GetString()) == "two");
  CHECK_FALSE(subscription->Take(&json));
}

TEST_CASE("a batch is limited, and the rest is in the next") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  auto subscription = Collector::Get().Subscribe(MaskOf(Kind::kMark), [] {});
  for (int i = 0; i < 5; i++) isolate.producer->Emit(MarkRecord{});
  Collector::Get().Drain();
  std::string json;
  REQUIRE(subscription->Take(&json, 3));
  CHECK(Parse(json)["items"].Size() == 3);
  REQUIRE(subscription->Take(&json, 3));
  auto batch = Parse(json);
  CHECK(batch["items"].Size() == 2);
  CHECK(batch["sequence"].GetUint64() == 2);
}

TEST_CASE("a slow subscriber is told exactly how many records it missed") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  auto subscription = Collector::Get().Subscribe(MaskOf(Kind::kMark), [] {});
  Collector::Get().SetHistoryLimits({.bytes = 20'000});
  constexpr uint64_t kRecords = 1000;
  for (uint64_t i = 0; i < kRecords; i++) {
    isolate.producer->Emit(MarkRecord{});
    isolate.producer->Emit(GcRecord{});  // Others that go do not count.
  }
  Collector::Get().Drain();
  std::string json;
  REQUIRE(subscription->Take(&json));
  auto batch = Parse(json);
  CHECK(batch["items"].Size() > 0);
  CHECK(batch["items"].Size() < kRecords);
  CHECK(batch["items"].Size() + batch["droppedCount"].GetUint64() == kRecords);
  SECTION("also when none of its kind is left") {
    for (uint64_t i = 0; i < 10; i++) isolate.producer->Emit(MarkRecord{});
    Collector::Get().Drain();
    for (uint64_t i = 0; i < kRecords; i++) isolate.producer->Emit(GcRecord{});
    Collector::Get().Drain();
    REQUIRE(subscription->Take(&json));
    batch = Parse(json);
    CHECK(batch["items"].Size() == 0);
    CHECK(batch["droppedCount"].GetUint64() == 10);
    CHECK_FALSE(subscription->Take(&json));
  }
  Collector::Get().SetHistoryLimits({});
}

TEST_CASE("what a full ring dropped is in droppedCount too") {
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  auto subscription = Collector::Get().Subscribe(MaskOf(Kind::kLoop), [] {});
  uint64_t refused = 0;
  for (int i = 0; i < 20'000; i++) refused += isolate.producer->Emit(LoopRecord{}) ? 0 : 1;
  Collector::Get().Drain();
  std::string json;
  uint64_t items = 0, dropped = 0;
  while (subscription->Take(&json)) {
    auto batch = Parse(json);
    items += batch["items"].Size();
    dropped += batch["droppedCount"].GetUint64();
  }
  CHECK(dropped == refused);
  CHECK(items + dropped == 20'000);
}

TEST_CASE("a reader on another thread sees everything once, in order") {
  Watching watching(kDefaultKinds);
  auto subscription = Collector::Get().Subscribe(MaskOf(Kind::kMark), [] {});
  constexpr uint64_t kRecords = 20'000;
  std::thread producer([] {
    EmittingIsolate isolate;
    for (uint64_t i = 0; i < kRecords; i++) isolate.producer->Emit(MarkRecord{});
  });
  std::atomic<bool> stop{false};
  std::thread drainer([&] {
    while (!stop) Collector::Get().Drain();
  });
  uint64_t items = 0, dropped = 0, last = 0;
  bool ordered = true;
  std::string json;
  while (items + dropped < kRecords) {
    if (!subscription->Take(&json)) {
      std::this_thread::yield();
      continue;
    }
    auto batch = Parse(json);
    for (const auto& item : batch["items"].GetArray()) {
      ordered = ordered && item["sequence"].GetUint64() > last;
      last = item["sequence"].GetUint64();
      items++;
    }
    dropped += batch["droppedCount"].GetUint64();
  }
  stop = true;
  producer.join();
  drainer.join();
  CHECK(ordered);
  CHECK(items == kRecords);
  CHECK(dropped == 0);
}
