#include "runtime/inspector/observation.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <uv.h>
#include <v8-initialization.h>

#include "runtime/base/version.h"
#include "runtime/inspector/agent_link.h"
#include "runtime/inspector/inspector_server.h"
#include "runtime/inspector/metrics_door.h"
#include "runtime/inspector/open_browser.h"
#include "runtime/inspector/otlp_push.h"
#include "runtime/inspector/scope_address.h"
#include "runtime/inspector/service.h"
#include "runtime/inspector/worker_registry.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/report.h"
#include "runtime/probes/script_sources.h"
#include "runtime/recording/recorder.h"

namespace isoscope {
namespace {

struct Observation {
  bool report = false;
  bool record_failed = false;
  std::unique_ptr<Watching> watching;
  std::unique_ptr<MetricsDoor> door;
  OtlpPush otlp;
};

Observation& State() {
  static Observation* const state = new Observation;  // Ended by StopObservation(), not by static destruction.
  return *state;
}

// A script may be over before a browser is up: it waits, so that the page sees all of it. The run goes on without the page if need be.
void OpenPage(const std::string& url) {
  constexpr std::chrono::seconds kPatience(20);
  const auto arrived = std::make_shared<std::atomic<bool>>(false);
  Service::Get().Run([&] { State().door->set_on_stream([arrived] { arrived->store(true); }); });
  if (Result<bool> opened = OpenInBrowser(url, kPatience, [&] { return arrived->load(); }); !opened.ok()) {
    std::fprintf(stderr, "--open: %s; open %s yourself\n", opened.status().message().c_str(), url.c_str());
  } else if (!opened.value()) {
    std::fprintf(stderr, "--open: no page has come within %d s; the script begins\n", static_cast<int>(kPatience.count()));
  }
  std::fflush(stderr);
}

Status OpenDoor(const ScopeAddress& address, bool open_page) {
  if (Status status = Service::Get().Start(); !status.ok()) return status;
  Result<int> port = Status::Error("the service thread has ended");
  Service::Get().Run([&] {
    State().door = std::make_unique<MetricsDoor>(Service::Get().loop());
    Service::Get().AddPart(State().door.get());
    State().door->set_debugger([] { return InspectorServer::Get().published_url(); });
    State().door->set_isolates([](uint32_t isolate) -> std::shared_ptr<DebugTargetLink> {
      auto mailbox = WorkerRegistry::Get().MailboxOf(isolate);
      return mailbox != nullptr ? LinkTo(std::move(mailbox), CdpSession::Origin::kScope) : nullptr;
    });
    port = State().door->Listen(address.host, address.port);
  });
  if (!port.ok()) return port.status();
  DebuggerDoor::TrustPage(port.value());
  const std::string url = "http://" + address.UrlHost() + ":" + std::to_string(port.value()) + "/";
  std::fprintf(stderr, "Scope listening on %s\n", url.c_str());
  std::fflush(stderr);
  if (open_page) OpenPage(url);
  return Status::Ok();
}

Status StartRecording(const Options& options, KindMask kinds) {
  if (Status status = Service::Get().Start(); !status.ok()) return status;
  CpuProfiles::SetWanted(options.record_cpu);
  return Recorder::Get().Start({.path = options.record, .kinds = kinds});
}

Status StartOtlp(const Options& options) {
  if (Status status = Service::Get().Start(); !status.ok()) return status;
  if (options.otlp_interval < 1) return Status::Error("--otlp-interval must be a number of milliseconds above 0");
  const char* service = std::getenv("OTEL_SERVICE_NAME");
  if (Status status = State().otlp.Start(options.otlp, static_cast<uint64_t>(options.otlp_interval), service != nullptr ? service : "");
      !status.ok()) {
    return Status::Error("--otlp: " + status.message());
  }
  return Status::Ok();
}

Status Start(const Options& options) {
  Hub::Get().SetVersions({{"isoscope", kIsoscopeVersion}, {"node", kNodeVersion}, {"v8", v8::V8::GetVersion()}, {"uv", uv_version_string()}});
  Hub::Get().SetServiceStarter([] { return Service::Get().Start(); });
  Result<HistoryLimits> limits = HistoryLimits::Parse(options.history);
  if (!limits.ok()) return Status::Error("--history: " + limits.status().message());
  Collector::Get().SetHistoryLimits(limits.value());

  if (options.record_cpu && options.record.empty()) return Status::Error("--record-cpu needs --record=FILE");

  const bool record = !options.record.empty();
  const bool serve = options.scope.has_value() || options.open;
  KindMask kinds = serve || options.report || record || !options.otlp.empty() ? kDefaultKinds : 0;
  if (record) kinds |= kEach;  // What is in no recording is nowhere.
  std::string error;
  if (!options.observe.empty() && !ParseKinds(options.observe, &kinds, &error)) return Status::Error("--observe: " + error);
  Result<ScopeAddress> address = ScopeAddress::Parse(options.scope.value_or(""));
  if (!address.ok()) return address.status();

  State().report = options.report;
  if (kinds != 0) State().watching = std::make_unique<Watching>(kinds);
  if (serve) ScriptSources::Want();  // For the page.
  if (record) {
    if (Status status = StartRecording(options, kinds); !status.ok()) return status;
  }
  if (!options.otlp.empty()) {
    if (Status status = StartOtlp(options); !status.ok()) return status;
  }
  if (serve) return OpenDoor(address.value(), options.open);
  // Somebody must empty what is produced.
  return kinds != 0 ? Service::Get().Start() : Status::Ok();
}

}  // namespace

bool StartObservation(const Options& options, Hub::RunArguments arguments, std::string* error) {
  Hub::Get().SetRunArguments(std::move(arguments));
  const Status status = Start(options);
  if (status.ok()) return true;
  StopObservation();
  *error = status.message();
  return false;
}

void StopObservation() {
  Observation& state = State();
  if (CpuProfiles::Wanted()) CpuProfiles::Get().EndOwn();
  static_cast<void>(Recorder::Get().Stop("exit").ok());  // What went wrong has been said when it did.
  state.otlp.Stop();
  if (state.report) {
    state.report = false;
    const std::string text = ReportText();
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
  }
  Service::Get().Stop();
  InspectorServer::Get().Forget();
  state.door.reset();
  state.watching.reset();
}

}  // namespace isoscope
