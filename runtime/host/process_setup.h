// What the process needs before anything else runs, as Node prepares it: descriptors 0 to 2 open, SIGPIPE ignored, many files allowed.
#ifndef ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_
#define ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_

#include <string>
#include <vector>

namespace isoscope {

// Only release builds leave freeing to the end of the process: it spares them a twentieth of the shortest run. The others tear everything down,
// for leak checkers and so that the order of the teardown stays proven.
#if defined(NDEBUG) && !ISOSCOPE_GC_STRESS
inline constexpr bool kEndsWithoutCleaning = true;
#else
inline constexpr bool kEndsWithoutCleaning = false;
#endif

void SetUpProcess();

// The absolute path of this program.
std::string ExecutablePath(const char* argv0);

// Ends the process without unwinding and without destructors: flushes stdio and, under AddressSanitizer, looks for leaks.
[[noreturn]] void EndProcess(int code);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_PROCESS_SETUP_H_
