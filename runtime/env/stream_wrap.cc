#include "runtime/env/stream_wrap.h"

#include <cstdlib>

#include <v8-function.h>
#include <v8-typed-array.h>

#include "runtime/env/buffers.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"

namespace isoscope {

StreamWrap::StreamWrap(Environment* env, v8::Local<v8::Object> object, uv_stream_t* stream, AsyncProvider provider)
    : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(stream), provider), stream_(stream) {}

// Null when `this` is no open stream; the caller's result is then UV_EBADF.
StreamWrap* StreamWrap::Open(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  if (wrap != nullptr && wrap->IsOpen()) return wrap;
  info.GetReturnValue().Set(UV_EBADF);
  return nullptr;
}

void StreamWrap::JsReadStart(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap != nullptr) info.GetReturnValue().Set(uv_read_start(wrap->stream_, OnAlloc, OnRead));
}

void StreamWrap::JsReadStop(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap != nullptr) info.GetReturnValue().Set(uv_read_stop(wrap->stream_));
}

void StreamWrap::OnAlloc(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer) {
  auto* wrap = static_cast<StreamWrap*>(static_cast<HandleWrap*>(handle->data));
  if (wrap->listener_ != nullptr) {
    *buffer = wrap->listener_->OnStreamAlloc(suggested);
    return;
  }
  auto* memory = static_cast<char*>(malloc(suggested));
  *buffer = uv_buf_init(memory, memory == nullptr ? 0 : static_cast<unsigned>(suggested));  // No memory: libuv reports UV_ENOBUFS.
}

// Nothing runs between OnAlloc and OnRead, so both see the same listener.
void StreamWrap::OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  auto* wrap = static_cast<StreamWrap*>(static_cast<HandleWrap*>(stream->data));
  if (size > 0) wrap->bytes_read_ += static_cast<uint64_t>(size);
  if (wrap->listener_ != nullptr) {
    if (size != 0 && wrap->env()->can_call_into_js()) wrap->listener_->OnStreamRead(size, *buffer);
    return;
  }
  if (size <= 0 || !wrap->env()->can_call_into_js()) free(buffer->base);
  if (size == 0 || !wrap->env()->can_call_into_js()) return;  // 0: nothing to read after all.
  wrap->PassToJs(size, size > 0 ? buffer->base : nullptr);
}

void StreamWrap::TellListenerClosed() {
  if (listener_ == nullptr) return;
  StreamListener* listener = listener_;
  listener_ = nullptr;
  listener->OnStreamClosed();
}

void StreamWrap::PassToJs(ssize_t size, char* malloced) {
  Environment* environment = env();
  v8::Isolate* isolate = environment->isolate();
  v8::HandleScope handles(isolate);
  v8::Context::Scope context_scope(environment->context());
  v8::Local<v8::Function> on_read = environment->host_function(HostFunction::kStreamOnRead);
  v8::Local<v8::Value> data = v8::Undefined(isolate);
  if (size > 0) {
    // The 64 KB that libuv suggests are mostly more than came: give the rest back.
    void* fitted = realloc(malloced, static_cast<size_t>(size));
    v8::Local<v8::Uint8Array> bytes;
    if (!AdoptToBuffer(environment, fitted != nullptr ? fitted : malloced, static_cast<size_t>(size)).ToLocal(&bytes)) return;
    data = bytes;
  }
  environment->fields().streamState()[kReadBytesOrError] = static_cast<int32_t>(size);
  if (!on_read.IsEmpty()) MakeCallback(on_read, 1, &data);
}

void StreamWrap::Write(const CallInfo& info, const uint8_t* data, size_t size, std::shared_ptr<v8::BackingStore> keep_alive) {
  int32_t* state = env()->fields().streamState();
  state[kBytesWritten] = static_cast<int32_t>(size);
  state[kLastWriteWasAsync] = 0;
  bytes_written_ += size;

  uv_buf_t buffer = uv_buf_init(reinterpret_cast<char*>(const_cast<uint8_t*>(data)), static_cast<unsigned>(size));
  if (stream_->write_queue_size == 0) {
    int written = uv_try_write(stream_, &buffer, 1);
    if (written < 0 && written != UV_EAGAIN && written != UV_ENOSYS) return info.GetReturnValue().Set(written);
    if (written > 0) {
      buffer.base += written;
      buffer.len -= static_cast<size_t>(written);
    }
    if (buffer.len == 0) return info.GetReturnValue().Set(0);
  }

  auto* request = From<WriteWrap>(info[0]);
  if (request == nullptr || request->in_flight()) return info.GetReturnValue().Set(UV_EINVAL);
  if (keep_alive != nullptr) {
    request->keep_alive = std::move(keep_alive);
  } else {
    request->copy.assign(buffer.base, buffer.base + buffer.len);
    buffer.base = reinterpret_cast<char*>(request->copy.data());
  }
  request->ClearWeak();
  int err = request->DispatchOnHandle(uv_write, stream_, &buffer, 1u, &WriteWrap::After);
  if (err != 0) request->MakeWeak();
  state[kLastWriteWasAsync] = err == 0;
  info.GetReturnValue().Set(err);
}

