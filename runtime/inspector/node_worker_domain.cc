#include "runtime/inspector/node_worker_domain.h"

#include <utility>

#include "runtime/base/json_writer.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/cdp_message.h"
#include "runtime/inspector/session_id.h"
#include "runtime/inspector/worker_registry.h"

namespace isoscope {

NodeWorkerDomain::NodeWorkerDomain(Agent* agent, CdpSession* session, std::shared_ptr<SessionRelay> relay)
    : agent_(agent), session_(session), relay_(std::move(relay)) {}

NodeWorkerDomain::~NodeWorkerDomain() { Disable(); }

bool NodeWorkerDomain::Dispatch(CdpRequest* request) {
  const std::string& method = request->method();
  const auto refuse = [&] {
    session_->Reply(CdpInvalidParams(request->id(), request->error()));
    return true;
  };
  if (method == "NodeWorker.enable") {
    bool wait = false;
    if (!request->Need("waitForDebuggerOnStart") || !request->Get("waitForDebuggerOnStart", &wait)) return refuse();
    Enable(wait);
    session_->Reply(CdpResult(request->id()));
    return true;
  }
  if (method == "NodeWorker.disable") {
    Disable();
    session_->Reply(CdpResult(request->id()));
    return true;
  }
  if (method != "NodeWorker.sendMessageToWorker" && method != "NodeWorker.detach") return false;
  std::string name, message;
  if (!request->Need("sessionId") || !request->Get("sessionId", &name) || !request->Get("message", &message)) return refuse();
  const auto found = attached_.find(name);
  if (found == attached_.end()) {
    session_->Reply(CdpError(request->id(), kCdpServerError, "No session with such id is found: " + name));
    return true;
  }
  if (method == "NodeWorker.detach") {
    Detach(found->second);
    attached_.erase(found);
  } else {
    found->second.mailbox->Post(
        [session = found->second.session, message = std::move(message)](Agent* worker) { worker->Dispatch(session, message); });
  }
  session_->Reply(CdpResult(request->id()));
  return true;
}

void NodeWorkerDomain::Enable(bool wait) {
  if (enabled_) Disable();
  enabled_ = true;
  waits_ = wait;
  for (const uint64_t worker : WorkerRegistry::Get().Listen(agent_->worker_id(), agent_->mailbox(), waits_)) Attach(worker);
}

void NodeWorkerDomain::Disable() {
  if (!enabled_) return;
  enabled_ = false;
  WorkerRegistry::Get().Unlisten(agent_->worker_id(), waits_);
  for (const auto& [name, attached] : attached_) Detach(attached);
  attached_.clear();
}

void NodeWorkerDomain::Detach(const Attached& attached) {
  attached.mailbox->Post([session = attached.session](Agent* worker) { worker->Disconnect(session); });
}

void NodeWorkerDomain::OnWorkerStarted(uint64_t worker) {
  if (!enabled_) return;
  for (const auto& [name, attached] : attached_) {
    if (attached.worker == worker) return;
  }
  Attach(worker);
}

void NodeWorkerDomain::Attach(uint64_t id) {
  const std::optional<InspectableWorker> worker = WorkerRegistry::Get().Find(id);
  if (!worker) return;  // It has ended already.
  const std::string name = agent_->NewWorkerSession();
  const Attached attached{id, NewSessionId(), worker->mailbox};
  attached_[name] = attached;
  // Before the event: its listener may send messages at once.
  const auto send = [relay = relay_, name](std::string message) {
    relay->Send(CdpEvent("NodeWorker.receivedMessageFromWorker", [&](JsonWriter* json) {
      json->Member("sessionId", name);
      json->Member("message", message);
    }));
  };
  attached.mailbox->Post([session = attached.session, send](Agent* agent) { agent->Connect(session, send, CdpSession::Origin::kRemote); });
  session_->Reply(CdpEvent("NodeWorker.attachedToWorker", [&](JsonWriter* json) {
    json->Member("sessionId", name);
    json->Key("workerInfo");
    json->StartObject();
    json->Member("workerId", std::to_string(id));
    json->Member("type", "worker");
    json->Member("title", worker->title);
    json->Member("url", worker->url);
    json->EndObject();
    json->Member("waitingForDebugger", worker->waits);
  }));
}

void NodeWorkerDomain::OnWorkerEnded(uint64_t worker) {
  for (auto it = attached_.begin(); it != attached_.end();) {
    if (it->second.worker != worker) {
      ++it;
      continue;
    }
    session_->Reply(CdpEvent("NodeWorker.detachedFromWorker", [&](JsonWriter* json) { json->Member("sessionId", it->first); }));
    it = attached_.erase(it);
  }
}

}  // namespace isoscope
