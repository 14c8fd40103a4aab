#include "runtime/inspector/http_connection.h"

#include <algorithm>
#include <utility>

#include "runtime/base/check.h"

namespace isoscope {

struct HttpConnection::WriteRequest {
  uv_write_t request;
  std::shared_ptr<HttpConnection> connection;
  std::string data;
};

HttpConnection::HttpConnection(const Limits& limits, Handler handler, ClosedHandler on_closed)
    : limits_(limits), handler_(std::move(handler)), on_closed_(std::move(on_closed)) {
  llhttp_init(&parser_, HTTP_REQUEST, ParserSettings());
  parser_.data = this;
}

HttpConnection::~HttpConnection() { ISOSCOPE_CHECK(handles_open_ == 0); }

int HttpConnection::Accept(uv_stream_t* listener) {
  if (const int err = uv_tcp_init(listener->loop, &socket_); err != 0) return err;
  ISOSCOPE_CHECK(uv_timer_init(listener->loop, &timer_) == 0);
  handles_open_ = 2;
  socket_.data = timer_.data = this;
  self_ = shared_from_this();
  open_ = true;
  const int err = uv_accept(listener, reinterpret_cast<uv_stream_t*>(&socket_));
  if (err != 0) {
    Close();
    return err;
  }
  uv_tcp_nodelay(&socket_, 1);
  SetTimeout(limits_.idle_timeout_ms);
  StartReading();
  return 0;
}

void HttpConnection::Close() {
  if (!open_) return;
  open_ = false;
  const auto closed = [](uv_handle_t* handle) {
    auto* self = static_cast<HttpConnection*>(handle->data);
    if (--self->handles_open_ > 0) return;
    const Upgraded upgraded = std::exchange(self->upgraded_, {});  // It may own what owns this.
    self->self_.reset();                                           // May delete this.
  };
  uv_close(reinterpret_cast<uv_handle_t*>(&socket_), closed);
  uv_close(reinterpret_cast<uv_handle_t*>(&timer_), closed);
  if (upgraded_.closed) upgraded_.closed();
  on_closed_(this);
}

void HttpConnection::CloseAfterWrites() {
  if (!open_ || state_ == State::kLingering) return;
  state_ = State::kLingering;
  input_.clear();
  SetTimeout(limits_.idle_timeout_ms);  // A slow client may take its time for what it was sent.
  StartReading();
  if (open_ && queued_bytes_ == 0) Shutdown();
}

void HttpConnection::Shutdown() {
  SetTimeout(kLingerMs);
  const int err = uv_shutdown(&shutdown_, reinterpret_cast<uv_stream_t*>(&socket_), [](uv_shutdown_t*, int) {});
  if (err != 0) Close();
}

void HttpConnection::StartReading() {
  const auto allocate = [](uv_handle_t* handle, size_t, uv_buf_t* buffer) {
    auto* self = static_cast<HttpConnection*>(handle->data);
    *buffer = uv_buf_init(self->read_buffer_, sizeof(self->read_buffer_));
  };
  const int err = uv_read_start(reinterpret_cast<uv_stream_t*>(&socket_), allocate, OnRead);
  if (err != 0 && err != UV_EALREADY) Close();
}

void HttpConnection::OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  auto self = static_cast<HttpConnection*>(stream->data)->shared_from_this();
  if (size == 0) return;
  if (size < 0) {
    // A client may close its side once it has asked, and still wait for the answer.
    if (size == UV_EOF && self->state_ == State::kHandling) {
      self->request_.keep_alive = false;
      uv_read_stop(stream);
    } else if (size == UV_EOF && self->state_ == State::kReading && self->queued_bytes_ > 0) {
      self->CloseAfterWrites();
      uv_read_stop(stream);
    } else {
      self->Close();
    }
    return;
  }
  if (self->state_ == State::kStreaming || self->state_ == State::kLingering) return;  // It has nothing to say then.
  if (self->state_ == State::kUpgraded) return self->upgraded_.received({buffer->base, static_cast<size_t>(size)});
  self->input_.append(buffer->base, static_cast<size_t>(size));
  if (self->state_ == State::kReading) return self->Parse();
  uv_read_stop(stream);  // The next request waits for the answer to this one.
}

void HttpConnection::SetTimeout(uint64_t ms) {
  if (!open_) return;
  uv_timer_start(
      &timer_, [](uv_timer_t* timer) { static_cast<HttpConnection*>(timer->data)->OnTimeout(); }, ms, 0);
}

void HttpConnection::OnTimeout() {
  if (request_begun_ && state_ == State::kReading) return Fail(408, "the request took too long");
  Close();
}

const llhttp_settings_t* HttpConnection::ParserSettings() {
  static const llhttp_settings_t settings = [] {
    llhttp_settings_t s;
    llhttp_settings_init(&s);
    s.on_url = OnUrl;
    s.on_header_field = OnHeaderField;
    s.on_header_value = OnHeaderValue;
    s.on_header_value_complete = OnHeaderValueComplete;
    s.on_headers_complete = OnHeadersComplete;
    s.on_body = OnBody;
    s.on_message_complete = OnMessageComplete;
    return s;
  }();
  return &settings;
}

void HttpConnection::Refuse(int status, const char* message) {
  refused_status_ = status;
  refused_message_ = message;
}

int HttpConnection::OnUrl(llhttp_t* parser, const char* at, size_t length) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->request_.target.append(at, length);
  if (self->request_.target.size() <= self->limits_.target_bytes) return 0;
  self->Refuse(414, "the target is too long");
  return HPE_USER;
}

int HttpConnection::OnHeaderField(llhttp_t* parser, const char* at, size_t length) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->header_name_.append(at, length);
  self->header_bytes_ += length;
  if (self->header_bytes_ <= self->limits_.header_bytes) return 0;
  self->Refuse(431, "the headers are too long");
  return HPE_USER;
}

