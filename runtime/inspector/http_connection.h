// One client of the HTTP server.
//
// Service thread only. Shared by the server's list and by whoever answers later; closed when the client goes, misbehaves or idles too long.
// One request at a time: while it is being answered nothing more is read, so pipelined requests are answered in order.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_HTTP_CONNECTION_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_HTTP_CONNECTION_H_

#include <functional>
#include <memory>
#include <string>

#include <llhttp.h>
#include <uv.h>

#include "runtime/inspector/http_message.h"

namespace isoscope {

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  struct Limits {
    size_t target_bytes = 8 * 1024;
    size_t header_bytes = 16 * 1024;
    size_t body_bytes = 64 * 1024;          // Bodies are read and ignored.
    size_t queued_bytes = 4 * 1024 * 1024;  // Of a stream, before its source should hold back.
    uint64_t request_timeout_ms = 10'000;   // From the first byte of a request to its last.
    uint64_t idle_timeout_ms = 60'000;      // Between requests.
  };
  using Handler = std::function<void(const HttpRequest&, const std::shared_ptr<HttpConnection>&)>;
  using ClosedHandler = std::function<void(HttpConnection*)>;
  // What an upgraded connection is to whoever took it. `closed` comes once, last.
  struct Upgraded {
    std::function<void(std::string_view bytes)> received;
    std::function<void()> sent;  // Something written was: there may be room for more.
    std::function<void()> closed;
  };

  HttpConnection(const Limits& limits, Handler handler, ClosedHandler on_closed);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Takes a client from `listener` and begins to read. On failure nothing is left open once the loop has turned.
  int Accept(uv_stream_t* listener);

  // Answers the request in hand, once. Nothing happens when the client is gone.
  void Respond(HttpResponse response);
  // Begins an answer without end; Write() goes on with it. The client sees its end when the connection closes.
  void BeginStream(HttpResponse response);
  void Write(std::string data);
  // Answers with `head` and hands the connection over: no HTTP any more, no timeouts; Write() sends bytes.
  void Upgrade(std::string head, Upgraded upgraded);
  bool WantsMore() const { return open_ && queued_bytes_ < limits_.queued_bytes; }
  bool open() const { return open_; }

  void Close();  // At once.
  // When what was written has been sent and the client has closed, or kLingerMs after it was sent: closing with unread input would reset
  // the connection and could take the answer away from the client.
  void CloseAfterWrites();
  bool idle() const { return state_ == State::kReading && queued_bytes_ == 0; }

 private:
  static constexpr uint64_t kLingerMs = 1000;
  enum class State { kReading, kHandling, kStreaming, kUpgraded, kLingering };
  struct WriteRequest;

  static int OnUrl(llhttp_t* parser, const char* at, size_t length);
  static int OnHeaderField(llhttp_t* parser, const char* at, size_t length);
  static int OnHeaderValue(llhttp_t* parser, const char* at, size_t length);
  static int OnHeaderValueComplete(llhttp_t* parser);
  static int OnHeadersComplete(llhttp_t* parser);
  static int OnBody(llhttp_t* parser, const char* at, size_t length);
  static int OnMessageComplete(llhttp_t* parser);
  static void OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);

  static const llhttp_settings_t* ParserSettings();
  void Parse();     // What is in input_, request by request.
  void ParseOne();  // Up to the end of one request.
  void Shutdown();
  void Fail(int status, std::string_view message);  // Answers and closes.
  void Refuse(int status, const char* message);     // From a parser callback.
  void StartReading();
  void SetTimeout(uint64_t ms);
  void OnTimeout();
  void Written(WriteRequest* request, int status);
  void NextRequest();

  const Limits limits_;
  const Handler handler_;
  const ClosedHandler on_closed_;
  Upgraded upgraded_;
  uv_tcp_t socket_{};
  uv_timer_t timer_{};
  uv_shutdown_t shutdown_{};
  int handles_open_ = 0;
  std::shared_ptr<HttpConnection> self_;  // While handles are open.
  llhttp_t parser_{};
  State state_ = State::kReading;
  bool open_ = false;
  bool parsing_ = false;
  bool request_begun_ = false;
  std::string input_;
  HttpRequest request_;
  std::string header_name_, header_value_;
  size_t header_bytes_ = 0;
  size_t body_bytes_ = 0;
  int refused_status_ = 0;
  const char* refused_message_ = "";
  size_t queued_bytes_ = 0;
  char read_buffer_[8192];
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_HTTP_CONNECTION_H_
