// What the process needs before anything else runs, as Node prepares it: descriptors 0 to 2 open, SIGPIPE ignored, many files allowed.
#ifndef ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_
#define ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_

#include <string>
#include <vector>

namespace isoscope {

void SetUpProcess();

// The absolute path of this program.
std::string ExecutablePath(const char* argv0);

// Ends the process without unwinding: flushes stdio and, in sanitizer builds, lets the leak check run.
[[noreturn]] void EndProcess(int code);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_
