#include "runtime/inspector/scope_address.h"

#include "runtime/inspector/http_message.h"

namespace isoscope {

Result<ScopeAddress> ScopeAddress::Parse(std::string_view text) {
  ScopeAddress address;
  if (text.empty()) return address;
  std::string host, port;
  const bool only_port = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!SplitHostPort(only_port ? "127.0.0.1:" + std::string(text) : std::string(text), &host, &port)) {
    return Status::Error("--scope needs [host:]port, not '" + std::string(text) + "'");
  }
  if (!IsLoopbackHost(host)) return Status::Error("--scope serves this machine only: '" + host + "' is no loopback address");
  address.host = host;
  if (!port.empty()) address.port = std::stoi(port);
  return address;
}

}  // namespace isoscope
