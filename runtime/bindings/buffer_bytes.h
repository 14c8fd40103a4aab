// The memory of typed arrays and buffers as the buffer and encoding bindings use it: synchronously, so that nothing needs pinning.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_BUFFER_BYTES_H_
#define ISOSCOPE_RUNTIME_BINDINGS_BUFFER_BYTES_H_

#include <cstdint>
#include <span>

#include <v8-array-buffer.h>
#include <v8-fast-api-calls.h>
#include <v8-function-callback.h>
#include <v8-typed-array.h>
#include <v8-value.h>

namespace isoscope {

// The functions of the buffer binding that search, compare and fill; in the table of buffer.cc.
void BufferCompare(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferCompareOffset(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferCopy(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferFill(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfBuffer(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfNumber(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfString(const v8::FunctionCallbackInfo<v8::Value>& info);
extern const v8::CFunction kFastBufferCompare;
extern const v8::CFunction kFastBufferCopy;
extern const v8::CFunction kFastBufferIndexOfNumber;

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

#endif  // ISOSCOPE_RUNTIME_BINDINGS_BUFFER_BYTES_H_
