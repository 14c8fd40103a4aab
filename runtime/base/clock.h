// The one monotonic time base (CLOCK_MONOTONIC, as uv_hrtime and V8 use on Linux) and the wall clock that anchors it. Any thread.
#ifndef ISOSCOPE_RUNTIME_BASE_CLOCK_H_
#define ISOSCOPE_RUNTIME_BASE_CLOCK_H_

#include <cstdint>
#include <ctime>

namespace isoscope {

inline uint64_t MonotonicNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<uint64_t>(now.tv_nsec);
}

inline uint64_t MonotonicUs() { return MonotonicNs() / 1000; }

inline double WallClockMs() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec / 1000) / 1e3;
}

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_CLOCK_H_
