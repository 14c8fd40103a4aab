#include "runtime/inspector/session_relay.h"

#include <utility>

#include "runtime/inspector/agent.h"

namespace isoscope {

std::shared_ptr<SessionRelay> SessionRelay::Make(Agent* agent, const CdpSession& session, uint64_t session_id, const CdpSession::Send& send) {
  auto relay = std::make_shared<SessionRelay>();
  if (session.is_remote()) {
    relay->send_ = send;
  } else {
    relay->send_ = [mailbox = agent->mailbox(), session_id](std::string message) {
      mailbox->Post([session_id, message = std::move(message)](Agent* own) {
        if (CdpSession* found = own->Find(session_id)) found->Reply(message);
      });
    };
  }
  return relay;
}

void SessionRelay::Send(std::string message) {
  std::lock_guard lock(mutex_);
  if (send_) send_(std::move(message));
}

void SessionRelay::End() {
  std::lock_guard lock(mutex_);
  send_ = nullptr;
}

}  // namespace isoscope
