// The part of internalBinding('buffer') that looks for bytes, compares, copies and fills.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include <v8-fast-api-calls.h>
#include <v8-isolate.h>

#include "runtime/bindings/buffer_search.h"
#include "runtime/env/arguments.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/text_codecs.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

void ThrowNotABuffer(v8::Isolate* isolate) { ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a buffer"); }

// -1, 0 or 1, by bytes and then by length.
int32_t Compare(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  size_t common = std::min(a.size(), b.size());
  int order = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common);
  if (order != 0) return order < 0 ? -1 : 1;
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

// Where a search begins, or how it ends at once: `found` is -1 for nothing, or where an empty needle is. An offset counts from the end
// when negative.
struct Start {
  size_t from = 0;
  double found = -1;
  bool search = false;
};

Start SearchStart(size_t size, double offset, size_t needle_size, bool forwards) {
  Start start;
  double length = static_cast<double>(size);
  double from = std::trunc(offset);
  if (from < 0) {
    from += length;
    if (from < 0) {
      if (needle_size == 0) {
        start.found = 0;
        return start;
      }
      if (!forwards) return start;
      from = 0;
    }
  }
  if (needle_size == 0) {
    start.found = std::min(from, length);
    return start;
  }
  if (from >= length) {
    if (forwards) return start;
    from = length - 1;
  }
  if (size == 0 || needle_size > size) return start;
  if (forwards && from + static_cast<double>(needle_size) > length) return start;
  start.from = static_cast<size_t>(from);
  start.search = true;
  return start;
}

double Search(std::span<const uint8_t> haystack, std::span<const uint8_t> needle, double offset, bool forwards, Encoding encoding) {
  Start start = SearchStart(haystack.size(), offset, needle.size(), forwards);
  if (!start.search) return start.found;
  size_t step = 1;
  size_t from = start.from;
  if (encoding == Encoding::kUtf16Le) {
    if (haystack.size() < 2 || needle.size() < 2) return -1;
    step = 2;
    from -= from % 2;  // Node counts characters from the buffer's start.
    needle = needle.first(needle.size() - needle.size() % 2);
  }
  size_t found = FindBytes(haystack.data(), haystack.size(), needle.data(), needle.size(), from, forwards, step);
  return found == haystack.size() ? -1 : static_cast<double>(found);
}

int32_t IndexOfByte(std::span<const uint8_t> bytes, uint32_t number, double offset, bool forwards) {
  Start start = SearchStart(bytes.size(), offset, 1, forwards);
  if (!start.search) return -1;
  const uint8_t* data = bytes.data();
  const void* found = forwards ? std::memchr(data + start.from, static_cast<int>(number & 0xFF), bytes.size() - start.from)
                               : memrchr(data, static_cast<int>(number & 0xFF), start.from + 1);
  return found == nullptr ? -1 : static_cast<int32_t>(static_cast<const uint8_t*>(found) - data);
}

// (typed array, ...) with the offset at 2 and the direction last.
bool ReadSearch(const CallInfo& info, int direction_index, double* offset, bool* forwards) {
  if (!info[0]->IsArrayBufferView()) {
    ThrowNotABuffer(info.GetIsolate());
    return false;
  }
  return GetDouble(info, 2, offset) && !std::isnan(*offset) && GetBool(info, direction_index, forwards);
}

int32_t FastCompare(v8::Local<v8::Value>, v8::Local<v8::Value> a, v8::Local<v8::Value> b, v8::FastApiCallbackOptions& options) {
  v8::HandleScope scope(options.isolate);
  ReadableBytes first(a);
  ReadableBytes second(b);
  if (!first || !second) {
    ThrowNotABuffer(options.isolate);
    return 0;
  }
  return Compare(first.span(), second.span());
}

// The smallest of what is asked for and what there is: bounds are JavaScript's to check, memory is ours to keep safe.
uint32_t CopyBytes(std::span<const uint8_t> source, std::span<uint8_t> target, size_t target_start, size_t source_start, size_t count) {
  if (target_start >= target.size() || source_start >= source.size()) return 0;
  count = std::min({count, target.size() - target_start, source.size() - source_start});
  std::memmove(target.data() + target_start, source.data() + source_start, count);  // They may overlap.
  return static_cast<uint32_t>(count);
}

uint32_t FastCopy(v8::Local<v8::Value>, v8::Local<v8::Value> source, v8::Local<v8::Value> target, uint32_t target_start, uint32_t source_start,
                  uint32_t count, v8::FastApiCallbackOptions& options) {
  v8::HandleScope scope(options.isolate);
  std::span<uint8_t> from;
  std::span<uint8_t> to;
  if (!SpanOf(source, &from) || !SpanOf(target, &to)) {
    ThrowNotABuffer(options.isolate);
    return 0;
  }
  return CopyBytes(from, to, target_start, source_start, count);
}

int32_t FastIndexOfNumber(v8::Local<v8::Value>, v8::Local<v8::Value> buffer, uint32_t number, double offset, bool forwards,
                          v8::FastApiCallbackOptions& options) {
  v8::HandleScope scope(options.isolate);
  ReadableBytes bytes(buffer);
  if (!bytes) {
    ThrowNotABuffer(options.isolate);
    return -1;
  }
  return IndexOfByte(bytes.span(), number, offset, forwards);
}

}  // namespace

