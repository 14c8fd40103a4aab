#include "runtime/env/callback_timer.h"

#include <array>

#include "runtime/base/clock.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/env/environment.h"
#include "runtime/loop/event_loop.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

NameId ProviderName(AsyncProvider provider) {
  static const std::array<NameId, static_cast<size_t>(AsyncProvider::kCount)> names = [] {
    std::array<NameId, static_cast<size_t>(AsyncProvider::kCount)> interned{};
    for (size_t i = 0; i < interned.size(); i++) interned[i] = Intern(AsyncProviderName(static_cast<AsyncProvider>(i)));
    return interned;
  }();
  return names[static_cast<size_t>(provider)];
}

}  // namespace

void CallbackTimer::Start(Environment* env) {
  if ((Hub::mask() & (MaskOf(Kind::kCallback) | MaskOf(Kind::kLoop))) == 0 || env->producer() == nullptr) [[likely]]
    return;
  if (env->producer()->isolate() != nullptr) env->producer()->isolate()->live.callbacks.Add();  // Loop records count them too.
  if (!Hub::Wants(Kind::kCallback)) return;
  phase_ = env->event_loop()->phase_clock().current();
  start_ns_ = MonotonicNs();
}

void CallbackTimer::StartDrain(Environment* env) {
  if (start_ns_ == 0) return;
  drain_start_ns_ = MonotonicNs();
  ticks_before_ = env->fields().tickCounts()[kTicksRun];
  microtasks_before_ = TracingController::MicrotasksRun();
}

void CallbackTimer::End(Environment* env, AsyncProvider provider, AsyncContext context) {
  if (start_ns_ == 0) return;
  uint64_t end_ns = MonotonicNs();
  CallbackRecord record;
  record.header.timeUs = end_ns / 1000;
  record.phase = phase_;
  record.provider = ProviderName(provider);
  record.asyncId = static_cast<uint64_t>(context.async_id);
  record.triggerAsyncId = static_cast<uint64_t>(context.trigger_async_id);
  record.startUs = start_ns_ / 1000;
  record.durationUs = (end_ns - start_ns_) / 1000;
  IsolateLive* live = env->producer()->isolate() != nullptr ? &env->producer()->isolate()->live : nullptr;
  if (drain_start_ns_ != 0) {
    record.drainUs = (end_ns - drain_start_ns_) / 1000;
    record.ticks = env->fields().tickCounts()[kTicksRun] - ticks_before_;  // Both wrap at 2^32 alike.
    record.microtasks = TracingController::MicrotasksRun() - microtasks_before_;
    if (live != nullptr) {
      live->ticks.Add(record.ticks);
      live->microtasks.Add(record.microtasks.value);
    }
  }
  env->producer()->Emit(record);
}

}  // namespace isoscope
