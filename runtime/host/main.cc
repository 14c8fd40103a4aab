// The program: command line, V8, one Instance on the main thread, and the end of the process.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <uv.h>

#include "runtime/engine/v8_runtime.h"
#include "runtime/env/environment_trace.h"
#include "runtime/env/option_variables.h"
#include "runtime/env/variables.h"
#include "runtime/host/bindings_registry.h"
#include "runtime/host/command_line.h"
#include "runtime/host/instance.h"
#include "runtime/host/lab_command.h"
#include "runtime/host/process_setup.h"
#include "runtime/inspector/inspector.h"
#include "runtime/inspector/observation.h"
#include "runtime/inspector/recording_commands.h"
#include "runtime/inspector/top_command.h"
#include "runtime/napi/dlopen_binding.h"
#include "runtime/probes/trace_file.h"

namespace isoscope {
namespace {

std::vector<std::string> WithProgram(const std::string& exec_path, const std::vector<std::string>& arguments) {
  std::vector<std::string> argv = {exec_path};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

Environment::Settings SettingsOf(const std::string& argv0, const std::string& exec_path, ParsedCommandLine parsed) {
  Environment::Settings settings;
  settings.argv = WithProgram(exec_path, parsed.arguments);
  settings.exec_argv = std::move(parsed.exec_argv);
  settings.exec_path = exec_path;
  settings.argv0 = argv0;
  settings.options = std::move(parsed.options);
  return settings;
}

void StartTracing(const Options& options) {
  std::vector<std::string> categories;
  std::string_view rest = options.trace_event_categories;
  if (rest.empty() && options.trace_events_enabled) rest = "v8,node,node.async_hooks";
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    if (comma > 0) categories.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  TraceFile::Get().SetPattern(options.trace_event_file_pattern);
  if (!categories.empty()) TraceFile::Get().Enable(categories);
}

int RunProgram(std::vector<std::string> args) {
  std::string exec_path = ExecutablePath(args[0].c_str());
  if (args.size() > 1 && args[1] == "lab") {
    if (std::optional<int> code = LabCommand(exec_path, &args)) return *code;
  }
  if (std::optional<int> code = RunRecordingCommand(args)) return *code;
  if (std::optional<int> code = RunTopCommand(args)) return *code;
  const char* node_options = std::getenv("NODE_OPTIONS");
  ParsedCommandLine parsed = ParseCommandLine(args, node_options != nullptr ? node_options : "");
  if (!parsed.error.empty()) {
    std::fprintf(stderr, "%s: %s\n", args[0].c_str(), parsed.error.c_str());
    return kBadOption;
  }
  ApplyOptionVariables(Variables::OfProcess().get(), &parsed.options);
  if (parsed.options.version) return PrintVersion(), 0;
  if (parsed.options.help) return PrintHelp(), 0;

  V8Runtime::Settings v8_settings;
  v8_settings.flags = parsed.v8_flags;
  if (parsed.options.v8_pool_size > 0) v8_settings.worker_threads = static_cast<int>(parsed.options.v8_pool_size);
  if (parsed.options.v8_options) v8_settings.flags.push_back("--help");  // V8 prints its flags and ends the process.
  std::vector<std::string> unknown;
  std::unique_ptr<V8Runtime> v8_runtime = V8Runtime::Start(v8_settings, &unknown);
  if (v8_runtime == nullptr) return ReportUnknownFlags(args[0], unknown);

  StartTracing(parsed.options);
  InstallBindings();
  std::string error;
  if (!PrepareInspector(parsed.options, &error) ||
      !StartObservation(parsed.options, {.argv = WithProgram(exec_path, parsed.arguments), .exec_argv = parsed.exec_argv}, &error)) {
    std::fprintf(stderr, "%s: %s\n", args[0].c_str(), error.c_str());
    return kBadOption;
  }
  World::SetFactory(Instance::Make);
  int no_loop = 0;
  std::unique_ptr<World> world = World::Make({.environment = SettingsOf(args[0], exec_path, std::move(parsed)), .name = "main"}, &no_loop);
  if (world == nullptr) {
    std::fprintf(stderr, "%s: no event loop: %s\n", args[0].c_str(), uv_strerror(no_loop));
    return 1;
  }
  // process.exit() and uncaught errors end here, from deep inside JavaScript: nothing is unwound.
  world->env()->SetExitHandler([env = world->env()](int code) {
    FinishInspector(env);
    if constexpr (!kEndsWithoutCleaning) env->base_objects().ForEach([](BaseObject* object) { object->OnProcessExit(); });
    StopObservation();
    TraceLog::Get().RemoveAll();
    EndProcess(code);
  });
  int code = world->Run();
  {
    TraceScope trace(TraceGroup::kEnvironment, "AtExit");
    FinishInspector(world->env());
  }
  // Elsewhere the end of the process frees everything at once, as process.exit() does; leak checkers want to see it done by hand, and
  // add-ons have their own to clean up.
  const bool cleans = !kEndsWithoutCleaning || AddonsLoaded();
  if (!cleans) {
    TraceScope trace(TraceGroup::kEnvironment, "RunCleanup");
    StopObservation();
  } else {
    world->Teardown();
    StopObservation();
  }
  if (!cleans) TraceEnvironmentEnd(world->env());
  TraceLog::Get().RemoveAll();
  if constexpr (kEndsWithoutCleaning) EndProcess(code);
  return code;
}

}  // namespace
}  // namespace isoscope

int main(int argc, char** argv) {
  isoscope::SetUpProcess();
  argv = uv_setup_args(argc, argv);  // So that process.title can be set.
  isoscope::EndProcess(isoscope::RunProgram(std::vector<std::string>(argv, argv + argc)));
}
