// A clock for lengths of time that is cheaper than the system's: the processor's time stamp counter, where the kernel itself keeps its
// time by it (its clock source is "tsc": the counter is then steady and the same on all cores), else CLOCK_MONOTONIC in nanoseconds.
//
// Any thread. Prepare() before anything else; it costs a file's reading and up to 2 ms, once. What a tick is in nanoseconds is measured
// there against CLOCK_MONOTONIC and stays, so that sums of ticks never run backwards when they are read as nanoseconds.
#ifndef ISOSCOPE_RUNTIME_BASE_TICKS_H_
#define ISOSCOPE_RUNTIME_BASE_TICKS_H_

#include <atomic>
#include <cstdint>

#include "runtime/base/clock.h"

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace isoscope {

class Ticks {
 public:
  static void Prepare();

  static uint64_t Now() {
#if defined(__x86_64__)
    if (counter_.load(std::memory_order_relaxed)) [[likely]]
      return __rdtsc();
#endif
    return MonotonicNs();
  }

  // CLOCK_MONOTONIC in nanoseconds, told from the counter and set right by the system's clock once in kSpanUs: off by some 0.1 us, so that two
  // threads' times may be in the wrong order by as much; a thread's own never run backwards. For stamps that are taken often.
  static uint64_t NowNs() {
#if defined(__x86_64__)
    return NsOfNow(__rdtsc());  // A thread has no anchor, and is told the system's time, where the counter is not used.
#else
    return MonotonicNs();
#endif
  }
  // The same, from what Now() has just said.
  static uint64_t NsOfNow(uint64_t now) {
    const uint64_t since = now - anchor_.ticks;
    if (since < anchor_.span) [[likely]]
      return anchor_.ns + static_cast<uint64_t>(static_cast<double>(since) * anchor_.ns_per_tick);
    return SetRight(now);
  }

  static uint64_t ToNs(uint64_t ticks) { return static_cast<uint64_t>(static_cast<double>(ticks) * ns_per_tick_.load(std::memory_order_relaxed)); }
  static uint64_t FromUs(uint64_t us) { return static_cast<uint64_t>(static_cast<double>(us * 1000) / ns_per_tick_.load(std::memory_order_relaxed)); }

 private:
  static constexpr uint64_t kSpanUs = 1000;
  // Both clocks at one moment, for as long as `span` ticks.
  struct Anchor {
    uint64_t ticks;
    uint64_t ns;
    uint64_t span;
    double ns_per_tick;
  };
  static uint64_t SetRight(uint64_t now);

  static inline constinit thread_local Anchor anchor_{};
  static inline constinit std::atomic<bool> counter_{false};
  static inline constinit std::atomic<double> ns_per_tick_{1};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_TICKS_H_
