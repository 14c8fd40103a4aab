// Counts crossings from JavaScript into C++, per binding function. Off costs one thread-local load; on, each isolate thread counts in its
// own table, which any thread may read.
#ifndef ISOSCOPE_RUNTIME_ENV_BOUNDARY_H_
#define ISOSCOPE_RUNTIME_ENV_BOUNDARY_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/features.h"
#include "runtime/base/published.h"

namespace isoscope {

// One per binding function; its index is given when the registry is installed.
struct BoundarySlot {
  uint32_t index = 0;
};

struct BoundaryCount {
  LiveCounter calls;
  LiveCounter time_ns;  // Includes what the call did in JavaScript, were it to call back.
};

class BoundaryCounters {
 public:
  explicit BoundaryCounters(size_t slots) : counts_(slots) {}
  std::vector<BoundaryCount>& counts() { return counts_; }

  // The calling thread's counters; null while boundary observation is off.
  static BoundaryCounters* Current() { return kProbes ? current_ : nullptr; }
  static void SetCurrent(BoundaryCounters* counters) { current_ = counters; }

 private:
  static inline constinit thread_local BoundaryCounters* current_ = nullptr;
  std::vector<BoundaryCount> counts_;
};

class BoundaryScope {
 public:
  explicit BoundaryScope(const BoundarySlot* slot) : counters_(BoundaryCounters::Current()) {
    if (counters_ != nullptr) [[unlikely]] {
      slot_ = slot;
      start_ns_ = MonotonicNs();
    }
  }
  ~BoundaryScope() {
    if (counters_ != nullptr) [[unlikely]] {
      BoundaryCount& count = counters_->counts()[slot_->index];
      count.calls.Add();
      count.time_ns.Add(MonotonicNs() - start_ns_);
    }
  }
  BoundaryScope(const BoundaryScope&) = delete;
  BoundaryScope& operator=(const BoundaryScope&) = delete;

 private:
  BoundaryCounters* counters_;
  const BoundarySlot* slot_ = nullptr;
  uint64_t start_ns_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BOUNDARY_H_
