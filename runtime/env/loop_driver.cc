#include "runtime/env/loop_driver.h"

#include <cstdlib>
#include <memory>

#include <v8-function.h>

#include "runtime/base/check.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/env/resource_tracker.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {

LoopDriver::LoopDriver(Environment* env) : env_(env), timer_base_ms_(uv_now(env->uv_loop())) {
  uv_loop_t* loop = env->uv_loop();
  ISOSCOPE_CHECK(uv_timer_init(loop, &timer_) == 0);
  ISOSCOPE_CHECK(uv_timer_init(loop, &task_timer_) == 0);
  ISOSCOPE_CHECK(uv_check_init(loop, &check_) == 0);
  ISOSCOPE_CHECK(uv_idle_init(loop, &idle_) == 0);
  ISOSCOPE_CHECK(uv_async_init(loop, &wake_, OnWake) == 0);
  timer_.data = task_timer_.data = check_.data = idle_.data = wake_.data = this;
  ISOSCOPE_CHECK(uv_check_start(&check_, OnCheck) == 0);
  // Only pending JavaScript work keeps the loop alive: the timer is ref'ed while a ref'ed JavaScript timer is pending.
  uv_unref(reinterpret_cast<uv_handle_t*>(&timer_));
  uv_unref(reinterpret_cast<uv_handle_t*>(&check_));
  uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
  uv_unref(reinterpret_cast<uv_handle_t*>(&task_timer_));
}

LoopDriver::~LoopDriver() = default;

void LoopDriver::ScheduleTimer(int64_t duration_ms) { uv_timer_start(&timer_, OnTimer, static_cast<uint64_t>(duration_ms > 0 ? duration_ms : 1), 0); }

void LoopDriver::RefTimer(bool ref) {
  auto* handle = reinterpret_cast<uv_handle_t*>(&timer_);
  ref ? uv_ref(handle) : uv_unref(handle);
}

void LoopDriver::RefImmediates(bool ref) {
  if (ref) {
    uv_idle_start(&idle_, [](uv_idle_t*) {});  // An active idle handle keeps poll from waiting.
  } else {
    uv_idle_stop(&idle_);
  }
}

uint64_t LoopDriver::LoopNowMs() {
  uv_update_time(env_->uv_loop());
  return uv_now(env_->uv_loop()) - timer_base_ms_;
}

uint64_t LoopDriver::MonotonicUsOf(double loop_ms) const {
  // libuv's clock is the system's monotonic one, in whole milliseconds.
  return static_cast<uint64_t>((loop_ms + static_cast<double>(timer_base_ms_)) * 1000);
}

void LoopDriver::Wake() { uv_async_send(&wake_); }

void LoopDriver::Close() {
  for (uv_handle_t* handle :
       {reinterpret_cast<uv_handle_t*>(&timer_), reinterpret_cast<uv_handle_t*>(&task_timer_), reinterpret_cast<uv_handle_t*>(&check_),
        reinterpret_cast<uv_handle_t*>(&idle_), reinterpret_cast<uv_handle_t*>(&wake_)}) {
    if (!uv_is_closing(handle)) uv_close(handle, nullptr);
  }
}

void LoopDriver::OnTimer(uv_timer_t* handle) {
  auto* driver = static_cast<LoopDriver*>(handle->data);
  Environment* env = driver->env_;
  if (!env->can_call_into_js()) return;
  v8::HandleScope handles(env->isolate());
  v8::Local<v8::Function> process_timers = env->host_function(HostFunction::kProcessTimers);
  if (process_timers.IsEmpty()) return;
  v8::Local<v8::Value> result;
  TraceScope trace(TraceGroup::kEnvironment, "RunTimers");
  env->fields().timerInfo()[kTimersObserved] = Hub::Wants(Kind::kCallback) && Hub::WantsEach();
  {
    CallbackScope scope(env, AsyncProvider::kTimeout);
    // A timer that throws ends the call early; the rest that is due runs in another.
    do {
      v8::Local<v8::Value> now = v8::Number::New(env->isolate(), static_cast<double>(driver->LoopNowMs()));
      if (scope.Call(env->host_value(HostFunction::kProcess), process_timers, 1, &now).ToLocal(&result)) break;
    } while (env->can_call_into_js());
    scope.ForgetFailure();  // The ticks of a timer that threw run at the end of the phase, with the others'.
    if (result.IsEmpty()) return;
    double expiry = result->IsNumber() ? result.As<v8::Number>()->Value() : 0;
    driver->RefTimer(expiry > 0);
    if (expiry != 0) {
      driver->ScheduleTimer(static_cast<int64_t>(expiry < 0 ? -expiry : expiry) - static_cast<int64_t>(driver->LoopNowMs()));
    }
  }
}

void LoopDriver::OnCheck(uv_check_t* handle) {
  auto* driver = static_cast<LoopDriver*>(handle->data);
  Environment* env = driver->env_;
  if (!env->destroyed.empty() && env->can_call_into_js()) [[unlikely]]
    env->TellDestroyed();  // Their hooks run before this turn's immediates.
  uint32_t* info = env->fields().immediateInfo();
  if (info[kImmediateCount] == 0 || !env->can_call_into_js()) return;
  TraceScope trace(TraceGroup::kEnvironment, "CheckImmediate");
  v8::HandleScope handles(env->isolate());
  v8::Local<v8::Function> process_immediates = env->host_function(HostFunction::kProcessImmediates);
  if (process_immediates.IsEmpty()) return;
  do {
    CallbackScope scope(env, AsyncProvider::kImmediate);
    scope.Call(env->host_value(HostFunction::kProcess), process_immediates, 0, nullptr);
  } while (info[kImmediateHasOutstanding] != 0 && env->can_call_into_js());
  if (info[kImmediateRefCount] == 0) driver->RefImmediates(false);
}

void LoopDriver::OnWake(uv_async_t* handle) {
  auto* driver = static_cast<LoopDriver*>(handle->data);
  if (driver->env_->stopping()) return uv_stop(handle->loop);
  TraceScope trace(TraceGroup::kEnvironment, "RunAndClearNativeImmediates");
  driver->env_->RunInterrupts();
  if (driver->env_->resource_watch_changed && driver->env_->can_call_into_js()) [[unlikely]]
    UpdateResourceWatch(driver->env_);
  driver->RunPlatformTasks();
}

void LoopDriver::OnTaskTimer(uv_timer_t* handle) { static_cast<LoopDriver*>(handle->data)->RunPlatformTasks(); }

bool LoopDriver::RunPlatformTasks() {
  V8Runtime* v8_runtime = V8Runtime::Current();
  ForegroundRunner* runner = v8_runtime != nullptr ? v8_runtime->platform()->RunnerOf(env_->isolate()) : nullptr;
  if (runner == nullptr) return false;
  bool ran = false;
  while (std::unique_ptr<v8::Task> task = runner->TakeTask()) {
    if (!env_->can_call_into_js()) continue;  // Dropped: the isolate is going away.
    v8::HandleScope handles(env_->isolate());
    CallbackScope scope(env_, AsyncProvider::kPLATFORMTASK);
    task->Run();
    ran = true;
  }
  int64_t delay_ms = runner->NextDelayMs();
  if (delay_ms >= 0 && !uv_is_closing(reinterpret_cast<uv_handle_t*>(&task_timer_))) {
    uv_timer_start(&task_timer_, OnTaskTimer, static_cast<uint64_t>(delay_ms), 0);
  }
  return ran;
}

}  // namespace isoscope
