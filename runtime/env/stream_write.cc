// The writing half of StreamWrap. Bytes go from where they are (a buffer, the heap of V8, a small stack buffer) to the kernel; only what it
// does not take at once is kept, and a string's rest copied.
#include <cstring>
#include <utility>

#include <v8-container.h>
#include <v8-primitive.h>
#include <v8-typed-array.h>

#include "runtime/env/environment.h"
#include "runtime/env/simdutf.h"
#include "runtime/env/stream_wrap.h"

namespace isoscope {
namespace {

constexpr size_t kStackBytes = 16 * 1024;

uv_buf_t BufferOf(const void* data, size_t size) {
  uv_buf_t buffer;
  buffer.base = static_cast<char*>(const_cast<void*>(data));
  buffer.len = size;
  return buffer;
}

// Drops the first `written` bytes.
void Advance(std::vector<uv_buf_t>* buffers, size_t written) {
  size_t whole = 0;
  while (whole < buffers->size() && (*buffers)[whole].len <= written) written -= (*buffers)[whole++].len;
  buffers->erase(buffers->begin(), buffers->begin() + static_cast<ptrdiff_t>(whole));
  if (written == 0) return;
  buffers->front().base += written;
  buffers->front().len -= written;
}

OutgoingBytes CopyOf(const char* data, size_t size) {
  OutgoingBytes bytes;
  bytes.copy = std::make_unique_for_overwrite<char[]>(size);
  memcpy(bytes.copy.get(), data, size);
  bytes.buffers.push_back(BufferOf(bytes.copy.get(), size));
  return bytes;
}

}  // namespace

ssize_t StreamWrap::TryWrite(const uv_buf_t* buffers, size_t count) {
  int written = uv_try_write(stream_, buffers, static_cast<unsigned>(count));  // UV_EAGAIN too while others wait in the queue.
  return written == UV_EAGAIN || written == UV_ENOSYS ? 0 : written;
}

void StreamWrap::BeginWrite(size_t size) {
  int32_t* state = env()->fields().streamState();
  state[kBytesWritten] = static_cast<int32_t>(size);
  state[kLastWriteWasAsync] = 0;
  bytes_written_ += size;
}

int StreamWrap::DispatchWrite(v8::Local<v8::Value> object, OutgoingBytes bytes, uv_stream_t* send_handle) {
  auto* request = From<WriteWrap>(object);
  if (request == nullptr || request->in_flight()) return UV_EINVAL;
  request->bytes = std::move(bytes);
  request->ClearWeak();
  const uv_buf_t* buffers = request->bytes.buffers.data();
  auto count = static_cast<unsigned>(request->bytes.buffers.size());
  int err = send_handle == nullptr ? request->DispatchOnHandle(uv_write, stream_, buffers, count, &WriteWrap::After)
                                   : request->DispatchOnHandle(uv_write2, stream_, buffers, count, send_handle, &WriteWrap::After);
  if (err != 0) request->MakeWeak();
  if (err == 0 && send_handle != nullptr) request->Send(static_cast<HandleWrap*>(send_handle->data));
  env()->fields().streamState()[kLastWriteWasAsync] = err == 0;
  return err;
}

void StreamWrap::WriteRest(const CallInfo& info, OutgoingBytes rest, uv_stream_t* send_handle) {
  if (!info[0]->IsNullOrUndefined()) return info.GetReturnValue().Set(DispatchWrite(info[0], std::move(rest), send_handle));
  unfinished_ = std::make_unique<OutgoingBytes>(std::move(rest));
  env()->fields().streamState()[kLastWriteWasAsync] = 1;
  info.GetReturnValue().Set(0);
}

void StreamWrap::JsFinishWrite(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap == nullptr) return;
  if (wrap->unfinished_ == nullptr) return info.GetReturnValue().Set(UV_EINVAL);
  OutgoingBytes rest = std::move(*wrap->unfinished_);
  wrap->unfinished_.reset();
  info.GetReturnValue().Set(wrap->DispatchWrite(info[0], std::move(rest), nullptr));
}

