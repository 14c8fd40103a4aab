// One WebSocket: RFC 6455's handshake, and framing by wslay over an upgraded HTTP connection.
//
// Service thread only. Made by Accept() when a request asks for it; lives as long as its connection or its owner holds it. What breaks the
// protocol (unmasked, oversized or garbled frames, text that is no UTF-8) ends this connection with the RFC's close code and nothing else.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_WEB_SOCKET_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_WEB_SOCKET_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <wslay/wslay.h>

#include "runtime/inspector/http_connection.h"

namespace isoscope {

class WebSocket : public std::enable_shared_from_this<WebSocket> {
 public:
  static constexpr size_t kMaxMessageBytes = 64 * 1024 * 1024;  // Of a client.
  static constexpr uint16_t kGoingAway = 1001;
  static constexpr uint16_t kProtocolError = 1002;
  static constexpr uint16_t kUnsupported = 1003;
  static constexpr uint16_t kInternalError = 1011;

  struct Handlers {
    std::function<void(std::string text)> message;
    std::function<void()> sent;    // There may be room for more.
    std::function<void()> closed;  // Once, last.
  };

  // Whether the request asks for a WebSocket, well or badly.
  static bool IsRequested(const HttpRequest& request);
  // Answers the request: null (and 400 was answered) when it is no valid handshake. Handlers are called from then on.
  static std::shared_ptr<WebSocket> Accept(const HttpRequest& request, const std::shared_ptr<HttpConnection>& connection, Handlers handlers);

  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  void Send(std::string_view text);
  bool WantsMore() const { return !closing_ && connection_->WantsMore(); }
  // Sends a close frame; the connection ends when it is out.
  void Close(uint16_t code, std::string_view reason);

 private:
  WebSocket(std::shared_ptr<HttpConnection> connection, Handlers handlers);

  static ssize_t OnWslayRecv(wslay_event_context_ptr context, uint8_t* data, size_t size, int flags, void* user);
  static ssize_t OnWslaySend(wslay_event_context_ptr context, const uint8_t* data, size_t size, int flags, void* user);
  static void OnWslayMessage(wslay_event_context_ptr context, const wslay_event_on_msg_recv_arg* message, void* user);
  void OnReceived(std::string_view bytes);
  void Flush();

  const std::shared_ptr<HttpConnection> connection_;
  const Handlers handlers_;
  wslay_event_context_ptr context_ = nullptr;
  std::string_view input_;  // What OnReceived still has to hand to wslay.
  std::string output_;
  bool closing_ = false;
};

// The value of Sec-WebSocket-Accept.
std::string WebSocketAcceptKey(std::string_view key);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_WEB_SOCKET_H_
