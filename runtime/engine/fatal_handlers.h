// What is printed when V8 cannot go on: the last heap figures and the JavaScript stack, then SIGABRT, as Node ends.
//
// Called by V8 on the isolate's thread. Nothing is freed or unwound afterwards.
#ifndef ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_
#define ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_

#include <v8-isolate.h>

namespace isoscope {

void InstallFatalHandlers(v8::Isolate* isolate);

// For a thread that may end without its process: asked instead of the usual end.
class OutOfMemoryGuard {
 public:
  // The heap is near its limit, and gets some more room: JavaScript must end soon. May come again.
  virtual void OnNearHeapLimit() = 0;
  // V8 can't go on. Must never return.
  virtual void OnOutOfMemory() = 0;

 protected:
  ~OutOfMemoryGuard() = default;
};
// The calling thread's, from now on; null: none.
void SetOutOfMemoryGuard(OutOfMemoryGuard* guard);

// Run before the figures are printed, once: a recorder flushes, a report is written. Set at start by the program; must not allocate in V8.
using FatalHook = void (*)();
void SetFatalHook(FatalHook hook);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_FATAL_HANDLERS_H_
