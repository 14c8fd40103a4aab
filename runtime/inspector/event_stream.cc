#include "runtime/inspector/event_stream.h"

#include <string>

#include "runtime/base/clock.h"
#include "runtime/inspector/service.h"
#include "runtime/probes/collector.h"

namespace isoscope {

EventStream::EventStream(std::shared_ptr<HttpConnection> connection, KindMask kinds, KindMask watched, uint64_t since)
    : connection_(std::move(connection)),
      watching_(watched),
      // Another thread may drain (an isolate that reads its history): then the service must look, too.
      subscription_(Collector::Get().Subscribe(
          kinds, [] { Service::Get().Wake(); }, since)),
      last_write_us_(MonotonicUs()) {
  connection_->BeginStream({.content_type = "text/event-stream", .body = "retry: 1000\n\n"});
}

bool EventStream::Pump() {
  std::string json;
  const uint64_t now_us = MonotonicUs();
  while (connection_->WantsMore() && subscription_->Take(&json)) {
    connection_->Write("event: batch\ndata: " + json + "\n\n");
    last_write_us_ = now_us;
  }
  if (connection_->WantsMore() && now_us - last_write_us_ > kHeartbeatUs) {
    connection_->Write(": still here\n\n");
    last_write_us_ = now_us;
  }
  return connection_->open();
}

void EventStream::End() {
  std::string json;
  size_t rest = 0;
  bool more = true;
  while (rest < kMaxRestBytes && (more = subscription_->Take(&json))) {
    rest += json.size();
    connection_->Write("event: batch\ndata: " + json + "\n\n");
  }
  connection_->Write(std::string("event: end\ndata: {\"complete\":") + (more ? "false" : "true") + "}\n\n");
}

}  // namespace isoscope
