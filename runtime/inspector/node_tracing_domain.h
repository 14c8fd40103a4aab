// The NodeTracing domain of one session: trace events (probes/trace_log.h) as they happen.
//
// Isolate thread. The events come from the log's thread. Categories isoscope (the default set) and isoscope.KIND are the records of our own probes,
// as GET /trace gives them; they come when it stops, as slices are made of several.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_NODE_TRACING_DOMAIN_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_NODE_TRACING_DOMAIN_H_

#include <memory>
#include <set>
#include <string>

#include "runtime/inspector/cdp_session.h"
#include "runtime/inspector/session_relay.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {

class NodeTracingDomain {
 public:
  NodeTracingDomain(Agent* agent, CdpSession* session, std::shared_ptr<SessionRelay> relay);
  ~NodeTracingDomain();
  NodeTracingDomain(const NodeTracingDomain&) = delete;
  NodeTracingDomain& operator=(const NodeTracingDomain&) = delete;

  // False for a method it does not have.
  bool Dispatch(CdpRequest* request);

 private:
  void Start(CdpRequest* request);
  void Stop();
  // False for what is none of our kinds.
  static bool ReadOwn(const std::set<std::string>& categories, KindMask* kinds, std::string* error);
  void SendOwn();

  Agent* const agent_;
  CdpSession* const session_;
  const std::shared_ptr<SessionRelay> relay_;
  std::shared_ptr<TraceClient> client_;  // While it traces.
  Watching own_;                         // Kinds of our records among the categories.
  uint64_t since_ = 0;                   // The first of them.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_NODE_TRACING_DOMAIN_H_