int HttpConnection::OnHeaderValue(llhttp_t* parser, const char* at, size_t length) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->header_value_.append(at, length);
  self->header_bytes_ += length;
  if (self->header_bytes_ <= self->limits_.header_bytes) return 0;
  self->Refuse(431, "the headers are too long");
  return HPE_USER;
}

int HttpConnection::OnHeaderValueComplete(llhttp_t* parser) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  for (char& c : self->header_name_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  self->header_bytes_ += 4;  // ": " and the line's end count, so that empty headers do too.
  self->request_.headers.emplace_back(std::move(self->header_name_), std::move(self->header_value_));
  self->header_name_.clear();
  self->header_value_.clear();
  return 0;
}

int HttpConnection::OnHeadersComplete(llhttp_t* parser) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->request_.method = llhttp_method_name(static_cast<llhttp_method_t>(parser->method));
  self->request_.http_1_1 = parser->http_major == 1 && parser->http_minor >= 1;
  return 0;
}

int HttpConnection::OnBody(llhttp_t* parser, const char*, size_t length) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->body_bytes_ += length;
  if (self->body_bytes_ <= self->limits_.body_bytes) return 0;
  self->Refuse(413, "no request of this server needs a body so long");
  return HPE_USER;
}

int HttpConnection::OnMessageComplete(llhttp_t* parser) {
  auto* self = static_cast<HttpConnection*>(parser->data);
  self->request_.keep_alive = llhttp_should_keep_alive(parser) != 0 && parser->upgrade == 0;
  return HPE_PAUSED;  // One request at a time.
}

void HttpConnection::Parse() {
  if (parsing_) return;  // The loop below goes on with the next request.
  parsing_ = true;
  while (open_ && state_ == State::kReading && !input_.empty()) ParseOne();
  parsing_ = false;
}

void HttpConnection::ParseOne() {
  if (!request_begun_) {
    request_begun_ = true;
    SetTimeout(limits_.request_timeout_ms);
  }
  const llhttp_errno_t result = llhttp_execute(&parser_, input_.data(), input_.size());
  if (result == HPE_OK) return input_.clear();
  if (result != HPE_PAUSED && result != HPE_PAUSED_UPGRADE) {
    if (refused_status_ != 0) return Fail(refused_status_, refused_message_);
    return Fail(400, std::string("no valid HTTP request: ") + llhttp_get_error_reason(&parser_));
  }
  input_.erase(0, static_cast<size_t>(llhttp_get_error_pos(&parser_) - input_.data()));
  state_ = State::kHandling;
  uv_timer_stop(&timer_);
  if (!request_.ParseTarget()) return Fail(400, "the target is no path");
  handler_(request_, shared_from_this());
}

void HttpConnection::Fail(int status, std::string_view message) {
  state_ = State::kHandling;
  request_.keep_alive = false;
  request_.method = "GET";  // Whatever it was: say why.
  Respond(HttpError(status, message));
}

void HttpConnection::Respond(HttpResponse response) {
  if (!open_ || state_ == State::kLingering) return;
  ISOSCOPE_CHECK(state_ == State::kHandling);
  const bool keep_alive = request_.keep_alive;
  std::string data = HttpHead(response, response.body.size(), keep_alive);
  if (request_.method != "HEAD") data += response.body;
  Write(std::move(data));
  if (!keep_alive) return CloseAfterWrites();
  NextRequest();
}

void HttpConnection::NextRequest() {
  if (!open_) return;
  state_ = State::kReading;
  request_ = {};
  request_begun_ = false;
  header_bytes_ = body_bytes_ = 0;
  llhttp_reset(&parser_);
  SetTimeout(limits_.idle_timeout_ms);
  StartReading();
  Parse();
}

void HttpConnection::BeginStream(HttpResponse response) {
  if (!open_ || state_ == State::kLingering) return;
  ISOSCOPE_CHECK(state_ == State::kHandling);
  state_ = State::kStreaming;
  input_.clear();
  Write(HttpHead(response, std::nullopt, false) + response.body);
}

void HttpConnection::Upgrade(std::string head, Upgraded upgraded) {
  if (!open_ || state_ == State::kLingering) return;
  ISOSCOPE_CHECK(state_ == State::kHandling);
  state_ = State::kUpgraded;
  uv_timer_stop(&timer_);
  upgraded_ = std::move(upgraded);
  Write(std::move(head));
  const std::string rest = std::exchange(input_, {});
  StartReading();
  if (open_ && !rest.empty()) upgraded_.received(rest);
}

void HttpConnection::Write(std::string data) {
  if (!open_ || state_ == State::kLingering) return;
  auto* write = new WriteRequest{{}, shared_from_this(), std::move(data)};
  write->request.data = write;
  queued_bytes_ += write->data.size();
  uv_buf_t buffer = uv_buf_init(write->data.data(), static_cast<unsigned>(write->data.size()));
  const int err = uv_write(&write->request, reinterpret_cast<uv_stream_t*>(&socket_), &buffer, 1, [](uv_write_t* request, int status) {
    auto* done = static_cast<WriteRequest*>(request->data);
    done->connection->Written(done, status);
  });
  if (err != 0) Written(write, err);
}

void HttpConnection::Written(WriteRequest* write, int status) {
  const std::shared_ptr<HttpConnection> self = std::move(write->connection);
  queued_bytes_ -= write->data.size();
  delete write;
  if (!open_) return;
  if (status != 0) return Close();
  if (state_ == State::kLingering && queued_bytes_ == 0) Shutdown();
  if (state_ == State::kUpgraded) upgraded_.sent();
}

}  // namespace isoscope
