// SIGUSR1 lets debuggers in, also while JavaScript spins, and costs nothing until it comes.
//
// The handler may only do what is safe inside a signal. A waiting loop is woken by it directly. A busy isolate has to be interrupted by another
// thread, which starts together with V8's first worker: JavaScript that runs for more than a few milliseconds makes V8 compile in the background.
// Main thread. One per process.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_SIGNAL_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_SIGNAL_H_

namespace isoscope {

class Environment;

// `open` runs on the isolate's thread, from the loop or between two JavaScript instructions.
void WatchDebugSignal(Environment* env, void (*open)(Environment* env));
// Before the isolate goes.
void UnwatchDebugSignal();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_SIGNAL_H_
