#include "runtime/inspector/debug_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdlib>

namespace isoscope {
namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Status ParsePort(std::string_view text, int* port) {
  const std::string digits(text);
  const long value = IsDigits(text) && digits.size() <= 5 ? std::strtol(digits.c_str(), nullptr, 10) : -1;
  if (value < 0 || !IsDebugPort(value)) return Status::Error("must be 0 or in range 1024 to 65535.");
  *port = static_cast<int>(value);
  return Status::Ok();
}

}  // namespace

Status DebugAddress::Update(std::string_view text) {
  if (text.empty()) return Status::Ok();
  if (IsDigits(text)) return ParsePort(text, &port);
  std::string_view host_text = text, port_text;
  if (text.front() == '[') {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return Status::Error("'" + std::string(text) + "' is no address");
    host_text = text.substr(1, end - 1);
    if (end + 1 < text.size() && text[end + 1] == ':') port_text = text.substr(end + 2);
  } else if (const size_t colon = text.rfind(':'); colon != std::string_view::npos) {
    host_text = text.substr(0, colon);
    port_text = text.substr(colon + 1);
  }
  if (!host_text.empty()) host = host_text;
  return port_text.empty() ? Status::Ok() : ParsePort(port_text, &port);
}

Result<PublishUid> PublishUid::Parse(std::string_view text) {
  PublishUid publish;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string_view word = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    if (word == "stderr") {
      publish.to_stderr = true;
    } else if (word == "http") {
      publish.http = true;
    } else {
      return Status::Error("--inspect-publish-uid destination can be stderr or http");
    }
  }
  return publish;
}

bool IsAddressOrLocalhost(std::string_view host) {
  std::string lower(host);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == "localhost" || lower == "localhost6") return true;
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, lower.c_str(), bytes) == 1 || inet_pton(AF_INET6, lower.c_str(), bytes) == 1;
}

}  // namespace isoscope
