// CPU profiles of a recording as other tools read them. They come in stretches (--record-cpu cuts them so that a kill loses little); here they
// are one again: equal call paths are one node. Any thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/status.h"
#include "runtime/probes/cpu_profiles.h"

namespace isoscope {

// .cpuprofile, as Chrome DevTools opens it: one isolate (0: the first that has one).
Result<std::string> CpuProfileJson(const std::vector<CpuProfileChunk>& chunks, uint32_t isolate);

// pprof's profile.proto, gzip'ed: all isolates, each sample with the label "isolate"; sample/count and wall/nanoseconds.
Result<std::string> PprofProfile(const std::vector<CpuProfileChunk>& chunks, double start_wall_clock_ms);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_H_
