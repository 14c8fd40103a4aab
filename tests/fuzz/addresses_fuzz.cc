// What the command line and the query of a URL may hold: addresses, limits of the history, kinds, targets and origins.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/inspector/http_message.h"
#include "runtime/inspector/scope_address.h"
#include "runtime/probes/history.h"
#include "runtime/probes/names.h"

using namespace isoscope;

namespace {

void Address(std::string_view text) {
  Result<ScopeAddress> address = ScopeAddress::Parse(text);
  if (!address.ok()) return;
  ISOSCOPE_CHECK(IsLoopbackHost(address.value().host));
  ISOSCOPE_CHECK(address.value().port >= 0 && address.value().port <= 65535);
  // As it is printed, it is read back.
  Result<ScopeAddress> again = ScopeAddress::Parse(address.value().UrlHost() + ":" + std::to_string(address.value().port));
  ISOSCOPE_CHECK(again.ok() && again.value().host == address.value().host && again.value().port == address.value().port);
}

void Target(std::string_view text) {
  const size_t line = text.find('\n');
  HttpRequest request;
  request.target = text.substr(0, line);
  if (request.ParseTarget()) {
    ISOSCOPE_CHECK(!request.path.empty());
    if (request.target.find('\0') == std::string::npos) ISOSCOPE_CHECK(request.path.find('\0') == std::string::npos);  // %00 is refused.
    for (const auto& [name, value] : request.query) ISOSCOPE_CHECK(request.parameter(name) != nullptr);
  }
  if (line == std::string_view::npos) return;
  const std::string_view rest = text.substr(line + 1);
  const size_t origin = rest.find('\n');
  request.headers.emplace_back("host", rest.substr(0, origin));
  if (origin != std::string_view::npos) request.headers.emplace_back("origin", rest.substr(origin + 1));
  if (CheckOrigin(request)) return;
  std::string host, port;
  ISOSCOPE_CHECK(SplitHostPort(request.headers[0].second, &host, &port) && IsLoopbackHost(host));
  ISOSCOPE_CHECK(request.headers.size() == 1 || request.headers[1].second == "http://" + request.headers[0].second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      Address(text);
      break;
    case 1: {
      Result<HistoryLimits> limits = HistoryLimits::Parse(text);
      ISOSCOPE_CHECK(limits.ok() || !limits.status().message().empty());
      break;
    }
    case 2: {
      KindMask kinds = 0;
      std::string error;
      ISOSCOPE_CHECK(ParseKinds(text, &kinds, &error) == error.empty());
      ISOSCOPE_CHECK((kinds & ~kAllKinds) == 0);
      break;
    }
    default:
      Target(text);
  }
  return 0;
}
