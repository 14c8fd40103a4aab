// The debugger's side of one isolate: V8's inspector, its sessions, and the loops that wait for a debugger.
//
// Isolate thread only; other threads reach it through mailbox(). Made by Agent::Of() when somebody first asks (never for a script that nobody
// inspects), owned by its Environment, gone with it. JavaScript runs re-entrantly here: a letter may be read while another one's evaluate runs.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_AGENT_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_AGENT_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <v8-inspector.h>

#include "runtime/env/debugger_hooks.h"
#include "runtime/inspector/cdp_session.h"
#include "runtime/inspector/isolate_mailbox.h"
#include "runtime/inspector/stepper.h"

namespace isoscope {

class Environment;

class Agent final : public v8_inspector::V8InspectorClient, public DebuggerHooks {
 public:
  static constexpr int kContextGroup = 1;
  using SessionId = uint64_t;  // Unique in the process.

  static Agent* Of(Environment* env);  // Makes it.
  static Agent* Existing(Environment* env);

  explicit Agent(Environment* env);  // By Of().
  ~Agent() override;

  Environment* env() const { return env_; }
  v8_inspector::V8Inspector* inspector() { return inspector_.get(); }
  const std::shared_ptr<IsolateMailbox>& mailbox() const { return mailbox_; }
  uint64_t worker_id() const;  // 0: the main thread.

  void Connect(SessionId id, CdpSession::Send send, CdpSession::Origin origin);
  void Dispatch(SessionId id, std::string_view text);
  void Disconnect(SessionId id);
  bool has_session(SessionId id) const { return sessions_.contains(id); }
  bool HasDebuggers() const;  // Sessions that the process waits for.
  // For sessions of this isolate with another one: their answers come back as letters.
  void Receive(SessionId id, std::function<void(const std::string& message)> receiver);
  void StopReceiving(SessionId id) { receivers_.erase(id); }
  void Deliver(SessionId id, const std::string& message);
  CdpSession* Find(SessionId id);

  Stepper& stepper() { return stepper_; }

  // Of this isolate's own.
  void OnWorkerStarted(uint64_t worker);
  void OnWorkerEnded(uint64_t worker);
  std::string NewWorkerSession() { return std::to_string(++last_worker_session_); }

  // Waits, in place, until a debugger says Runtime.runIfWaitingForDebugger.
  void WaitForDebugger();
  // The same before the script, where a debugger may have said it already: it hears of the isolate before the wait begins.
  void WaitForDebuggerAtStart();
  bool waiting_for_debugger() const { return waiting_for_debugger_; }
  // The next statement of JavaScript pauses: --inspect-brk.
  void PauseOnNextStatement();

  // Network.* events that the program tells by itself, for sessions that have enabled them. `params` is a JSON object.
  void EmitNetworkEvent(const std::string& method, const std::string& params);

  // The program is over. Tells the debuggers; `wait` waits until all have gone.
  void OnProgramEnd(bool wait);

  // Between V8's console and ours: see inspector_binding.cc.
  bool in_console_call = false;

  // DebuggerHooks
  void OnUncaughtException(v8::Local<v8::Value> error, v8::Local<v8::Message> message) override;
  void OnCallback(AsyncProvider provider) override { stepper_.OnCallback(provider); }
  void OnMicrotasks() override { stepper_.OnMicrotasks(); }
  void OnContextCreated(v8::Local<v8::Context> context, std::string_view name, std::string_view origin) override;

 private:
  class RepeatingTimer;

  struct IdleHandles;

  void CloseHandles();

  // V8InspectorClient
  void runMessageLoopOnPause(int group) override;
  void quitMessageLoopOnPause() override;
  void runIfWaitingForDebugger(int group) override;
  v8::Local<v8::Context> ensureDefaultContextInGroup(int group) override;
  void installAdditionalCommandLineAPI(v8::Local<v8::Context> context, v8::Local<v8::Object> api) override;
  double currentTimeMS() override;
  void startRepeatingTimer(double seconds, TimerCallback callback, void* data) override;
  void cancelTimer(void* data) override;
  void maxAsyncCallStackDepthChanged(int depth) override;
  std::unique_ptr<v8_inspector::StringBuffer> resourceNameToUrl(const v8_inspector::StringView& name) override;
  int64_t generateUniqueId() override;

  Environment* const env_;
  std::unique_ptr<v8_inspector::V8Inspector> inspector_;
  std::shared_ptr<IsolateMailbox> mailbox_;
  Stepper stepper_{this};
  std::map<SessionId, std::shared_ptr<CdpSession>> sessions_;
  std::map<SessionId, std::function<void(const std::string& message)>> receivers_;
  std::map<void*, std::unique_ptr<RepeatingTimer>> timers_;
  uint64_t last_worker_session_ = 0;
  IdleHandles* const idle_;  // Deletes itself when its handles are closed.
  bool waiting_for_debugger_ = false;
  bool told_to_run_ = false;  // Since it was made.
  bool paused_ = false;       // A pause's loop runs.
  bool leave_pause_ = false;
  bool main_context_alive_ = true;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_AGENT_H_
