// A small HTTP/1.1 server for the service's doors: llhttp parses, one handler answers, loopback only.
//
// Service thread only. Owned by the door that uses it, which calls Close() and keeps it until the loop is done.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_HTTP_SERVER_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_HTTP_SERVER_H_

#include <memory>
#include <set>
#include <string>

#include <uv.h>

#include "runtime/base/status.h"
#include "runtime/inspector/http_connection.h"

namespace isoscope {

class HttpServer {
 public:
  static constexpr size_t kMaxConnections = 256;
  static constexpr uint64_t kCloseTimeoutMs = 2000;

  explicit HttpServer(HttpConnection::Handler handler, HttpConnection::Limits limits = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds "localhost", "127.x.y.z" or "::1" and listens. Gives the port (0 asks for a free one).
  Result<int> Listen(uv_loop_t* loop, const std::string& host, int port);

  // The same for an address in hand; `*port` is where it listens. A uv error code or 0.
  int ListenAt(uv_loop_t* loop, const sockaddr* address, int* port);

  // Listens no more; ends idle connections at once and busy ones when their answers are sent, or after kCloseTimeoutMs.
  void Close();

 private:
  void OnConnection();
  void OnGone(HttpConnection* connection);
  void CloseRest();
  static void OnHandleClosed(uv_handle_t* handle);

  const HttpConnection::Handler handler_;
  const HttpConnection::Limits limits_;
  uv_tcp_t listener_{};
  uv_timer_t close_timer_{};
  int handles_open_ = 0;
  bool closing_ = false;
  std::set<std::shared_ptr<HttpConnection>> connections_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_HTTP_SERVER_H_
