// What TCP and Unix sockets share: listening, accepting, connecting.
//
// Isolate thread only. An accepted connection becomes a new object of the listener's own class (its constructor, called with the SOCKET type),
// and goes to the listener's `onconnection(status, client)`; after an error `client` is undefined.
#ifndef ISOSCOPE_RUNTIME_ENV_CONNECTION_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_CONNECTION_WRAP_H_

#include <string>

#include <uv.h>

#include "runtime/env/stream_wrap.h"

namespace isoscope {

enum class SocketType : int32_t { kSocket = 0, kServer = 1, kIpc = 2 };

class ConnectionWrap : public StreamWrap {
 public:
  static constexpr ClassInfo kClass{"ConnectionWrap", &StreamWrap::kClass};
  using StreamWrap::StreamWrap;
  const ClassInfo* class_info() const override { return &kClass; }

  static void JsListen(const CallInfo& info);  // (backlog) => uv code
  static void JsAccept(const CallInfo& info);  // (wrap): takes the next handle that came over this pipe => uv code

 private:
  static void OnConnection(uv_stream_t* server, int status);
  v8::Global<v8::Function> client_class_;
};

// A connection under way. `oncomplete(status, handle, request, readable, writable)`.
class ConnectWrap : public ReqWrap<uv_connect_t> {
 public:
  static constexpr ClassInfo kClass{"ConnectWrap", &ReqWrapBase::kClass};
  ConnectWrap(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider) : ReqWrap(env, object, provider) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  template <AsyncProvider provider>
  static void New(const CallInfo& info) {
    if (info.IsConstructCall()) new ConnectWrap(Environment::From(info.GetIsolate()), info.This(), provider);
  }
  static void After(uv_connect_t* req, int status);
  // While net.native is traced: a Begin() that succeeded.
  static void TraceBegin(v8::Local<v8::Value> object, const std::string& args);

  // Starts with `start(req, args...)`; null or busy requests give UV_EINVAL.
  template <typename Start, typename... Args>
  static int Begin(v8::Local<v8::Value> object, Start start, Args... args) {
    auto* request = From<ConnectWrap>(object);
    if (request == nullptr || request->in_flight()) return UV_EINVAL;
    request->ClearWeak();
    int err = request->DispatchOnHandle(start, args...);
    if (err != 0) request->MakeWeak();
    return err;
  }
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_CONNECTION_WRAP_H_
