#include "runtime/loop/phase_clock.h"

#include <atomic>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "runtime/loop/event_loop.h"
#include "tests/cc/loop/recorded.h"

namespace isoscope {
namespace {

uint64_t PhaseUs(const LoopRecord& record, LoopPhase phase) { return record.phasesUs.us[static_cast<size_t>(phase)]; }

// One handle per phase, each spinning for a known time on its first call and noting the phase it saw; then all close.
struct Spinner {
  EventLoop* loop;
  uv_timer_t timer{};
  uv_idle_t idle{};
  uv_prepare_t prepare{};
  uv_check_t check{};
  uv_async_t async{};
  std::vector<LoopPhase> seen;

  explicit Spinner(EventLoop* l) : loop(l) {
    uv_timer_init(loop->uv(), &timer);
    uv_idle_init(loop->uv(), &idle);
    uv_prepare_init(loop->uv(), &prepare);
    uv_check_init(loop->uv(), &check);
    uv_async_init(loop->uv(), &async, [](uv_async_t* h) { Step(h, 30); });
    timer.data = idle.data = prepare.data = check.data = async.data = this;
    uv_timer_start(
        &timer,
        [](uv_timer_t* h) {
          Step(h, 60);
          uv_close(reinterpret_cast<uv_handle_t*>(&From(h)->async), nullptr);
        },
        5, 0);
    uv_idle_start(&idle, [](uv_idle_t* h) {
      Step(h, 10);
      uv_idle_stop(h);
    });
    uv_prepare_start(&prepare, [](uv_prepare_t* h) {
      Step(h, 20);
      uv_prepare_stop(h);
    });
    uv_check_start(&check, [](uv_check_t* h) {
      Step(h, 40);
      uv_check_stop(h);
      uv_close(reinterpret_cast<uv_handle_t*>(h), [](uv_handle_t* c) { Step(c, 50); });
    });
    uv_async_send(&async);
  }
  template <typename Handle>
  static Spinner* From(Handle* handle) {
    return static_cast<Spinner*>(handle->data);
  }
  template <typename Handle>
  static void Step(Handle* handle, uint64_t ms) {
    From(handle)->seen.push_back(From(handle)->loop->phase_clock().current());
    SpinMs(ms);
  }
  void CloseRest() {
    uv_close(reinterpret_cast<uv_handle_t*>(&timer), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&idle), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&prepare), nullptr);
  }
};

}  // namespace

