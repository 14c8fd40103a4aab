// The shared libraries that add-ons come in. Any thread: a library is loaded once per process, whichever environments use it, and stays.
#ifndef ISOSCOPE_RUNTIME_NAPI_LIBRARY_H_
#define ISOSCOPE_RUNTIME_NAPI_LIBRARY_H_

#include <cstdint>
#include <string>

#include <node_api.h>

namespace isoscope::napi {

struct Library {
  napi_addon_register_func init = nullptr;  // Null when `registered` (by an empty napi_module) and otherwise not a Node-API add-on.
  bool registered = false;                  // By a constructor that called napi_module_register.
  bool uses_cpp_interface = false;          // Of Node's and V8's.
  int32_t api_version = 8;
};

// False: `error` says why, in the dynamic linker's words or in ours.
bool LoadLibrary(const std::string& path, int flags, Library* out, std::string* error);

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_LIBRARY_H_
