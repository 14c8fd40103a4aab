#include "runtime/napi/addon_env.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include <v8-function.h>
#include <v8-message.h>

#include "runtime/env/arguments.h"
#include "runtime/napi/napi_state.h"

using isoscope::HostFunction;
using isoscope::napi::Tracked;

napi_env__::napi_env__(isoscope::Environment* host, std::string file_url, int32_t api_version)
    : host_(host),
      state_(host->Data<isoscope::napi::NapiState>()),
      isolate_(host->isolate()),
      file_url_(std::move(file_url)),
      api_version_(api_version) {
  // Before any hook of the add-on's own, so that it runs after them.
  host->AddCleanupHook([](void* env) { static_cast<napi_env__*>(env)->Unref(); }, this);
}

napi_env__::~napi_env__() {
  references_ = 1;  // Finalizers count up and down.
  v8::HandleScope scope(isolate_);
  while (Tracked* tracked = finalizing.youngest()) tracked->Finalize();
  while (Tracked* tracked = others.youngest()) tracked->Finalize();
}

void napi_env__::CallFinalizer(napi_finalize finalize, void* data, void* hint) {
  v8::HandleScope scope(isolate_);
  v8::Context::Scope context_scope(context());
  Ref();
  CallBack([&] { finalize(this, data, hint); });
  Unref();
}

void napi_env__::ThrowUncaught(v8::Local<v8::Value> error) { host_->TriggerUncaughtException(error, v8::Exception::CreateMessage(isolate_, error)); }

void napi_env__::ReportUncaught(v8::Local<v8::Value> error, bool always) {
  if (!can_call_into_js()) return;
  if (always || api_version_ >= 10) {
    ThrowUncaught(error);
    return;
  }
  v8::TryCatch try_catch(isolate_);
  v8::Local<v8::Value> process = host_->host_value(HostFunction::kProcess);
  v8::Local<v8::Value> emit;
  v8::Local<v8::Value> argv[] = {isoscope::OneByte(isolate_,
                                                   "Uncaught N-API callback exception detected, please run node with option "
                                                   "--force-node-api-uncaught-exceptions-policy=trueto handle those exceptions properly."),
                                 isoscope::OneByte(isolate_, "DeprecationWarning"), isoscope::OneByte(isolate_, "DEP0168")};
  if (process.As<v8::Object>()->Get(context(), isoscope::OneByte(isolate_, "emitWarning")).ToLocal(&emit) && emit->IsFunction() &&
      !emit.As<v8::Function>()->Call(context(), process, 3, argv).IsEmpty()) {
    return;
  }
  if (try_catch.HasCaught() && !try_catch.HasTerminated()) host_->TriggerUncaughtException(try_catch.Exception(), try_catch.Message());
}

void napi_env__::FailInGc() {
  std::fputs(
      "FATAL ERROR: Finalizer is calling a function that may affect GC state.\n"
      "The finalizers are run directly from GC and must not affect GC state.\n"
      "Use `node_api_post_finalizer` from inside of the finalizer to work around this issue.\n",
      stderr);
  std::abort();
}
