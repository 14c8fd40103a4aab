// What an environment tells its debugger. Implemented by runtime/inspector; Environment::debugger is null until somebody asks for one, so
// that a script that nobody inspects pays for one comparison at most.
//
// Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_DEBUGGER_HOOKS_H_
#define ISOSCOPE_RUNTIME_ENV_DEBUGGER_HOOKS_H_

#include <string_view>

#include <v8-local-handle.h>
#include <v8-message.h>
#include <v8-value.h>

#include "runtime/env/async_wrap.h"

namespace isoscope {

class DebuggerHooks {
 public:
  virtual ~DebuggerHooks() = default;

  // Nobody took it: the process is about to print it and to end.
  virtual void OnUncaughtException(v8::Local<v8::Value> error, v8::Local<v8::Message> message) = 0;

  // Where a stepping debugger may stop besides the loop's phases; only while Environment::step_points says so.
  virtual void OnCallback(AsyncProvider provider) = 0;  // Before the outermost callback.
  virtual void OnMicrotasks() = 0;                      // Before ticks and microtasks are drained.

  // A context of node:vm. What is destroyed was created.
  virtual void OnContextCreated(v8::Local<v8::Context> context, std::string_view name, std::string_view origin) = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_DEBUGGER_HOOKS_H_
