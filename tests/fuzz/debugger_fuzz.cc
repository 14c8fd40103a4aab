// What a debugger may send after its handshake, through a real socket: WebSocket frames, and the Isoscope and IO domains behind them. The first byte
// chooses whether the rest are frames as they are, or the text of one good frame.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>

#include <uv.h>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/inspector/debugger_door.h"
#include "tests/fuzz/loopback_client.h"

using namespace isoscope;

namespace {

constexpr uint64_t kPatienceMs = 5000;

class NoIsolate final : public DebugTargetLink {
 public:
  void Connect(uint64_t, Send) override {}
  void Dispatch(uint64_t, std::string) override {}
  void Disconnect(uint64_t) override {}
};

struct Server {
  Server() : door((uv_loop_init(&loop), &loop), true) {
    sockaddr_in address{};
    uv_ip4_addr("127.0.0.1", 0, &address);
    ISOSCOPE_CHECK(door.Listen(reinterpret_cast<sockaddr*>(&address), "127.0.0.1", &port) == 0);
    door.AddTarget({.id = "target", .title = "t", .url = "u", .link = std::make_shared<NoIsolate>()});
  }
  void Turn() {
    uv_run(&loop, UV_RUN_NOWAIT);
    door.OnDrained();
  }

  uv_loop_t loop;
  DebuggerDoor door;
  int port = 0;
};

std::string GoodFrame(const std::string& text) {
  std::string frame = "\x81";
  if (text.size() < 126) {
    frame += static_cast<char>(0x80 | text.size());
  } else {
    frame += {'\xFE', static_cast<char>(text.size() >> 8 & 255), static_cast<char>(text.size() & 255)};
  }
  return frame + std::string(4, '\0') + text;  // A mask of zeros changes nothing.
}

// False when the server has closed.
bool Receive(int fd) {
  char buffer[65536];
  ssize_t size = 0;
  while ((size = recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT)) > 0) continue;
  return size < 0 && errno == EAGAIN;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Server* const server = new Server;
  if (size == 0 || size > 60'000) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string input =
      "GET /target HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  input += (data[0] & 1) != 0 ? GoodFrame(rest) : rest;
  const int fd = ConnectToLoopback(server->port);
  for (size_t sent = 0; sent < input.size();) {
    const ssize_t count = send(fd, input.data() + sent, input.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN) break;
    if (count > 0) sent += static_cast<size_t>(count);
    server->Turn();
    if (!Receive(fd)) break;
  }
  shutdown(fd, SHUT_WR);
  const uint64_t end = MonotonicUs() + kPatienceMs * 1000;
  while (Receive(fd)) {
    server->Turn();
    ISOSCOPE_CHECK(MonotonicUs() < end);  // Or the server keeps the connection of a client that has gone.
  }
  close(fd);
  server->Turn();
  return 0;
}
