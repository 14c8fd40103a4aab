// One debugger's session with one isolate, on the isolate's side: V8's domains by V8, NodeRuntime and what else needs the isolate's thread by
// us, what is left to V8's "wasn't found".
//
// Isolate thread only. Owned by the Agent. A session that ends while it is dispatching (its client went while its own evaluate runs) is kept
// until it has returned: see Agent::Disconnect.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_CDP_SESSION_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_CDP_SESSION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <v8-inspector.h>

namespace isoscope {

class Agent;
class CdpRequest;
class NodeTracingDomain;
class NodeWorkerDomain;
class SessionRelay;

class CdpSession final : public v8_inspector::V8Inspector::Channel {
 public:
  using Send = std::function<void(std::string message)>;  // UTF-8.
  // kRemote: over a socket, or for one: the process waits at its end until this debugger has gone, and `send` may be called on any thread.
  // kInProcess: the program's own; `send` is called on the isolate's thread.
  // kScope: as kRemote, through the door of --scope: it has the Isoscope domain and nothing else, so it can run no code, and the process does not
  // wait for it.
  enum class Origin { kRemote, kInProcess, kScope };

  CdpSession(Agent* agent, uint64_t id, Send send, Origin origin);
  ~CdpSession() override;
  CdpSession(const CdpSession&) = delete;
  CdpSession& operator=(const CdpSession&) = delete;

  void Dispatch(std::string_view text);
  // Answers nothing any more, and lets a paused program go on.
  void Stop();

  v8_inspector::V8InspectorSession* v8() { return v8_.get(); }
  bool is_remote() const { return origin_ == Origin::kRemote; }
  void Reply(std::string message);

  void OnWaitingForDebugger();
  void OnWorkerStarted(uint64_t worker);
  void OnWorkerEnded(uint64_t worker);
  void OnNetworkEvent(const std::string& method, const std::string& params);
  // True when the client asked to be told, and so will disconnect by itself.
  bool NotifyWaitingForDisconnect();

 private:
  void sendResponse(int call_id, std::unique_ptr<v8_inspector::StringBuffer> message) override;
  void sendNotification(std::unique_ptr<v8_inspector::StringBuffer> message) override;
  void flushProtocolNotifications() override {}

  bool DispatchOurs(CdpRequest* request);
  bool DispatchNodeRuntime(CdpRequest* request);
  bool DispatchIsoscope(CdpRequest* request);
  void DispatchScope(std::string_view text);
  void GetBytecode(CdpRequest* request);

  Agent* const agent_;
  const uint64_t id_;
  const Send send_;
  const Origin origin_;
  bool stopped_ = false;
  bool node_runtime_enabled_ = false;
  bool network_enabled_ = false;
  bool wants_disconnect_notice_ = false;
  const std::shared_ptr<SessionRelay>& Relay();

  std::shared_ptr<SessionRelay> relay_;  // The last three once asked for.
  std::unique_ptr<NodeWorkerDomain> workers_;
  std::unique_ptr<NodeTracingDomain> tracing_;
  std::unique_ptr<v8_inspector::V8InspectorSession> v8_;
};

// V8 speaks UTF-16 or Latin-1; lone surrogates become U+FFFD.
std::string ToUtf8(const v8_inspector::StringView& view);
// V8 takes 8-bit protocol messages as UTF-8, and 8-bit text elsewhere as Latin-1.
inline v8_inspector::StringView Utf8Message(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_CDP_SESSION_H_
