// `isoscope lab --all`: every lab in a process of its own, one after the other, and a table of their verdicts. Main thread, before V8 starts.
#ifndef ISOSCOPE_RUNTIME_HOST_LAB_RUNNER_H_
#define ISOSCOPE_RUNTIME_HOST_LAB_RUNNER_H_

#include <string>
#include <vector>

#include "runtime/host/lab_catalog.h"

namespace isoscope {

// `options` are given to each lab's process before its script. Returns the exit code: 0 when every verdict is ok. What a failed lab printed
// follows the table.
int RunAllLabs(const std::string& exec_path, const std::vector<Lab>& labs, const std::vector<std::string>& options);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_LAB_RUNNER_H_
