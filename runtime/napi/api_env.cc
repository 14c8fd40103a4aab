// What an add-on may ask of its environment, and the data it keeps there.
#include <cstdio>

#include "runtime/base/version.h"
#include "runtime/engine/announced_memory.h"
#include "runtime/napi/entry.h"
#include "runtime/napi/more_exports.h"
#include "runtime/napi/reference.h"

using namespace isoscope::napi;

napi_status napi_get_version(node_api_basic_env env, uint32_t* result) {
  if (napi_status bad = EnterBasic(env, result)) return bad;
  *result = NAPI_VERSION;
  return env->ClearError();
}

napi_status napi_get_node_version(node_api_basic_env env, const napi_node_version** version) {
  if (napi_status bad = EnterBasic(env, version)) return bad;
  static const napi_node_version known = [] {
    napi_node_version parsed{0, 0, 0, "node"};
    std::sscanf(isoscope::kNodeVersion, "v%u.%u.%u", &parsed.major, &parsed.minor, &parsed.patch);
    return parsed;
  }();
  *version = &known;
  return env->ClearError();
}

napi_status napi_get_uv_event_loop(node_api_basic_env env, struct uv_loop_s** loop) {
  if (napi_status bad = EnterBasic(env, loop)) return bad;
  *loop = env->host()->uv_loop();
  return env->ClearError();
}

napi_status node_api_get_module_file_name(node_api_basic_env env, const char** result) {
  if (napi_status bad = EnterBasic(env, result)) return bad;
  *result = env->file_url().c_str();
  return env->ClearError();
}

napi_status napi_adjust_external_memory(node_api_basic_env env, int64_t change_in_bytes, int64_t* adjusted_value) {
  if (napi_status bad = EnterBasic(env, adjusted_value)) return bad;
  *adjusted_value = isoscope::AnnouncedMemory::Change(env->isolate(), change_in_bytes);
  return env->ClearError();
}

napi_status napi_set_instance_data(node_api_basic_env env, void* data, napi_finalize finalize_cb, void* finalize_hint) {
  if (napi_status bad = EnterBasic(env)) return bad;
  delete env->instance_data;  // Unfinalized, as documented.
  env->instance_data = new Finalization(env, {finalize_cb, data, finalize_hint});
  return env->ClearError();
}

napi_status napi_get_instance_data(node_api_basic_env env, void** data) {
  if (napi_status bad = EnterBasic(env, data)) return bad;
  *data = env->instance_data != nullptr ? static_cast<Finalization*>(env->instance_data)->data() : nullptr;
  return env->ClearError();
}

napi_status node_api_post_finalizer(node_api_basic_env env, napi_finalize finalize, void* data, void* hint) {
  if (napi_status bad = EnterBasic(env)) return bad;
  PostFinalizer(env, {finalize, data, hint});
  return env->ClearError();
}
