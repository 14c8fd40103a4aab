// The memory of typed arrays and buffers for use at once, on the isolate's thread: nothing is pinned (see Bytes in arguments.h for that).
#ifndef ISOSCOPE_RUNTIME_ENV_BYTE_SPAN_H_
#define ISOSCOPE_RUNTIME_ENV_BYTE_SPAN_H_

#include <cstdint>
#include <span>

#include <v8-array-buffer.h>
#include <v8-memory-span.h>
#include <v8-typed-array.h>
#include <v8-value.h>

namespace isoscope {

// False, without throwing, for what has no bytes. The span is valid until JavaScript runs again.
inline bool SpanOf(v8::Local<v8::Value> value, std::span<uint8_t>* out) {
  if (value->IsArrayBufferView()) {
    auto view = value.As<v8::ArrayBufferView>();
    size_t size = view->ByteLength();
    *out = {size == 0 ? nullptr : static_cast<uint8_t*>(view->Buffer()->Data()) + view->ByteOffset(), size};
    return true;
  }
  if (value->IsArrayBuffer()) {
    auto buffer = value.As<v8::ArrayBuffer>();
    *out = {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
    return true;
  }
  if (value->IsSharedArrayBuffer()) {
    auto buffer = value.As<v8::SharedArrayBuffer>();
    *out = {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
    return true;
  }
  return false;
}

// Read-only access that spares small typed arrays, whose bytes lie in V8's heap, from being given an ArrayBuffer. Do not copy: the span
// may point into the object.
class ReadableBytes {
 public:
  explicit ReadableBytes(v8::Local<v8::Value> value) {
    if (value->IsArrayBufferView()) {
      v8::MemorySpan<uint8_t> contents = value.As<v8::ArrayBufferView>()->GetContents({storage_, sizeof(storage_)});
      span_ = {contents.data(), contents.size()};
    } else {
      std::span<uint8_t> bytes;
      valid_ = SpanOf(value, &bytes);
      span_ = bytes;
    }
  }
  ReadableBytes(const ReadableBytes&) = delete;
  ReadableBytes& operator=(const ReadableBytes&) = delete;

  explicit operator bool() const { return valid_; }
  std::span<const uint8_t> span() const { return span_; }

 private:
  uint8_t storage_[64];  // V8's limit of what it keeps in the heap.
  std::span<const uint8_t> span_;
  bool valid_ = true;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BYTE_SPAN_H_
