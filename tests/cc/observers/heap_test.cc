#include "runtime/observers/heap.h"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include <v8-statistics.h>

#include "runtime/engine/tracing_controller.h"
#include "tests/cc/observers/observed_isolate.h"

namespace isoscope {
namespace {

constexpr KindMask kHeap = MaskOf(Kind::kHeap);

// Ends a script that would run for ever.
class Terminator {
 public:
  explicit Terminator(v8::Isolate* isolate) : isolate_(isolate) {}
  ~Terminator() { isolate_->TerminateExecution(); }

 private:
  v8::Isolate* const isolate_;
};

}  // namespace

TEST_CASE("every collection is followed by a heap sample that agrees with it", "[observers]") {
  ObservedIsolate test(kHeap | MaskOf(Kind::kGc));
  test.recorded().Take<HeapRecord>();
  test.Run("for (let i = 0; i < 20; i++) gc({type: 'minor'})");
  std::vector<GcRecord> collections = test.recorded().Take<GcRecord>();
  std::vector<HeapRecord> samples = test.recorded().Take<HeapRecord>();
  REQUIRE(collections.size() == 20);
  REQUIRE(samples.size() == 20);
  for (size_t i = 0; i < samples.size(); i++) {
    CHECK(samples[i].usedBytes == collections[i].usedAfterBytes);
    CHECK(samples[i].spaces.count == collections[i].spaces.count);
    uint64_t used = 0;
    for (const HeapSpace& space : samples[i].spaces) used += space.usedBytes;
    CHECK(used == samples[i].usedBytes);
    CHECK(samples[i].limitBytes > samples[i].totalBytes);
  }
}

TEST_CASE("contexts that were detached and are still held are counted, until they are gone", "[observers]") {
  ObservedIsolate test(kHeap);
  v8::Isolate* isolate = test.isolate();
  const auto sample = [&] {
    test.Run("gc()");
    const HeapRecord record = test.recorded().Take<HeapRecord>().back();
    v8::HeapStatistics statistics;
    isolate->GetHeapStatistics(&statistics);
    CHECK(record.nativeContexts == statistics.number_of_native_contexts());
    CHECK(record.detachedContexts == statistics.number_of_detached_contexts());
    return std::pair(record.nativeContexts, record.detachedContexts);
  };
  const uint64_t before = sample().first;
  // All but the first are detached; an object of theirs holds two of these.
  std::vector<v8::Global<v8::Context>> held(1);
  std::vector<v8::Global<v8::Object>> inner(2);
  {
    v8::HandleScope handles(isolate);
    for (size_t i = 0; i < 6; i++) {
      v8::Local<v8::Context> context = v8::Context::New(isolate);
      if (i == 0) held[0].Reset(isolate, context);
      if (i == 0) continue;
      v8::Context::Scope scope(context);
      if (i <= inner.size()) inner[i - 1].Reset(isolate, v8::Object::New(isolate));
      context->DetachGlobal();
    }
  }
  CHECK(sample() == std::pair(before + 3, uint64_t{2}));
  inner.pop_back();
  CHECK(sample() == std::pair(before + 2, uint64_t{1}));
  inner.clear();
  held.clear();
  CHECK(sample() == std::pair(before, uint64_t{0}));
}

TEST_CASE("the allocation rate counts what was collected as well", "[observers]") {
  ObservedIsolate test(kHeap);
  test.recorded().producer()->isolate()->SampleHeapNow();
  const uint64_t start = MonotonicUs();
  constexpr uint64_t kObjects = 400'000, kLeastBytes = kObjects * 16;
  test.Run("for (let i = 0; i < 400000; i++) globalThis.last = new Array(4)");
  test.recorded().producer()->isolate()->SampleHeapNow();
  const double seconds = static_cast<double>(MonotonicUs() - start) / 1e6;
  double allocated = 0;
  uint64_t previous_us = 0;
  for (const HeapRecord& sample : test.recorded().Take<HeapRecord>()) {
    if (sample.allocationBytesPerSecond.has_value()) {
      allocated += sample.allocationBytesPerSecond.value * static_cast<double>(sample.header.timeUs - previous_us) / 1e6;
    }
    previous_us = sample.header.timeUs;
  }
  CHECK(seconds > 0);
  CHECK(allocated >= static_cast<double>(kLeastBytes));
}

TEST_CASE("a busy isolate answers requests from another thread, and its figures change", "[observers]") {
  ObservedIsolate test(0);
  IsolateInfo* info = test.recorded().producer()->isolate();
  std::atomic<int> different{0};
  std::thread service([&] {
    Terminator terminator(test.isolate());
    uint64_t last_time = 0, last_used = 0;
    for (int i = 0; i < 2000 && different < 5; i++) {
      if (!info->RequestHeapSample()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      HeapRecord sample;
      if (!info->live.heap.Read(&sample) || sample.header.timeUs == last_time) continue;
      different += last_used != 0 && sample.usedBytes != last_used;
      last_time = sample.header.timeUs;
      last_used = sample.usedBytes;
    }
  });
  test.Run("for (;;) globalThis.last = {}");
  service.join();
  test.isolate()->CancelTerminateExecution();
  CHECK(different >= 5);
}

TEST_CASE("watching that begins elsewhere while JavaScript spins is installed at once", "[observers]") {
  ObservedIsolate test(0);
  std::atomic<size_t> seen{0};
  std::thread service([&] {
    Terminator terminator(test.isolate());
    Hub::Get().Watch(MaskOf(Kind::kGc));
    for (int i = 0; i < 2000 && seen == 0; i++) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      test.recorded().producer()->Drain([&](std::span<const std::byte>) { seen++; });
    }
  });
  test.Run("for (;;) globalThis.last = {}");
  service.join();
  test.isolate()->CancelTerminateExecution();
  Hub::Get().Unwatch(MaskOf(Kind::kGc));
  CHECK(seen > 0);
}

TEST_CASE("an idle isolate is woken to answer, once for many requests", "[observers]") {
  ObservedIsolate test(0);
  IsolateInfo* info = test.recorded().producer()->isolate();
  for (int i = 0; i < 100; i++) CHECK(info->RequestHeapSample());
  uv_timer_t timer;
  uv_timer_init(test.loop().uv(), &timer);
  uv_timer_start(
      &timer, [](uv_timer_t* t) { uv_close(reinterpret_cast<uv_handle_t*>(t), nullptr); }, 20, 0);
  HeapRecord sample;
  const uint64_t before = info->live.heap.Read(&sample) ? sample.header.timeUs : 0;
  test.loop().Run(UV_RUN_DEFAULT);
  REQUIRE(info->live.heap.Read(&sample));
  CHECK(sample.header.timeUs > before);
  CHECK(sample.rssBytes.has_value());
  test.Run("1");  // The entry in V8's queue finds its request answered.
  test.EndObservers();
  CHECK_FALSE(info->RequestHeapSample());
}

TEST_CASE("microtasks are counted per thread while callbacks are watched", "[observers]") {
  ObservedIsolate test(MaskOf(Kind::kCallback));
  const uint64_t before = TracingController::MicrotasksRun();
  test.Run("globalThis.ran = 0; for (let i = 0; i < 7; i++) Promise.resolve().then(() => { ran++; })");
  test.isolate()->PerformMicrotaskCheckpoint();
  CHECK(TracingController::MicrotasksRun() - before == 7);
}

TEST_CASE("the delay histogram sees a blocked loop", "[observers]") {
  ObservedIsolate test(MaskOf(Kind::kDelay));
  uv_timer_t timer;
  uv_timer_init(test.loop().uv(), &timer);
  uv_timer_start(
      &timer,
      [](uv_timer_t* t) {
        SpinMs(80);
        uv_close(reinterpret_cast<uv_handle_t*>(t), nullptr);
      },
      15, 0);
  test.loop().Run(UV_RUN_DEFAULT);
  test.loop().Run(UV_RUN_ONCE);  // The late timer of the observer alone keeps no loop alive.
  uv_timer_t second;
  uv_timer_init(test.loop().uv(), &second);
  uv_timer_start(
      &second, [](uv_timer_t* t) { uv_close(reinterpret_cast<uv_handle_t*>(t), nullptr); }, 15, 0);
  test.loop().Run(UV_RUN_DEFAULT);
  test.EndObservers();
  std::vector<DelayRecord> records = test.recorded().Take<DelayRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].delayUs.max >= 60'000);
  CHECK(records[0].utilization.value > 0.3);
  CHECK(records[0].utilization.value <= 1);
}

}  // namespace isoscope
