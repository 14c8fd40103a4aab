// One client of /metrics/stream: server-sent events, each a whole batch of new records.
//
// Service thread only. What it watches is watched as long as it lives. A client that reads slowly is sent no more until it has read: what it
// misses beyond the history's bounds is counted in the next batch.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_EVENT_STREAM_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_EVENT_STREAM_H_

#include <cstdint>
#include <memory>

#include "runtime/inspector/http_connection.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/subscription.h"

namespace isoscope {

class EventStream {
 public:
  // From record number `since` on, as far back as the history reaches; UINT64_MAX: only new ones. `watched` is watched for this stream; of
  // other `kinds` it sends what somebody else watches.
  EventStream(std::shared_ptr<HttpConnection> connection, KindMask kinds, KindMask watched, uint64_t since);

  // Sends what is new, as far as the client keeps up. False once the client is gone.
  bool Pump();

  // The process ends: sends the rest, even to a slow client, and a last event `end`, {"complete": whether nothing had to be left out}.
  void End();

 private:
  static constexpr uint64_t kHeartbeatUs = 15'000'000;  // So that a dead client is noticed.
  static constexpr size_t kMaxRestBytes = 64 << 20;

  const std::shared_ptr<HttpConnection> connection_;
  const Watching watching_;
  const std::unique_ptr<Subscription> subscription_;
  uint64_t last_write_us_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_EVENT_STREAM_H_
