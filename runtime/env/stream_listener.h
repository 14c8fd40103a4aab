// Who takes what a stream reads in place of JavaScript: the HTTP parser, later TLS.
//
// Isolate thread only. A stream has at most one listener and does not own it. Either side may go first: the stream tells
// (OnStreamClosed, after which it is not to be used), the listener takes itself off (StreamWrap::SetListener(nullptr)).
#ifndef ISOSCOPE_RUNTIME_ENV_STREAM_LISTENER_H_
#define ISOSCOPE_RUNTIME_ENV_STREAM_LISTENER_H_

#include <uv.h>

namespace isoscope {

class StreamListener {
 public:
  // Memory to read into; stays the listener's. A length of 0 makes libuv report UV_ENOBUFS.
  virtual uv_buf_t OnStreamAlloc(size_t suggested) = 0;
  // As of uv_read_cb, but never 0. An error or the end (size < 0) is the listener's to pass on: StreamWrap::PassToJs(size, nullptr).
  virtual void OnStreamRead(ssize_t size, const uv_buf_t& buffer) = 0;
  // The stream begins to close: no other call follows.
  virtual void OnStreamClosed() = 0;

 protected:
  ~StreamListener() = default;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_STREAM_LISTENER_H_
