// The one native timer and the immediates' handles, as js/internal/timers.js drives them. Isolate thread only.
//
// Before the loop exists (in mksnapshot) there is nothing to schedule on: setting a timer there is our own bug and throws.
#include <v8-fast-api-calls.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/callback_timer.h"
#include "runtime/env/environment.h"
#include "runtime/env/loop_driver.h"

namespace isoscope {
namespace {

LoopDriver* DriverOf(const CallInfo& info) {
  LoopDriver* driver = Environment::From(info.GetIsolate())->loop_driver();
  if (driver == nullptr) ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "There is no event loop to schedule on");
  return driver;
}

void ScheduleTimer(const CallInfo& info) {
  int64_t duration_ms = 0;
  if (!GetInt64(info, 0, &duration_ms)) return;
  LoopDriver* driver = DriverOf(info);
  if (driver != nullptr) driver->ScheduleTimer(duration_ms);
}

void ToggleTimerRef(const CallInfo& info) {
  bool ref = false;
  if (!GetBool(info, 0, &ref)) return;
  LoopDriver* driver = DriverOf(info);
  if (driver != nullptr) driver->RefTimer(ref);
}

void ToggleImmediateRef(const CallInfo& info) {
  bool ref = false;
  if (!GetBool(info, 0, &ref)) return;
  LoopDriver* driver = DriverOf(info);
  if (driver != nullptr) driver->RefImmediates(ref);
}

void GetLibuvNow(const CallInfo& info) {
  LoopDriver* driver = DriverOf(info);
  if (driver != nullptr) info.GetReturnValue().Set(static_cast<double>(driver->LoopNowMs()));
}

double FastGetLibuvNow(v8::Local<v8::Value>, v8::FastApiCallbackOptions& options) {
  LoopDriver* driver = Environment::From(options.isolate)->loop_driver();
  return driver == nullptr ? 0 : static_cast<double>(driver->LoopNowMs());
}
const v8::CFunction kFastGetLibuvNow = v8::CFunction::Make(FastGetLibuvNow);

// beginTimer(asyncId, triggerAsyncId, dueMs), endTimer(): around each timer while callbacks are watched.
void BeginTimer(const CallInfo& info) {
  AsyncContext context{};
  double due_ms = 0;
  if (!GetDouble(info, 0, &context.async_id) || !GetDouble(info, 1, &context.trigger_async_id) || !GetDouble(info, 2, &due_ms)) return;
  Environment* env = Environment::From(info.GetIsolate());
  if (env->callback_timer != nullptr && env->loop_driver() != nullptr) {
    env->callback_timer->BeginOne(env, AsyncProvider::kTimeout, context, due_ms);
  }
}

void EndTimer(const CallInfo& info) {
  Environment* env = Environment::From(info.GetIsolate());
  if (env->callback_timer != nullptr) env->callback_timer->EndOne(env);
}

constexpr BindingFunction kFunctions[] = {
    Method<ScheduleTimer>("scheduleTimer", 1),
    Method<ToggleTimerRef>("toggleTimerRef", 1),
    Method<ToggleImmediateRef>("toggleImmediateRef", 1),
    Method<GetLibuvNow>("getLibuvNow", 0, &kFastGetLibuvNow),
    Method<BeginTimer>("beginTimer", 3),
    Method<EndTimer>("endTimer"),
};

}  // namespace

extern const BindingDefinition kTimersBinding;
const BindingDefinition kTimersBinding = {.name = "timers", .functions = kFunctions};

}  // namespace isoscope
