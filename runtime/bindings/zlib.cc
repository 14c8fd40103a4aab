// internalBinding('zlib'): zlib, brotli and zstd. The codecs are in zlib_codec.h, streams in zlib_stream.cc, whole buffers in
// zlib_one_shot.cc.

#include <libdeflate.h>

#include "runtime/bindings/zlib_config.h"
#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

// (string or bytes, value to go on from)
void Crc32(const CallInfo& info) {
  uint32_t value = 0;
  if (!GetUint32(info, 1, &value)) return;
  if (info[0]->IsString()) {
    std::string bytes = StringToBytes(info.GetIsolate(), info[0].As<v8::String>(), Encoding::kUtf8);
    return info.GetReturnValue().Set(libdeflate_crc32(value, bytes.data(), bytes.size()));
  }
  ReadableBytes bytes(info[0]);
  if (!bytes) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The data must be a string or have bytes");
  if (bytes.span().empty()) return info.GetReturnValue().Set(value);
  info.GetReturnValue().Set(libdeflate_crc32(value, bytes.span().data(), bytes.span().size()));
}

const BindingClass kClasses[] = {kOneShotClass, kZlibStreamClass};
constexpr BindingFunction kFunctions[] = {Method<CompressOnceSync>("compressOnceSync", 11), Method<Crc32>("crc32", 2)};

}  // namespace

extern const BindingDefinition kZlibBinding;
const BindingDefinition kZlibBinding = {.name = "zlib", .functions = kFunctions, .classes = kClasses, .initialize = SetZlibConstants};

}  // namespace isoscope
