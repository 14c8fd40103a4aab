// One HTTP request of ours to somebody else, on a blocking socket with a deadline: for `isoscope top` and the OTLP push, on threads of their own.
//
// Plain http only. Any thread; keeps no state.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_HTTP_EXCHANGE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_HTTP_EXCHANGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/status.h"

namespace isoscope {

struct HttpUrl {
  std::string host;  // Without brackets.
  std::string port = "80";
  std::string path = "/";  // With the query.

  // Fails for anything but http://host[:port][/path].
  static Result<HttpUrl> Parse(std::string_view text);
  std::string HostHeader() const;
};

struct HttpReply {
  int status = 0;
  std::string body;
};

struct HttpExchangeLimits {
  uint64_t timeout_ms = 5000;  // For all of it.
  size_t body_bytes = 64 << 20;
};

// `body` null: a GET.
Result<HttpReply> ExchangeHttp(const HttpUrl& url, const std::string* body, const HttpExchangeLimits& limits = {});

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_HTTP_EXCHANGE_H_
