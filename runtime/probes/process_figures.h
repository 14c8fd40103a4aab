// The process that is shown: this one, or the one a recording was made of.
//
// Any thread; Restore only before other threads ask.
#ifndef ISOSCOPE_RUNTIME_PROBES_PROCESS_FIGURES_H_
#define ISOSCOPE_RUNTIME_PROBES_PROCESS_FIGURES_H_

#include <cstdint>

namespace isoscope {

struct ProcessFigures {
  int64_t pid = 0;
  uint64_t rss_bytes = 0;
  uint64_t cpu_user_us = 0;
  uint64_t cpu_system_us = 0;
  uint64_t uptime_us = 0;
};

// The two clocks at one moment.
struct ClockAnchor {
  uint64_t monotonic_us = 0;
  double wall_clock_ms = 0;
};

ProcessFigures CurrentProcess();
ClockAnchor CurrentClock();  // Now, or the end of the recording.
// From now on both say this.
void RestoreProcess(const ProcessFigures& process, const ClockAnchor& clock);
bool IsRestoredProcess();

// Resident memory of this process, from the kernel; 0 when it does not say.
uint64_t ReadRssBytes();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_PROCESS_FIGURES_H_
