#include "runtime/inspector/web_socket.h"

#include <algorithm>
#include <utility>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "runtime/base/check.h"

namespace isoscope {
namespace {

constexpr size_t kKeyLength = 24;  // Base64 of 16 bytes.

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// Whether a list header has the token: "keep-alive, Upgrade".
bool HasToken(const std::string* header, std::string_view token) {
  if (header == nullptr) return false;
  for (std::string_view rest = *header; !rest.empty();) {
    const size_t comma = rest.find(',');
    std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
    while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
    if (EqualsIgnoringCase(item, token)) return true;
  }
  return false;
}

const char* HandshakeFault(const HttpRequest& request) {
  const std::string* version = request.header("sec-websocket-version");
  const std::string* key = request.header("sec-websocket-key");
  if (request.method != "GET" || !request.http_1_1) return "a WebSocket begins with GET over HTTP/1.1";
  if (!HasToken(request.header("connection"), "upgrade")) return "the Connection header does not say Upgrade";
  if (version == nullptr || *version != "13") return "WebSocket version 13 is needed";
  if (key == nullptr || key->size() != kKeyLength) return "the Sec-WebSocket-Key header is missing or malformed";
  return nullptr;
}

}  // namespace

std::string WebSocketAcceptKey(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  unsigned int length = 0;
  ISOSCOPE_CHECK(EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha1(), nullptr) == 1);
  unsigned char encoded[4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1];
  const int size = EVP_EncodeBlock(encoded, digest, static_cast<int>(length));
  return std::string(reinterpret_cast<char*>(encoded), static_cast<size_t>(size));
}

bool WebSocket::IsRequested(const HttpRequest& request) { return HasToken(request.header("upgrade"), "websocket"); }

std::shared_ptr<WebSocket> WebSocket::Accept(const HttpRequest& request, const std::shared_ptr<HttpConnection>& connection, Handlers handlers) {
  if (const char* fault = HandshakeFault(request)) {
    connection->Respond(HttpError(400, fault));
    return nullptr;
  }
  std::shared_ptr<WebSocket> socket(new WebSocket(connection, std::move(handlers)));
  std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
  head += WebSocketAcceptKey(*request.header("sec-websocket-key")) + "\r\n\r\n";
  connection->Upgrade(std::move(head), {
                                           .received = [socket](std::string_view bytes) { socket->OnReceived(bytes); },
                                           .sent =
                                               [socket] {
                                                 if (socket->WantsMore()) socket->handlers_.sent();
                                               },
                                           .closed = [socket] { socket->handlers_.closed(); },
                                       });
  return socket;
}

WebSocket::WebSocket(std::shared_ptr<HttpConnection> connection, Handlers handlers)
    : connection_(std::move(connection)), handlers_(std::move(handlers)) {
  wslay_event_callbacks callbacks{};
  callbacks.recv_callback = OnWslayRecv;
  callbacks.send_callback = OnWslaySend;
  callbacks.on_msg_recv_callback = OnWslayMessage;
  ISOSCOPE_CHECK(wslay_event_context_server_init(&context_, &callbacks, this) == 0);
  wslay_event_config_set_max_recv_msg_length(context_, kMaxMessageBytes);
}

WebSocket::~WebSocket() { wslay_event_context_free(context_); }

ssize_t WebSocket::OnWslayRecv(wslay_event_context_ptr context, uint8_t* data, size_t size, int, void* user) {
  auto* self = static_cast<WebSocket*>(user);
  if (self->input_.empty()) {
    wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
    return -1;
  }
  const size_t count = std::min(size, self->input_.size());
  std::copy_n(self->input_.data(), count, reinterpret_cast<char*>(data));
  self->input_.remove_prefix(count);
  return static_cast<ssize_t>(count);
}

ssize_t WebSocket::OnWslaySend(wslay_event_context_ptr, const uint8_t* data, size_t size, int, void* user) {
  static_cast<WebSocket*>(user)->output_.append(reinterpret_cast<const char*>(data), size);
  return static_cast<ssize_t>(size);
}

void WebSocket::OnWslayMessage(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message, void* user) {
  auto* self = static_cast<WebSocket*>(user);
  if (wslay_is_ctrl_frame(message->opcode) || self->closing_) return;  // wslay answers pings and closes.
  if (message->opcode != WSLAY_TEXT_FRAME) return self->Close(kUnsupported, "messages are text");
  self->handlers_.message(std::string(reinterpret_cast<const char*>(message->msg), message->msg_length));
}

void WebSocket::OnReceived(std::string_view bytes) {
  const auto self = shared_from_this();
  input_ = bytes;
  const int err = wslay_event_recv(context_);
  input_ = {};
  if (err != 0 && !closing_) {
    // A frame that wslay cannot read at all, where it would tell no reason.
    closing_ = true;
    constexpr char kProtocolErrorFrame[] = "\x88\x02\x03\xEA";
    static_assert(kProtocolError == 0x03EA);
    connection_->Write(std::string(kProtocolErrorFrame, 4));
    return connection_->CloseAfterWrites();
  }
  Flush();
}

void WebSocket::Send(std::string_view text) {
  if (closing_) return;
  const wslay_event_msg message = {WSLAY_TEXT_FRAME, reinterpret_cast<const uint8_t*>(text.data()), text.size()};
  if (wslay_event_queue_msg(context_, &message) == 0) Flush();
}

void WebSocket::Close(uint16_t code, std::string_view reason) {
  if (closing_) return;
  if (wslay_event_queue_close(context_, code, reinterpret_cast<const uint8_t*>(reason.data()), reason.size()) == 0) Flush();
}

void WebSocket::Flush() {
  if (wslay_event_send(context_) != 0) return connection_->Close();
  if (!output_.empty()) connection_->Write(std::exchange(output_, {}));
  if (closing_ || (wslay_event_get_close_sent(context_) == 0 && wslay_event_want_read(context_) != 0)) return;
  closing_ = true;
  connection_->CloseAfterWrites();
}

}  // namespace isoscope
