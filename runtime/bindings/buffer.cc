// internalBinding('buffer'): between Buffers and strings, and memory that is not zeroed. Searching, comparing and filling are in
// buffer_search.cc. The slice and write functions are methods (`this` is the Buffer); those named ...Static take it as first argument.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>

#include <v8-array-buffer.h>
#include <v8-isolate.h>

#include "runtime/bindings/buffer_search.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/simdutf.h"
#include "runtime/env/text_codecs.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

void ThrowNotABuffer(v8::Isolate* isolate) { ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a buffer"); }
void ThrowNotAString(v8::Isolate* isolate) { ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a string"); }
void ThrowOutOfRange(v8::Isolate* isolate) { ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "Index out of range"); }
void ThrowOutOfBounds(v8::Isolate* isolate, const char* name) {
  ThrowRangeError(isolate, "ERR_BUFFER_OUT_OF_BOUNDS", std::string("\"") + name + "\" is outside of buffer bounds");
}

// An index as Node's natives read one: undefined is the default, numbers are cut to integers, the rest converts as ToInteger does.
// False when it is negative, or when converting threw.
bool ReadIndex(const CallInfo& info, int position, size_t fallback, size_t* out, bool* threw) {
  v8::Local<v8::Value> value = info[position];
  if (value->IsUint32()) {
    *out = value.As<v8::Uint32>()->Value();
    return true;
  }
  if (value->IsUndefined()) {
    *out = fallback;
    return true;
  }
  double number = 0;
  if (!value->NumberValue(info.GetIsolate()->GetCurrentContext()).To(&number)) {
    *threw = true;
    return false;
  }
  if (std::isnan(number)) number = 0;
  number = std::trunc(number);
  if (number < 0) return false;
  *out = number > static_cast<double>(v8::TypedArray::kMaxByteLength) ? v8::TypedArray::kMaxByteLength : static_cast<size_t>(number);
  return true;
}

template <Encoding kEncoding>
void Slice(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.This()->IsArrayBufferView()) return ThrowNotABuffer(isolate);
  bool threw = false;
  size_t start = 0;
  size_t end = 0;
  bool in_range = ReadIndex(info, 0, 0, &start, &threw);
  // Converting an argument may have run JavaScript: the memory is looked at only now.
  in_range = in_range && ReadIndex(info, 1, info.This().As<v8::ArrayBufferView>()->ByteLength(), &end, &threw);
  if (threw) return;
  ReadableBytes bytes(info.This());
  end = std::max(start, end);
  if (!in_range || end > bytes.span().size()) return ThrowOutOfRange(isolate);
  v8::Local<v8::String> string;
  if (BytesToString(isolate, bytes.span().subspan(start, end - start), kEncoding).ToLocal(&string)) info.GetReturnValue().Set(string);
}

// write(string, offset = 0, length = the rest) => bytes written.
template <Encoding kEncoding>
void Write(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.This()->IsArrayBufferView()) return ThrowNotABuffer(isolate);
  if (!info[0]->IsString()) return ThrowNotAString(isolate);
  bool threw = false;
  size_t offset = 0;
  size_t length = SIZE_MAX;
  bool offset_ok = ReadIndex(info, 1, 0, &offset, &threw);
  if (threw) return;
  bool length_ok = ReadIndex(info, 2, SIZE_MAX, &length, &threw);
  if (threw) return;
  std::span<uint8_t> bytes;
  SpanOf(info.This(), &bytes);
  if (!offset_ok || offset > bytes.size()) return ThrowOutOfBounds(isolate, "offset");
  if (!length_ok) return ThrowOutOfRange(isolate);
  length = std::min(length, bytes.size() - offset);
  info.GetReturnValue().Set(static_cast<double>(WriteString(isolate, info[0].As<v8::String>(), kEncoding, bytes.subspan(offset, length))));
}

// (buffer, string, offset, length) => bytes written. JavaScript has checked the bounds; here they are only made safe.
template <Encoding kEncoding>
void WriteStatic(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsArrayBufferView()) return ThrowNotABuffer(isolate);
  if (!info[1]->IsString()) return ThrowNotAString(isolate);
  bool threw = false;
  size_t offset = 0;
  size_t length = 0;
  bool in_range = ReadIndex(info, 2, 0, &offset, &threw);
  if (threw) return;
  in_range = ReadIndex(info, 3, SIZE_MAX, &length, &threw) && in_range;
  if (threw) return;
  std::span<uint8_t> bytes;
  SpanOf(info[0], &bytes);
  if (!in_range || offset > bytes.size()) return ThrowOutOfBounds(isolate, "offset");
  length = std::min(length, bytes.size() - offset);
  info.GetReturnValue().Set(static_cast<double>(WriteString(isolate, info[1].As<v8::String>(), kEncoding, bytes.subspan(offset, length))));
}

