#include "runtime/inspector/http_message.h"

#include <catch2/catch_test_macros.hpp>

#include "runtime/inspector/scope_address.h"

using namespace isoscope;

namespace {

int StatusOf(std::vector<std::pair<std::string, std::string>> headers, bool http_1_1 = true) {
  HttpRequest request;
  request.headers = std::move(headers);
  request.http_1_1 = http_1_1;
  auto refusal = CheckOrigin(request);
  return refusal ? refusal->status : 200;
}

bool Parses(const char* target) {
  HttpRequest request;
  request.target = target;
  return request.ParseTarget();
}

}  // namespace

TEST_CASE("a target is split and decoded") {
  HttpRequest request;
  request.target = "/metrics/a%20b?since=12&kinds=gc%2Cpool&flag&x=a+b&&since=13";
  REQUIRE(request.ParseTarget());
  CHECK(request.path == "/metrics/a b");
  CHECK(*request.parameter("since") == "12");
  CHECK(*request.parameter("kinds") == "gc,pool");
  CHECK(request.parameter("flag")->empty());
  CHECK(*request.parameter("x") == "a b");
  CHECK(request.parameter("none") == nullptr);
  request.target = "http://127.0.0.1:9/metrics?x=1";
  REQUIRE(request.ParseTarget());
  CHECK(request.path == "/metrics");
  for (const char* wrong : {"", "*", "metrics", "/%", "/%4", "/%zz", "/a?b=%0", "/%00", "http://host"}) {
    INFO(wrong);
    CHECK_FALSE(Parses(wrong));
  }
}

TEST_CASE("only our own loopback address and origin pass") {
  for (const char* host : {"localhost", "LocalHost:80", "127.0.0.1:9229", "127.255.1.2", "[::1]:1", "[::1]"}) {
    INFO(host);
    CHECK(StatusOf({{"host", host}}) == 200);
  }
  for (const char* host : {"evil.example", "127.0.0.1.evil.example", "127.evil", "0.0.0.0", "192.168.0.1", "127.0.0.256", "localhost.evil", "",
                           "[::1", "localhost:x", "localhost:99999", "127.0.0.1:1:2", "[::2]"}) {
    INFO(host);
    CHECK(StatusOf({{"host", host}}) == 403);
  }
  CHECK(StatusOf({}) == 400);
  CHECK(StatusOf({}, false) == 403);
  CHECK(StatusOf({{"host", "localhost"}, {"host", "localhost"}}) == 400);
  CHECK(StatusOf({{"host", "localhost:1"}, {"origin", "http://localhost:1"}}) == 200);
  for (const char* origin : {"null", "http://evil.example", "http://localhost:2", "https://localhost:1", "http://localhost:1.evil", ""}) {
    INFO(origin);
    CHECK(StatusOf({{"host", "localhost:1"}, {"origin", origin}}) == 403);
  }
}

TEST_CASE("--scope takes a loopback address and a port") {
  CHECK(ScopeAddress::Parse("").value().port == 0);
  CHECK(ScopeAddress::Parse("9300").value().port == 9300);
  CHECK(ScopeAddress::Parse("localhost").value().host == "localhost");
  CHECK(ScopeAddress::Parse("127.0.0.2:80").value().host == "127.0.0.2");
  CHECK(ScopeAddress::Parse("[::1]:80").value().UrlHost() == "[::1]");
  for (const char* wrong : {"0.0.0.0:80", "example.org", "localhost:99999", "localhost:", "99999", ":80", "[::1", "1.2.3.4"}) {
    INFO(wrong);
    CHECK_FALSE(ScopeAddress::Parse(wrong).ok());
  }
}
