// Callbacks into JavaScript from the loop: async contexts, napi_make_callback, callback scopes.
#include "runtime/napi/async_context.h"
#include "runtime/napi/entry.h"

using namespace isoscope::napi;

struct napi_async_context__ {
  AsyncContext context;
};

struct napi_callback_scope__ {
  AsyncScope scope;
};

napi_status napi_async_init(napi_env env, napi_value async_resource, napi_value async_resource_name, napi_async_context* result) {
  if (napi_status bad = Enter(env, async_resource_name, result)) return bad;
  v8::Local<v8::Object> resource;
  if (async_resource != nullptr && !ToLocal(async_resource)->ToObject(env->context()).ToLocal(&resource)) return env->SetError(napi_object_expected);
  v8::Local<v8::String> name;
  if (!ToLocal(async_resource_name)->ToString(env->context()).ToLocal(&name)) return env->SetError(napi_string_expected);
  *result = new napi_async_context__{{env->host(), resource, name}};
  return env->ClearError();
}

napi_status napi_async_destroy(napi_env env, napi_async_context async_context) {
  if (napi_status bad = Enter(env, async_context)) return bad;
  delete async_context;
  return env->ClearError();
}

napi_status napi_make_callback(napi_env env, napi_async_context async_context, napi_value recv, napi_value func, size_t argc, const napi_value* argv,
                               napi_value* result) {
  JsEntry entry(env, recv);
  if (entry.failed()) return entry.status();
  if (argc > 0 && argv == nullptr) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Object> receiver;
  v8::Local<v8::Function> function;
  if (!entry.ToObject(recv, &receiver) || !entry.ToFunction(func, &function)) return entry.status();
  v8::EscapableHandleScope handles(env->isolate());
  v8::MaybeLocal<v8::Value> returned;
  {
    // An exception is the caller's, not uncaught: the add-on may be inside JavaScript.
    auto call = [&] { returned = function->Call(env->context(), receiver, static_cast<int>(argc), ToLocals(argv)); };
    v8::Local<v8::Value> value;
    if (async_context != nullptr) {
      AsyncScope scope(async_context->context);
      call();
      if (returned.ToLocal(&value)) returned = handles.Escape(value);
    } else {
      isoscope::CallbackScope scope(env->host(), isoscope::AsyncProvider::kNONE);
      call();
      if (returned.ToLocal(&value)) returned = handles.Escape(value);
    }
  }
  v8::Local<v8::Value> value;
  if (!returned.ToLocal(&value)) return entry.FailUnlessThrown(napi_generic_failure);
  if (result != nullptr) *result = FromLocal(value);
  return entry.Done();
}

napi_status napi_open_callback_scope(napi_env env, napi_value, napi_async_context context, napi_callback_scope* result) {
  if (napi_status bad = Enter(env, context, result)) return bad;
  *result = new napi_callback_scope__{AsyncScope(context->context)};
  env->open_callback_scopes++;
  return env->ClearError();
}

napi_status napi_close_callback_scope(napi_env env, napi_callback_scope scope) {
  if (napi_status bad = Enter(env, scope)) return bad;
  if (env->open_callback_scopes == 0) return napi_callback_scope_mismatch;
  env->open_callback_scopes--;
  delete scope;
  return env->ClearError();
}
