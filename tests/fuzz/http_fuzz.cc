// What a client may send to the service's port, through a real socket: the HTTP reader, the doors behind it, and the end of the connection.
// The first byte says in pieces of which size the rest is sent; 0: in one.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <uv.h>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/inspector/metrics_door.h"
#include "tests/fuzz/loopback_client.h"

using namespace isoscope;

namespace {

constexpr uint64_t kPatienceMs = 5000;

struct Server {
  Server() : door((uv_loop_init(&loop), &loop)), port(door.Listen("127.0.0.1", 0).value()) {}
  void Turn() {
    uv_run(&loop, UV_RUN_NOWAIT);
    door.OnDrained();
  }

  uv_loop_t loop;
  MetricsDoor door;
  const int port;
};

// False when the server has closed.
bool Receive(int fd, std::string* received) {
  char buffer[65536];
  ssize_t size = 0;
  while ((size = recv(fd, buffer, sizeof(buffer), MSG_DONTWAIT)) > 0) received->append(buffer, static_cast<size_t>(size));
  return size < 0 && errno == EAGAIN;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Server* const server = new Server;
  if (size == 0) return 0;
  std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t piece = data[0] == 0 ? input.size() : data[0];
  const int fd = ConnectToLoopback(server->port);
  std::string received;
  while (!input.empty()) {
    const ssize_t sent = send(fd, input.data(), std::min(piece, input.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN) break;  // The server has closed.
    if (sent > 0) input.remove_prefix(static_cast<size_t>(sent));
    server->Turn();
    if (!Receive(fd, &received)) break;
  }
  shutdown(fd, SHUT_WR);
  const uint64_t end = MonotonicUs() + kPatienceMs * 1000;
  while (Receive(fd, &received)) {
    server->Turn();
    ISOSCOPE_CHECK(MonotonicUs() < end);  // Or the server keeps the connection of a client that has gone.
  }
  close(fd);
  server->Turn();
  ISOSCOPE_CHECK(received.empty() || received.starts_with("HTTP/1.1 "));
  return 0;
}
