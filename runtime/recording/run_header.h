// What a recording says of its run before anything else. A value.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RUN_HEADER_H_
#define ISOSCOPE_RUNTIME_RECORDING_RUN_HEADER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/status.h"
#include "runtime/probes/schema.h"

namespace isoscope {

struct RunHeader {
  int64_t pid = 0;
  std::vector<std::string> argv;
  std::vector<std::string> exec_argv;  // Options of Isoscope and V8, as given.
  std::string cwd;
  std::string system;  // "Linux 6.1.0 x86_64, 2 cpus"
  std::vector<std::pair<std::string, std::string>> versions;
  // Of a script that is a lab (its README.md has a claim): the name of its folder, and that README.
  std::string lab, readme;
  KindMask kinds = 0;  // Recorded; kinds that this version does not know are not counted.
  // The clock's anchor: both were read at once, when the recording began.
  uint64_t monotonic_us = 0;
  double wall_clock_ms = 0;
  uint64_t process_start_us = 0;

  // Of this process, now.
  static RunHeader OfThisProcess(KindMask kinds);
  std::string ToJson() const;
  static Result<RunHeader> FromJson(std::string_view json);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RUN_HEADER_H_
