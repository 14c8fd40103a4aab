// The one way from C++ into JavaScript once the loop runs.
//
// Isolate thread only; nests. Opening pushes the async ids (and the async context frame) of what is called; closing the outermost scope
// drains process.nextTick, then microtasks, as Node does, and hands the callback's record (duration, ticks, microtasks) to the probes.
// An exception thrown inside is reported as uncaught when the scope closes.
#ifndef ISOSCOPE_RUNTIME_ENV_CALLBACK_SCOPE_H_
#define ISOSCOPE_RUNTIME_ENV_CALLBACK_SCOPE_H_

#include <v8-context.h>
#include <v8-exception.h>
#include <v8-local-handle.h>

#include "runtime/env/async_wrap.h"
#include "runtime/env/callback_timer.h"
#include "runtime/env/host_functions.h"

namespace isoscope {

class CallbackScope {
 public:
  explicit CallbackScope(AsyncWrap* wrap);
  CallbackScope(Environment* env, AsyncProvider provider, AsyncContext context = {});
  ~CallbackScope();
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;

  // Calls with this scope open. An exception is reported as uncaught at once and gives an empty result.
  v8::MaybeLocal<v8::Value> Call(v8::Local<v8::Value> receiver, v8::Local<v8::Function> function, int argc, v8::Local<v8::Value>* argv);

  // After a failed Call() that another has made good: the queues are drained all the same.
  void ForgetFailure() { failed_ = false; }

 private:
  void CallHook(HostFunction hook);
  void Open(AsyncContext context, v8::Local<v8::Value> continuation_data);
  void DrainQueues();

  Environment* const env_;
  const AsyncProvider provider_;
  AsyncContext previous_;
  AsyncContext context_;
  v8::HandleScope handle_scope_;
  v8::Context::Scope context_scope_;
  v8::Local<v8::Value> previous_continuation_data_;
  CallbackTimer record_;
  bool outermost_;
  bool failed_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_CALLBACK_SCOPE_H_
