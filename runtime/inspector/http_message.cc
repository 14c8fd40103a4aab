#include "runtime/inspector/http_message.h"

#include <algorithm>

#include "runtime/base/json_writer.h"

namespace isoscope {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool Unescape(std::string_view text, bool plus_is_space, std::string* out) {
  out->clear();
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '+' && plus_is_space) {
      out->push_back(' ');
    } else if (text[i] != '%') {
      out->push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return false;
      const int high = HexDigit(text[i + 1]), low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return false;
      out->push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  return true;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

const std::string* Find(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

const std::string* HttpRequest::header(std::string_view name) const { return Find(headers, name); }
const std::string* HttpRequest::parameter(std::string_view name) const { return Find(query, name); }

bool HttpRequest::ParseTarget() {
  std::string_view rest = target;
  if (rest.starts_with("http://")) {  // As to a proxy: allowed by RFC 9112; Host decides.
    rest.remove_prefix(7);
    rest.remove_prefix(std::min(rest.find('/'), rest.size()));
  }
  if (rest.empty() || rest[0] != '/') return false;
  rest = rest.substr(0, rest.find('#'));
  const size_t mark = rest.find('?');
  if (!Unescape(rest.substr(0, mark), false, &path)) return false;
  query.clear();
  if (mark == std::string_view::npos) return true;
  rest.remove_prefix(mark + 1);
  while (!rest.empty()) {
    const size_t ampersand = rest.find('&');
    const std::string_view pair = rest.substr(0, ampersand);
    rest = ampersand == std::string_view::npos ? std::string_view() : rest.substr(ampersand + 1);
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    auto& [name, value] = query.emplace_back();
    if (!Unescape(pair.substr(0, equals), true, &name)) return false;
    if (equals != std::string_view::npos && !Unescape(pair.substr(equals + 1), true, &value)) return false;
  }
  return true;
}

HttpResponse HttpError(int status, std::string_view message) {
  JsonWriter json;
  json.StartObject();
  json.Key("error");
  json.StartObject();
  json.Member("status", status);
  json.Member("message", message);
  json.EndObject();
  json.EndObject();
  return {.status = status, .body = json.Take() + "\n"};
}

const char* HttpStatusText(int status) {
  switch (status) {
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Unknown";
  }
}

std::string HttpHead(const HttpResponse& response, std::optional<size_t> length, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + HttpStatusText(response.status) + "\r\n";
  head += "Content-Type: " + response.content_type + "\r\n";
  if (length) head += "Content-Length: " + std::to_string(*length) + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

bool SplitHostPort(std::string_view text, std::string* host, std::string* port) {
  host->clear();
  port->clear();
  std::string_view rest;
  if (!text.empty() && text[0] == '[') {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    *host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    const size_t colon = text.find(':');
    *host = text.substr(0, colon);
    if (colon != std::string_view::npos) rest = text.substr(colon);
  }
  if (rest.empty()) return !host->empty();
  if (rest[0] != ':' || !IsDigits(rest.substr(1)) || rest.size() > 6) return false;
  *port = rest.substr(1);
  return std::stoi(*port) <= 65535;
}

bool IsLoopbackHost(std::string_view host) {
  if (host == "::1") return true;
  std::string lower(host);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  if (lower == "localhost") return true;
  if (!lower.starts_with("127.")) return false;
  // Four numbers: "127.0.0.1.evil.example" is a name.
  int parts = 0;
  for (std::string_view rest = lower;; parts++) {
    const size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    if (!IsDigits(part) || part.size() > 3 || std::stoi(std::string(part)) > 255) return false;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return parts == 3;
}

std::optional<HttpResponse> CheckOrigin(const HttpRequest& request) {
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(), [](const auto& header) { return header.first == "host"; });
  if (hosts > 1 || (hosts == 0 && request.http_1_1)) return HttpError(400, "exactly one Host header is needed");
  std::string host, port;
  const std::string* host_header = request.header("host");
  if (host_header == nullptr || !SplitHostPort(*host_header, &host, &port) || !IsLoopbackHost(host)) {
    return HttpError(403, "this server answers to its loopback address only");
  }
  if (const std::string* origin = request.header("origin"); origin != nullptr && *origin != "http://" + *host_header) {
    return HttpError(403, "pages of another origin may not read this");
  }
  return std::nullopt;
}

}  // namespace isoscope
