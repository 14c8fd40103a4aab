// Names and addresses: getaddrinfo and getnameinfo on the pool. Isolate thread only.
#include <netdb.h>
#include <uv.h>

#include <memory>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/bindings/cares_channel.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/req_wrap.h"
#include "runtime/env/socket_address.h"

namespace isoscope {
namespace {

// `oncomplete(status, addresses)`: each address once, in the order of the resolver.
class GetAddrInfoReqWrap : public ReqWrap<uv_getaddrinfo_t> {
 public:
  static constexpr ClassInfo kClass{"GetAddrInfoReqWrap", &ReqWrapBase::kClass};
  GetAddrInfoReqWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kGETADDRINFOREQWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info) {
    if (info.IsConstructCall()) new GetAddrInfoReqWrap(Environment::From(info.GetIsolate()), info.This());
  }

  static void After(uv_getaddrinfo_t* req, int status, addrinfo* list) {
    std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(list, uv_freeaddrinfo);
    std::unique_ptr<GetAddrInfoReqWrap> self = Take<GetAddrInfoReqWrap>(req);
    Environment* env = self->env();
    if (!env->can_call_into_js()) return;
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(env->context());
    std::vector<v8::Local<v8::Value>> texts;
    for (const addrinfo* entry = list; status == 0 && entry != nullptr; entry = entry->ai_next) {
      char text[INET6_ADDRSTRLEN];
      if (entry->ai_socktype != SOCK_STREAM || uv_ip_name(entry->ai_addr, text, sizeof(text)) != 0) continue;
      texts.push_back(OneByte(isolate, text));
    }
    if (status == 0 && texts.empty()) status = UV_EAI_NODATA;
    if (Traced(TraceGroup::kDnsNative)) [[unlikely]]
      TraceDns('e', "lookup", self.get(), TraceArg("count", static_cast<int64_t>(texts.size())) + "," + TraceArg("order", int64_t{0}));
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status), v8::Array::New(isolate, texts.data(), texts.size())};
    self->MakeCallback(Internalized(isolate, "oncomplete"), 2, argv);
  }
};

// `oncomplete(status, hostname, service)`
class GetNameInfoReqWrap : public ReqWrap<uv_getnameinfo_t> {
 public:
  static constexpr ClassInfo kClass{"GetNameInfoReqWrap", &ReqWrapBase::kClass};
  GetNameInfoReqWrap(Environment* env, v8::Local<v8::Object> object) : ReqWrap(env, object, AsyncProvider::kGETNAMEINFOREQWRAP) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info) {
    if (info.IsConstructCall()) new GetNameInfoReqWrap(Environment::From(info.GetIsolate()), info.This());
  }

  static void After(uv_getnameinfo_t* req, int status, const char* hostname, const char* service) {
    std::unique_ptr<GetNameInfoReqWrap> self = Take<GetNameInfoReqWrap>(req);
    Environment* env = self->env();
    if (!env->can_call_into_js()) return;
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(env->context());
    if (Traced(TraceGroup::kDnsNative)) [[unlikely]] {
      TraceDns('e', "lookupService", self.get(),
               status == 0 ? TraceArg("hostname", hostname) + "," + TraceArg("service", service) : TraceArg("error", int64_t{status}));
    }
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status), v8::Null(isolate), v8::Null(isolate)};
    if (status == 0) {
      v8::Local<v8::String> text;
      if (Utf8(isolate, hostname).ToLocal(&text)) argv[1] = text;
      if (Utf8(isolate, service).ToLocal(&text)) argv[2] = text;
    }
    self->MakeCallback(Internalized(isolate, "oncomplete"), 3, argv);
  }
};

// (request, hostname, family 0, 4 or 6, hints) => uv code
void GetAddrInfo(const CallInfo& info) {
  std::string hostname;
  int32_t family = 0;
  int32_t flags = 0;
  auto* request = BaseObject::From<GetAddrInfoReqWrap>(info[0]);
  if (!GetUtf8(info, 1, &hostname) || !GetInt32(info, 2, &family) || !GetInt32(info, 3, &flags)) return;
  if (request == nullptr || request->in_flight()) return info.GetReturnValue().Set(UV_EINVAL);
  addrinfo hints{};
  hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  request->ClearWeak();
  int err = request->Dispatch(uv_getaddrinfo, &GetAddrInfoReqWrap::After, hostname.c_str(), nullptr, &hints);
  if (err != 0) request->MakeWeak();
  if (err == 0 && Traced(TraceGroup::kDnsNative)) [[unlikely]] {
    const char* name = family == 4 ? "ipv4" : family == 6 ? "ipv6" : "unspec";
    TraceDns('b', "lookup", request, TraceArg("hostname", hostname) + "," + TraceArg("family", name));
  }
  info.GetReturnValue().Set(err);
}

// (request, address, port) => uv code
void GetNameInfo(const CallInfo& info) {
  auto* request = BaseObject::From<GetNameInfoReqWrap>(info[0]);
  sockaddr_storage address;
  int err = 0;
  if (!GetAddress(info, 1, AF_INET, &address, &err)) return;
  if (err != 0) {
    err = 0;
    if (!GetAddress(info, 1, AF_INET6, &address, &err)) return;
  }
  if (err == 0 && (request == nullptr || request->in_flight())) err = UV_EINVAL;
  if (err != 0) return info.GetReturnValue().Set(err);
  request->ClearWeak();
  err = request->Dispatch(uv_getnameinfo, &GetNameInfoReqWrap::After, reinterpret_cast<sockaddr*>(&address), NI_NAMEREQD);
  if (err != 0) request->MakeWeak();
  if (err == 0 && Traced(TraceGroup::kDnsNative)) [[unlikely]] {
    char ip[INET6_ADDRSTRLEN] = "";
    uv_ip_name(reinterpret_cast<sockaddr*>(&address), ip, sizeof(ip));
    const int port = ntohs(reinterpret_cast<sockaddr_in*>(&address)->sin_port);  // At the same place in both families.
    TraceDns('b', "lookupService", request, TraceArg("ip", ip) + "," + TraceArg("port", int64_t{port}));
  }
  info.GetReturnValue().Set(err);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> constants = v8::Object::New(env->isolate());
  SetConstant(context, constants, "AI_ADDRCONFIG", AI_ADDRCONFIG);
  SetConstant(context, constants, "AI_ALL", AI_ALL);
  SetConstant(context, constants, "AI_V4MAPPED", AI_V4MAPPED);
  SetProperty(context, target, "constants", constants);
}

constexpr BindingFunction kFunctions[] = {
    Method<GetAddrInfo>("getaddrinfo", 4),
    Method<GetNameInfo>("getnameinfo", 3),
    Method<CaresStrError>("strerror", 1),
};
const BindingClass kClasses[] = {
    kCaresChannelClass,
    kQueryReqWrapClass,
    {.name = "GetAddrInfoReqWrap", .construct = Method<GetAddrInfoReqWrap::New>("GetAddrInfoReqWrap")},
    {.name = "GetNameInfoReqWrap", .construct = Method<GetNameInfoReqWrap::New>("GetNameInfoReqWrap")},
};

}  // namespace

extern const BindingDefinition kCaresWrapBinding;
const BindingDefinition kCaresWrapBinding = {.name = "cares_wrap", .functions = kFunctions, .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
