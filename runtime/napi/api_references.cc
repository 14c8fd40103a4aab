// References and handle scopes: how long an add-on keeps values.
#include "runtime/napi/entry.h"
#include "runtime/napi/reference.h"

using namespace isoscope::napi;

struct napi_handle_scope__ {
  explicit napi_handle_scope__(v8::Isolate* isolate) : scope(isolate) {}
  v8::HandleScope scope;
};

struct napi_escapable_handle_scope__ {
  explicit napi_escapable_handle_scope__(v8::Isolate* isolate) : scope(isolate) {}
  v8::EscapableHandleScope scope;
  bool escaped = false;
};

namespace {

template <typename Scope>
napi_status OpenScope(napi_env env, Scope** result) {
  if (napi_status bad = Enter(env, result)) return bad;
  *result = new Scope(env->isolate());
  env->open_handle_scopes++;
  return env->ClearError();
}

template <typename Scope>
napi_status CloseScope(napi_env env, Scope* scope) {
  if (napi_status bad = Enter(env, scope)) return bad;
  if (env->open_handle_scopes == 0) return napi_handle_scope_mismatch;
  env->open_handle_scopes--;
  delete scope;
  return env->ClearError();
}

}  // namespace

napi_status napi_create_reference(napi_env env, napi_value value, uint32_t initial_refcount, napi_ref* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  v8::Local<v8::Value> local = ToLocal(value);
  if (env->api_version() < 10 && !local->IsObject() && !local->IsSymbol()) return env->SetError(napi_invalid_arg);
  *result = new napi_ref__(env, local, initial_refcount, Ownership::kAddon);
  return env->ClearError();
}

napi_status napi_delete_reference(node_api_basic_env env, napi_ref ref) {
  if (napi_status bad = EnterBasic(env, ref)) return bad;
  delete ref;
  return env->ClearError();
}

napi_status napi_reference_ref(napi_env env, napi_ref ref, uint32_t* result) {
  if (napi_status bad = Enter(env, ref)) return bad;
  const uint32_t count = ref->Ref();
  if (result != nullptr) *result = count;
  return env->ClearError();
}

napi_status napi_reference_unref(napi_env env, napi_ref ref, uint32_t* result) {
  if (napi_status bad = Enter(env, ref)) return bad;
  if (ref->count() == 0) return env->SetError(napi_generic_failure);
  const uint32_t count = ref->Unref();
  if (result != nullptr) *result = count;
  return env->ClearError();
}

napi_status napi_get_reference_value(napi_env env, napi_ref ref, napi_value* result) {
  if (napi_status bad = Enter(env, ref, result)) return bad;
  return Give(env, result, ref->Get());
}

napi_status napi_open_handle_scope(napi_env env, napi_handle_scope* result) { return OpenScope(env, result); }
napi_status napi_close_handle_scope(napi_env env, napi_handle_scope scope) { return CloseScope(env, scope); }
napi_status napi_open_escapable_handle_scope(napi_env env, napi_escapable_handle_scope* result) { return OpenScope(env, result); }
napi_status napi_close_escapable_handle_scope(napi_env env, napi_escapable_handle_scope scope) { return CloseScope(env, scope); }

napi_status napi_escape_handle(napi_env env, napi_escapable_handle_scope scope, napi_value escapee, napi_value* result) {
  if (napi_status bad = Enter(env, scope, escapee, result)) return bad;
  if (scope->escaped) return env->SetError(napi_escape_called_twice);
  scope->escaped = true;
  return Give(env, result, scope->scope.Escape(ToLocal(escapee)));
}
