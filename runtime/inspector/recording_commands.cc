#include "runtime/inspector/recording_commands.h"

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string_view>

#include "runtime/exporters/cpu_profile.h"
#include "runtime/exporters/open_metrics.h"
#include "runtime/exporters/run_json.h"
#include "runtime/exporters/trace_json.h"
#include "runtime/inspector/metrics_door.h"
#include "runtime/inspector/open_browser.h"
#include "runtime/inspector/scope_address.h"
#include "runtime/inspector/service.h"
#include "runtime/recording/replay.h"
#include "runtime/recording/run_diff.h"

namespace isoscope {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 9;

int Fail(std::string_view command, const std::string& message, int code = kFailed) {
  std::fprintf(stderr, "isoscope %.*s: %s\n", static_cast<int>(command.size()), command.data(), message.c_str());
  return code;
}

// Options and the files between them.
struct Arguments {
  std::vector<std::string> options;
  std::vector<std::string> files;

  explicit Arguments(const std::vector<std::string>& args) {
    for (size_t i = 2; i < args.size(); i++) (args[i].starts_with("-") ? options : files).push_back(args[i]);
  }
  // "--name" or "--name=value", taken off; the value.
  std::optional<std::string> Take(std::string_view name) {
    for (auto it = options.begin(); it != options.end(); ++it) {
      if (*it != name && !(it->starts_with(name) && (*it)[name.size()] == '=')) continue;
      std::string value = it->size() > name.size() ? it->substr(name.size() + 1) : "";
      options.erase(it);
      return value;
    }
    return std::nullopt;
  }
};

int Replay(Arguments arguments) {
  constexpr const char* kName = "replay";
  const std::optional<std::string> scope = arguments.Take("--scope");
  const bool open = arguments.Take("--open").has_value();
  if (!arguments.options.empty()) return Fail(kName, "unknown option " + arguments.options[0], kUsage);
  if (arguments.files.size() != 1) return Fail(kName, "usage: isoscope replay FILE [--scope=[host:]port] [--open]", kUsage);
  Result<ScopeAddress> address = ScopeAddress::Parse(scope.value_or(""));
  if (!address.ok()) return Fail(kName, address.status().message(), kUsage);
  auto run = ReplayRecording(arguments.files[0]);
  if (!run.ok()) return Fail(kName, run.status().message());
  std::fprintf(stderr, "%s\n", run.value()->Summary().c_str());

  // Before any thread is made, so that all of them leave these to us.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  if (Status status = Service::Get().Start(); !status.ok()) return Fail(kName, status.message());
  std::unique_ptr<MetricsDoor> door;
  Result<int> port = Status::Error("the service thread has ended");
  Service::Get().Run([&] {
    door = std::make_unique<MetricsDoor>(Service::Get().loop(), run.value().get());
    Service::Get().AddPart(door.get());
    port = door->Listen(address.value().host, address.value().port);
  });
  int code = 0;
  if (port.ok()) {
    const std::string url = "http://" + address.value().UrlHost() + ":" + std::to_string(port.value()) + "/";
    std::fprintf(stderr, "Scope listening on %s\n", url.c_str());
    std::fflush(stderr);
    if (open) {
      Result<bool> opened = OpenInBrowser(url, std::chrono::seconds(1), [] { return false; });
      if (!opened.ok()) std::fprintf(stderr, "--open: %s; open %s yourself\n", opened.status().message().c_str(), url.c_str());
    }
    int signal = 0;
    sigwait(&ends, &signal);
  } else {
    code = Fail(kName, port.status().message());
  }
  Service::Get().Stop();
  return code;
}

int Diff(Arguments arguments) {
  constexpr const char* kName = "diff";
  const bool all = arguments.Take("--all").has_value();
  const bool json = arguments.Take("--json").has_value();
  if (!arguments.options.empty()) return Fail(kName, "unknown option " + arguments.options[0], kUsage);
  if (arguments.files.size() != 2) return Fail(kName, "usage: isoscope diff [--all] [--json] BEFORE AFTER", kUsage);
  auto before = RunSummary::Of(arguments.files[0]);
  if (!before.ok()) return Fail(kName, before.status().message());
  auto after = RunSummary::Of(arguments.files[1]);
  if (!after.ok()) return Fail(kName, after.status().message());
  const RunDiff diff = RunDiff::Of(before.value(), after.value());
  const std::string text = json ? diff.Json() + "\n" : diff.Text(before.value(), after.value(), all);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return 0;
}

Result<std::string> Exported(const ReplayedRun& run, std::string_view format, const std::string& value) {
  if (format == "--trace") return TraceJson({});
  if (format == "--json") return RunJson(run);
  if (format == "--openmetrics") return OpenMetricsText();
  if (format == "--pprof") return PprofProfile(run.profiles, run.header.wall_clock_ms);
  uint32_t isolate = 0;
  const char* end = value.data() + value.size();
  const auto [stop, code] = std::from_chars(value.data(), end, isolate);
  if (!value.empty() && (code != std::errc() || stop != end)) return Status::Error("--cpuprofile=ISOLATE needs the number of an isolate");
  return CpuProfileJson(run.profiles, isolate);
}

int Export(Arguments arguments) {
  constexpr const char* kName = "export";
  constexpr const char* kUsageText = "usage: isoscope export --trace|--json|--openmetrics|--pprof|--cpuprofile[=ISOLATE] FILE [--output=FILE]";
  const std::optional<std::string> output = arguments.Take("--output");
  std::string format, value;
  for (const char* known : {"--trace", "--json", "--openmetrics", "--pprof", "--cpuprofile"}) {
    std::optional<std::string> given = arguments.Take(known);
    if (!given.has_value()) continue;
    if (!format.empty()) return Fail(kName, kUsageText, kUsage);
    format = known;
    value = *given;
  }
  if (!arguments.options.empty()) return Fail(kName, "unknown option " + arguments.options[0], kUsage);
  if (format.empty() || arguments.files.size() != 1) return Fail(kName, kUsageText, kUsage);
  auto run = ReplayRecording(arguments.files[0]);
  if (!run.ok()) return Fail(kName, run.status().message());
  if (!run.value()->outcome.ended) std::fprintf(stderr, "%s\n", run.value()->Summary().c_str());
  Result<std::string> text = Exported(*run.value(), format, value);
  if (!text.ok()) return Fail(kName, arguments.files[0] + ": " + text.status().message());
  std::FILE* file = output.has_value() ? std::fopen(output->c_str(), "wbe") : stdout;
  if (file == nullptr) return Fail(kName, "cannot write " + *output);
  const bool written = std::fwrite(text.value().data(), 1, text.value().size(), file) == text.value().size();
  const bool flushed = output.has_value() ? std::fclose(file) == 0 : std::fflush(file) == 0;
  return written && flushed ? 0 : Fail(kName, "cannot write the output");
}

}  // namespace

std::optional<int> RunRecordingCommand(const std::vector<std::string>& args) {
  if (args.size() < 2) return std::nullopt;
  if (args[1] == "replay") return Replay(Arguments(args));
  if (args[1] == "diff") return Diff(Arguments(args));
  if (args[1] == "export") return Export(Arguments(args));
  return std::nullopt;
}

}  // namespace isoscope
