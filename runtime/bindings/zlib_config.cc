#include "runtime/bindings/zlib_config.h"

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-typed-array.h>

#include "runtime/env/arguments.h"
#include "runtime/env/byte_span.h"

namespace isoscope {
namespace {

bool Refuse(const CallInfo& info, const char* message) {
  ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", message);
  return false;
}

bool GetParameters(const CallInfo& info, int index, CodecConfig* out) {
  if (info[index]->IsUndefined()) return true;
  std::span<uint8_t> bytes;
  if (!info[index]->IsUint32Array() || !SpanOf(info[index], &bytes)) return Refuse(info, "The parameters must be a Uint32Array");
  auto* values = reinterpret_cast<const uint32_t*>(bytes.data());
  for (size_t i = 0; i + 1 < bytes.size() / sizeof(uint32_t); i += 2) out->parameters.emplace_back(values[i], values[i + 1]);
  return true;
}

}  // namespace

bool GetCodecConfig(const CallInfo& info, int first, CodecConfig* out) {
  uint32_t mode = 0;
  if (!GetUint32(info, first, &mode) || !GetInt32(info, first + 1, &out->window_bits) || !GetInt32(info, first + 2, &out->level) ||
      !GetInt32(info, first + 3, &out->mem_level) || !GetInt32(info, first + 4, &out->strategy)) {
    return false;
  }
  if (mode < static_cast<uint32_t>(CodecMode::kDeflate) || mode > static_cast<uint32_t>(CodecMode::kZstdDecompress)) {
    return Refuse(info, "There is no such mode");
  }
  out->mode = static_cast<CodecMode>(mode);
  if (out->window_bits < 0 || out->window_bits > 15) return Refuse(info, "The window bits are out of range");
  if (!info[first + 5]->IsUndefined()) {
    Bytes dictionary;
    if (!GetBytes(info, first + 5, &dictionary)) return false;
    if (dictionary.size > INT32_MAX) return Refuse(info, "The dictionary is too large");
    out->dictionary.assign(dictionary.view());
  }
  if (!GetParameters(info, first + 6, out)) return false;
  if (!info[first + 7]->IsUndefined()) {
    int64_t size = 0;
    if (!GetInt64(info, first + 7, &size)) return false;
    if (size < 0) {
      ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "pledgedSrcSize may not be negative");
      return false;
    }
    out->pledged_size = static_cast<uint64_t>(size);
  }
  return true;
}

bool GetCodecFlush(const CallInfo& info, int index, CodecMode mode, int* out) {
  uint32_t flush = 0;
  if (!GetUint32(info, index, &flush)) return false;
  uint32_t greatest = 5;  // Z_BLOCK
  if (mode == CodecMode::kBrotliDecode || mode == CodecMode::kBrotliEncode) greatest = 3;
  if (mode == CodecMode::kZstdCompress || mode == CodecMode::kZstdDecompress) greatest = 2;
  if (flush > greatest) return Refuse(info, "There is no such flush");
  *out = static_cast<int>(flush);
  return true;
}

void ThrowCodecError(v8::Isolate* isolate, const CodecError& error) { ThrowError(isolate, error.code.c_str(), error.message); }

v8::Local<v8::Value> CodecErrorValue(v8::Isolate* isolate, const CodecError& error) {
  v8::Local<v8::Value> values[] = {OneByte(isolate, error.message), v8::Integer::New(isolate, error.number), OneByte(isolate, error.code)};
  return v8::Array::New(isolate, values, std::size(values));
}

}  // namespace isoscope
