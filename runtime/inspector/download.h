// A large answer that is made as its client reads it: one piece in memory, and what the connection has queued.
//
// Service thread only. Pump() is called while it lasts.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DOWNLOAD_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DOWNLOAD_H_

#include <functional>
#include <memory>
#include <string>

#include "runtime/inspector/http_connection.h"

namespace isoscope {

class Download {
 public:
  // The next piece; empty: that was all.
  using Source = std::function<std::string()>;

  Download(std::shared_ptr<HttpConnection> connection, HttpResponse head, Source source);
  // Sends what the client takes now. False once all is sent, or the client is gone.
  bool Pump();
  // The process ends: sends the rest, even to a slow client, as far as kMaxRestBytes go.
  void End();

 private:
  static constexpr size_t kMaxRestBytes = 128 << 20;

  const std::shared_ptr<HttpConnection> connection_;
  const Source source_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DOWNLOAD_H_
