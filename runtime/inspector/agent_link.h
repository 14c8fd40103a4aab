// The way of a debugger's connection to its isolate: each call becomes a letter.
//
// Any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_AGENT_LINK_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_AGENT_LINK_H_

#include <memory>

#include "runtime/inspector/cdp_session.h"
#include "runtime/inspector/debug_target.h"
#include "runtime/inspector/isolate_mailbox.h"

namespace isoscope {

std::shared_ptr<DebugTargetLink> LinkTo(std::shared_ptr<IsolateMailbox> mailbox, CdpSession::Origin origin);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_AGENT_LINK_H_
