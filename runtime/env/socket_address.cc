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

void FillAddress(v8::Isolate* isolate, const sockaddr_storage& address, v8::Local<v8::Object> out) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
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
    SetProperty(context, out, "address", OneByte(isolate, name));
    SetProperty(context, out, "family", Internalized(isolate, "IPv6"));
    SetConstant(context, out, "port", ntohs(ip6.sin6_port));
  } else if (address.ss_family == AF_INET) {
    const auto& ip4 = reinterpret_cast<const sockaddr_in&>(address);
    uv_ip4_name(&ip4, text, sizeof(text));
    SetProperty(context, out, "address", OneByte(isolate, text));
    SetProperty(context, out, "family", Internalized(isolate, "IPv4"));
    SetConstant(context, out, "port", ntohs(ip4.sin_port));
  }
}

}  // namespace isoscope