void StreamWrap::JsWriteBuffer(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  Bytes bytes;
  if (wrap != nullptr && GetBytes(info, 1, &bytes)) wrap->Write(info, bytes.data, bytes.size, bytes.keep_alive);
}

void StreamWrap::JsWriteUtf8String(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  std::string text;
  if (wrap != nullptr && GetUtf8(info, 1, &text)) wrap->Write(info, reinterpret_cast<const uint8_t*>(text.data()), text.size(), nullptr);
}

void StreamWrap::JsShutdown(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap == nullptr) return;
  auto* request = From<ShutdownWrap>(info[0]);
  if (request == nullptr || request->in_flight()) return info.GetReturnValue().Set(UV_EINVAL);
  request->ClearWeak();
  int err = request->DispatchOnHandle(uv_shutdown, wrap->stream_, &ShutdownWrap::After);
  if (err != 0) request->MakeWeak();
  info.GetReturnValue().Set(err);
}

void StreamWrap::JsSetBlocking(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  bool blocking = false;
  if (wrap != nullptr && GetBool(info, 0, &blocking)) info.GetReturnValue().Set(uv_stream_set_blocking(wrap->stream_, blocking));
}

void StreamWrap::JsFd(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  uv_os_fd_t fd = -1;
  if (wrap != nullptr && wrap->IsOpen()) uv_fileno(wrap->uv_handle(), &fd);
  info.GetReturnValue().Set(fd);
}

void StreamWrap::JsBytesRead(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  info.GetReturnValue().Set(wrap == nullptr ? 0.0 : static_cast<double>(wrap->bytes_read_));
}

void StreamWrap::JsBytesWritten(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  info.GetReturnValue().Set(wrap == nullptr ? 0.0 : static_cast<double>(wrap->bytes_written_));
}

namespace {

// (status)
void CallOnComplete(AsyncWrap* request, int status) {
  Environment* env = request->env();
  if (!env->can_call_into_js()) return;
  v8::HandleScope handles(env->isolate());
  v8::Local<v8::Value> argv[] = {v8::Integer::New(env->isolate(), status)};
  request->MakeCallback(OneByte(env->isolate(), "oncomplete"), 1, argv);
}

void NewStream(const CallInfo& info) { ThrowTypeError(info.GetIsolate(), "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor"); }

constexpr BindingFunction kStreamMethods[] = {
    Method<StreamWrap::JsReadStart>("readStart"),        Method<StreamWrap::JsReadStop>("readStop"),
    Method<StreamWrap::JsWriteBuffer>("writeBuffer", 2), Method<StreamWrap::JsWriteUtf8String>("writeUtf8String", 2),
    Method<StreamWrap::JsShutdown>("shutdown", 1),       Method<StreamWrap::JsSetBlocking>("setBlocking", 1),
};
constexpr BindingFunction kStreamGetters[] = {
    Method<StreamWrap::JsFd>("fd"),
    Method<StreamWrap::JsBytesRead>("bytesRead"),
    Method<StreamWrap::JsBytesWritten>("bytesWritten"),
};
constexpr BindingClass kRequestClasses[] = {
    {.name = "WriteWrap", .construct = Method<WriteWrap::New>("WriteWrap")},
    {.name = "ShutdownWrap", .construct = Method<ShutdownWrap::New>("ShutdownWrap")},
};

}  // namespace

void WriteWrap::New(const CallInfo& info) {
  if (info.IsConstructCall()) new WriteWrap(Environment::From(info.GetIsolate()), info.This());
}

void WriteWrap::After(uv_write_t* req, int status) {
  std::unique_ptr<WriteWrap> self = Take<WriteWrap>(req);
  CallOnComplete(self.get(), status);
}

void ShutdownWrap::New(const CallInfo& info) {
  if (info.IsConstructCall()) new ShutdownWrap(Environment::From(info.GetIsolate()), info.This());
}

void ShutdownWrap::After(uv_shutdown_t* req, int status) {
  std::unique_ptr<ShutdownWrap> self = Take<ShutdownWrap>(req);
  CallOnComplete(self.get(), status);
}

const BindingClass kStreamWrapClass = {.name = "LibuvStreamWrap",
                                       .construct = Method<NewStream>("LibuvStreamWrap"),
                                       .methods = kStreamMethods,
                                       .getters = kStreamGetters,
                                       .base = &kHandleWrapClass};
constinit const std::span<const BindingClass> kStreamRequestClasses = kRequestClasses;

}  // namespace isoscope
