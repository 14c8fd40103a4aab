// Options that end the program before any script: --help, --version, --v8-options, and what is wrong with a command line.
#ifndef ISOSCOPE_RUNTIME_HOST_COMMAND_LINE_H_
#define ISOSCOPE_RUNTIME_HOST_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "runtime/env/options.h"

namespace isoscope {

inline constexpr int kBadOption = 9;  // Node's exit code "Invalid Argument".

void PrintHelp();
void PrintVersion();
// One line per V8 flag it does not know; returns kBadOption.
int ReportUnknownFlags(const std::string& argv0, const std::vector<std::string>& flags);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_COMMAND_LINE_H_
