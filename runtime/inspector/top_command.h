// `isoscope top PID|URL`: the figures of a running process, again and again. Main thread, in place of a run.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_TOP_COMMAND_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_TOP_COMMAND_H_

#include <optional>
#include <string>
#include <vector>

namespace isoscope {

// `args`: [argv0, command, ...]. The exit code; nothing when the command is another.
std::optional<int> RunTopCommand(const std::vector<std::string>& args);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_TOP_COMMAND_H_
