// The subcommands that read recordings: `isoscope replay`, `isoscope diff`, `isoscope export`. Main thread, in place of a run.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_RECORDING_COMMANDS_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_RECORDING_COMMANDS_H_

#include <optional>
#include <string>
#include <vector>

namespace isoscope {

// `args`: [argv0, command, ...]. The exit code; nothing when the command is none of these.
std::optional<int> RunRecordingCommand(const std::vector<std::string>& args);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_RECORDING_COMMANDS_H_
