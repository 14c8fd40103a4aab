// The NodeWorker domain of one session: the workers of its isolate, and a session with each, wrapped into this one.
//
// Isolate thread of the parent; what a worker answers comes from its thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_NODE_WORKER_DOMAIN_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_NODE_WORKER_DOMAIN_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "runtime/inspector/cdp_session.h"
#include "runtime/inspector/isolate_mailbox.h"
#include "runtime/inspector/session_relay.h"

namespace isoscope {

class NodeWorkerDomain {
 public:
  NodeWorkerDomain(Agent* agent, CdpSession* session, std::shared_ptr<SessionRelay> relay);
  ~NodeWorkerDomain();
  NodeWorkerDomain(const NodeWorkerDomain&) = delete;
  NodeWorkerDomain& operator=(const NodeWorkerDomain&) = delete;

  // False for a method it does not have.
  bool Dispatch(CdpRequest* request);
  void OnWorkerStarted(uint64_t worker);
  void OnWorkerEnded(uint64_t worker);

 private:
  struct Attached {
    uint64_t worker;
    uint64_t session;
    std::shared_ptr<IsolateMailbox> mailbox;
  };

  void Enable(bool wait);
  void Disable();
  void Attach(uint64_t worker);
  static void Detach(const Attached& attached);

  Agent* const agent_;
  CdpSession* const session_;
  const std::shared_ptr<SessionRelay> relay_;
  bool enabled_ = false;
  bool waits_ = false;
  std::map<std::string, Attached> attached_;  // By the session's name.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_NODE_WORKER_DOMAIN_H_
