#include "runtime/napi/dlopen_binding.h"

#include <dlfcn.h>

#include <atomic>
#include <cstring>
#include <string>

#include "runtime/env/addons_option.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/napi/entry.h"
#include "runtime/napi/library.h"

namespace isoscope {
namespace {

constinit std::atomic<bool> loaded{false};

using napi::FromLocal;
using napi::ToLocal;

// As pathToFileURL.
std::string FileUrlOf(const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 0x7f && std::strchr("\"#%<>?\\^`{}", c) == nullptr) {
      url += c;
    } else {
      url += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return url;
}

// The add-on's own environment, then its init function; what that returns becomes module.exports.
void Initialize(Environment* host, const napi::Library& library, const std::string& path, v8::Local<v8::Object> module,
                v8::Local<v8::Object> exports) {
  v8::Isolate* isolate = host->isolate();
  if (library.init == nullptr) {
    isolate->ThrowException(v8::Exception::Error(OneByte(isolate, "Module has no declared entry point.")));
    return;
  }
  if (library.api_version > NAPI_VERSION && library.api_version != NAPI_VERSION_EXPERIMENTAL) {
    const std::string message = path + " requires Node-API version " + std::to_string(library.api_version) +
                                ", but this version of Node.js only supports version " + std::to_string(NAPI_VERSION) + " add-ons.";
    v8::Local<v8::String> text;
    if (Utf8(isolate, message).ToLocal(&text)) isolate->ThrowException(v8::Exception::Error(text));
    return;
  }
  v8::Local<v8::Value> filename;
  if (!module->Get(host->context(), OneByte(isolate, "filename")).ToLocal(&filename)) return;
  loaded.store(true, std::memory_order_relaxed);
  auto* env = new napi_env__(host, filename->IsString() ? FileUrlOf(ToUtf8(isolate, filename)) : "", library.api_version);
  napi_value made = nullptr;
  bool threw = false;
  env->CallIntoModule([&] { made = library.init(env, FromLocal(exports)); },
                      [&](v8::Local<v8::Value> error) {
                        threw = true;
                        if (!isolate->IsExecutionTerminating()) isolate->ThrowException(error);
                      });
  if (threw || made == nullptr || ToLocal(made) == exports) return;
  if (module->Set(host->context(), OneByte(isolate, "exports"), ToLocal(made)).IsNothing()) return;  // A setter's exception.
}

// dlopen(module, path, flags = RTLD_LAZY), with Node's order of checks.
void Dlopen(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* host = Environment::From(isolate);
  v8::Local<v8::Context> context = host->context();
  if (!AddonsAllowed()) return ThrowError(isolate, "ERR_DLOPEN_DISABLED", "Cannot load native addon because loading addons is disabled.");
  if (info.Length() < 2) return ThrowTypeError(isolate, "ERR_MISSING_ARGS", "process.dlopen needs at least 2 arguments");
  int flags = RTLD_LAZY;
  if (info.Length() > 2) {
    v8::TryCatch try_catch(isolate);
    if (!info[2]->Int32Value(context).To(&flags)) {
      try_catch.Reset();
      flags = -1;
    }
    if (try_catch.HasTerminated()) return;
    if (flags == -1 && !info[2]->IsNumber()) {
      ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "flag argument must be an integer.");
      try_catch.ReThrow();
      return;
    }
  }
  v8::Local<v8::Object> module, exports;
  v8::Local<v8::Value> value;
  v8::Local<v8::String> text;
  if (!info[0]->ToObject(context).ToLocal(&module) || !module->Get(context, OneByte(isolate, "exports")).ToLocal(&value) ||
      !value->ToObject(context).ToLocal(&exports) || !info[1]->ToString(context).ToLocal(&text)) {
    return;
  }
  const std::string path = ToUtf8(isolate, text);
  napi::Library library;
  std::string error;
  if (!napi::LoadLibrary(path, flags, &library, &error)) {
    if (library.uses_cpp_interface) {
      error = "'" + path + "' is an add-on against the C++ interface of Node.js and V8: only Node-API add-ons can be loaded.";
    }
    return ThrowError(isolate, "ERR_DLOPEN_FAILED", error);
  }
  Initialize(host, library, path, module, exports);
}

// allowed(): not with --no-addons.
void Allowed(const CallInfo& info) { info.GetReturnValue().Set(AddonsAllowed()); }

constexpr BindingFunction kFunctions[] = {Method<Dlopen>("dlopen", 3), Method<Allowed>("allowed")};

}  // namespace

bool AddonsLoaded() { return loaded.load(std::memory_order_relaxed); }

const BindingDefinition kNapiBinding = {.name = "napi", .functions = kFunctions};

}  // namespace isoscope
