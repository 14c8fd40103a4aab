#include "runtime/inspector/node_tracing_domain.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/json_writer.h"
#include "runtime/env/environment_trace.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/cdp_message.h"

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
};

class Collector final : public TraceClient {
 public:
  explicit Collector(std::shared_ptr<SessionRelay> relay) : relay_(std::move(relay)) {}
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
  client_ = std::make_shared<Collector>(relay_);
  TraceLog::Get().Add(client_, unique);
  TellTraceCategories(agent_->env());
  session_->Reply(CdpResult(request->id()));
}

void NodeTracingDomain::Stop() {
  if (client_ == nullptr) return;
  TraceLog::Get().Remove(client_.get());
  client_.reset();
  TellTraceCategories(agent_->env());
}

}  // namespace isoscope
