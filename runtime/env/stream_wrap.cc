#include "runtime/env/stream_wrap.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include <v8-array-buffer.h>
#include <v8-function.h>

#include "runtime/engine/array_buffer_allocator.h"
#include "runtime/engine/blocks.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"

namespace isoscope {

namespace {

struct GiveBack {
  void operator()(char* block) const { Blocks::Give(block); }
};
// What the streams of this thread read into. A small read is copied out of it, a large one takes it along.
thread_local std::unique_ptr<char, GiveBack> scratch;
constexpr size_t kWholeLimit = 32 * 1024;

static_assert(sizeof(SharedFields::Layout::smallRead) == kOnHeapLimit);

void Deliver(StreamWrap* wrap, ssize_t size, v8::Local<v8::Value> data) {
  Environment* env = wrap->env();
  v8::Local<v8::Function> on_read = env->host_function(HostFunction::kStreamOnRead);
  if (on_read.IsEmpty()) return;
  env->fields().streamState()[kReadBytesOrError] = static_cast<int32_t>(size);
  wrap->MakeCallback(on_read, 1, &data);
}

// streamOnRead gets an ArrayBuffer, or undefined without bytes.
void CallOnRead(StreamWrap* wrap, ssize_t size, std::unique_ptr<v8::BackingStore> store) {
  v8::Isolate* isolate = wrap->isolate();
  v8::HandleScope handles(isolate);
  v8::Context::Scope context_scope(wrap->env()->context());
  v8::Local<v8::Value> data = v8::Undefined(isolate);
  if (store != nullptr) data = v8::ArrayBuffer::New(isolate, std::move(store));
  Deliver(wrap, size, data);
}

// streamOnRead gets null: the bytes are in fields.smallRead.
void CallOnSmallRead(StreamWrap* wrap, const char* bytes, size_t size) {
  v8::HandleScope handles(wrap->isolate());
  memcpy(wrap->env()->fields().smallRead(), bytes, size);
  Deliver(wrap, static_cast<ssize_t>(size), v8::Null(wrap->isolate()));
}

}  // namespace

StreamWrap::StreamWrap(Environment* env, v8::Local<v8::Object> object, uv_stream_t* stream, AsyncProvider provider)
    : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(stream), provider), stream_(stream) {}

// Null when `this` is no open stream; the caller's result is then UV_EBADF.
StreamWrap* StreamWrap::Open(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  if (wrap != nullptr && wrap->IsOpen()) return wrap;
  info.GetReturnValue().Set(UV_EBADF);
  return nullptr;
}

int StreamWrap::ReadStart() { return uv_read_start(stream_, OnAlloc, OnRead); }
int StreamWrap::ReadStop() { return uv_read_stop(stream_); }

void StreamWrap::JsReadStart(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap != nullptr) info.GetReturnValue().Set(wrap->ReadStart());
}

void StreamWrap::JsReadStop(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  if (wrap != nullptr) info.GetReturnValue().Set(wrap->ReadStop());
}

void StreamWrap::JsUseUserBuffer(const CallInfo& info) {
  StreamWrap* wrap = Open(info);
  Bytes bytes;
  if (wrap != nullptr && GetBytes(info, 0, &bytes)) wrap->user_buffer_ = std::move(bytes);
}

void StreamWrap::OnAlloc(uv_handle_t* handle, [[maybe_unused]] size_t suggested, uv_buf_t* buffer) {
  auto* wrap = static_cast<StreamWrap*>(static_cast<HandleWrap*>(handle->data));
  if (wrap->listener_ != nullptr) {
    *buffer = wrap->listener_->OnStreamAlloc(suggested);
    return;
  }
  if (wrap->user_buffer_.data != nullptr) {
    buffer->base = reinterpret_cast<char*>(wrap->user_buffer_.data);
    buffer->len = wrap->user_buffer_.size;
    return;
  }
  if (scratch == nullptr) scratch.reset(static_cast<char*>(Blocks::Take()));
  buffer->base = scratch.get();
  buffer->len = scratch == nullptr ? 0 : Blocks::kBlockBytes;  // No memory: libuv reports UV_ENOBUFS.
}