const v8::CFunction kFastBufferCompare = v8::CFunction::Make(FastCompare);
const v8::CFunction kFastBufferCopy = v8::CFunction::Make(FastCopy);
const v8::CFunction kFastBufferIndexOfNumber = v8::CFunction::Make(FastIndexOfNumber);

// (a, b) => -1, 0 or 1.
void BufferCompare(const CallInfo& info) {
  ReadableBytes a(info[0]);
  ReadableBytes b(info[1]);
  if (!a || !b) return ThrowNotABuffer(info.GetIsolate());
  info.GetReturnValue().Set(Compare(a.span(), b.span()));
}

// (source, target, sourceStart, targetStart, targetLength, sourceLength) => -1, 0 or 1.
void BufferCompareOffset(const CallInfo& info) {
  double source_start = 0, target_start = 0, target_length = 0, source_length = 0;
  ReadableBytes source(info[0]);
  ReadableBytes target(info[1]);
  if (!source || !target) return ThrowNotABuffer(info.GetIsolate());
  if (!GetDouble(info, 2, &source_start) || !GetDouble(info, 3, &target_start) || !GetDouble(info, 4, &target_length) ||
      !GetDouble(info, 5, &source_length)) {
    return;
  }
  auto part = [](std::span<const uint8_t> bytes, double start, double length, std::span<const uint8_t>* out) {
    if (!(start >= 0) || start > static_cast<double>(bytes.size())) return false;
    bytes = bytes.subspan(static_cast<size_t>(start));
    size_t count = length > 0 ? (length < static_cast<double>(bytes.size()) ? static_cast<size_t>(length) : bytes.size()) : 0;
    *out = bytes.first(count);
    return true;
  };
  std::span<const uint8_t> a;
  std::span<const uint8_t> b;
  v8::Isolate* isolate = info.GetIsolate();
  if (!part(source.span(), source_start, source_length, &a)) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The value of \"sourceStart\" is out of range.");
  }
  if (!part(target.span(), target_start, target_length, &b)) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The value of \"targetStart\" is out of range.");
  }
  info.GetReturnValue().Set(Compare(a, b));
}

// (source, target, targetStart, sourceStart, count) => bytes copied.
void BufferCopy(const CallInfo& info) {
  std::span<uint8_t> source;
  std::span<uint8_t> target;
  double target_start = 0, source_start = 0, count = 0;
  if (!SpanOf(info[0], &source) || !SpanOf(info[1], &target)) return ThrowNotABuffer(info.GetIsolate());
  if (!GetDouble(info, 2, &target_start) || !GetDouble(info, 3, &source_start) || !GetDouble(info, 4, &count)) return;
  constexpr double kMax = static_cast<double>(v8::TypedArray::kMaxByteLength);
  if (!(target_start >= 0 && source_start >= 0 && count >= 0) || target_start > kMax || source_start > kMax) return info.GetReturnValue().Set(0);
  size_t most = count > kMax ? v8::TypedArray::kMaxByteLength : static_cast<size_t>(count);
  info.GetReturnValue().Set(CopyBytes(source, target, static_cast<size_t>(target_start), static_cast<size_t>(source_start), most));
}

