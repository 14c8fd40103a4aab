#include "runtime/inspector/node_tracing_domain.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/json_writer.h"
#include "runtime/env/environment_trace.h"
#include "runtime/exporters/trace_json.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/cdp_message.h"
#include "runtime/inspector/service.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/names.h"

namespace isoscope {
namespace {

constexpr const char* kCategories[] = {
    "node",
    "node.async_hooks",
    "node.bootstrap",
    "node.console",
    "node.dns.native",
    "node.environment",
    "node.fs.async",
    "node.fs.sync",
    "node.fs_dir.async",
    "node.fs_dir.sync",
    "node.http",
    "node.module_timer",
    "node.net.native",
    "node.perf",
    "node.perf.timerify",
    "node.perf.usertiming",
    "node.promises.rejections",
    "node.threadpoolwork.async",
    "node.threadpoolwork.sync",
    "node.vm.script",
    "v8",
    "isoscope",
};

constexpr std::string_view kOwn = "isoscope";

class Forwarder final : public TraceClient {
 public:
  explicit Forwarder(std::shared_ptr<SessionRelay> relay) : relay_(std::move(relay)) {}
  void Take(const std::string& events, size_t) override {
    relay_->Send("{\"method\":\"NodeTracing.dataCollected\",\"params\":{\"value\":[" + events + "]}}");
  }

 private:
  const std::shared_ptr<SessionRelay> relay_;
};

}  // namespace

NodeTracingDomain::NodeTracingDomain(Agent* agent, CdpSession* session, std::shared_ptr<SessionRelay> relay)
    : agent_(agent), session_(session), relay_(std::move(relay)) {}

NodeTracingDomain::~NodeTracingDomain() { Stop(); }

bool NodeTracingDomain::Dispatch(CdpRequest* request) {
  const std::string& method = request->method();
  if (method == "NodeTracing.getCategories") {
    session_->Reply(CdpResult(request->id(), [](JsonWriter* json) {
      json->Key("categories");
      json->StartArray();
      for (const char* category : kCategories) json->String(category);
      json->EndArray();
    }));
    return true;
  }
  if (method == "NodeTracing.start") return Start(request), true;
  if (method != "NodeTracing.stop") return false;
  Stop();
  relay_->Send(CdpEvent("NodeTracing.tracingComplete"));
  session_->Reply(CdpResult(request->id()));
  return true;
}

void NodeTracingDomain::Start(CdpRequest* request) {
  const auto refuse = [&](std::string_view why) { session_->Reply(CdpError(request->id(), kCdpInvalidRequest, why)); };
  std::vector<std::string> categories;
  if (!request->Need("traceConfig") || !request->NeedIn("traceConfig", "includedCategories") ||
      !request->Get("traceConfig", "includedCategories", &categories)) {
    return session_->Reply(CdpInvalidParams(request->id(), request->error()));
  }
  if (client_ != nullptr) return refuse("Call NodeTracing::end to stop tracing before updating the config");
  if (agent_->worker_id() != 0) return refuse("Tracing properties can only be changed through main thread sessions");
  const std::set<std::string> unique(categories.begin(), categories.end());
  if (unique.empty()) return refuse("At least one category should be enabled");
  KindMask own = 0;
  std::string error;
  if (!ReadOwn(unique, &own, &error)) return refuse(error);
  if (own != 0) {
    if (const Status status = Service::Get().Start(); !status.ok()) return refuse(status.message());  // It drains.
    Collector::Get().Read([this](const History& history, const Aggregates&) { since_ = history.next_sequence(); });
    own_.Change(own);
  }
  client_ = std::make_shared<Forwarder>(relay_);
  TraceLog::Get().Add(client_, unique);
  TellTraceCategories(agent_->env());
  session_->Reply(CdpResult(request->id()));
}

bool NodeTracingDomain::ReadOwn(const std::set<std::string>& categories, KindMask* kinds, std::string* error) {
  std::string names;
  for (const std::string& category : categories) {
    if (category == kOwn) {
      *kinds |= kDefaultKinds;
    } else if (category.starts_with(std::string(kOwn) + ".")) {
      names += (names.empty() ? "" : ",") + category.substr(kOwn.size() + 1);
    }
  }
  KindMask named = 0;
  if (!names.empty() && !ParseKinds(names, &named, error)) return false;
  *kinds |= named;
  return true;
}

void NodeTracingDomain::SendOwn() {
  if (own_.kinds() == 0) return;
  relay_->Send("{\"method\":\"NodeTracing.dataCollected\",\"params\":{\"value\":" + TraceEventsJson({.since = since_, .kinds = own_.kinds()}) + "}}");
  own_.Change(0);
}

void NodeTracingDomain::Stop() {
  if (client_ == nullptr) return;
  SendOwn();
  TraceLog::Get().Remove(client_.get());
  client_.reset();
  TellTraceCategories(agent_->env());
}

}  // namespace isoscope
