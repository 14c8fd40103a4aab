// What the service answers over HTTP: the index, /metrics/snapshot, /metrics/history, /metrics/schema and /metrics/stream.
//
// Service thread only, except the constructor. Owned by observation.cc, which keeps it until the service has stopped.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_

#include <memory>
#include <string>
#include <vector>

#include "runtime/inspector/event_stream.h"
#include "runtime/inspector/http_server.h"
#include "runtime/inspector/service.h"
#include "runtime/inspector/snapshot_requests.h"

namespace isoscope {

class MetricsDoor final : public ServicePart {
 public:
  explicit MetricsDoor(uv_loop_t* loop);

  Result<int> Listen(const std::string& host, int port);

  void OnDrained() override;
  void OnStop() override;

 private:
  using Connection = std::shared_ptr<HttpConnection>;

  void Handle(const HttpRequest& request, const Connection& connection);
  void ServeHistory(const HttpRequest& request, const Connection& connection);
  void ServeStream(const HttpRequest& request, const Connection& connection);

  uv_loop_t* const loop_;
  HttpServer server_;
  SnapshotRequests snapshots_;
  std::vector<std::unique_ptr<EventStream>> streams_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_
