// The versions of what is linked in, asked of the libraries themselves: they become part of process.versions. Isolate thread only.
#include <ada.h>
#include <ares.h>
#include <brotli/encode.h>
#include <llhttp.h>
#include <openssl/crypto.h>
#include <uv.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

#include <v8-initialization.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

// ICU comes inside V8's archive, without headers. Its C names carry its major version.
extern "C" {
void u_getVersion_77(uint8_t version[4]);
void u_getUnicodeVersion_77(uint8_t version[4]);
const char* ucal_getTZDataVersion_77(int* status);
void ulocdata_getCLDRVersion_77(uint8_t version[4], int* status);
}

namespace isoscope {
namespace {

std::string IcuVersion(void (*get)(uint8_t*)) {
  uint8_t version[4] = {};
  get(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

std::string BrotliVersion() {
  uint32_t version = BrotliEncoderVersion();
  return std::to_string(version >> 24) + "." + std::to_string((version >> 12) & 0xfff) + "." + std::to_string(version & 0xfff);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  auto set = [&](const char* name, const std::string& version) { SetProperty(context, target, name, OneByte(env->isolate(), version)); };
  int status = 0;
  set("ada", ADA_VERSION);
  set("ares", ares_version(nullptr));
  set("brotli", BrotliVersion());
  set("cldr", IcuVersion([](uint8_t* version) {
        int ignored = 0;
        ulocdata_getCLDRVersion_77(version, &ignored);
      }));
  set("icu", IcuVersion(u_getVersion_77));
  set("llhttp", std::to_string(LLHTTP_VERSION_MAJOR) + "." + std::to_string(LLHTTP_VERSION_MINOR) + "." + std::to_string(LLHTTP_VERSION_PATCH));
  set("modules", "137");  // Node 24's; packages key caches by it. Only Node-API add-ons can be loaded.
  set("napi", "10");
  set("openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
  set("tz", ucal_getTZDataVersion_77(&status));
  set("unicode", IcuVersion(u_getUnicodeVersion_77));
  set("uv", uv_version_string());
  set("v8", v8::V8::GetVersion());
  set("zlib", zlibVersion());
  set("zstd", ZSTD_versionString());
}

}  // namespace

extern const BindingDefinition kVersionsBinding;
const BindingDefinition kVersionsBinding = {.name = "versions", .initialize = Initialize};

}  // namespace isoscope
