#include "runtime/inspector/http_server.h"

#include <vector>

#include "runtime/base/check.h"

namespace isoscope {

HttpServer::HttpServer(HttpConnection::Handler handler, HttpConnection::Limits limits) : handler_(std::move(handler)), limits_(limits) {}

HttpServer::~HttpServer() { ISOSCOPE_CHECK(handles_open_ == 0); }

Result<int> HttpServer::Listen(uv_loop_t* loop, const std::string& host, int port) {
  const std::string address = host == "localhost" ? "127.0.0.1" : host;
  sockaddr_storage storage{};
  if (uv_ip4_addr(address.c_str(), port, reinterpret_cast<sockaddr_in*>(&storage)) != 0 &&
      uv_ip6_addr(address.c_str(), port, reinterpret_cast<sockaddr_in6*>(&storage)) != 0) {
    return Status::Error("'" + host + "' is no address");
  }
  int listening_port = 0;
  if (const int err = ListenAt(loop, reinterpret_cast<sockaddr*>(&storage), &listening_port); err != 0) {
    return Status::Error("cannot listen on " + host + ":" + std::to_string(port) + ": " + uv_strerror(err));
  }
  return listening_port;
}

int HttpServer::ListenAt(uv_loop_t* loop, const sockaddr* address, int* port) {
  ISOSCOPE_CHECK(uv_tcp_init(loop, &listener_) == 0);
  ISOSCOPE_CHECK(uv_timer_init(loop, &close_timer_) == 0);
  handles_open_ = 2;
  listener_.data = close_timer_.data = this;
  int err = uv_tcp_bind(&listener_, address, 0);
  if (err == 0) {
    err = uv_listen(reinterpret_cast<uv_stream_t*>(&listener_), 128, [](uv_stream_t* listener, int status) {
      if (status == 0) static_cast<HttpServer*>(listener->data)->OnConnection();
    });
  }
  sockaddr_storage bound{};
  int length = sizeof(bound);
  if (err == 0) err = uv_tcp_getsockname(&listener_, reinterpret_cast<sockaddr*>(&bound), &length);
  if (err != 0) {
    Close();
    return err;
  }
  *port = ntohs(reinterpret_cast<sockaddr_in*>(&bound)->sin_port);  // It lies at the same place in both kinds of address.
  return 0;
}

void HttpServer::OnConnection() {
  auto connection = std::make_shared<HttpConnection>(limits_, handler_, [this](HttpConnection* gone) { OnGone(gone); });
  connections_.insert(connection);
  // On EMFILE libuv itself frees a descriptor to refuse the client, and goes on.
  if (connection->Accept(reinterpret_cast<uv_stream_t*>(&listener_)) != 0) {
    connections_.erase(connection);
    return;
  }
  if (connections_.size() > kMaxConnections) connection->Close();
}

void HttpServer::OnGone(HttpConnection* connection) {
  connections_.erase(connection->shared_from_this());
  if (closing_ && connections_.empty()) CloseRest();
}

void HttpServer::Close() {
  if (handles_open_ == 0 || closing_) return;
  closing_ = true;
  uv_close(reinterpret_cast<uv_handle_t*>(&listener_), OnHandleClosed);
  uv_timer_start(
      &close_timer_, [](uv_timer_t* timer) { static_cast<HttpServer*>(timer->data)->CloseRest(); }, kCloseTimeoutMs, 0);
  for (const auto& connection : std::vector(connections_.begin(), connections_.end())) {
    connection->idle() ? connection->Close() : connection->CloseAfterWrites();
  }
  if (connections_.empty()) CloseRest();
}

void HttpServer::CloseRest() {
  auto* timer = reinterpret_cast<uv_handle_t*>(&close_timer_);
  if (uv_is_closing(timer)) return;
  uv_close(timer, OnHandleClosed);
  for (const auto& connection : std::vector(connections_.begin(), connections_.end())) connection->Close();
}

void HttpServer::OnHandleClosed(uv_handle_t* handle) { static_cast<HttpServer*>(handle->data)->handles_open_--; }

}  // namespace isoscope
