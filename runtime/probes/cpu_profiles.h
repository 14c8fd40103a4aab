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
#include <thread>
#include <utility>
#include <vector>

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

  // An isolate that is sampled. RemoveSource: none of its functions is running or will run when it returns.
  struct Source {
    std::thread::id thread;
    std::function<void()> request_cut;  // Any thread: what there is so far should come soon, as a stretch of its own.
    std::function<void()> end;          // Its own thread: the last stretch, now.
  };
  using SourceId = uint64_t;
  SourceId AddSource(Source source) {
    std::lock_guard lock(sources_mutex_);
    sources_.emplace_back(++last_source_, std::move(source));
    return last_source_;
  }
  void RemoveSource(SourceId id) {
    std::lock_guard lock(sources_mutex_);
    std::erase_if(sources_, [id](const auto& entry) { return entry.first == id; });
  }
  void RequestCuts() {
    std::lock_guard lock(sources_mutex_);
    for (auto& [id, source] : sources_) source.request_cut();
  }
  // Of the isolates of this thread, at the end of the process.
  void EndOwn() {
    std::lock_guard lock(sources_mutex_);
    for (auto& [id, source] : sources_) {
      if (source.thread == std::this_thread::get_id()) source.end();
    }
  }

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
  std::mutex sources_mutex_;
  std::vector<std::pair<SourceId, Source>> sources_;
  SourceId last_source_ = 0;

  std::mutex mutex_;
  Taker taker_;
  uint64_t dropped_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_CPU_PROFILES_H_