// TurboFan calls these for flat one-byte strings.
template <Encoding kEncoding>
uint32_t FastWriteStatic(v8::Local<v8::Value>, v8::Local<v8::Value> target, const v8::FastOneByteString& string, uint32_t offset, uint32_t length,
                         v8::FastApiCallbackOptions& options) {
  v8::HandleScope scope(options.isolate);
  std::span<uint8_t> bytes;
  if (!target->IsArrayBufferView() || !SpanOf(target, &bytes)) {
    ThrowNotABuffer(options.isolate);
    return 0;
  }
  if (offset > bytes.size()) {
    ThrowOutOfBounds(options.isolate, "offset");
    return 0;
  }
  size_t capacity = std::min<size_t>(length, bytes.size() - offset);
  if (kEncoding == Encoding::kUtf8) {
    auto* out = reinterpret_cast<char*>(bytes.data() + offset);
    if (capacity >= size_t{string.length} * 2) return static_cast<uint32_t>(simdutf::convert_latin1_to_utf8(string.data, string.length, out));
    return static_cast<uint32_t>(simdutf::convert_latin1_to_utf8_safe(string.data, string.length, out, capacity));
  }
  size_t count = std::min<size_t>(string.length, capacity);
  if (count > 0) std::memcpy(bytes.data() + offset, string.data, count);
  return static_cast<uint32_t>(count);
}

const v8::CFunction kFastUtf8Write = v8::CFunction::Make(FastWriteStatic<Encoding::kUtf8>);
const v8::CFunction kFastLatin1Write = v8::CFunction::Make(FastWriteStatic<Encoding::kLatin1>);

void ByteLengthUtf8(const CallInfo& info) {
  if (!info[0]->IsString()) return ThrowNotAString(info.GetIsolate());
  info.GetReturnValue().Set(static_cast<double>(Utf8Length(info.GetIsolate(), info[0].As<v8::String>())));
}

uint32_t FastByteLengthUtf8(v8::Local<v8::Value>, const v8::FastOneByteString& string) {
  return static_cast<uint32_t>(simdutf::utf8_length_from_latin1(string.data, string.length));
}
const v8::CFunction kFastByteLengthUtf8 = v8::CFunction::Make(FastByteLengthUtf8);

// Gives an ArrayBuffer whose memory holds whatever was there: the caller overwrites it.
void CreateUnsafeArrayBuffer(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  double size = 0;
  if (!GetDouble(info, 0, &size)) return;
  std::unique_ptr<v8::BackingStore> store;
  if (size >= 0 && size <= static_cast<double>(v8::TypedArray::kMaxByteLength)) {
    store = v8::ArrayBuffer::NewBackingStore(isolate, static_cast<size_t>(size), v8::BackingStoreInitializationMode::kUninitialized,
                                             v8::BackingStoreOnFailureMode::kReturnNull);
  }
  if (store == nullptr) {
    isolate->ThrowException(v8::Exception::RangeError(OneByte(isolate, "Array buffer allocation failed")));
    return;
  }
  info.GetReturnValue().Set(v8::ArrayBuffer::New(isolate, std::move(store)));
}

template <typename Unit>
void Swap(const CallInfo& info) {
  std::span<uint8_t> bytes;
  if (!info[0]->IsArrayBufferView() || !SpanOf(info[0], &bytes)) return ThrowNotABuffer(info.GetIsolate());
  for (size_t i = 0; i + sizeof(Unit) <= bytes.size(); i += sizeof(Unit)) {
    Unit unit;
    std::memcpy(&unit, &bytes[i], sizeof(unit));
    if constexpr (sizeof(Unit) == 2) {
      unit = __builtin_bswap16(unit);
    } else if constexpr (sizeof(Unit) == 4) {
      unit = __builtin_bswap32(unit);
    } else {
      unit = __builtin_bswap64(unit);
    }
    std::memcpy(&bytes[i], &unit, sizeof(unit));
  }
  info.GetReturnValue().Set(info[0]);
}

void IsUtf8(const CallInfo& info) {
  ReadableBytes bytes(info[0]);
  if (!bytes) return ThrowNotABuffer(info.GetIsolate());
  info.GetReturnValue().Set(simdutf::validate_utf8(reinterpret_cast<const char*>(bytes.span().data()), bytes.span().size()));
}

