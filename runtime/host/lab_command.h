// `isoscope lab`: lists the labs by group. `lab NAME [options] [parameters]`: turns the command line into the one that runs it. `lab --all`,
// `lab new NAME`: see lab_runner.h and lab_skeleton.h.
#ifndef ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_
#define ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_

#include <optional>
#include <string>
#include <vector>

namespace isoscope {

// Rewrites `args` ([argv0, "lab", ...]) to run the lab; the exit code when there is nothing to run.
std::optional<int> LabCommand(const std::string& exec_path, std::vector<std::string>* args);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_
