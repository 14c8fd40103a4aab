#include "runtime/inspector/http_exchange.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <llhttp.h>

#include "runtime/base/clock.h"
#include "runtime/inspector/http_message.h"

namespace isoscope {
namespace {

class Socket {
 public:
  Socket() = default;
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Status Connect(const HttpUrl& url, uint64_t deadline_us);
  Status Send(std::string_view data, uint64_t deadline_us);
  // 0 at the end.
  Result<size_t> Receive(char* buffer, size_t size, uint64_t deadline_us);

 private:
  Status Wait(short events, uint64_t deadline_us);
  int fd_ = -1;
};

Status Socket::Wait(short events, uint64_t deadline_us) {
  for (;;) {
    const uint64_t now_us = MonotonicUs();
    if (now_us >= deadline_us) return Status::Error("no answer in time");
    pollfd entry{fd_, events, 0};
    const int ready = poll(&entry, 1, static_cast<int>((deadline_us - now_us) / 1000 + 1));
    if (ready > 0) return Status::Ok();
    if (ready < 0 && errno != EINTR) return Status::Error(std::strerror(errno));
  }
}

Status Socket::Connect(const HttpUrl& url, uint64_t deadline_us) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int err = getaddrinfo(url.host.c_str(), url.port.c_str(), &hints, &found); err != 0) return Status::Error(gai_strerror(err));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, freeaddrinfo);
  Status last = Status::Error("no address");
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    if (fd_ >= 0) close(fd_);
    fd_ = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd_ < 0) return Status::Error(std::strerror(errno));
    if (connect(fd_, address->ai_addr, address->ai_addrlen) == 0) return Status::Ok();
    if (errno != EINPROGRESS) {
      last = Status::Error(std::strerror(errno));
      continue;
    }
    if (last = Wait(POLLOUT, deadline_us); !last.ok()) continue;
    int error = 0;
    socklen_t length = sizeof(error);
    getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error == 0) return Status::Ok();
    last = Status::Error(std::strerror(error));
  }
  return last;
}

Status Socket::Send(std::string_view data, uint64_t deadline_us) {
  while (!data.empty()) {
    const ssize_t sent = send(fd_, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      data.remove_prefix(static_cast<size_t>(sent));
    } else if (errno == EAGAIN) {
      if (Status status = Wait(POLLOUT, deadline_us); !status.ok()) return status;
    } else if (errno != EINTR) {
      return Status::Error(std::strerror(errno));
    }
  }
  return Status::Ok();
}

Result<size_t> Socket::Receive(char* buffer, size_t size, uint64_t deadline_us) {
  for (;;) {
    const ssize_t received = recv(fd_, buffer, size, 0);
    if (received >= 0) return static_cast<size_t>(received);
    if (errno == EAGAIN) {
      if (Status status = Wait(POLLIN, deadline_us); !status.ok()) return status;
    } else if (errno != EINTR) {
      return Status::Error(std::strerror(errno));
    }
  }
}

struct ReplyParser {
  ReplyParser() {
    llhttp_settings_init(&settings);
    settings.on_body = [](llhttp_t* parser, const char* at, size_t length) {
      static_cast<ReplyParser*>(parser->data)->reply.body.append(at, length);
      return 0;
    };
    settings.on_message_complete = [](llhttp_t* parser) {
      auto* self = static_cast<ReplyParser*>(parser->data);
      self->reply.status = parser->status_code;
      self->complete = self->reply.status >= 200;  // 100 Continue is not the answer.
      return 0;
    };
    llhttp_init(&parser, HTTP_RESPONSE, &settings);
    parser.data = this;
  }

  llhttp_settings_t settings;
  llhttp_t parser;
  HttpReply reply;
  bool complete = false;
};

}  // namespace

Result<HttpUrl> HttpUrl::Parse(std::string_view text) {
  const Status wrong = Status::Error("'" + std::string(text) + "' is no http:// URL");
  HttpUrl url;
  if (!text.starts_with("http://")) return wrong;
  text.remove_prefix(7);
  text = text.substr(0, text.find('#'));
  const size_t path = std::min(text.find_first_of("/?"), text.size());
  std::string port;
  if (!SplitHostPort(text.substr(0, path), &url.host, &port) || url.host.empty() || url.host.find('@') != std::string::npos) return wrong;
  if (!port.empty()) url.port = port;
  if (path < text.size()) url.path = (text[path] == '?' ? "/" : "") + std::string(text.substr(path));
  const auto visible = [](char c) { return c > 0x20 && c < 0x7f; };
  if (!std::all_of(url.path.begin(), url.path.end(), visible) || !std::all_of(url.host.begin(), url.host.end(), visible)) return wrong;
  return url;
}

std::string HttpUrl::HostHeader() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == "80" ? name : name + ":" + port;
}

Result<HttpReply> ExchangeHttp(const HttpUrl& url, const std::string* body, const HttpExchangeLimits& limits) {
  const uint64_t deadline_us = MonotonicUs() + limits.timeout_ms * 1000;
  Socket socket;
  if (Status status = socket.Connect(url, deadline_us); !status.ok()) return status;
  std::string request = std::string(body != nullptr ? "POST " : "GET ") + url.path + " HTTP/1.1\r\nHost: " + url.HostHeader() +
                        "\r\nUser-Agent: isoscope\r\nConnection: close\r\n";
  if (body != nullptr) request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body->size()) + "\r\n";
  request += "\r\n";
  if (body != nullptr) request += *body;
  if (Status status = socket.Send(request, deadline_us); !status.ok()) return status;
  ReplyParser parser;
  char buffer[16384];
  while (!parser.complete) {
    auto received = socket.Receive(buffer, sizeof(buffer), deadline_us);
    if (!received.ok()) return received.status();
    const llhttp_errno_t result = received.value() == 0 ? llhttp_finish(&parser.parser) : llhttp_execute(&parser.parser, buffer, received.value());
    if (parser.complete) break;
    if (result != HPE_OK || received.value() == 0) return Status::Error("the answer is no valid HTTP");
    if (parser.reply.body.size() > limits.body_bytes) return Status::Error("the answer is too long");
  }
  return std::move(parser.reply);
}

}  // namespace isoscope
