#include "runtime/probes/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

std::optional<std::pair<ProcessFigures, ClockAnchor>> restored;

uint64_t ToUs(const timeval& time) { return static_cast<uint64_t>(time.tv_sec) * 1'000'000 + static_cast<uint64_t>(time.tv_usec); }

}  // namespace

ProcessFigures CurrentProcess() {
  if (restored.has_value()) return restored->first;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {.pid = getpid(),
          .rss_bytes = ReadRssBytes(),
          .cpu_user_us = ToUs(usage.ru_utime),
          .cpu_system_us = ToUs(usage.ru_stime),
          .uptime_us = MonotonicUs() - Hub::StartUs()};
}

ClockAnchor CurrentClock() {
  if (restored.has_value()) return restored->second;
  return {.monotonic_us = MonotonicUs(), .wall_clock_ms = WallClockMs()};
}

void RestoreProcess(const ProcessFigures& process, const ClockAnchor& clock) { restored.emplace(process, clock); }
bool IsRestoredProcess() { return restored.has_value(); }

uint64_t ReadRssBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long long size = 0, resident = 0;
  const int read = std::fscanf(file, "%llu %llu", &size, &resident);
  std::fclose(file);
  return read == 2 ? resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace isoscope
