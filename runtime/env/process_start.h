// When this process started, on both clocks: the zero of process.uptime() and performance.now(). Any thread; set before main().
#ifndef ISOSCOPE_RUNTIME_ENV_PROCESS_START_H_
#define ISOSCOPE_RUNTIME_ENV_PROCESS_START_H_

#include <cstdint>

#include "runtime/base/clock.h"

namespace isoscope {

struct ProcessStart {
  uint64_t monotonic_ns = MonotonicNs();
  double wall_clock_ms = WallClockMs();
};
inline const ProcessStart kProcessStart;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_PROCESS_START_H_
