// Hooks that run when the environment ends: plain ones, and those that take their time.
#include <uv.h>

#include "runtime/napi/entry.h"

using namespace isoscope::napi;

// The add-on's until it removes it, which it must do once its hook has run.
struct napi_async_cleanup_hook_handle__ {
  napi_env env;
  napi_async_cleanup_hook hook;
  void* arg;
};

namespace {

// The teardown's loop then runs until nothing of the add-on's is alive.
void RunAsyncHook(void* data) {
  auto* handle = static_cast<napi_async_cleanup_hook_handle>(data);
  handle->hook(handle, handle->arg);
}

// An add-on must not find its environment gone when a call returns: a close callback comes later.
void UnrefLater(napi_env env) {
  auto* handle = new uv_idle_t;
  ISOSCOPE_CHECK(uv_idle_init(env->host()->uv_loop(), handle) == 0);
  handle->data = env;
  uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) {
    static_cast<napi_env>(closed->data)->Unref();
    delete reinterpret_cast<uv_idle_t*>(closed);
  });
}

}  // namespace

napi_status napi_add_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook fun, void* arg) {
  if (napi_status bad = EnterBasic(env, fun)) return bad;
  env->host()->AddCleanupHook(fun, arg);
  return napi_ok;
}

napi_status napi_remove_env_cleanup_hook(node_api_basic_env env, napi_cleanup_hook fun, void* arg) {
  if (napi_status bad = EnterBasic(env, fun)) return bad;
  env->host()->RemoveCleanupHook(fun, arg);
  return napi_ok;
}

napi_status napi_add_async_cleanup_hook(node_api_basic_env env, napi_async_cleanup_hook hook, void* arg,
                                        napi_async_cleanup_hook_handle* remove_handle) {
  if (napi_status bad = EnterBasic(env, hook)) return bad;
  auto* handle = new napi_async_cleanup_hook_handle__{env, hook, arg};
  env->Ref();
  env->host()->AddCleanupHook(RunAsyncHook, handle);
  if (remove_handle != nullptr) *remove_handle = handle;
  return env->ClearError();
}

napi_status napi_remove_async_cleanup_hook(napi_async_cleanup_hook_handle remove_handle) {
  if (remove_handle == nullptr) return napi_invalid_arg;
  remove_handle->env->host()->RemoveCleanupHook(RunAsyncHook, remove_handle);
  UnrefLater(remove_handle->env);
  delete remove_handle;
  return napi_ok;
}
