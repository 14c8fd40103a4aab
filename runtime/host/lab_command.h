// `isoscope lab [NAME] [arguments]`: lists the labs, or turns the command line into the one that runs a lab.
#ifndef ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_
#define ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_

#include <optional>
#include <string>
#include <vector>

namespace isoscope {

// Labs are found in $ISOSCOPE_LABS, else in `labs` beside the executable's folder or above it. Rewrites `args` ([argv0, "lab", ...]) to run
// the lab; the exit code when there is nothing to run.
std::optional<int> LabCommand(const std::string& exec_path, std::vector<std::string>* args);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_LAB_COMMAND_H_