void StreamWrap::JsWriteBuffer(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap == nullptr) return;
  ssize_t written = 0;
  bool tried = false;
  if (info[1]->IsUint8Array()) {
    // A small array's bytes are on V8's heap and come as a copy: it gets no backing store for being written.
    uint8_t on_heap[kOnHeapLimit];
    v8::MemorySpan<uint8_t> contents = info[1].As<v8::Uint8Array>()->GetContents({on_heap, sizeof on_heap});
    wrap->BeginWrite(contents.size());
    uv_buf_t buffer = BufferOf(contents.data(), contents.size());
    written = wrap->TryWrite(&buffer, 1);
    if (written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
    if (static_cast<size_t>(written) == contents.size()) return info.GetReturnValue().Set(0);
    tried = true;
  }
  Bytes bytes;
  if (!GetBytes(info, 1, &bytes)) return;
  if (!tried) {
    wrap->BeginWrite(bytes.size);
    uv_buf_t buffer = BufferOf(bytes.data, bytes.size);
    written = wrap->TryWrite(&buffer, 1);
    if (written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
    if (static_cast<size_t>(written) == bytes.size) return info.GetReturnValue().Set(0);
  }
  OutgoingBytes rest;
  rest.buffers.push_back(BufferOf(bytes.data + written, bytes.size - static_cast<size_t>(written)));
  rest.keep_alive.push_back(std::move(bytes.keep_alive));
  wrap->WriteRest(info, std::move(rest), nullptr);
}

template <Encoding encoding>
void StreamWrap::JsWriteString(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[1]->IsString()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The data must be a string");
  v8::Local<v8::String> string = info[1].As<v8::String>();
  uv_stream_t* send_handle = nullptr;
  if (auto* sent = From<HandleWrap>(info[2]); sent != nullptr) {
    if (!sent->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    send_handle = reinterpret_cast<uv_stream_t*>(sent->uv_handle());
  }
  size_t bound = StringBytesBound(string, encoding);

  if (bound <= kStackBytes && send_handle == nullptr) {
    char memory[kStackBytes];
    size_t size = WriteString(isolate, string, encoding, {reinterpret_cast<uint8_t*>(memory), bound});
    wrap->BeginWrite(size);
    uv_buf_t buffer = BufferOf(memory, size);
    ssize_t written = wrap->TryWrite(&buffer, 1);
    if (written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
    auto done = static_cast<size_t>(written);
    if (done == size) return info.GetReturnValue().Set(0);
    return wrap->WriteRest(info, CopyOf(memory + done, size - done), nullptr);
  }

  if constexpr (encoding == Encoding::kUtf8 || encoding == Encoding::kLatin1) {
    auto length = static_cast<size_t>(string->Length());
    if (send_handle == nullptr && string->IsOneByte()) {
      // The string is its own bytes: straight from V8's heap into the kernel. No JavaScript and no GC while the view lives.
      ssize_t written = 0;
      OutgoingBytes rest;
      bool direct = false;
      {
        v8::String::ValueView view(isolate, string);
        const auto* data = reinterpret_cast<const char*>(view.data8());
        if (view.is_one_byte() && (encoding == Encoding::kLatin1 || simdutf::validate_ascii(data, length))) {
          direct = true;
          wrap->BeginWrite(length);
          uv_buf_t buffer = BufferOf(data, length);
          written = wrap->TryWrite(&buffer, 1);
          if (written >= 0 && static_cast<size_t>(written) < length) rest = CopyOf(data + written, length - static_cast<size_t>(written));
        }
      }
      if (direct && written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
      if (direct && rest.buffers.empty()) return info.GetReturnValue().Set(0);
      if (direct) return wrap->WriteRest(info, std::move(rest), nullptr);
    }
  }

  if (encoding == Encoding::kUtf8) bound = Utf8Length(isolate, string);
  OutgoingBytes bytes;
  bytes.copy = std::make_unique_for_overwrite<char[]>(bound);
  size_t size = WriteString(isolate, string, encoding, {reinterpret_cast<uint8_t*>(bytes.copy.get()), bound});
  wrap->BeginWrite(size);
  bytes.buffers.push_back(BufferOf(bytes.copy.get(), size));
  if (send_handle == nullptr) {
    ssize_t written = wrap->TryWrite(bytes.buffers.data(), 1);
    if (written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
    if (static_cast<size_t>(written) == size) return info.GetReturnValue().Set(0);
    Advance(&bytes.buffers, static_cast<size_t>(written));
  }
  wrap->WriteRest(info, std::move(bytes), send_handle);
}

template void StreamWrap::JsWriteString<Encoding::kUtf8>(const CallInfo&);
template void StreamWrap::JsWriteString<Encoding::kAscii>(const CallInfo&);
template void StreamWrap::JsWriteString<Encoding::kLatin1>(const CallInfo&);
template void StreamWrap::JsWriteString<Encoding::kUtf16Le>(const CallInfo&);

void StreamWrap::JsWritev(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  if (!info[1]->IsArray()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The chunks must be an array");
  v8::Local<v8::Array> chunks = info[1].As<v8::Array>();
  uint32_t step = info[2]->IsTrue() ? 1 : 2;

  // First where each chunk is, and how much memory the strings need together; then the strings' bytes.
  struct Text {
    size_t index;
    v8::Local<v8::String> string;
    Encoding encoding;
    size_t bound;
  };
  OutgoingBytes bytes;
  std::vector<Text> texts;
  size_t text_bytes = 0;
  size_t total = 0;
  for (uint32_t i = 0; i + step <= chunks->Length(); i += step) {
    v8::Local<v8::Value> chunk;
    if (!chunks->Get(context, i).ToLocal(&chunk)) return;
    Bytes found;
    if (BytesOf(chunk, &found)) {
      bytes.buffers.push_back(BufferOf(found.data, found.size));
      bytes.keep_alive.push_back(std::move(found.keep_alive));
      total += found.size;
      continue;
    }
    v8::Local<v8::Value> name;
    if (step == 1 || !chunk->IsString()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "Each chunk must be a string or a buffer");
    if (!chunks->Get(context, i + 1).ToLocal(&name)) return;
    v8::Local<v8::String> string = chunk.As<v8::String>();
    Encoding encoding = EncodingOf(isolate, name, Encoding::kUtf8);
    size_t bound = encoding == Encoding::kUtf8 ? Utf8Length(isolate, string) : StringBytesBound(string, encoding);
    texts.push_back({bytes.buffers.size(), string, encoding, bound});
    bytes.buffers.push_back({});
    text_bytes += bound;
  }
  if (text_bytes > 0) bytes.copy = std::make_unique_for_overwrite<char[]>(text_bytes);
  char* out = bytes.copy.get();
  for (const Text& text : texts) {
    size_t size = WriteString(isolate, text.string, text.encoding, {reinterpret_cast<uint8_t*>(out), text.bound});
    bytes.buffers[text.index] = BufferOf(out, size);
    out += size;
    total += size;
  }
  wrap->BeginWrite(total);
  if (bytes.buffers.empty()) return info.GetReturnValue().Set(0);
  ssize_t written = wrap->TryWrite(bytes.buffers.data(), bytes.buffers.size());
  if (written < 0) return info.GetReturnValue().Set(static_cast<int>(written));
  if (static_cast<size_t>(written) == total) return info.GetReturnValue().Set(0);
  Advance(&bytes.buffers, static_cast<size_t>(written));
  wrap->WriteRest(info, std::move(bytes), nullptr);
}

}  // namespace isoscope
