// Clocks, milestones and loop figures of node:perf_hooks. Isolate thread only. Times are milliseconds of the monotonic clock.
#include <uv.h>

#include <vector>

#include <v8-container.h>
#include <v8-fast-api-calls.h>
#include <v8-isolate.h>

#include "runtime/base/clock.h"
#include "runtime/bindings/performance_histogram.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/environment_trace.h"
#include "runtime/env/process_start.h"
#include "runtime/loop/event_loop.h"

namespace isoscope {
namespace {

double Milliseconds(uint64_t ns) { return static_cast<double>(ns) / 1e6; }

void Now(const CallInfo& info) { info.GetReturnValue().Set(Milliseconds(MonotonicNs())); }
double FastNow(v8::Local<v8::Value>) { return Milliseconds(MonotonicNs()); }
const v8::CFunction kFastNow = v8::CFunction::Make(FastNow);

// Workers share the origin of the process, as in Node.
void TimeOrigin(const CallInfo& info) { info.GetReturnValue().Set(Milliseconds(kProcessStart.monotonic_ns)); }

void TimeOriginTimestamp(const CallInfo& info) { info.GetReturnValue().Set(kProcessStart.wall_clock_ms); }

v8::Local<v8::Array> Numbers(v8::Isolate* isolate, std::initializer_list<double> numbers) {
  std::vector<v8::Local<v8::Value>> values;
  for (double number : numbers) values.push_back(v8::Number::New(isolate, number));
  return v8::Array::New(isolate, values.data(), values.size());
}

// () => [nodeStart, v8Start, environment, bootstrapComplete, loopStart, loopExit], 0 for what has not come yet.
void Milestones(const CallInfo& info) {
  const Environment::Milestones& reached = Environment::From(info.GetIsolate())->milestones;
  info.GetReturnValue().Set(Numbers(info.GetIsolate(), {Milliseconds(kProcessStart.monotonic_ns), Milliseconds(V8Runtime::Current()->started_ns()),
                                                        Milliseconds(reached.created_ns), Milliseconds(reached.bootstrap_complete_ns),
                                                        Milliseconds(reached.loop_start_ns.load()), Milliseconds(reached.loop_exit_ns)}));
}

void MarkBootstrapComplete(const CallInfo& info) {
  uint64_t& reached = Environment::From(info.GetIsolate())->milestones.bootstrap_complete_ns;
  reached = MonotonicNs();
  TraceMilestone("bootstrapComplete", reached);
}

void LoopIdleTime(const CallInfo& info) {
  EventLoop* loop = Environment::From(info.GetIsolate())->event_loop();
  info.GetReturnValue().Set(loop == nullptr ? 0.0 : Milliseconds(loop->idle_ns()));
}

// () => [loop count, events, events waiting]
void LoopMetrics(const CallInfo& info) {
  uv_loop_t* loop = Environment::From(info.GetIsolate())->uv_loop();
  uv_metrics_t metrics{};
  if (loop != nullptr) uv_metrics_info(loop, &metrics);
  info.GetReturnValue().Set(Numbers(info.GetIsolate(), {static_cast<double>(metrics.loop_count), static_cast<double>(metrics.events),
                                                        static_cast<double>(metrics.events_waiting)}));
}

constexpr BindingFunction kFunctions[] = {
    Method<Now>("now", 0, &kFastNow),
    Method<TimeOrigin>("timeOrigin"),
    Method<TimeOriginTimestamp>("timeOriginTimestamp"),
    Method<Milestones>("milestones"),
    Method<MarkBootstrapComplete>("markBootstrapComplete"),
    Method<LoopIdleTime>("loopIdleTime"),
    Method<LoopMetrics>("loopMetrics"),
};

}  // namespace

extern const BindingDefinition kPerformanceBinding;
const BindingDefinition kPerformanceBinding = {.name = "performance", .functions = kFunctions, .classes = PerformanceClasses()};

}  // namespace isoscope
