// A libuv stream (tty, pipe, tcp) with its JavaScript object: reading, writing, shutting down.
//
// Isolate thread only. Data arrives through one function of JavaScript's for all streams, the host function streamOnRead: `this` is the handle,
// the argument the Buffer that was read, and fields.streamState[kReadBytesOrError] its length, or a negative uv code (UV_EOF at the end).
// Up to kOnHeapLimit bytes come in fields.smallRead instead, and null is the argument.
// A C++ StreamListener may take a stream's bytes instead.
// A write goes out at once when the kernel takes it all. Else streamState[kLastWriteWasAsync] is 1, and the rest goes with the request object
// given, which completes later with `oncomplete(status)`; when none was given, finishWrite(req) must follow at once.
#ifndef ISOSCOPE_RUNTIME_ENV_STREAM_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_STREAM_WRAP_H_

#include <memory>
#include <vector>

#include <uv.h>

#include "runtime/env/arguments.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/req_wrap.h"
#include "runtime/env/stream_listener.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {

// Bytes on their way out, and what keeps their memory.
struct OutgoingBytes {
  std::vector<uv_buf_t> buffers;
  std::vector<std::shared_ptr<v8::BackingStore>> keep_alive;
  std::unique_ptr<char[]> copy;
};

// V8 keeps a typed array of so few bytes on its heap: no allocation, no backing store, nothing to free.
inline constexpr size_t kOnHeapLimit = 64;

class StreamWrap : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"LibuvStreamWrap", &HandleWrap::kClass};

  // `stream` is a member of the deriving object, already initialized with the environment's loop.
  StreamWrap(Environment* env, v8::Local<v8::Object> object, uv_stream_t* stream, AsyncProvider provider);
  const ClassInfo* class_info() const override { return &kClass; }
  uv_stream_t* stream() const { return stream_; }

  // Sends what is read to `listener` instead of JavaScript; nullptr gives it back to JavaScript.
  void SetListener(StreamListener* listener) { listener_ = listener; }
  StreamListener* listener() const { return listener_; }
  int ReadStart();
  int ReadStop();
  // streamOnRead in JavaScript, with `size` bytes of malloced memory that it takes over, or an error.
  void PassToJs(ssize_t size, char* malloced);

  static void JsReadStart(const CallInfo& info);
  static void JsReadStop(const CallInfo& info);
  static void JsUseUserBuffer(const CallInfo& info);  // (bytes): reads go there; streamOnRead then gets no Buffer.
  static void JsWriteBuffer(const CallInfo& info);    // (req or nothing, bytes) => uv code
  template <Encoding encoding>
  static void JsWriteString(const CallInfo& info);  // (req or nothing, string, handle to send) => uv code
  static void JsWritev(const CallInfo& info);       // (req or nothing, chunks, all buffers?) => uv code; else chunks and encodings alternate
  static void JsFinishWrite(const CallInfo& info);  // (req) => uv code
  static void JsShutdown(const CallInfo& info);     // (req) => uv code
  static void JsSetBlocking(const CallInfo& info);  // (boolean) => uv code
  static void JsFd(const CallInfo& info);
  static void JsBytesRead(const CallInfo& info);
  static void JsBytesWritten(const CallInfo& info);
  static void JsWriteQueueSize(const CallInfo& info);

 protected:
  ~StreamWrap() override { TellListenerClosed(); }
  void OnClosing() override { TellListenerClosed(); }

 private:
  void TellListenerClosed();
  static void OnAlloc(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer);
  static void OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);
  static StreamWrap* Open(const CallInfo& info);
  // Writes what the kernel takes at once; the number of bytes, or a negative uv code.
  ssize_t TryWrite(const uv_buf_t* buffers, size_t count);
  void BeginWrite(size_t size);
  // The rest of a write: with the request in info[0], or kept for finishWrite.
  void WriteRest(const CallInfo& info, OutgoingBytes rest, uv_stream_t* send_handle);
  int DispatchWrite(v8::Local<v8::Value> request, OutgoingBytes bytes, uv_stream_t* send_handle);

  uv_stream_t* const stream_;
  StreamListener* listener_ = nullptr;
  uint64_t bytes_read_ = 0;
  uint64_t bytes_written_ = 0;
  Bytes user_buffer_;
  std::unique_ptr<OutgoingBytes> unfinished_;
};

class WriteWrap : public ReqWrap<uv_write_t> {
 public:
  static constexpr ClassInfo kClass{"WriteWrap", &ReqWrapBase::kClass};
  WriteWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kWRITEWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info);
  static void After(uv_write_t* req, int status);

  ~WriteWrap() override { Send(nullptr); }
  // The handle that goes along: there until its descriptor is in the kernel's hands.
  void Send(HandleWrap* handle) {
    if (sent_ != nullptr) sent_->Unpin();
    sent_ = handle;
    if (sent_ != nullptr) sent_->Pin();
  }

  OutgoingBytes bytes;

 private:
  HandleWrap* sent_ = nullptr;
};

class ShutdownWrap : public ReqWrap<uv_shutdown_t> {
 public:
  static constexpr ClassInfo kClass{"ShutdownWrap", &ReqWrapBase::kClass};
  ShutdownWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kSHUTDOWNWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info);
  static void After(uv_shutdown_t* req, int status);
};

extern const BindingClass kStreamWrapClass;  // `base` of every stream class in a table.
extern const std::span<const BindingClass> kStreamRequestClasses;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_STREAM_WRAP_H_
