// UDP sockets: uv_udp_t for dgram. Isolate thread only.
//
// Datagrams are received into one buffer of the environment and copied out in their size: a socket costs no 64 KB of its own.
#include <uv.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/req_wrap.h"
#include "runtime/env/socket_address.h"

namespace isoscope {
namespace {

constexpr size_t kGreatestDatagram = 64 << 10;
constexpr uint32_t kMostBuffers = 1 << 16;

struct ReceiveBuffer {
  explicit ReceiveBuffer(Environment*) {}
  std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(kGreatestDatagram);
};

// `oncomplete(status, bytes sent)`; pins what it sends.
class SendWrap final : public ReqWrap<uv_udp_send_t> {
 public:
  static constexpr ClassInfo kClass{"SendWrap", &ReqWrapBase::kClass};
  SendWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kUDPSENDWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor SendWrap needs 'new'");
    new SendWrap(Environment::From(info.GetIsolate()), info.This());
  }

  static void After(uv_udp_send_t* req, int status) {
    std::unique_ptr<SendWrap> self = Take<SendWrap>(req);
    Environment* env = self->env();
    if (!env->can_call_into_js() || !self->has_callback) return;
    v8::HandleScope handles(env->isolate());
    v8::Context::Scope context_scope(env->context());
    v8::Local<v8::Value> argv[] = {v8::Integer::New(env->isolate(), status), v8::Number::New(env->isolate(), static_cast<double>(self->size))};
    self->MakeCallback(Internalized(env->isolate(), "oncomplete"), 2, argv);
  }

  // False after throwing.
  bool Pin(v8::Local<v8::Array> list, std::vector<uv_buf_t>* out) {
    pinned.clear();
    size = 0;
    for (uint32_t i = 0; i < list->Length(); i++) {
      v8::Local<v8::Value> value;
      Bytes bytes;
      if (!list->Get(env()->context(), i).ToLocal(&value)) return false;
      if (!BytesOf(value, &bytes) || bytes.size > UINT32_MAX || i >= kMostBuffers) {
        ThrowTypeError(isolate(), "ERR_INVALID_ARG_TYPE", "The list must be one of buffers");
        return false;
      }
      out->push_back(uv_buf_init(reinterpret_cast<char*>(bytes.data), static_cast<unsigned>(bytes.size)));
      size += bytes.size;
      pinned.push_back(std::move(bytes));
    }
    return true;
  }

