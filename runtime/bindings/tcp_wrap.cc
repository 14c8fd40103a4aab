// TCP sockets and servers: a stream over uv_tcp_t. Isolate thread only.
#include <uv.h>

#include <string>

#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/connection_wrap.h"
#include "runtime/env/environment.h"
#include "runtime/env/socket_address.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

class TcpWrap : public ConnectionWrap {
 public:
  static constexpr ClassInfo kClass{"TCPSocketWrap", &ConnectionWrap::kClass};
  static constexpr ClassInfo kServerClass{"TCPServerWrap", &kClass};

  TcpWrap(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider)
      : ConnectionWrap(env, object, reinterpret_cast<uv_stream_t*>(&handle_), provider) {
    uv_tcp_init(env->uv_loop(), &handle_);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return provider() == AsyncProvider::kTCPSERVERWRAP ? &kServerClass : &kClass; }
  uv_tcp_t* tcp() { return &handle_; }

  // new TCP(TCPConstants.SOCKET or SERVER)
  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor TCP needs 'new'");
    int32_t type = 0;
    if (!GetInt32(info, 0, &type)) return;
    bool server = type == static_cast<int32_t>(SocketType::kServer);
    new TcpWrap(Environment::From(info.GetIsolate()), info.This(), server ? AsyncProvider::kTCPSERVERWRAP : AsyncProvider::kTCPWRAP);
  }

  // Null with the result UV_EBADF when `this` is no open TCP handle.
  static TcpWrap* OpenThis(const CallInfo& info) {
    auto* wrap = From<TcpWrap>(info.This());
    if (wrap != nullptr && wrap->IsOpen()) return wrap;
    info.GetReturnValue().Set(UV_EBADF);
    return nullptr;
  }

  // (fd) => uv code
  static void Open(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    int32_t fd = -1;
    if (wrap != nullptr && GetInt32(info, 0, &fd)) info.GetReturnValue().Set(uv_tcp_open(wrap->tcp(), fd));
  }

  // (address, port, flags) => uv code
  template <int family>
  static void Bind(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    sockaddr_storage address;
    int err = 0;
    if (wrap == nullptr || !GetAddress(info, 0, family, &address, &err)) return;
    uint32_t flags = 0;
    if (!info[2]->IsUndefined() && !GetUint32(info, 2, &flags)) return;
    if (family == AF_INET) flags &= ~static_cast<uint32_t>(UV_TCP_IPV6ONLY);
    if (err == 0) err = uv_tcp_bind(wrap->tcp(), reinterpret_cast<sockaddr*>(&address), flags);
    info.GetReturnValue().Set(err);
  }

  // (request, address, port) => uv code
  template <int family>
  static void Connect(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    sockaddr_storage address;
    int err = 0;
    if (wrap == nullptr || !GetAddress(info, 1, family, &address, &err)) return;
    if (err == 0) err = ConnectWrap::Begin(info[0], uv_tcp_connect, wrap->tcp(), reinterpret_cast<sockaddr*>(&address), &ConnectWrap::After);
    if (err == 0 && Traced(TraceGroup::kNetNative)) [[unlikely]] {
      char ip[INET6_ADDRSTRLEN] = "";
      uv_ip_name(reinterpret_cast<sockaddr*>(&address), ip, sizeof(ip));
      const int port = ntohs(reinterpret_cast<sockaddr_in*>(&address)->sin_port);  // At the same place in both families.
      ConnectWrap::TraceBegin(info[0], TraceArg("ip", ip) + "," + TraceArg("port", int64_t{port}));
    }
    info.GetReturnValue().Set(err);
  }

  // (object) => uv code; sets address, family and port of the object.
  template <int (*ask)(const uv_tcp_t*, sockaddr*, int*)>
  static void GetName(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    v8::Local<v8::Object> out;
    if (wrap == nullptr || !GetObject(info, 0, &out)) return;
    sockaddr_storage address;
    int length = sizeof(address);
    int err = ask(wrap->tcp(), reinterpret_cast<sockaddr*>(&address), &length);
    if (err == 0) FillAddress(info.GetIsolate(), address, out);
    info.GetReturnValue().Set(err);
  }

  static void SetNoDelay(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    bool enable = false;
    if (wrap != nullptr && GetBool(info, 0, &enable)) info.GetReturnValue().Set(uv_tcp_nodelay(wrap->tcp(), enable));
  }

  // (enable, seconds) => uv code
  static void SetKeepAlive(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    bool enable = false;
    uint32_t delay = 0;
    if (wrap != nullptr && GetBool(info, 0, &enable) && GetUint32(info, 1, &delay)) {
      info.GetReturnValue().Set(uv_tcp_keepalive(wrap->tcp(), enable, delay));
    }
  }

  // (callback) => uv code: closes with RST.
  static void Reset(const CallInfo& info) {
    TcpWrap* wrap = OpenThis(info);
    if (wrap != nullptr)
      info.GetReturnValue().Set(wrap->CloseWith(info[0], [wrap](uv_close_cb closed) { return uv_tcp_close_reset(wrap->tcp(), closed); }));
  }

 private:
  uv_tcp_t handle_{};
};

constexpr BindingFunction kMethods[] = {
    Method<TcpWrap::Open>("open", 1),
    Method<TcpWrap::Bind<AF_INET>>("bind", 3),
    Method<TcpWrap::Bind<AF_INET6>>("bind6", 3),
    Method<ConnectionWrap::JsListen>("listen", 1),
    Method<TcpWrap::Connect<AF_INET>>("connect", 3),
    Method<TcpWrap::Connect<AF_INET6>>("connect6", 3),
    Method<TcpWrap::GetName<uv_tcp_getsockname>>("getsockname", 1),
    Method<TcpWrap::GetName<uv_tcp_getpeername>>("getpeername", 1),
    Method<TcpWrap::SetNoDelay>("setNoDelay", 1),
    Method<TcpWrap::SetKeepAlive>("setKeepAlive", 2),
    Method<TcpWrap::Reset>("reset", 1),
};
const BindingClass kClasses[] = {
    {.name = "TCP", .construct = Method<TcpWrap::New>("TCP"), .methods = kMethods, .base = &kStreamWrapClass},
    {.name = "TCPConnectWrap", .construct = Method<ConnectWrap::New<AsyncProvider::kTCPCONNECTWRAP>>("TCPConnectWrap")},
};

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> constants = v8::Object::New(env->isolate());
  SetConstant(context, constants, "SOCKET", static_cast<int32_t>(SocketType::kSocket));
  SetConstant(context, constants, "SERVER", static_cast<int32_t>(SocketType::kServer));
  SetConstant(context, constants, "UV_TCP_IPV6ONLY", UV_TCP_IPV6ONLY);
  SetConstant(context, constants, "UV_TCP_REUSEPORT", UV_TCP_REUSEPORT);
  SetProperty(context, target, "constants", constants);
}

}  // namespace

extern const BindingDefinition kTcpWrapBinding;
const BindingDefinition kTcpWrapBinding = {.name = "tcp_wrap", .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
