// What the service answers over HTTP: the page, snapshots, history, streams, metrics, traces, recordings, sources. docs/doors.md lists them.
//
// Service thread only, except the constructor. Owned by whoever started the service, who keeps it until that has stopped.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/inspector/debug_target.h"
#include "runtime/inspector/download.h"
#include "runtime/inspector/event_stream.h"
#include "runtime/inspector/http_server.h"
#include "runtime/inspector/service.h"
#include "runtime/inspector/snapshot_requests.h"
#include "runtime/recording/replay.h"

namespace isoscope {

class DebuggerConnection;

class MetricsDoor final : public ServicePart {
 public:
  // `replayed`: the recording that this process shows; null for a live one.
  explicit MetricsDoor(uv_loop_t* loop, const ReplayedRun* replayed = nullptr);

  Result<int> Listen(const std::string& host, int port);
  // Called on the service thread whenever somebody has begun to follow the stream.
  void set_on_stream(std::function<void()> on_stream) { on_stream_ = std::move(on_stream); }

  // The way to an isolate for /isoscope; null when it has ended.
  using Isolates = std::function<std::shared_ptr<DebugTargetLink>(uint32_t isolate)>;
  void set_isolates(Isolates isolates) { isolates_ = std::move(isolates); }

  // Where debuggers may connect now; empty: nowhere.
  void set_debugger(std::function<std::string()> url) { debugger_url_ = std::move(url); }

  void OnDrained() override;
  void OnStop() override;

 private:
  using Connection = std::shared_ptr<HttpConnection>;
  struct Route {
    std::string_view path;
    void (MetricsDoor::*serve)(const HttpRequest& request, const Connection& connection);
    std::string_view parameters;
    std::string_view what;
  };
  static const Route kRoutes[];

  void Handle(const HttpRequest& request, const Connection& connection);
  void ServeSnapshot(const HttpRequest& request, const Connection& connection);
  void ServeHistory(const HttpRequest& request, const Connection& connection);
  void ServeFunctions(const HttpRequest& request, const Connection& connection);
  void ServeMaps(const HttpRequest& request, const Connection& connection);
  void ServeCode(const HttpRequest& request, const Connection& connection, std::string_view name,
                 const std::function<void(const CodeView&, JsonWriter*, size_t limit)>& write);
  void ServeStream(const HttpRequest& request, const Connection& connection);
  void ServeSchema(const HttpRequest& request, const Connection& connection);
  void ServeMetrics(const HttpRequest& request, const Connection& connection);
  void ServeTrace(const HttpRequest& request, const Connection& connection);
  void ServeRecording(const HttpRequest& request, const Connection& connection);
  void ServeSources(const HttpRequest& request, const Connection& connection);
  void ServeRun(const HttpRequest& request, const Connection& connection);
  void ServeProtocol(const HttpRequest& request, const Connection& connection);
  void ServeIndex(const Connection& connection);

  uv_loop_t* const loop_;
  const ReplayedRun* const replayed_;
  std::function<std::string()> debugger_url_ = [] { return std::string(); };
  HttpServer server_;
  SnapshotRequests snapshots_;
  std::vector<std::unique_ptr<EventStream>> streams_;
  std::vector<std::unique_ptr<Download>> downloads_;
  std::function<void()> on_stream_;
  Isolates isolates_ = [](uint32_t) { return std::shared_ptr<DebugTargetLink>(); };
  std::map<std::shared_ptr<DebuggerConnection>, uint32_t> steppers_;  // Of /isoscope, by the isolate that each is for.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_METRICS_DOOR_H_
