// The inspector as the program starts and ends it: --inspect and its kin, SIGUSR1, and the wait for debuggers at the end. The host calls these
// functions and nothing else.
//
// The first on the main thread, the others on an isolate's own.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_H_

#include <string>

#include "runtime/env/binding.h"
#include "runtime/env/options.h"

namespace isoscope {

class Environment;

// Before the first isolate. False with `error` (one sentence) when an option's value is wrong.
bool PrepareInspector(const Options& options, std::string* error);

// With the isolate's context there and no user code run yet. Main thread: opens the door if the command line asks, and waits if it asks for that;
// a script that nobody inspects pays for a signal handler. Worker: lets debuggers know, and waits if one asked for that.
void StartInspector(Environment* env);

// At the end of the program, or of a worker: waits until debuggers that are still there have gone. May be called twice.
void FinishInspector(Environment* env);

// internalBinding('inspector').
extern const BindingDefinition kInspectorBinding;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_H_
