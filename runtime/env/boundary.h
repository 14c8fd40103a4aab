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

// Counts one call, from here to the end of the scope. For code that is only reached while the calling thread counts.
class CountedCall {
 public:
  CountedCall(const BoundarySlot& slot, BoundaryCounters* counters) : count_(counters->counts()[slot.index]), start_ns_(MonotonicNs()) {}
  ~CountedCall() {
    count_.calls.Add();
    count_.time_ns.Add(MonotonicNs() - start_ns_);
  }
  CountedCall(const CountedCall&) = delete;
  CountedCall& operator=(const CountedCall&) = delete;

 private:
  BoundaryCount& count_;
  const uint64_t start_ns_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BOUNDARY_H_
