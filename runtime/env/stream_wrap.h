// A libuv stream (tty, pipe, later tcp) with its JavaScript object: reading, writing, shutting down.
//
// Isolate thread only. Data arrives through one function of JavaScript's for all streams, the host function streamOnRead: `this` is the handle,
// the argument the Buffer that was read, and fields.streamState[kReadBytesOrError] its length, or a negative uv code (UV_EOF at the end).
// A write goes out at once when the kernel takes it all; else the request object given with it completes later, with `oncomplete(status)`.
#ifndef ISOSCOPE_RUNTIME_ENV_STREAM_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_STREAM_WRAP_H_

#include <vector>

#include <uv.h>

#include "runtime/env/arguments.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/req_wrap.h"
#include "runtime/env/stream_listener.h"

namespace isoscope {

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
  // streamOnRead in JavaScript, with `size` bytes of malloced memory that it takes over, or an error.
  void PassToJs(ssize_t size, char* malloced);

  static void JsReadStart(const CallInfo& info);
  static void JsReadStop(const CallInfo& info);
  static void JsWriteBuffer(const CallInfo& info);      // (req, bytes) => uv code
  static void JsWriteUtf8String(const CallInfo& info);  // (req, string) => uv code
  static void JsShutdown(const CallInfo& info);         // (req) => uv code
  static void JsSetBlocking(const CallInfo& info);      // (boolean) => uv code
  static void JsFd(const CallInfo& info);
  static void JsBytesRead(const CallInfo& info);
  static void JsBytesWritten(const CallInfo& info);

 protected:
  ~StreamWrap() override { TellListenerClosed(); }
  void OnClosing() override { TellListenerClosed(); }

 private:
  void TellListenerClosed();
  static void OnAlloc(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer);
  static void OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);
  static StreamWrap* Open(const CallInfo& info);
  void Write(const CallInfo& info, const uint8_t* data, size_t size, std::shared_ptr<v8::BackingStore> keep_alive);

  uv_stream_t* const stream_;
  StreamListener* listener_ = nullptr;
  uint64_t bytes_read_ = 0;
  uint64_t bytes_written_ = 0;
};

class WriteWrap : public ReqWrap<uv_write_t> {
 public:
  static constexpr ClassInfo kClass{"WriteWrap", &ReqWrapBase::kClass};
  WriteWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kWRITEWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info);
  static void After(uv_write_t* req, int status);

  std::shared_ptr<v8::BackingStore> keep_alive;  // Whose memory is being written,
  std::vector<uint8_t> copy;                     // or the bytes of a string.
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
