// A million events from eight threads: nothing of lifecycle kinds is lost, every other event is collected or counted, memory stays bounded.
#include <atomic>
#include <thread>

#include "runtime/base/clock.h"
#include "runtime/inspector/service.h"
#include "runtime/probes/process_figures.h"
#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

constexpr size_t kThreads = 8;
constexpr uint64_t kEventsEach = 125'000;
constexpr uint64_t kLifecycleEach = kEventsEach / 5;  // The rest are samples.

struct Counts {
  uint64_t pool = 0, callback = 0, dropped_pool = 0, dropped_callback = 0;
};

Counts CountsNow() {
  Counts counts;
  Collector::Get().Read([&](const History& history, const Aggregates&) {
    counts.pool = history.appended(Kind::kPool);
    counts.callback = history.appended(Kind::kCallback);
  });
  const auto dropped = Hub::Get().Dropped();
  counts.dropped_pool = dropped[static_cast<size_t>(Kind::kPool)];
  counts.dropped_callback = dropped[static_cast<size_t>(Kind::kCallback)];
  return counts;
}

}  // namespace

TEST_CASE("a million events from eight threads: nothing is lost without being counted, and lifecycle not at all") {
  constexpr size_t kHistoryBytes = 16 << 20;
  Collector::Get().SetHistoryLimits({.time_us = 60'000'000, .bytes = kHistoryBytes});
  REQUIRE(Service::Get().Start().ok());
  Watching watching(MaskOf(Kind::kPool) | MaskOf(Kind::kCallback));
  const Counts before = CountsNow();
  const uint64_t rss_before = ReadRssBytes();
  std::atomic<uint64_t> most_history{0};
  const uint64_t start_us = MonotonicUs();
  {
    std::vector<std::thread> threads;
    for (size_t t = 0; t < kThreads; t++) {
      threads.emplace_back([] {
        EmittingIsolate isolate("loaded");
        PoolRecord pool;
        CallbackRecord callback;
        for (uint64_t i = 0; i < kEventsEach; i++) {
          if (i % (kEventsEach / kLifecycleEach) == 0) {
            pool.header.timeUs = MonotonicUs();
            pool.submittedUs = pool.header.timeUs;
            pool.startedUs = pool.header.timeUs;
            pool.endedUs = pool.header.timeUs + i % 1000;
            isolate.producer->Emit(pool);
          } else {
            callback.durationUs = i % 100;
            isolate.producer->Emit(callback);
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  const uint64_t elapsed_us = MonotonicUs() - start_us;
  Collector::Get().Read([&](const History& history, const Aggregates&) { most_history = history.bytes(); });
  const Counts after = CountsNow();
  Service::Get().Stop();
  const uint64_t rss_after = ReadRssBytes();
  Collector::Get().SetHistoryLimits({});

  INFO(kThreads * kEventsEach << " events in " << elapsed_us << " us, " << after.dropped_callback - before.dropped_callback << " samples dropped, "
                              << (rss_after - std::min(rss_after, rss_before)) / 1024 << " KB more memory");
  CHECK(after.pool - before.pool == kThreads * kLifecycleEach);
  CHECK(after.dropped_pool == before.dropped_pool);
  CHECK((after.callback - before.callback) + (after.dropped_callback - before.dropped_callback) == kThreads * (kEventsEach - kLifecycleEach));
  CHECK(most_history <= kHistoryBytes);
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // They keep memory of their own for ours.
  // Rings of the threads, what waits for the collector, the history: far from what a million records would take.
  CHECK(rss_after - std::min(rss_after, rss_before) < (200u << 20));
#endif
#ifdef NDEBUG
  CHECK(elapsed_us < 20'000'000);  // A machine that is shared may be slow; docs/performance.md has figures of a quiet one.
#endif
}
