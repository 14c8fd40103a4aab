#include "runtime/inspector/download.h"

#include <utility>

namespace isoscope {

Download::Download(std::shared_ptr<HttpConnection> connection, HttpResponse head, Source source)
    : connection_(std::move(connection)), source_(std::move(source)) {
  connection_->BeginStream(std::move(head));
}

bool Download::Pump() {
  while (connection_->WantsMore()) {
    std::string piece = source_();
    if (piece.empty()) {
      connection_->CloseAfterWrites();
      return false;
    }
    connection_->Write(std::move(piece));
  }
  return connection_->open();
}

void Download::End() {
  for (size_t rest = 0; connection_->open() && rest < kMaxRestBytes;) {
    std::string piece = source_();
    if (piece.empty()) break;
    rest += piece.size();
    connection_->Write(std::move(piece));
  }
  connection_->CloseAfterWrites();
}

}  // namespace isoscope