// (buffer, value, start, end, encoding): repeats a string, the bytes of a Uint8Array, or a number. -1: the value has no bytes, -2: out of
// bounds.
void BufferFill(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::span<uint8_t> bytes;
  double start = 0, end = 0;
  if (!info[0]->IsArrayBufferView() || !SpanOf(info[0], &bytes)) return ThrowNotABuffer(isolate);
  if (!GetDouble(info, 2, &start) || !GetDouble(info, 3, &end)) return;
  double size = static_cast<double>(bytes.size());
  if (!(start >= 0) || !(end <= size)) return info.GetReturnValue().Set(-2);
  if (start >= end) return;
  std::span<uint8_t> part = bytes.subspan(static_cast<size_t>(start), static_cast<size_t>(end) - static_cast<size_t>(start));

  std::string pattern;
  if (info[1]->IsString()) {
    pattern = StringToBytes(isolate, info[1].As<v8::String>(), EncodingOf(isolate, info[4], Encoding::kUtf8));
  } else if (ReadableBytes value(info[1]); value) {
    pattern.assign(reinterpret_cast<const char*>(value.span().data()), value.span().size());
  } else {
    uint32_t number = 0;
    if (!info[1]->Uint32Value(isolate->GetCurrentContext()).To(&number)) return;
    // Converting may have run JavaScript that detached the buffer.
    if (!SpanOf(info[0], &bytes) || !(end <= static_cast<double>(bytes.size()))) return info.GetReturnValue().Set(-2);
    pattern.assign(1, static_cast<char>(number & 0xFF));
  }
  if (pattern.empty()) return info.GetReturnValue().Set(-1);
  if (pattern.size() == 1) {
    std::memset(part.data(), static_cast<uint8_t>(pattern[0]), part.size());
    return;
  }
  // Doubling what is already filled.
  size_t filled = std::min(pattern.size(), part.size());
  std::memcpy(part.data(), pattern.data(), filled);
  while (filled < part.size()) {
    size_t count = std::min(filled, part.size() - filled);
    std::memcpy(part.data() + filled, part.data(), count);
    filled += count;
  }
}

// (buffer, needle, offset, encoding, forwards) => index or -1.
void BufferIndexOfBuffer(const CallInfo& info) {
  double offset = 0;
  bool forwards = true;
  if (!ReadSearch(info, 4, &offset, &forwards)) return;
  ReadableBytes haystack(info[0]);
  ReadableBytes needle(info[1]);
  if (!needle) return ThrowNotABuffer(info.GetIsolate());
  Encoding encoding = EncodingOf(info.GetIsolate(), info[3], Encoding::kUtf8);
  info.GetReturnValue().Set(Search(haystack.span(), needle.span(), offset, forwards, encoding));
}

void BufferIndexOfString(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  double offset = 0;
  bool forwards = true;
  if (!ReadSearch(info, 4, &offset, &forwards)) return;
  if (!info[1]->IsString()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a string");
  Encoding encoding = EncodingOf(isolate, info[3], Encoding::kUtf8);
  std::string needle = StringToBytes(isolate, info[1].As<v8::String>(), encoding);
  ReadableBytes haystack(info[0]);
  info.GetReturnValue().Set(Search(haystack.span(), {reinterpret_cast<const uint8_t*>(needle.data()), needle.size()}, offset, forwards, encoding));
}

// (buffer, number, offset, forwards) => index or -1.
void BufferIndexOfNumber(const CallInfo& info) {
  double offset = 0;
  bool forwards = true;
  uint32_t number = 0;
  if (!GetUint32(info, 1, &number) || !ReadSearch(info, 3, &offset, &forwards)) return;
  ReadableBytes bytes(info[0]);
  info.GetReturnValue().Set(IndexOfByte(bytes.span(), number, offset, forwards));
}

}  // namespace isoscope
