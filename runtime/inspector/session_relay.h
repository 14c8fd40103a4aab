// The way to a session's client from any thread, as long as the session lives. A remote client's messages go straight into its outbox; those of
// a session of the program with itself become letters to its isolate.
//
// Made and ended on the isolate's thread; Send() on any.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_SESSION_RELAY_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_SESSION_RELAY_H_

#include <memory>
#include <mutex>
#include <string>

#include "runtime/inspector/cdp_session.h"

namespace isoscope {

class Agent;

class SessionRelay {
 public:
  static std::shared_ptr<SessionRelay> Make(Agent* agent, const CdpSession& session, uint64_t session_id, const CdpSession::Send& send);
  void Send(std::string message);
  // Sends nothing any more.
  void End();

 private:
  std::mutex mutex_;
  CdpSession::Send send_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_SESSION_RELAY_H_
