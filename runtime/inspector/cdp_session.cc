#include "runtime/inspector/cdp_session.h"

#include <algorithm>
#include <utility>

#include <v8-exception.h>

#include "runtime/base/json_writer.h"
#include "runtime/engine/code_inspector.h"
#include "runtime/env/environment.h"
#include "runtime/env/simdutf.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/cdp_message.h"
#include "runtime/inspector/node_tracing_domain.h"
#include "runtime/inspector/node_worker_domain.h"
#include "runtime/inspector/session_relay.h"

namespace isoscope {

using v8_inspector::V8Inspector;

std::string ToUtf8(const v8_inspector::StringView& view) {
  std::string text;
  if (view.is8Bit()) {
    const auto* latin1 = reinterpret_cast<const char*>(view.characters8());
    text.resize(simdutf::utf8_length_from_latin1(latin1, view.length()));
    simdutf::convert_latin1_to_utf8(latin1, view.length(), text.data());
    return text;
  }
  const auto* units = reinterpret_cast<const char16_t*>(view.characters16());
  if (simdutf::validate_utf16le(units, view.length())) {
    text.resize(simdutf::utf8_length_from_utf16le(units, view.length()));
    simdutf::convert_utf16le_to_utf8(units, view.length(), text.data());
    return text;
  }
  std::u16string repaired(units, view.length());
  for (size_t i = 0; i < repaired.size(); i++) {
    const bool high = (repaired[i] & 0xFC00) == 0xD800;
    if (high && i + 1 < repaired.size() && (repaired[i + 1] & 0xFC00) == 0xDC00) {
      i++;
    } else if ((repaired[i] & 0xF800) == 0xD800) {
      repaired[i] = 0xFFFD;
    }
  }
  text.resize(simdutf::utf8_length_from_utf16le(repaired.data(), repaired.size()));
  simdutf::convert_utf16le_to_utf8(repaired.data(), repaired.size(), text.data());
  return text;
}

CdpSession::CdpSession(Agent* agent, uint64_t id, Send send, Origin origin) : agent_(agent), id_(id), send_(std::move(send)), origin_(origin) {
  if (origin == Origin::kScope) return;
  v8_ = agent->inspector()->connect(Agent::kContextGroup, this, v8_inspector::StringView(), V8Inspector::kFullyTrusted,
                                    agent->waiting_for_debugger() ? V8Inspector::kWaitingForDebugger : V8Inspector::kNotWaitingForDebugger);
}

CdpSession::~CdpSession() {
  stopped_ = true;
  if (relay_ != nullptr) relay_->End();
}

void CdpSession::Stop() {
  stopped_ = true;
  if (relay_ != nullptr) relay_->End();
  workers_.reset();
  tracing_.reset();
  if (v8_ != nullptr) v8_->stop();
}

void CdpSession::Reply(std::string message) {
  if (!stopped_) send_(std::move(message));
}

void CdpSession::sendResponse(int, std::unique_ptr<v8_inspector::StringBuffer> message) { Reply(ToUtf8(message->string())); }

void CdpSession::sendNotification(std::unique_ptr<v8_inspector::StringBuffer> message) { Reply(ToUtf8(message->string())); }

void CdpSession::Dispatch(std::string_view text) {
  if (stopped_) return;
  if (origin_ == Origin::kScope) return DispatchScope(text);
  // Only a message that may be ours is read twice.
  bool ours = false;
  const auto mentions = [&](std::string_view domain) { return text.find(domain) != std::string_view::npos; };
  if (mentions("\"Node") || mentions("\"Network.") || mentions("\"Isoscope.")) {
    CdpRequest request;
    ours = request.Parse(text) && DispatchOurs(&request);
  }
  if (!ours) v8_->dispatchProtocolMessage(Utf8Message(text));
}

const std::shared_ptr<SessionRelay>& CdpSession::Relay() {
  if (relay_ == nullptr) relay_ = SessionRelay::Make(agent_, *this, id_, send_);
  return relay_;
}

bool CdpSession::DispatchOurs(CdpRequest* request) {
  if (request->method().starts_with("NodeRuntime.")) return DispatchNodeRuntime(request);
  if (request->method().starts_with("Isoscope.")) return DispatchIsoscope(request);
  if (request->method().starts_with("NodeWorker.")) {
    if (workers_ == nullptr) workers_ = std::make_unique<NodeWorkerDomain>(agent_, this, Relay());
    return workers_->Dispatch(request);
  }
  if (request->method().starts_with("NodeTracing.")) {
    if (tracing_ == nullptr) tracing_ = std::make_unique<NodeTracingDomain>(agent_, this, Relay());
    return tracing_->Dispatch(request);
  }
  if (request->method() == "Network.enable" || request->method() == "Network.disable") {
    network_enabled_ = request->method() == "Network.enable";
    Reply(CdpResult(request->id()));
    return true;
  }
  return false;
}

bool CdpSession::DispatchNodeRuntime(CdpRequest* request) {
  const std::string& method = request->method();
  if (method == "NodeRuntime.enable") {
    node_runtime_enabled_ = true;
    Reply(CdpResult(request->id()));
    if (agent_->waiting_for_debugger()) OnWaitingForDebugger();
    return true;
  }
  if (method == "NodeRuntime.disable") {
    node_runtime_enabled_ = false;
    Reply(CdpResult(request->id()));
    return true;
  }
  if (method == "NodeRuntime.notifyWhenWaitingForDisconnect") {
    bool enabled = false;
    if (!request->Need("enabled") || !request->Get("enabled", &enabled)) {
      Reply(CdpInvalidParams(request->id(), request->error()));
    } else {
      wants_disconnect_notice_ = enabled;
      Reply(CdpResult(request->id()));
    }
    return true;
  }
  return false;
}

// What comes through the door of --scope never reaches V8's dispatcher.
void CdpSession::DispatchScope(std::string_view text) {
  CdpRequest request;
  if (!request.Parse(text)) return Reply(CdpError(0, kCdpInvalidRequest, "A request is an object with an id and a method"));
  if (request.method().starts_with("Isoscope.") && DispatchIsoscope(&request)) return;
  Reply(CdpError(request.id(), kCdpMethodNotFound, "'" + request.method() + "' wasn't found: this door has the Isoscope domain only"));
}

// The part of the Isoscope domain that needs the isolate; the rest is answered on the service thread.
bool CdpSession::DispatchIsoscope(CdpRequest* request) {
  const std::string& method = request->method();
  if (method == "Isoscope.getBytecode") return GetBytecode(request), true;
  if (method != "Isoscope.step" && method != "Isoscope.resume") return false;
  if (origin_ == Origin::kInProcess) {
    Reply(CdpError(request->id(), kCdpServerError, "A program cannot step itself: while it is paused nobody could resume it"));
    return true;
  }
  if (method == "Isoscope.resume") {
    const bool resumed = agent_->stepper().Resume();
    Reply(resumed ? CdpResult(request->id()) : CdpError(request->id(), kCdpServerError, "Not paused, and no step is under way"));
    return true;
  }
  std::string name;
  Stepper::To to;
  if (!request->Get("to", &name) || !Stepper::Parse(name, &to)) {
    Reply(CdpInvalidParams(request->id(), "to: phase, iteration, microtasks, callback or gc expected"));
    return true;
  }
  Reply(CdpResult(request->id()));
  agent_->stepper().Step(id_, to);
  return true;
}

void CdpSession::GetBytecode(CdpRequest* request) {
  std::string url;
  uint64_t line = 0, column = 0;
  for (const char* name : {"scriptUrl", "line", "column"}) {
    if (!request->Need(name)) return Reply(CdpInvalidParams(request->id(), request->error()));
  }
  if (!request->Get("scriptUrl", &url) || !request->Get("line", &line) || !request->Get("column", &column)) {
    return Reply(CdpInvalidParams(request->id(), request->error()));
  }
  using Found = CodeInspector::FoundBytecode;
  const auto place = [](uint64_t value) { return static_cast<uint32_t>(std::min<uint64_t>(value, INT32_MAX)); };
  v8::Isolate* isolate = agent_->env()->isolate();
  v8::TryCatch caught(isolate);
  const Found found = CodeInspector::BytecodeAt(isolate, url, place(line), place(column));
  if (found.outcome != Found::kFound) {
    const char* why = found.outcome == Found::kNoScript     ? "No script of this URL is loaded in this isolate"
                      : found.outcome == Found::kNoFunction ? "No function that begins there is alive: V8 has collected it, or there was none"
                                                            : "V8 has no bytecode of this function and cannot compile it";
    return Reply(CdpError(request->id(), kCdpServerError, why));
  }
  Reply(CdpResult(request->id(), [&](JsonWriter* json) {
    json->Member("text", std::string_view(found.text));
    json->Key("places");
    json->StartArray();
    for (const CodeInspector::InstructionPlace& at : found.places) {
      json->StartObject();
      json->Member("bytecodeOffset", at.bytecode_offset);
      json->Member("line", at.line);
      json->Member("column", at.column);
      json->Member("statement", at.statement);
      json->EndObject();
    }
    json->EndArray();
  }));
}

void CdpSession::OnWaitingForDebugger() {
  if (node_runtime_enabled_) Reply(CdpEvent("NodeRuntime.waitingForDebugger"));
}

void CdpSession::OnWorkerStarted(uint64_t worker) {
  if (workers_ != nullptr) workers_->OnWorkerStarted(worker);
}

void CdpSession::OnWorkerEnded(uint64_t worker) {
  if (workers_ != nullptr) workers_->OnWorkerEnded(worker);
}

void CdpSession::OnNetworkEvent(const std::string& method, const std::string& params) {
  if (network_enabled_) Reply("{\"method\":\"" + method + "\",\"params\":" + params + "}");
}

bool CdpSession::NotifyWaitingForDisconnect() {
  if (!wants_disconnect_notice_) return false;
  Reply(CdpEvent("NodeRuntime.waitingForDisconnect"));
  return true;
}

}  // namespace isoscope
