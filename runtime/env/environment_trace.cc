#include "runtime/env/environment_trace.h"

#include <atomic>
#include <string>
#include <vector>

#include "runtime/base/json_writer.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/builtin_call.h"
#include "runtime/env/environment.h"
#include "runtime/env/process_start.h"
#include "runtime/env/worker_thread.h"

namespace isoscope {
namespace {

void WriteList(JsonWriter* json, const char* name, const std::vector<std::string>& list) {
  json->Key(name);
  json->StartArray();
  for (const std::string& item : list) json->String(item);
  json->EndArray();
}

}  // namespace

void TraceMilestone(const char* name, uint64_t reached_ns) {
  if (!Traced(TraceGroup::kBootstrap)) [[likely]]
    return;
  TraceLog::Get().Emit(TraceGroup::kBootstrap, {.phase = 'I', .name = name, .time_us = reached_ns / 1000, .thread_time_us = ThreadCpuUs()});
}

void TraceEnvironmentStart(Environment* env) {
  if (const WorkerThread* worker = env->settings().worker) {
    const std::string title = "[worker " + std::to_string(worker->id()) + "]";
    TraceLog::Get().NameThread(worker->name().empty() ? title : title + " " + worker->name());
  }
  TraceMilestone("nodeStart", kProcessStart.monotonic_ns);
  TraceMilestone("v8Start", V8Runtime::Current()->started_ns());
  TraceMilestone("environment", env->milestones.created_ns);
  if (!Traced(TraceGroup::kEnvironment)) return;
  JsonWriter args;
  args.StartObject();
  WriteList(&args, "args", env->settings().argv);
  WriteList(&args, "exec_args", env->settings().exec_argv);
  args.EndObject();
  TraceLog::Get().Emit(TraceGroup::kEnvironment, {.phase = 'b', .name = "Environment", .args = "\"args\":" + args.Take(), .id = TraceIdOf(env)});
}

void TraceEnvironmentEnd(Environment* env) {
  if (!Traced(TraceGroup::kEnvironment)) return;
  TraceLog::Get().Emit(TraceGroup::kEnvironment, {.phase = 'e', .name = "Environment", .id = TraceIdOf(env)});
}

void TracePromiseRejection(v8::PromiseRejectEvent event) {
  // Of the whole process, as in Node.
  static std::atomic<int64_t> unhandled{0}, handled_after{0};
  if (event == v8::kPromiseRejectWithNoHandler) {
    unhandled++;
  } else if (event == v8::kPromiseHandlerAddedAfterReject) {
    handled_after++;
  } else {
    return;
  }
  const std::string args = TraceArg("unhandled", unhandled) + "," + TraceArg("handledAfter", handled_after);
  TraceLog::Get().Emit(TraceGroup::kPromiseRejections, {.phase = 'C', .name = "rejections", .args = args});
}

void TellTraceCategories(Environment* env) {
  static std::atomic<bool> ever{false};
  if (!TraceLog::Get().active() && !ever) return;
  ever = true;
  CallBuiltin(env, "internal/tracing/state", "onCategoriesChanged", {});
}

}  // namespace isoscope
