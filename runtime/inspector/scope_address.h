// The value of --scope: [host:]port, loopback only. No I/O.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_SCOPE_ADDRESS_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_SCOPE_ADDRESS_H_

#include <string>
#include <string_view>

#include "runtime/base/status.h"

namespace isoscope {

struct ScopeAddress {
  std::string host = "127.0.0.1";
  int port = 0;

  // "", "9300", "localhost", "127.0.0.1:9300", "[::1]:9300".
  static Result<ScopeAddress> Parse(std::string_view text);
  // As in a URL: brackets around IPv6.
  std::string UrlHost() const { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_SCOPE_ADDRESS_H_
