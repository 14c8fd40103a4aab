// A client on a plain blocking socket: what the server is sent is exactly what a test writes.
#ifndef ISOSCOPE_TESTS_CC_INSPECTOR_HTTP_CLIENT_H_
#define ISOSCOPE_TESTS_CC_INSPECTOR_HTTP_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

namespace isoscope {

class HttpClient {
 public:
  explicit HttpClient(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  }
  ~HttpClient() { close(fd_); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // False when the server has closed.
  bool Send(std::string_view data) {
    while (!data.empty()) {
      const ssize_t sent = send(fd_, data.data(), data.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      data.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  void FinishSending() { shutdown(fd_, SHUT_WR); }

  // Until `text` has been received; false when the server closes before, or nothing comes for a while.
  bool ReadUntil(std::string_view text) {
    while (received_.find(text) == std::string::npos) {
      if (!ReadMore()) return false;
    }
    return true;
  }
  // Everything until the server closes.
  std::string ReadAll() {
    while (ReadMore()) {
    }
    return received_;
  }
  // One response with Content-Length, taken off what was received: its body; `status` 0 when there is none.
  std::string ReadResponse(int* status) {
    *status = 0;
    if (!ReadUntil("\r\n\r\n")) return received_;
    const size_t head_end = received_.find("\r\n\r\n") + 4;
    const std::string head = received_.substr(0, head_end);
    const size_t at = head.find("Content-Length: ");
    REQUIRE(at != std::string::npos);
    const size_t length = std::stoul(head.substr(at + 16));
    while (received_.size() < head_end + length) {
      if (!ReadMore()) return received_;
    }
    *status = std::stoi(head.substr(9, 3));
    const std::string body = received_.substr(head_end, length);
    received_.erase(0, head_end + length);
    return body;
  }
  std::string& received() { return received_; }

 private:
  bool ReadMore() {
    pollfd poll_fd{fd_, POLLIN, 0};
    if (poll(&poll_fd, 1, 30000) <= 0) return false;
    char buffer[16384];
    const ssize_t size = recv(fd_, buffer, sizeof(buffer), 0);
    if (size <= 0) return false;
    received_.append(buffer, static_cast<size_t>(size));
    return true;
  }

  const int fd_;
  std::string received_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_INSPECTOR_HTTP_CLIENT_H_
