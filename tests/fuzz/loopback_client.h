// A client of a server under test, for fuzzers: so many connections that their addresses would run out.
#ifndef ISOSCOPE_TESTS_FUZZ_LOOPBACK_CLIENT_H_
#define ISOSCOPE_TESTS_FUZZ_LOOPBACK_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "runtime/base/check.h"

namespace isoscope {

// A connected socket, which the caller closes.
inline int ConnectToLoopback(int port) {
  static uint32_t clients = 0;
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ISOSCOPE_CHECK(fd >= 0);
  const int on = 1;  // Each ended connection blocks its pair of addresses for a minute, so there must be many.
  ISOSCOPE_CHECK(setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on)) == 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(0x7F000002 + clients++ % 60'000);
  ISOSCOPE_CHECK(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  // With a hundred thousand ended connections around, the kernel may find no free pair of addresses for a while.
  constexpr int kAttempts = 100;
  for (int attempt = 0; connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0; attempt++) {
    ISOSCOPE_CHECK(errno == EADDRNOTAVAIL && attempt < kAttempts);
    usleep(50'000);
  }
  return fd;
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_FUZZ_LOOPBACK_CLIENT_H_
