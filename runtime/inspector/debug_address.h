// Where debuggers may connect: the value of --inspect and --inspect-port, as Node reads it. No I/O.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_ADDRESS_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_ADDRESS_H_

#include <string>
#include <string_view>

#include "runtime/base/status.h"

namespace isoscope {

struct DebugAddress {
  static constexpr int kDefaultPort = 9229;

  std::string host = "127.0.0.1";
  int port = kDefaultPort;

  // "", "9300", "localhost", "127.0.0.1:0", "[::1]:9300" over what is there.
  Status Update(std::string_view text);
  // As in a URL: brackets around IPv6.
  std::string UrlHost() const { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }
};

inline bool IsDebugPort(int64_t port) { return port == 0 || (port >= 1024 && port <= 65535); }

// --inspect-publish-uid: a list of "stderr" and "http".
struct PublishUid {
  bool to_stderr = false;
  bool http = false;
  static Result<PublishUid> Parse(std::string_view text);
};

// Whether a debugger's Host header names no name that somebody else could make resolve to us: an IP address or localhost.
bool IsAddressOrLocalhost(std::string_view host);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_ADDRESS_H_
