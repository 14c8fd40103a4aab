#include "runtime/napi/library.h"

#include <dlfcn.h>

#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "runtime/napi/more_exports.h"

namespace isoscope::napi {
namespace {

// What the constructors of a library that is being loaded call.
constinit thread_local napi_module* registering = nullptr;
constinit thread_local bool registering_cpp = false;

// "undefined symbol: _ZN2v8...": Node's and V8's classes.
bool MissesCppInterface(std::string_view error) {
  const size_t found = error.find("undefined symbol: ");
  if (found == std::string_view::npos) return false;
  const std::string_view symbol = error.substr(found + 18);
  for (std::string_view prefix : {"_ZN2v8", "_ZNK2v8", "_ZTVN2v8", "_ZTIN2v8", "_ZN4node", "_ZNK4node", "_ZN6cppgc", "_ZN8cppgc"}) {
    if (symbol.starts_with(prefix)) return true;
  }
  return false;
}

std::string LastError() {
  const char* error = dlerror();
  return error != nullptr ? error : "unknown error of the dynamic linker";
}

// All its symbols at once: a missing one is an error now, not the end of the process when it is first called. Only those that the
// add-on never reaches may be missing.
void* Open(const std::string& path, int flags, Library* out, std::string* error) {
  if ((flags & RTLD_LAZY) != 0) {
    if (void* handle = dlopen(path.c_str(), (flags & ~RTLD_LAZY) | RTLD_NOW)) return handle;
    *error = LastError();
    out->uses_cpp_interface = MissesCppInterface(*error);
    if (out->uses_cpp_interface) return nullptr;
  }
  void* handle = dlopen(path.c_str(), flags);
  if (handle == nullptr) {
    *error = LastError();
    out->uses_cpp_interface = MissesCppInterface(*error);
  }
  return handle;
}

template <typename Function>
Function Symbol(void* handle, const char* name) {
  return reinterpret_cast<Function>(dlsym(handle, name));
}

}  // namespace

bool LoadLibrary(const std::string& path, int flags, Library* out, std::string* error) {
  static std::mutex mutex;  // Another thread must not see a library between its constructors and `known`.
  static auto* known = new std::map<void*, napi_module*>();
  std::lock_guard lock(mutex);
  registering = nullptr;
  registering_cpp = false;
  void* handle = Open(path, flags, out, error);
  if (handle == nullptr) return false;
  if (registering != nullptr) known->emplace(handle, registering);
  if (auto found = known->find(handle); found != known->end()) {
    out->registered = true;
    out->init = found->second->nm_register_func;
  } else if ((out->init = Symbol<napi_addon_register_func>(handle, "napi_register_module_v1")) == nullptr) {
    out->uses_cpp_interface = registering_cpp || dlsym(handle, "node_register_module_v137") != nullptr;
    *error = "Module did not self-register: '" + path + "'.";
    if (!registering_cpp) dlclose(handle);
    return false;
  }
  if (auto version = Symbol<node_api_addon_get_api_version_func>(handle, "node_api_module_get_api_version_v1")) out->api_version = version();
  if (out->api_version < 8) out->api_version = 8;
  return true;
}

}  // namespace isoscope::napi

void napi_module_register(napi_module* module) { isoscope::napi::registering = module; }
void node_module_register(void*) { isoscope::napi::registering_cpp = true; }
