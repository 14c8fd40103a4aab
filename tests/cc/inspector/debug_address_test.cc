#include "runtime/inspector/debug_address.h"

#include <catch2/catch_test_macros.hpp>

#include "runtime/inspector/web_socket.h"

using namespace isoscope;

TEST_CASE("an address for debuggers is read as Node reads it") {
  const auto read = [](std::string_view text) {
    DebugAddress address;
    return address.Update(text).ok() ? address.UrlHost() + ":" + std::to_string(address.port) : "refused";
  };
  CHECK(read("") == "127.0.0.1:9229");
  CHECK(read("0") == "127.0.0.1:0");
  CHECK(read("9300") == "127.0.0.1:9300");
  CHECK(read("localhost") == "localhost:9229");
  CHECK(read("0.0.0.0:1024") == "0.0.0.0:1024");
  CHECK(read("[::1]:9230") == "[::1]:9230");
  CHECK(read("[::1]") == "[::1]:9229");
  for (const char* bad : {"80", "65536", "99999999999999999999", "localhost:80", "localhost:-1", "localhost:x", "[::1"})
    CHECK(read(bad) == "refused");
}

TEST_CASE("only names that nobody can point at us pass as a debugger's host") {
  for (const char* good : {"127.0.0.1", "::1", "10.0.0.7", "localhost", "LocalHost"}) CHECK(IsAddressOrLocalhost(good));
  for (const char* bad : {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "1.2.3"}) CHECK_FALSE(IsAddressOrLocalhost(bad));
}

TEST_CASE("where the debuggers' address is told") {
  CHECK(PublishUid::Parse("stderr,http").value().http);
  CHECK_FALSE(PublishUid::Parse("http").value().to_stderr);
  CHECK_FALSE(PublishUid::Parse("stdout").ok());
}

TEST_CASE("a WebSocket's accept key is RFC 6455's") { CHECK(WebSocketAcceptKey("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); }