// Nothing runs between OnAlloc and OnRead, so both see the same listener.
void StreamWrap::OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  auto* wrap = static_cast<StreamWrap*>(static_cast<HandleWrap*>(stream->data));
  if (size > 0) wrap->bytes_read_ += static_cast<uint64_t>(size);
  if (wrap->listener_ != nullptr) {
    if (size != 0 && wrap->env()->can_call_into_js()) wrap->listener_->OnStreamRead(size, *buffer);
    return;
  }
  if (size == 0 || !wrap->env()->can_call_into_js()) return;  // 0: nothing to read after all.
  v8::Isolate* isolate = wrap->isolate();
  if (size < 0 || buffer->base != scratch.get()) return CallOnRead(wrap, size, {});  // The user has the bytes.
  auto length = static_cast<size_t>(size);
  if (length <= kOnHeapLimit) return CallOnSmallRead(wrap, scratch.get(), length);
  if (length > kWholeLimit) {
    return CallOnRead(wrap, size, ArrayBufferAllocator::Of(isolate)->Adopt(scratch.release(), length, Blocks::Give));
  }
  std::unique_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(isolate, length, v8::BackingStoreInitializationMode::kUninitialized,
                                                                             v8::BackingStoreOnFailureMode::kReturnNull);
  if (store == nullptr) return CallOnRead(wrap, UV_ENOMEM, {});
  memcpy(store->Data(), scratch.get(), length);
  CallOnRead(wrap, size, std::move(store));
}

void StreamWrap::TellListenerClosed() {
  if (listener_ == nullptr) return;
  StreamListener* listener = listener_;
  listener_ = nullptr;
  listener->OnStreamClosed();
}

void StreamWrap::PassToJs(ssize_t size, char* malloced) {
  if (size <= 0 || !env()->can_call_into_js()) free(malloced);
  if (!env()->can_call_into_js()) return;
  if (size <= 0) return CallOnRead(this, size, {});
  // The 64 KB that libuv suggests are mostly more than came: give the rest back.
  auto length = static_cast<size_t>(size);
  void* fitted = realloc(malloced, length);
  CallOnRead(this, size, ArrayBufferAllocator::Of(isolate())->Adopt(fitted != nullptr ? fitted : malloced, length));
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

void StreamWrap::JsWriteQueueSize(const CallInfo& info) {
  auto* wrap = From<StreamWrap>(info.This());
  info.GetReturnValue().Set(wrap == nullptr || !wrap->IsOpen() ? 0.0 : static_cast<double>(uv_stream_get_write_queue_size(wrap->stream_)));
}

namespace {

// (status)
void CallOnComplete(AsyncWrap* request, int status) {
  Environment* env = request->env();
  if (!env->can_call_into_js()) return;
  v8::HandleScope handles(env->isolate());
  v8::Local<v8::Value> argv[] = {v8::Integer::New(env->isolate(), status)};
  request->MakeCallback(Internalized(env->isolate(), "oncomplete"), 1, argv);
}

void NewStream(const CallInfo& info) { ThrowTypeError(info.GetIsolate(), "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor"); }

constexpr BindingFunction kStreamMethods[] = {
    Method<StreamWrap::JsReadStart>("readStart"),
    Method<StreamWrap::JsReadStop>("readStop"),
    Method<StreamWrap::JsUseUserBuffer>("useUserBuffer", 1),
    Method<StreamWrap::JsWriteBuffer>("writeBuffer", 2),
    Method<StreamWrap::JsWriteString<Encoding::kUtf8>>("writeUtf8String", 2),
    Method<StreamWrap::JsWriteString<Encoding::kAscii>>("writeAsciiString", 2),
    Method<StreamWrap::JsWriteString<Encoding::kLatin1>>("writeLatin1String", 2),
    Method<StreamWrap::JsWriteString<Encoding::kUtf16Le>>("writeUcs2String", 2),
    Method<StreamWrap::JsWritev>("writev", 3),
    Method<StreamWrap::JsFinishWrite>("finishWrite", 1),
    Method<StreamWrap::JsShutdown>("shutdown", 1),
    Method<StreamWrap::JsSetBlocking>("setBlocking", 1),
};
constexpr BindingFunction kStreamGetters[] = {
    Method<StreamWrap::JsFd>("fd"),
    Method<StreamWrap::JsBytesRead>("bytesRead"),
    Method<StreamWrap::JsBytesWritten>("bytesWritten"),
    Method<StreamWrap::JsWriteQueueSize>("writeQueueSize"),
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