  std::vector<Bytes> pinned;
  size_t size = 0;
  bool has_callback = false;
};

// Received datagrams go to onmessage(size or error, handle, buffer, {address, family, port}).
class UdpWrap final : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"UDP", &HandleWrap::kClass};
  UdpWrap(Environment* env, v8::Local<v8::Object> object)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&handle_), AsyncProvider::kUDPWRAP) {
    uv_udp_init(env->uv_loop(), &handle_);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }
  uv_udp_t* udp() { return &handle_; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor UDP needs 'new'");
    new UdpWrap(Environment::From(info.GetIsolate()), info.This());
  }

  // Null with the result UV_EBADF when `this` is no open UDP handle.
  static UdpWrap* OpenThis(const CallInfo& info) {
    auto* wrap = From<UdpWrap>(info.This());
    if (wrap != nullptr && wrap->IsOpen()) return wrap;
    info.GetReturnValue().Set(UV_EBADF);
    return nullptr;
  }

  static void Fd(const CallInfo& info) {
    auto* wrap = From<UdpWrap>(info.This());
    uv_os_fd_t fd = UV_EBADF;
    if (wrap != nullptr && wrap->IsOpen()) uv_fileno(reinterpret_cast<uv_handle_t*>(wrap->udp()), &fd);
    info.GetReturnValue().Set(fd);
  }

  static void Open(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    int32_t fd = -1;
    if (wrap != nullptr && GetInt32(info, 0, &fd)) info.GetReturnValue().Set(uv_udp_open(wrap->udp(), fd));
  }

  // (address, port, flags)
  template <int family>
  static void Bind(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    sockaddr_storage address;
    int err = 0;
    uint32_t flags = 0;
    if (wrap == nullptr || !GetAddress(info, 0, family, &address, &err) || !GetUint32(info, 2, &flags)) return;
    flags &= UV_UDP_IPV6ONLY | UV_UDP_REUSEADDR | UV_UDP_REUSEPORT;
    if (err == 0) err = uv_udp_bind(wrap->udp(), reinterpret_cast<sockaddr*>(&address), flags);
    info.GetReturnValue().Set(err);
  }

  // (address, port)
  template <int family>
  static void Connect(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    sockaddr_storage address;
    int err = 0;
    if (wrap == nullptr || !GetAddress(info, 0, family, &address, &err)) return;
    if (err == 0) err = uv_udp_connect(wrap->udp(), reinterpret_cast<sockaddr*>(&address));
    info.GetReturnValue().Set(err);
  }

  static void Disconnect(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    if (wrap != nullptr) info.GetReturnValue().Set(uv_udp_connect(wrap->udp(), nullptr));
  }

  // (request, [buffers], has callback, address and port unless connected): the size plus one when it is sent already, 0 when it will be, or
  // an error.
  template <int family>
  static void Send(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    auto* request = BaseObject::From<SendWrap>(info[0]);
    if (wrap == nullptr) return;
    if (request == nullptr || request->in_flight() || !info[1]->IsArray()) return info.GetReturnValue().Set(UV_EINVAL);
    if (!GetBool(info, 2, &request->has_callback)) return;
    sockaddr_storage storage;
    const sockaddr* address = nullptr;
    if (!info[3]->IsUndefined()) {
      int err = 0;
      if (!GetAddress(info, 3, family, &storage, &err)) return;
      if (err != 0) return info.GetReturnValue().Set(err);
      address = reinterpret_cast<sockaddr*>(&storage);
    }
    std::vector<uv_buf_t> buffers;
    if (!request->Pin(info[1].As<v8::Array>(), &buffers)) return;
    info.GetReturnValue().Set(wrap->SendNow(request, buffers, address));
  }

  static void RecvStart(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    if (wrap == nullptr) return;
    int err = uv_udp_recv_start(wrap->udp(), OnAllocate, OnReceive);
    info.GetReturnValue().Set(err == UV_EALREADY ? 0 : err);
  }

  static void RecvStop(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    if (wrap != nullptr) info.GetReturnValue().Set(uv_udp_recv_stop(wrap->udp()));
  }

  template <int (*ask)(const uv_udp_t*, sockaddr*, int*)>
  static void GetName(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    v8::Local<v8::Object> out;
    if (wrap == nullptr || !GetObject(info, 0, &out)) return;
    sockaddr_storage address;
    int length = sizeof(address);
    int err = ask(wrap->udp(), reinterpret_cast<sockaddr*>(&address), &length);
    if (err == 0) FillAddress(info.GetIsolate(), address, out);
    info.GetReturnValue().Set(err);
  }

  // (group, interface or undefined)
  template <uv_membership membership>
  static void SetMembership(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    std::string group, interface;
    if (wrap == nullptr || !GetUtf8(info, 0, &group) || (!info[1]->IsNullOrUndefined() && !GetUtf8(info, 1, &interface))) return;
    info.GetReturnValue().Set(
        uv_udp_set_membership(wrap->udp(), group.c_str(), info[1]->IsNullOrUndefined() ? nullptr : interface.c_str(), membership));
  }

  // (source, group, interface or undefined)
  template <uv_membership membership>
  static void SetSourceMembership(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    std::string source, group, interface;
    if (wrap == nullptr || !GetUtf8(info, 0, &source) || !GetUtf8(info, 1, &group) ||
        (!info[2]->IsNullOrUndefined() && !GetUtf8(info, 2, &interface))) {
      return;
    }
    info.GetReturnValue().Set(uv_udp_set_source_membership(wrap->udp(), group.c_str(), info[2]->IsNullOrUndefined() ? nullptr : interface.c_str(),
                                                           source.c_str(), membership));
  }

  static void SetMulticastInterface(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    std::string interface;
    if (wrap != nullptr && GetUtf8(info, 0, &interface)) info.GetReturnValue().Set(uv_udp_set_multicast_interface(wrap->udp(), interface.c_str()));
  }

  template <int (*set)(uv_udp_t*, int)>
  static void SetOption(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    int32_t value = 0;
    if (wrap != nullptr && GetInt32(info, 0, &value)) info.GetReturnValue().Set(set(wrap->udp(), value));
  }

  // (size or 0, is for receiving): the size now, which Linux doubles, or an error.
  static void BufferSize(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    uint32_t size = 0;
    bool is_receiving = false;
    if (wrap == nullptr || !GetUint32(info, 0, &size) || !GetBool(info, 1, &is_receiving)) return;
    if (size > INT32_MAX) return info.GetReturnValue().Set(UV_EINVAL);
    auto value = static_cast<int>(size);
    auto* handle = reinterpret_cast<uv_handle_t*>(wrap->udp());
    int err = is_receiving ? uv_recv_buffer_size(handle, &value) : uv_send_buffer_size(handle, &value);
    info.GetReturnValue().Set(err == 0 ? value : err);
  }

  static void GetSendQueueSize(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    if (wrap != nullptr) info.GetReturnValue().Set(static_cast<double>(uv_udp_get_send_queue_size(wrap->udp())));
  }
  static void GetSendQueueCount(const CallInfo& info) {
    UdpWrap* wrap = OpenThis(info);
    if (wrap != nullptr) info.GetReturnValue().Set(static_cast<double>(uv_udp_get_send_queue_count(wrap->udp())));
  }

 private:
  static void OnAllocate(uv_handle_t* handle, size_t, uv_buf_t* out) {
    auto* wrap = static_cast<UdpWrap*>(static_cast<HandleWrap*>(handle->data));
    *out = uv_buf_init(wrap->env()->Data<ReceiveBuffer>()->bytes.get(), kGreatestDatagram);
  }

  static void OnReceive(uv_udp_t* handle, ssize_t size, const uv_buf_t* buffer, const sockaddr* address, unsigned) {
    if (size == 0 && address == nullptr) return;  // Nothing more to read.
    auto* wrap = static_cast<UdpWrap*>(static_cast<HandleWrap*>(handle->data));
    Environment* env = wrap->env();
    if (!env->can_call_into_js()) return;
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(env->context());
    v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, static_cast<double>(size)), wrap->object(), v8::Undefined(isolate),
                                   v8::Undefined(isolate)};
    if (size >= 0) {
      v8::Local<v8::Uint8Array> bytes;
      if (!CopyToBuffer(env, {buffer->base, static_cast<size_t>(size)}).ToLocal(&bytes)) return;
      v8::Local<v8::Object> from = v8::Object::New(isolate);
      sockaddr_storage storage{};
      std::memcpy(&storage, address, address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in));
      FillAddress(isolate, storage, from);
      argv[2] = bytes;
      argv[3] = from;
    }
    wrap->MakeCallback(Internalized(isolate, "onmessage"), 4, argv);
  }

  double SendNow(SendWrap* request, std::vector<uv_buf_t>& buffers, const sockaddr* address) {
    auto count = static_cast<unsigned>(buffers.size());
    if (uv_udp_get_send_queue_count(udp()) == 0) {
      int sent = uv_udp_try_send(udp(), buffers.data(), count, address);
      if (sent >= 0) {
        request->pinned.clear();
        return static_cast<double>(sent) + 1;
      }
      if (sent != UV_EAGAIN && sent != UV_ENOSYS) {
        request->pinned.clear();
        return sent;
      }
    }
    request->ClearWeak();
    int err = request->DispatchOnHandle(uv_udp_send, udp(), buffers.data(), count, address, &SendWrap::After);
    if (err == 0) return 0;
    request->pinned.clear();
    request->MakeWeak();
    return err;
  }

  uv_udp_t handle_{};
};

