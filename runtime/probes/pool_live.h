// How libuv's pool is doing now, for all isolates, counted while kind pool is watched.
//
// Submitted and Cancelled: the loops' threads. Started and Ended: pool threads, each on the lane that NewLane() gave it, so that none needs a locked
// instruction. Everything else: any thread. Part of the Hub, never destroyed.
#ifndef ISOSCOPE_RUNTIME_PROBES_POOL_LIVE_H_
#define ISOSCOPE_RUNTIME_PROBES_POOL_LIVE_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/base/check.h"

namespace isoscope {

class PoolLive {
 public:
  static constexpr uint32_t kMostThreads = 1024;  // libuv's.

  // Threads as configured; 0 before the pool was first used.
  uint32_t threads() const { return threads_.load(std::memory_order_relaxed); }
  void SetThreads(uint32_t threads) { threads_.store(threads, std::memory_order_relaxed); }

  void Submitted() { submitted_.fetch_add(1, std::memory_order_relaxed); }
  void Cancelled() { cancelled_.fetch_add(1, std::memory_order_release); }  // While it waited.
  uint16_t NewLane() {
    const uint32_t lane = lanes_.fetch_add(1, std::memory_order_acq_rel);
    ISOSCOPE_CHECK(lane < kMostThreads);
    return static_cast<uint16_t>(lane);
  }
  void Started(uint16_t lane) { Step(lane); }
  void Ended(uint16_t lane) { Step(lane); }

  uint64_t submitted() const { return submitted_.load(std::memory_order_relaxed); }
  struct Now {
    uint64_t busy = 0;    // Threads that run an operation.
    uint64_t queued = 0;  // Submitted and not started.
  };
  Now now() const {
    Now now = restored_;
    // What must not be more is read first.
    uint64_t gone = cancelled_.load(std::memory_order_acquire);
    const uint32_t lanes = lanes_.load(std::memory_order_acquire);
    for (uint32_t i = 0; i < lanes; i++) {
      const uint64_t steps = steps_[i].load(std::memory_order_acquire);
      gone += (steps + 1) / 2;
      now.busy += steps & 1;
    }
    now.queued += submitted() - restored_submissions_ - gone;
    return now;
  }

  // As another run had it. For a process that shows a recording, before anything else.
  void Restore(uint32_t threads, Now now, uint64_t submissions) {
    SetThreads(threads);
    restored_ = now;
    restored_submissions_ = submissions;
    submitted_.store(submissions, std::memory_order_relaxed);
  }

 private:
  static constexpr size_t kLine = 64;  // Loops and pool threads do not take each other's line of the cache away.

  void Step(uint16_t lane) { steps_[lane].store(steps_[lane].load(std::memory_order_relaxed) + 1, std::memory_order_release); }

  alignas(kLine) std::atomic<uint64_t> submitted_{0};
  std::atomic<uint64_t> cancelled_{0};
  std::atomic<uint32_t> threads_{0};
  std::atomic<uint32_t> lanes_{0};
  Now restored_;
  uint64_t restored_submissions_ = 0;
  alignas(kLine) std::array<std::atomic<uint64_t>, kMostThreads> steps_{};  // Starts and ends: odd while it runs one.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_POOL_LIVE_H_
