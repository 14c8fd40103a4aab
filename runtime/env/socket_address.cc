#include "runtime/env/socket_address.h"

#include <net/if.h>
#include <uv.h>

#include <string>

#include <v8-context.h>
#include <v8-isolate.h>

namespace isoscope {

bool GetAddress(const CallInfo& info, int index, int family, sockaddr_storage* out, int* err) {
  std::string text;
  uint32_t port = 0;
  if (!GetUtf8(info, index, &text) || !GetUint32(info, index + 1, &port)) return false;
  if (port > 0xFFFF) {
    *err = UV_EINVAL;
  } else if (family == AF_INET6) {
    *err = uv_ip6_addr(text.c_str(), static_cast<int>(port), reinterpret_cast<sockaddr_in6*>(out));
  } else {
    *err = uv_ip4_addr(text.c_str(), static_cast<int>(port), reinterpret_cast<sockaddr_in*>(out));
  }
  return true;
}

namespace {

// False when the object refuses: a proxy or a frozen one.
bool Define(v8::Local<v8::Context> context, v8::Local<v8::Object> out, const char* name, v8::Local<v8::Value> value) {
  return out->CreateDataProperty(context, Internalized(v8::Isolate::GetCurrent(), name), value).FromMaybe(false);
}

bool DefineAll(v8::Isolate* isolate, v8::Local<v8::Object> out, std::string_view address, const char* family, int port) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  return Define(context, out, "address", OneByte(isolate, address)) && Define(context, out, "family", Internalized(isolate, family)) &&
         Define(context, out, "port", v8::Integer::New(isolate, port));
}

}  // namespace

void FillAddress(v8::Isolate* isolate, const sockaddr_storage& address, v8::Local<v8::Object> out) {
  char text[INET6_ADDRSTRLEN + UV_IF_NAMESIZE + 1];
  if (address.ss_family == AF_INET6) {
    const auto& ip6 = reinterpret_cast<const sockaddr_in6&>(address);
    uv_ip6_name(&ip6, text, sizeof(text));
    std::string name = text;
    if (IN6_IS_ADDR_LINKLOCAL(&ip6.sin6_addr) && ip6.sin6_scope_id > 0) {
      char interface[UV_IF_NAMESIZE];
      size_t size = sizeof(interface);
      if (uv_if_indextoiid(ip6.sin6_scope_id, interface, &size) == 0) name += std::string("%") + interface;
    }
    DefineAll(isolate, out, name, "IPv6", ntohs(ip6.sin6_port));
  } else if (address.ss_family == AF_INET) {
    const auto& ip4 = reinterpret_cast<const sockaddr_in&>(address);
    uv_ip4_name(&ip4, text, sizeof(text));
    DefineAll(isolate, out, text, "IPv4", ntohs(ip4.sin_port));
  }
}

}  // namespace isoscope
