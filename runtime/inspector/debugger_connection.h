// One debugger over a WebSocket, on the service thread: what it asks goes to its target's isolate, what the isolate answers waits in an outbox
// for the socket. Knows no V8.
//
// Service thread only. Kept by the door and by its socket; closed when either ends.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_CONNECTION_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_CONNECTION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/inspector/debug_target.h"
#include "runtime/inspector/isoscope_domain.h"
#include "runtime/inspector/outbox.h"
#include "runtime/inspector/web_socket.h"

namespace isoscope {

class DebuggerConnection : public std::enable_shared_from_this<DebuggerConnection> {
 public:
  using ClosedHandler = std::function<void(DebuggerConnection*)>;

  DebuggerConnection(const DebugTarget& target, SnapshotRequests* snapshots, ClosedHandler on_closed);
  DebuggerConnection(const DebuggerConnection&) = delete;
  DebuggerConnection& operator=(const DebuggerConnection&) = delete;

  // Answers the request that asks for the WebSocket. False when it was no valid one.
  bool Accept(const HttpRequest& request, const std::shared_ptr<HttpConnection>& connection);
  const std::string& target_id() const { return target_id_; }
  void Close(uint16_t code, std::string_view reason);
  void OnDrained() { isoscope_->Pump(); }

 private:
  void OnMessage(std::string text);
  void OnClosed();
  void Pump();  // As much of the outbox as the socket takes.

  const uint64_t session_;
  const std::string target_id_;
  const bool announced_;
  const std::shared_ptr<DebugTargetLink> link_;
  const ClosedHandler on_closed_;
  SnapshotRequests* const snapshots_;
  std::shared_ptr<Outbox> outbox_;
  std::shared_ptr<IsoscopeDomain> isoscope_;
  std::shared_ptr<WebSocket> socket_;  // Until it closes.
  bool closed_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DEBUGGER_CONNECTION_H_
