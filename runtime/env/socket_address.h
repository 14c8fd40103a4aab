// Addresses of sockets between JavaScript (text, port) and the kernel. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_SOCKET_ADDRESS_H_
#define ISOSCOPE_RUNTIME_ENV_SOCKET_ADDRESS_H_

#include <sys/socket.h>

#include <v8-local-handle.h>
#include <v8-object.h>

#include "runtime/env/arguments.h"

namespace isoscope {

// Reads (address, port) at `index`. False after throwing for a wrong type; text that is no address of the family sets `*err` (UV_EINVAL).
bool GetAddress(const CallInfo& info, int index, int family, sockaddr_storage* out, int* err);

// Sets `address`, `family` ('IPv4' or 'IPv6') and `port`; nothing for what is no IP address. A link-local IPv6 address carries its interface.
void FillAddress(v8::Isolate* isolate, const sockaddr_storage& address, v8::Local<v8::Object> out);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_SOCKET_ADDRESS_H_
