#include "runtime/env/connection_wrap.h"

#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

// What is made inside has `wrap` as its trigger.
class TriggerScope {
 public:
  explicit TriggerScope(AsyncWrap* wrap) : id_(&wrap->env()->fields().asyncIds()[kDefaultTriggerAsyncId]), previous_(*id_) {
    *id_ = wrap->async_context().async_id;
  }
  ~TriggerScope() { *id_ = previous_; }
  TriggerScope(const TriggerScope&) = delete;
  TriggerScope& operator=(const TriggerScope&) = delete;

 private:
  double* const id_;
  const double previous_;
};

}  // namespace

void ConnectionWrap::JsListen(const CallInfo& info) {
  auto* wrap = From<ConnectionWrap>(info.This());
  int32_t backlog = 0;
  if (wrap == nullptr || !wrap->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
  if (!GetInt32(info, 0, &backlog)) return;
  v8::Local<v8::Value> constructor;
  if (!wrap->object()->Get(wrap->env()->context(), Internalized(info.GetIsolate(), "constructor")).ToLocal(&constructor)) return;
  if (!constructor->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
  wrap->client_class_.Reset(info.GetIsolate(), constructor.As<v8::Function>());
  info.GetReturnValue().Set(uv_listen(wrap->stream(), backlog, OnConnection));
}

void ConnectionWrap::OnConnection(uv_stream_t* server, int status) {
  auto* wrap = static_cast<ConnectionWrap*>(static_cast<HandleWrap*>(server->data));
  Environment* env = wrap->env();
  if (!env->can_call_into_js()) return;
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handles(isolate);
  v8::Context::Scope context_scope(env->context());
  v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status), v8::Undefined(isolate)};
  if (status == 0) {
    TriggerScope trigger(wrap);
    v8::TryCatch try_catch(isolate);
    v8::Local<v8::Value> type = v8::Integer::New(isolate, static_cast<int32_t>(SocketType::kSocket));
    v8::Local<v8::Object> object;
    // It can only fail while the isolate is being terminated: the connection then waits in the kernel, and goes with the listener.
    if (!wrap->client_class_.Get(isolate)->NewInstance(env->context(), 1, &type).ToLocal(&object)) return;
    auto* client = From<ConnectionWrap>(object);
    if (client == nullptr) return;
    int err = uv_accept(server, client->stream());
    if (err == 0) {
      argv[1] = object;
    } else {
      client->Close();
      argv[0] = v8::Integer::New(isolate, err);
    }
  }
  wrap->MakeCallback(Internalized(isolate, "onconnection"), 2, argv);
}

void ConnectionWrap::JsAccept(const CallInfo& info) {
  auto* wrap = From<ConnectionWrap>(info.This());
  auto* taker = From<HandleWrap>(info[0]);
  if (wrap == nullptr || !wrap->IsOpen() || taker == nullptr || !taker->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
  if (wrap->stream()->accepted_fd == -1) return info.GetReturnValue().Set(UV_EAGAIN);
  info.GetReturnValue().Set(uv_accept(wrap->stream(), reinterpret_cast<uv_stream_t*>(taker->uv_handle())));
}

void ConnectWrap::TraceBegin(v8::Local<v8::Value> object, const std::string& args) {
  const auto* request = From<ConnectWrap>(object);
  TraceLog::Get().Emit(TraceGroup::kNetNative, {.phase = 'b', .name = "connect", .args = args, .id = TraceIdOf(request)});
}

void ConnectWrap::After(uv_connect_t* req, int status) {
  std::unique_ptr<ConnectWrap> self = Take<ConnectWrap>(req);
  if (Traced(TraceGroup::kNetNative)) [[unlikely]]
    TraceLog::Get().Emit(TraceGroup::kNetNative,
                         {.phase = 'e', .name = "connect", .args = TraceArg("status", int64_t{status}), .id = TraceIdOf(self.get())});
  Environment* env = self->env();
  if (!env->can_call_into_js()) return;
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handles(isolate);
  auto* stream = static_cast<HandleWrap*>(req->handle->data);
  bool readable = status == 0 && uv_is_readable(req->handle) != 0;
  bool writable = status == 0 && uv_is_writable(req->handle) != 0;
  v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status), stream->object(), self->object(), v8::Boolean::New(isolate, readable),
                                 v8::Boolean::New(isolate, writable)};
  self->MakeCallback(Internalized(isolate, "oncomplete"), 5, argv);
}

}  // namespace isoscope
