// The door of debuggers: /json, /json/list, /json/version, /json/protocol, /json/activate/ID, /json/close/ID, and the WebSocket of each target,
// with Node's answers.
//
// Service thread only, except the constructor. Owned by inspector_server.cc, which keeps it until the service has stopped.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_DOOR_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_DOOR_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runtime/inspector/debug_address.h"
#include "runtime/inspector/debug_target.h"
#include "runtime/inspector/debugger_connection.h"
#include "runtime/inspector/http_server.h"
#include "runtime/inspector/service.h"
#include "runtime/inspector/snapshot_requests.h"

namespace isoscope {

class DebuggerDoor final : public ServicePart {
 public:
  // `publish_http`: whether /json tells anything.
  DebuggerDoor(uv_loop_t* loop, bool publish_http);

  // 0 or a uv error code; `*port` is where it listens. `url_host`: the address for those who name none.
  int Listen(const sockaddr* address, const std::string& url_host, int* port);
  // The page that --scope serves on `port` may debug, too: it steps the loop. Any thread.
  static void TrustPage(int port);
  // Lets no debugger in any more; those who are in stay.
  void StopAccepting() { accepting_ = false; }
  void Close();

  void AddTarget(DebugTarget target);
  // Its debuggers are told that it is gone.
  void RemoveTarget(const std::string& id);

  void OnDrained() override;
  void OnStop() override { Close(); }

 private:
  using Connection = std::shared_ptr<HttpConnection>;

  void Handle(const HttpRequest& request, const Connection& connection);
  bool HandleJson(const HttpRequest& request, const Connection& connection);
  void HandleWebSocket(const HttpRequest& request, const Connection& connection);
  std::string ListJson(const HttpRequest& request) const;
  const DebugTarget* Find(std::string_view id) const;

  uv_loop_t* const loop_;
  const bool publish_http_;
  std::string address_;  // host:port
  HttpServer server_;
  SnapshotRequests snapshots_;
  bool closed_ = false;
  std::vector<DebugTarget> targets_;
  std::set<std::shared_ptr<DebuggerConnection>> connections_;
  bool accepting_ = true;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_DOOR_H_
