#include "runtime/bindings/http_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace isoscope;

namespace {

struct Message {
  std::string url;
  std::string status_message;
  std::string fields;
  std::string body;
  std::string trailers;
  bool ends_here = false;
  bool complete = false;
};

class Recorder : public HttpReader::Sink {
 public:
  explicit Recorder(llhttp_type_t type, uint64_t max_header_bytes = 16384) { reader.Start(type, max_header_bytes, 0); }

  bool OnMessageBegin() override {
    messages.emplace_back();
    return true;
  }
  int OnHeadersComplete() override {
    messages.back().url = reader.url();
    messages.back().status_message = reader.status_message();
    messages.back().fields = Fields();
    messages.back().ends_here = reader.IsRequestWithoutBody();
    return answer;
  }
  bool OnBody(std::string_view bytes) override {
    messages.back().body += bytes;
    return true;
  }
  bool OnMessageComplete() override {
    messages.back().trailers = Fields();
    messages.back().complete = true;
    return true;
  }

  HttpReader reader{this};
  std::vector<Message> messages;
  int answer = 0;

 private:
  std::string Fields() const {
    std::string text;
    for (size_t i = 0; i < reader.field_count(); i++) {
      text += reader.name(i);
      text += '=';
      text += reader.value(i);
      text += ';';
    }
    return text;
  }
};

constexpr std::string_view kTwoRequests =
    "GET /first?x HTTP/1.1\r\nHost:  a \t\r\nEmpty:\r\nHost: b\r\n\r\n"
    "POST /second HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nSum: 1\r\nSum: 2\r\n\r\n";

void CheckTwoRequests(const std::vector<Message>& messages) {
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].url == "/first?x");
  CHECK(messages[0].fields == "Host=a;Empty=;Host=b;");
  CHECK(messages[0].ends_here);
  CHECK(messages[0].complete);
  CHECK(messages[1].url == "/second");
  CHECK(messages[1].body == "hello world");
  CHECK(messages[1].trailers == "Sum=1;Sum=2;");
  CHECK_FALSE(messages[1].ends_here);
  CHECK(messages[1].complete);
}

}  // namespace

TEST_CASE("HttpReader reads requests in one piece", "[bindings]") {
  Recorder recorder(HTTP_REQUEST);
  HttpReader::Outcome outcome = recorder.reader.Execute(kTwoRequests);
  CHECK(outcome.ok);
  CHECK(outcome.bytes_read == kTwoRequests.size());
  CheckTwoRequests(recorder.messages);
}

TEST_CASE("HttpReader gathers what comes byte by byte", "[bindings]") {
  Recorder recorder(HTTP_REQUEST);
  for (char c : kTwoRequests) {
    const std::string byte(1, c);  // Gone after the call.
    REQUIRE(recorder.reader.Execute(byte).ok);
  }
  CheckTwoRequests(recorder.messages);
}

TEST_CASE("HttpReader limits the bytes of a message's headers", "[bindings]") {
  Recorder recorder(HTTP_REQUEST, 100);
  CHECK(recorder.reader.Execute("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").ok);
  HttpReader::Outcome outcome = recorder.reader.Execute("GET / HTTP/1.1\r\nLong: " + std::string(100, 'x') + "\r\n\r\n");
  CHECK_FALSE(outcome.ok);
  CHECK(outcome.code == "HPE_HEADER_OVERFLOW");
  CHECK(outcome.reason == "Header overflow");
}

TEST_CASE("HttpReader limits the extensions of a chunk", "[bindings]") {
  Recorder recorder(HTTP_REQUEST);
  CHECK(recorder.reader.Execute("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").ok);
  HttpReader::Outcome outcome = recorder.reader.Execute("1;" + std::string(HttpReader::kMaxChunkExtensionBytes + 1, 'x') + "\r\na\r\n");
  CHECK(outcome.code == "HPE_CHUNK_EXTENSIONS_OVERFLOW");
}

TEST_CASE("HttpReader stops where another protocol begins", "[bindings]") {
  Recorder recorder(HTTP_REQUEST);
  recorder.answer = 2;
  constexpr std::string_view kHead = "GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
  HttpReader::Outcome outcome = recorder.reader.Execute(std::string(kHead) + "not HTTP");
  CHECK(outcome.ok);
  CHECK(outcome.bytes_read == kHead.size());
  CHECK(recorder.reader.upgrade());
}

TEST_CASE("HttpReader tells an error and where it is, again and again", "[bindings]") {
  Recorder recorder(HTTP_RESPONSE);
  HttpReader::Outcome outcome = recorder.reader.Execute("HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n");
  CHECK(outcome.code == "HPE_INVALID_HEADER_TOKEN");
  CHECK(outcome.bytes_read == 20);
  CHECK(recorder.reader.Execute("x").code == "HPE_INVALID_HEADER_TOKEN");
}

TEST_CASE("HttpReader takes the end of the connection for the end of a response without a length", "[bindings]") {
  Recorder recorder(HTTP_RESPONSE);
  CHECK(recorder.reader.Execute("HTTP/1.1 200 All right\r\n\r\nto the end").ok);
  CHECK_FALSE(recorder.messages[0].complete);
  CHECK(recorder.reader.Finish().ok);
  CHECK(recorder.messages[0].status_message == "All right");
  CHECK(recorder.messages[0].body == "to the end");
  CHECK(recorder.messages[0].complete);

  Recorder cut(HTTP_RESPONSE);
  CHECK(cut.reader.Execute("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").ok);
  CHECK(cut.reader.Finish().code == "HPE_INVALID_EOF_STATE");
}