constexpr BindingFunction kMethods[] = {
    Method<UdpWrap::Open>("open", 1),
    Method<UdpWrap::Bind<AF_INET>>("bind", 3),
    Method<UdpWrap::Bind<AF_INET6>>("bind6", 3),
    Method<UdpWrap::Connect<AF_INET>>("connect", 2),
    Method<UdpWrap::Connect<AF_INET6>>("connect6", 2),
    Method<UdpWrap::Disconnect>("disconnect"),
    Method<UdpWrap::Send<AF_INET>>("send", 5),
    Method<UdpWrap::Send<AF_INET6>>("send6", 5),
    Method<UdpWrap::RecvStart>("recvStart"),
    Method<UdpWrap::RecvStop>("recvStop"),
    Method<UdpWrap::GetName<uv_udp_getsockname>>("getsockname", 1),
    Method<UdpWrap::GetName<uv_udp_getpeername>>("getpeername", 1),
    Method<UdpWrap::SetMembership<UV_JOIN_GROUP>>("addMembership", 2),
    Method<UdpWrap::SetMembership<UV_LEAVE_GROUP>>("dropMembership", 2),
    Method<UdpWrap::SetSourceMembership<UV_JOIN_GROUP>>("addSourceSpecificMembership", 3),
    Method<UdpWrap::SetSourceMembership<UV_LEAVE_GROUP>>("dropSourceSpecificMembership", 3),
    Method<UdpWrap::SetMulticastInterface>("setMulticastInterface", 1),
    Method<UdpWrap::SetOption<uv_udp_set_multicast_ttl>>("setMulticastTTL", 1),
    Method<UdpWrap::SetOption<uv_udp_set_multicast_loop>>("setMulticastLoopback", 1),
    Method<UdpWrap::SetOption<uv_udp_set_broadcast>>("setBroadcast", 1),
    Method<UdpWrap::SetOption<uv_udp_set_ttl>>("setTTL", 1),
    Method<UdpWrap::BufferSize>("bufferSize", 2),
    Method<UdpWrap::GetSendQueueSize>("getSendQueueSize"),
    Method<UdpWrap::GetSendQueueCount>("getSendQueueCount"),
};
constexpr BindingFunction kGetters[] = {Method<UdpWrap::Fd>("fd")};
const BindingClass kClasses[] = {
    {.name = "UDP", .construct = Method<UdpWrap::New>("UDP"), .methods = kMethods, .getters = kGetters, .base = &kHandleWrapClass},
    {.name = "SendWrap", .construct = Method<SendWrap::New>("SendWrap")},
};

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> constants = v8::Object::New(env->isolate());
  SetConstant(context, constants, "UV_UDP_IPV6ONLY", UV_UDP_IPV6ONLY);
  SetConstant(context, constants, "UV_UDP_REUSEADDR", UV_UDP_REUSEADDR);
  SetConstant(context, constants, "UV_UDP_REUSEPORT", UV_UDP_REUSEPORT);
  SetProperty(context, target, "constants", constants);
}

}  // namespace

extern const BindingDefinition kUdpWrapBinding;
const BindingDefinition kUdpWrapBinding = {.name = "udp_wrap", .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
