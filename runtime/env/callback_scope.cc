#include "runtime/env/callback_scope.h"

#include <v8-function.h>
#include <v8-microtask-queue.h>

#include "runtime/env/debugger_hooks.h"
#include "runtime/env/environment.h"
#include "runtime/env/running_callback.h"

namespace isoscope {
namespace {

// The record of the outermost scope, when it opened while nobody watched.
constinit thread_local struct {
  CallbackTimer* timer;
  AsyncProvider provider;
} unwatched{};

bool IsWatched() { return (Hub::mask() & (MaskOf(Kind::kCallback) | MaskOf(Kind::kLoop))) != 0; }

}  // namespace

void RecordRunningCallback(Environment* env) {
  if (unwatched.timer == nullptr || !IsWatched()) return;
  // Of timers and immediates several may run in one scope, one after the other; they are recorded from the next one on.
  if (unwatched.provider != AsyncProvider::kTimeout && unwatched.provider != AsyncProvider::kImmediate) unwatched.timer->Start(env);
  unwatched.timer = nullptr;
}

CallbackScope::CallbackScope(AsyncWrap* wrap)
    : env_(wrap->env()), provider_(wrap->provider()), handle_scope_(env_->isolate()), context_scope_(env_->context()) {
  Open(wrap->async_context(), wrap->continuation_data_.Get(env_->isolate()));
}

CallbackScope::CallbackScope(Environment* env, AsyncProvider provider, AsyncContext context)
    : env_(env), provider_(provider), handle_scope_(env->isolate()), context_scope_(env->context()) {
  Open(context, {});
}

void CallbackScope::Open(AsyncContext context, v8::Local<v8::Value> continuation_data) {
  v8::Isolate* isolate = env_->isolate();
  double* ids = env_->fields().asyncIds();
  previous_ = {ids[kExecutionAsyncId], ids[kTriggerAsyncId]};
  context_ = context;
  ids[kExecutionAsyncId] = context.async_id;
  ids[kTriggerAsyncId] = context.trigger_async_id;
  previous_continuation_data_ = isolate->GetContinuationPreservedEmbedderData();
  isolate->SetContinuationPreservedEmbedderData(continuation_data.IsEmpty() ? v8::Undefined(isolate).As<v8::Value>() : continuation_data);
  outermost_ = env_->callback_depth++ == 0;
  if (outermost_ && env_->steps_callbacks) [[unlikely]]
    env_->debugger->OnCallback(provider_);
  if (env_->fields().asyncHooks()[kHookBefore] != 0) [[unlikely]]
    CallHook(HostFunction::kAsyncBefore);
  if (!outermost_) return;
  unwatched = {IsWatched() ? nullptr : &record_, provider_};
  record_.Start(env_);
}

CallbackScope::~CallbackScope() {
  v8::Isolate* isolate = env_->isolate();
  // After an error that was handled, the hooks have heard of the end already.
  if (!failed_ && env_->fields().asyncHooks()[kHookAfter] != 0) [[unlikely]]
    CallHook(HostFunction::kAsyncAfter);
  double* ids = env_->fields().asyncIds();
  ids[kExecutionAsyncId] = previous_.async_id;
  ids[kTriggerAsyncId] = previous_.trigger_async_id;
  isolate->SetContinuationPreservedEmbedderData(previous_continuation_data_);
  if (outermost_ && !failed_) DrainQueues();
  env_->callback_depth--;
  if (!outermost_) return;
  unwatched.timer = nullptr;
  record_.End(env_, provider_, context_);
}

v8::MaybeLocal<v8::Value> CallbackScope::Call(v8::Local<v8::Value> receiver, v8::Local<v8::Function> function, int argc, v8::Local<v8::Value>* argv) {
  if (!env_->can_call_into_js()) return {};
  v8::TryCatch try_catch(env_->isolate());
  try_catch.SetVerbose(true);  // Or a debugger never pauses on uncaught exceptions.
  v8::Local<v8::Value> result;
  env_->reporting_calls++;
  bool returned = function->Call(env_->context(), receiver, argc, argv).ToLocal(&result);
  env_->reporting_calls--;
  if (returned) return result;
  failed_ = true;  // Whoever handles the error goes on with the queues in an immediate, as in Node.
  if (try_catch.HasCaught() && !try_catch.HasTerminated()) env_->TriggerUncaughtException(try_catch.Exception(), try_catch.Message());
  return {};
}

// async_hooks' before and after (of the main script, 1, they never hear). What a hook throws ends the process inside the hook's JavaScript.
void CallbackScope::CallHook(HostFunction hook) {
  v8::Local<v8::Function> function = env_->host_function(hook);
  if (context_.async_id <= 1 || function.IsEmpty() || !env_->can_call_into_js()) return;
  v8::TryCatch try_catch(env_->isolate());
  v8::Local<v8::Value> argv[] = {v8::Number::New(env_->isolate(), context_.async_id)};
  v8::Local<v8::Value> ignored;
  if (!function->Call(env_->context(), v8::Undefined(env_->isolate()), 1, argv).ToLocal(&ignored)) return;  // Being terminated.
}

void CallbackScope::DrainQueues() {
  if (!env_->can_call_into_js()) return;
  if (!env_->destroyed.empty()) [[unlikely]]
    env_->TellDestroyed();
  if (env_->steps_microtasks) [[unlikely]]
    env_->debugger->OnMicrotasks();
  record_.StartDrain(env_);
  v8::Isolate* isolate = env_->isolate();
  uint8_t* ticks = env_->fields().tickInfo();
  if (ticks[kHasTickScheduled] == 0) v8::MicrotasksScope::PerformCheckpoint(isolate);
  if (ticks[kHasTickScheduled] == 0 && ticks[kHasRejectionToWarn] == 0) return;
  v8::Local<v8::Function> tick_callback = env_->host_function(HostFunction::kTickCallback);
  if (tick_callback.IsEmpty() || !env_->can_call_into_js()) return;
  record_.StartTicks();
  Call(env_->host_value(HostFunction::kProcess), tick_callback, 0, nullptr);
}

}  // namespace isoscope
