// Promises, and scripts given as text.
#include <v8-promise.h>
#include <v8-script.h>

#include "runtime/napi/entry.h"

using namespace isoscope::napi;

// Owned by the add-on until it is resolved or rejected.
struct napi_deferred__ {
  v8::Global<v8::Promise::Resolver> resolver;
};

namespace {

napi_status Conclude(napi_env env, napi_deferred deferred, napi_value value, bool resolve) {
  JsEntry entry(env, deferred, value);
  if (entry.failed()) return entry.status();
  v8::Local<v8::Promise::Resolver> resolver = deferred->resolver.Get(env->isolate());
  v8::Maybe<bool> done = resolve ? resolver->Resolve(env->context(), ToLocal(value)) : resolver->Reject(env->context(), ToLocal(value));
  delete deferred;
  return done.FromMaybe(false) ? entry.Done() : entry.Fail(napi_generic_failure);
}

}  // namespace

napi_status napi_create_promise(napi_env env, napi_deferred* deferred, napi_value* promise) {
  JsEntry entry(env, deferred, promise);
  if (entry.failed()) return entry.status();
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(env->context()).ToLocal(&resolver)) return entry.FailUnlessThrown(napi_generic_failure);
  *deferred = new napi_deferred__{v8::Global<v8::Promise::Resolver>(env->isolate(), resolver)};
  return entry.Give(promise, resolver->GetPromise());
}

napi_status napi_resolve_deferred(napi_env env, napi_deferred deferred, napi_value resolution) { return Conclude(env, deferred, resolution, true); }
napi_status napi_reject_deferred(napi_env env, napi_deferred deferred, napi_value rejection) { return Conclude(env, deferred, rejection, false); }

napi_status napi_is_promise(napi_env env, napi_value value, bool* is_promise) {
  if (napi_status bad = Enter(env, value, is_promise)) return bad;
  *is_promise = ToLocal(value)->IsPromise();
  return env->ClearError();
}

napi_status napi_run_script(napi_env env, napi_value script, napi_value* result) {
  JsEntry entry(env, script, result);
  if (entry.failed()) return entry.status();
  if (!ToLocal(script)->IsString()) return entry.Fail(napi_string_expected);
  v8::Local<v8::Script> compiled;
  if (!v8::Script::Compile(env->context(), ToLocal(script).As<v8::String>()).ToLocal(&compiled)) return entry.Fail(napi_generic_failure);
  v8::Local<v8::Value> value;
  if (!compiled->Run(env->context()).ToLocal(&value)) return entry.Fail(napi_generic_failure);
  return entry.Give(result, value);
}
