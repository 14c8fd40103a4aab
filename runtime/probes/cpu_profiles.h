// CPU profiles on their way from the isolates that are sampled to whoever keeps them: V8's own format, a stretch of time each.
//
// Any thread. Wanted() is one relaxed load. What is added while nobody takes it is dropped and counted. Never destroyed.
#ifndef ISOSCOPE_RUNTIME_PROBES_CPU_PROFILES_H_
#define ISOSCOPE_RUNTIME_PROBES_CPU_PROFILES_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

namespace isoscope {

struct CpuProfileChunk {
  uint32_t isolate = 0;
  uint64_t start_us = 0;  // Monotonic.
  uint64_t end_us = 0;
  std::string json;  // {nodes, startTime, endTime, samples, timeDeltas}: what .cpuprofile holds.
};

class CpuProfiles {
 public:
  static CpuProfiles& Get() {
    static CpuProfiles* const profiles = new CpuProfiles;
    return *profiles;
  }

  static bool Wanted() { return wanted_.load(std::memory_order_relaxed); }
  // Before the isolates to be sampled are made.
  static void SetWanted(bool wanted) { wanted_.store(wanted, std::memory_order_relaxed); }

  using Taker = std::function<void(CpuProfileChunk chunk)>;
  // Null takes it away: it is not running and will not run when this returns.
  void SetTaker(Taker taker) {
    std::lock_guard lock(mutex_);
    taker_ = std::move(taker);
  }
  void Add(CpuProfileChunk chunk) {
    std::lock_guard lock(mutex_);
    taker_ ? taker_(std::move(chunk)) : static_cast<void>(dropped_++);
  }
  uint64_t dropped() {
    std::lock_guard lock(mutex_);
    return dropped_;
  }

 private:
  static inline constinit std::atomic<bool> wanted_{false};
  std::mutex mutex_;
  Taker taker_;
  uint64_t dropped_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_CPU_PROFILES_H_
