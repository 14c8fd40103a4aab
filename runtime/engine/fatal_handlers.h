// What is printed when V8 cannot go on: the last heap figures and the JavaScript stack, then SIGABRT, as Node ends.
//
// Called by V8 on the isolate's thread. Nothing is freed or unwound afterwards.
#ifndef ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_
#define ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_

#include <v8-isolate.h>

namespace isoscope {

void InstallFatalHandlers(v8::Isolate* isolate);

// Run before the figures are printed, once: a recorder flushes, a report is written. Set at start by the program; must not allocate in V8.
using FatalHook = void (*)();
void SetFatalHook(FatalHook hook);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_