TEST_CASE("each phase is entered in libuv's order and its time is its own", "[loop]") {
  Recorded recorded(MaskOf(Kind::kLoop) | kEach);
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  Spinner spinner(&loop);
  REQUIRE(loop.phase_clock().current() == LoopPhase::kOutside);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  REQUIRE(loop.phase_clock().current() == LoopPhase::kOutside);
  CHECK(spinner.seen ==
        std::vector<LoopPhase>{LoopPhase::kIdle, LoopPhase::kPrepare, LoopPhase::kPoll, LoopPhase::kCheck, LoopPhase::kClosing, LoopPhase::kTimers});

  std::vector<LoopRecord> records = recorded.Take<LoopRecord>();
  REQUIRE(records.size() >= 2);
  CHECK(records[0].iteration == 0);  // The timers before the first iteration: none was due.
  CHECK(PhaseUs(records[0], LoopPhase::kTimers) < 10'000);
  const LoopRecord& first = records[1];
  CHECK(first.iteration == 1);
  const std::pair<LoopPhase, uint64_t> spins[] = {{LoopPhase::kIdle, 10},  {LoopPhase::kPrepare, 20}, {LoopPhase::kPoll, 30},
                                                  {LoopPhase::kCheck, 40}, {LoopPhase::kClosing, 50}, {LoopPhase::kTimers, 60}};
  uint64_t sum = 0;
  for (auto [phase, ms] : spins) {
    INFO(EnumName(phase));
    CHECK(PhaseUs(first, phase) >= ms * 1000);
  }
  for (uint64_t us : first.phasesUs.us) sum += us;
  CHECK(sum <= first.durationUs);
  CHECK(first.durationUs - sum <= FieldLoopPhases::kPhases);  // Only what rounding loses: every moment belongs to a phase.
  for (size_t i = 2; i < records.size(); i++) CHECK(records[i].iteration == records[i - 1].iteration + 1);
  CHECK(recorded.live().iterations.Get() == loop.phase_clock().iterations());

  spinner.CloseRest();
  loop.Run(UV_RUN_DEFAULT);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("waiting in poll is told from its callbacks, and counted though nobody watches", "[loop]") {
  for (bool watched : {true, false}) {
    Recorded recorded(watched ? MaskOf(Kind::kLoop) | kEach : 0);
    EventLoop loop(recorded.producer());
    REQUIRE(loop.Init() == 0);
    std::atomic<int> waits_seen{0};
    std::atomic<bool> started{false}, done{false};
    std::thread witness([&] {
      started = true;
      while (!done) waits_seen += loop.phase_clock().current() == LoopPhase::kPollIdle;
    });
    while (!started) std::this_thread::yield();
    uv_timer_t timer;
    uv_update_time(loop.uv());
    uv_timer_init(loop.uv(), &timer);
    uv_timer_start(
        &timer,
        [](uv_timer_t* h) {
          SpinMs(20);
          uv_close(reinterpret_cast<uv_handle_t*>(h), nullptr);
        },
        50, 0);
    loop.Run(UV_RUN_DEFAULT);
    done = true;
    witness.join();
    CHECK(waits_seen > 0);
    CHECK(loop.idle_ns() >= 5'000'000);  // Of 50 ms: other programs may have had the processor on the way there.
    std::vector<LoopRecord> records = recorded.Take<LoopRecord>();
    CHECK(records.empty() == !watched);
    uint64_t idle_us = 0;
    for (const LoopRecord& record : records) {
      const uint64_t waited = PhaseUs(record, LoopPhase::kPollIdle);
      if (waited > 5'000) CHECK((record.pollTimeoutMs > 0 && record.pollTimeoutMs <= 50));
      idle_us += waited;
    }
    if (watched) CHECK(idle_us <= loop.idle_ns() / 1000);
    CHECK(loop.idle_ns() < 20'000'000 + 50'000'000 + 1'000'000'000);
    REQUIRE(loop.Close() == 0);
  }
}

TEST_CASE("a loop without an owner runs inside a callback and changes nothing of the outer loop's phase", "[loop]") {
  Recorded recorded(MaskOf(Kind::kLoop) | kEach);
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  uv_check_t check;
  uv_check_init(loop.uv(), &check);
  static LoopPhase after;
  check.data = &loop;
  uv_check_start(&check, [](uv_check_t* h) {
    uv_loop_t inner;
    REQUIRE(uv_loop_init(&inner) == 0);
    uv_timer_t timer;
    uv_timer_init(&inner, &timer);
    uv_timer_start(
        &timer, [](uv_timer_t* t) { uv_close(reinterpret_cast<uv_handle_t*>(t), nullptr); }, 30, 0);
    uv_run(&inner, UV_RUN_DEFAULT);
    REQUIRE(uv_loop_close(&inner) == 0);
    after = static_cast<EventLoop*>(h->data)->phase_clock().current();
    uv_close(reinterpret_cast<uv_handle_t*>(h), nullptr);
  });
  loop.Run(UV_RUN_NOWAIT);
  CHECK(after == LoopPhase::kCheck);
  std::vector<LoopRecord> records = recorded.Take<LoopRecord>();
  REQUIRE(records.size() == 1);
  CHECK(PhaseUs(records[0], LoopPhase::kCheck) >= 25'000);
  CHECK(PhaseUs(records[0], LoopPhase::kPollIdle) == 0);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("watching begins and ends at an iteration's edge", "[loop]") {
  Recorded recorded(0);
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  uv_idle_t idle;
  uv_idle_init(loop.uv(), &idle);
  static int count;
  count = 0;
  uv_idle_start(&idle, [](uv_idle_t* h) {
    count++;
    if (count == 3) Hub::Get().Watch(MaskOf(Kind::kLoop) | kEach);
    if (count == 6) Hub::Get().Unwatch(MaskOf(Kind::kLoop) | kEach);
    if (count == 9) uv_close(reinterpret_cast<uv_handle_t*>(h), nullptr);
  });
  loop.Run(UV_RUN_DEFAULT);
  CHECK(loop.phase_clock().iterations() == 9);
  std::vector<LoopRecord> records = recorded.Take<LoopRecord>();
  REQUIRE(records.size() == 2);  // Iterations 4 and 5 whole; 6 was unwatched before it ended, so it is not sent.
  CHECK(records[0].iteration == 4);
  CHECK(records[1].iteration == 5);
  CHECK(records[0].activeHandles == 1);
  CHECK(records[0].pollTimeoutMs == 0);  // An idle handle keeps poll from waiting.
  REQUIRE(loop.Close() == 0);
}

}  // namespace isoscope
