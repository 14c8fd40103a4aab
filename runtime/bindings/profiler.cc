// internalBinding('profiler'): V8's CPU and allocation profiles as the JSON that developer tools read. For --cpu-prof, --heap-prof and
// v8.startCpuProfile(). Isolate thread only.
#include <string_view>

#include <v8-isolate.h>
#include <v8-profiler.h>

#include "runtime/engine/profiles.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Profiler : CpuProfileRuns {
  explicit Profiler(Environment* env) : CpuProfileRuns(env->isolate()), heap(env->isolate()) {}
  AllocationProfileRun heap;
};

void ReturnText(const CallInfo& info, std::string_view text) {
  v8::Local<v8::String> string;
  if (!text.empty() && Utf8(info.GetIsolate(), text).ToLocal(&string)) info.GetReturnValue().Set(string);
}

// (sampling interval in microseconds) => id
void StartCpuProfile(const CallInfo& info) {
  int32_t interval_us = 0;
  if (!GetInt32(info, 0, &interval_us)) return;
  if (interval_us <= 0) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The sampling interval must be positive");
  v8::ProfilerId id = Environment::From(info.GetIsolate())->Data<Profiler>()->Start(interval_us);
  info.GetReturnValue().Set(static_cast<double>(id));
}

// (id) => JSON, or undefined when that profile does not run.
void StopCpuProfile(const CallInfo& info) {
  uint32_t id = 0;
  if (GetUint32(info, 0, &id)) ReturnText(info, Environment::From(info.GetIsolate())->Data<Profiler>()->Stop(id));
}

// (sampling interval in bytes)
void StartHeapProfile(const CallInfo& info) {
  int64_t interval_bytes = 0;
  if (!GetInt64(info, 0, &interval_bytes)) return;
  if (interval_bytes <= 0) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The sampling interval must be positive");
  bool started = Environment::From(info.GetIsolate())->Data<Profiler>()->heap.Start(static_cast<uint64_t>(interval_bytes), 128);
  info.GetReturnValue().Set(started);
}

// () => JSON, or undefined when no profile runs.
void StopHeapProfile(const CallInfo& info) { ReturnText(info, Environment::From(info.GetIsolate())->Data<Profiler>()->heap.Stop()); }

constexpr BindingFunction kFunctions[] = {
    Method<StartCpuProfile>("startCpuProfile", 1),
    Method<StartHeapProfile>("startHeapProfile", 1),
    Method<StopCpuProfile>("stopCpuProfile", 1),
    Method<StopHeapProfile>("stopHeapProfile"),
};

}  // namespace

extern const BindingDefinition kProfilerBinding = {.name = "profiler", .functions = kFunctions};

}  // namespace isoscope