void IsAscii(const CallInfo& info) {
  ReadableBytes bytes(info[0]);
  if (!bytes) return ThrowNotABuffer(info.GetIsolate());
  info.GetReturnValue().Set(simdutf::validate_ascii(reinterpret_cast<const char*>(bytes.span().data()), bytes.span().size()));
}

// The web's btoa: -1 when a character is beyond Latin-1.
void Btoa(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsString()) return ThrowNotAString(isolate);
  auto text = info[0].As<v8::String>();
  if (!text->ContainsOnlyOneByte()) return info.GetReturnValue().Set(-1);
  std::string bytes = StringToBytes(isolate, text, Encoding::kLatin1);
  v8::Local<v8::String> result;
  if (BytesToString(isolate, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, Encoding::kBase64).ToLocal(&result)) {
    info.GetReturnValue().Set(result);
  }
}

// The web's atob: -1 or -2 for what is wrong (see Base64DecodeForgiving).
void Atob(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsString()) return ThrowNotAString(isolate);
  auto text = info[0].As<v8::String>();
  size_t length = static_cast<size_t>(text->Length());
  std::unique_ptr<uint8_t[]> bytes(new uint8_t[Base64DecodedBound(length)]);
  ptrdiff_t written = 0;
  {
    v8::String::ValueView view(isolate, text);
    written =
        view.is_one_byte() ? Base64DecodeForgiving(view.data8(), length, bytes.get()) : Base64DecodeForgiving(view.data16(), length, bytes.get());
  }
  if (written < 0) return info.GetReturnValue().Set(static_cast<int32_t>(written));
  v8::Local<v8::String> result;
  if (BytesToString(isolate, {bytes.get(), static_cast<size_t>(written)}, Encoding::kLatin1).ToLocal(&result)) info.GetReturnValue().Set(result);
}

void Initialize(Environment*, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  SetConstant(context, target, "kMaxLength", static_cast<double>(v8::TypedArray::kMaxByteLength));
  SetConstant(context, target, "kStringMaxLength", v8::String::kMaxLength);
}

constexpr BindingFunction kFunctions[] = {
    Method<Atob>("atob", 1),
    Method<Btoa>("btoa", 1),
    Method<ByteLengthUtf8>("byteLengthUtf8", 1, &kFastByteLengthUtf8),
    Method<BufferCompare>("compare", 2, &kFastBufferCompare),
    Method<BufferCompareOffset>("compareOffset", 6),
    Method<BufferCopy>("copy", 5, &kFastBufferCopy),
    Method<CreateUnsafeArrayBuffer>("createUnsafeArrayBuffer", 1),
    Method<BufferFill>("fill", 5),
    Method<BufferIndexOfBuffer>("indexOfBuffer", 5),
    Method<BufferIndexOfNumber>("indexOfNumber", 4, &kFastBufferIndexOfNumber),
    Method<BufferIndexOfString>("indexOfString", 5),
    Method<IsAscii>("isAscii", 1),
    Method<IsUtf8>("isUtf8", 1),
    Method<Swap<uint16_t>>("swap16", 1),
    Method<Swap<uint32_t>>("swap32", 1),
    Method<Swap<uint64_t>>("swap64", 1),
    Method<Slice<Encoding::kAscii>>("asciiSlice"),
    Method<Slice<Encoding::kBase64>>("base64Slice"),
    Method<Slice<Encoding::kBase64Url>>("base64urlSlice"),
    Method<Slice<Encoding::kHex>>("hexSlice"),
    Method<Slice<Encoding::kLatin1>>("latin1Slice"),
    Method<Slice<Encoding::kUtf16Le>>("ucs2Slice"),
    Method<Slice<Encoding::kUtf8>>("utf8Slice"),
    Method<Write<Encoding::kBase64>>("base64Write"),
    Method<Write<Encoding::kBase64Url>>("base64urlWrite"),
    Method<Write<Encoding::kHex>>("hexWrite"),
    Method<Write<Encoding::kUtf16Le>>("ucs2Write"),
    Method<WriteStatic<Encoding::kAscii>>("asciiWriteStatic", 4, &kFastLatin1Write),
    Method<WriteStatic<Encoding::kLatin1>>("latin1WriteStatic", 4, &kFastLatin1Write),
    Method<WriteStatic<Encoding::kUtf8>>("utf8WriteStatic", 4, &kFastUtf8Write),
};

}  // namespace

extern const BindingDefinition kBufferBinding = {.name = "buffer", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
