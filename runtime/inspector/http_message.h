// Requests and responses of the service's HTTP server, and the text work on them. No I/O; any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_HTTP_MESSAGE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_HTTP_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isoscope {

struct HttpRequest {
  std::string method;
  std::string target;                                        // As sent: path and query.
  std::string path;                                          // Decoded.
  std::vector<std::pair<std::string, std::string>> query;    // Decoded, in order.
  std::vector<std::pair<std::string, std::string>> headers;  // Names in lower case.
  bool http_1_1 = true;
  bool keep_alive = true;

  // The first of that name; null when there is none.
  const std::string* header(std::string_view name) const;
  const std::string* parameter(std::string_view name) const;

  // Fills path and query from target. False when it is not a path or its escapes are wrong.
  bool ParseTarget();
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// {"error": {"status", "message"}}
HttpResponse HttpError(int status, std::string_view message);
const char* HttpStatusText(int status);

// The head of a response, blank line included. `length`: empty for a body that ends with the connection.
std::string HttpHead(const HttpResponse& response, std::optional<size_t> length, bool keep_alive);

// What a web page of another origin, or a name that resolves to us, must not get through: null when the request may pass, else its answer.
// Host must be a loopback name or address; Origin, when there is one, must be our own.
std::optional<HttpResponse> CheckOrigin(const HttpRequest& request);

// localhost, 127.x.y.z, ::1 (also in brackets).
bool IsLoopbackHost(std::string_view host);
// "host:port", "[v6]:port", "host" -> host without brackets; false when malformed. The port stays empty when there is none.
bool SplitHostPort(std::string_view text, std::string* host, std::string* port);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_HTTP_MESSAGE_H_
