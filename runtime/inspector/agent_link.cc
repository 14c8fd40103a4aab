#include "runtime/inspector/agent_link.h"

#include <utility>

#include "runtime/inspector/agent.h"

namespace isoscope {
namespace {

class AgentLink final : public DebugTargetLink {
 public:
  AgentLink(std::shared_ptr<IsolateMailbox> mailbox, CdpSession::Origin origin) : mailbox_(std::move(mailbox)), origin_(origin) {}
  void Connect(uint64_t session, Send send) override {
    mailbox_->Post([session, send = std::move(send), origin = origin_](Agent* agent) { agent->Connect(session, send, origin); });
  }
  void Dispatch(uint64_t session, std::string text) override {
    mailbox_->Post([session, text = std::move(text)](Agent* agent) { agent->Dispatch(session, text); });
  }
  void Disconnect(uint64_t session) override {
    mailbox_->Post([session](Agent* agent) { agent->Disconnect(session); });
  }

 private:
  const std::shared_ptr<IsolateMailbox> mailbox_;
  const CdpSession::Origin origin_;
};

}  // namespace

std::shared_ptr<DebugTargetLink> LinkTo(std::shared_ptr<IsolateMailbox> mailbox, CdpSession::Origin origin) {
  return std::make_shared<AgentLink>(std::move(mailbox), origin);
}

}  // namespace isoscope
