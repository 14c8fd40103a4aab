#include "runtime/env/callback_timer.h"

#include <array>

#include "runtime/base/ticks.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/env/environment.h"
#include "runtime/env/loop_driver.h"
#include "runtime/loop/event_loop.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/turn_sums.h"

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

// Ids come from JavaScript too.
uint64_t ToId(double id) { return id >= 0 && id < 9e15 ? static_cast<uint64_t>(id) : 0; }

void Count(IsolateLive* live, const CallbackRecord& record, uint64_t drain_ns) {
  live->ticks.Add(record.ticks);
  live->microtasks.Add(record.microtasks.value);
  live->drain_ns.Add(drain_ns);
  if (record.ticks == 0 && record.microtasks.value == 0) return;
  live->drains.Add();
  LongestDrain longest;
  if (live->longest_drain.Read(&longest) && longest.durationUs >= record.drainUs) return;
  live->longest_drain.Publish({.timeUs = record.header.timeUs,
                               .durationUs = record.drainUs,
                               .ticks = record.ticks,
                               .microtasks = record.microtasks.value,
                               .asyncId = record.asyncId,
                               .provider = record.provider.id});
}

}  // namespace

void CallbackTimer::StartWatched(Environment* env) {
  Producer* producer = env->producer();
  if (producer == nullptr) return;
  IsolateInfo* isolate = producer->isolate();
  if (!Hub::WantsEach() && isolate != nullptr) {
    sums_ = producer->turn_sums();
    start_ns_ = sums_->StartEntry();
    phase_ = isolate->live.phase.load(std::memory_order_relaxed);
    ticks_before_ = env->fields().tickCounts()[kTicksRun];
    microtasks_before_ = TracingController::MicrotasksRun();
    return;
  }
  if (isolate != nullptr) isolate->live.callbacks.Add();  // Loop records count them too.
  if (!Hub::Wants(Kind::kCallback)) return;
  phase_ = env->event_loop()->phase_clock().current();
  env->callback_timer = this;
  StartAt(Ticks::NowNs());
}

void CallbackTimer::EndSummed(Environment* env, AsyncProvider provider, AsyncContext context) {
  static_assert(static_cast<size_t>(AsyncProvider::kCount) <= TurnSums::kMaxProviders);
  const uint32_t ticks = env->fields().tickCounts()[kTicksRun] - ticks_before_;  // Both wrap at 2^32 alike.
  const uint64_t microtasks = TracingController::MicrotasksRun() - microtasks_before_;
  uint64_t drain_start = drain_start_ns_;
  if (microtasks != 0) {
    const uint64_t began = TracingController::MicrotasksStart();
    if (began > start_ns_ && (drain_start == 0 || began < drain_start)) drain_start = began;
  }
  sums_->EndEntry(static_cast<size_t>(provider),
                  {.start = start_ns_,
                   .drain_start = drain_start,
                   .ticks = ticks,
                   .microtasks = microtasks,
                   .async_id = context.async_id,
                   .trigger_async_id = context.trigger_async_id,
                   .phase = phase_},
                  [](size_t index) { return ProviderName(static_cast<AsyncProvider>(index)); });
}

void CallbackTimer::StartTicks() {
  drains_ = true;
  if (sums_ != nullptr && drain_start_ns_ == 0) drain_start_ns_ = Ticks::Now();
}

void CallbackTimer::StartAt(uint64_t now_ns) {
  start_ns_ = now_ns;
  drain_start_ns_ = 0;
  due_us_ = 0;
  has_one_ = false;
  drains_ = false;
}

void CallbackTimer::StartDrain(Environment* env) {
  if (start_ns_ == 0) return;
  if (sums_ != nullptr) return TracingController::ForgetMicrotasksStart();
  if (drain_start_ns_ != 0) return;  // Of the last timer it has begun already.
  drain_start_ns_ = Ticks::NowNs();
  ticks_before_ = env->fields().tickCounts()[kTicksRun];
  microtasks_before_ = TracingController::MicrotasksRun();
}

void CallbackTimer::BeginOne(Environment* env, AsyncProvider provider, AsyncContext context, double due_ms) {
  if (start_ns_ == 0 || sums_ != nullptr) return;
  if (has_one_) {
    const uint64_t now = Ticks::NowNs();
    Send(env, one_provider_, one_context_, now);
    if (env->producer()->isolate() != nullptr) env->producer()->isolate()->live.callbacks.Add();
    StartAt(now);
  }
  has_one_ = true;
  one_provider_ = provider;
  one_context_ = context;
  if (due_ms >= 0 && due_ms < 1e15) due_us_ = env->loop_driver()->MonotonicUsOf(due_ms);
}

void CallbackTimer::EndOne(Environment* env) {
  if (has_one_) StartDrain(env);
}

void CallbackTimer::End(Environment* env, AsyncProvider provider, AsyncContext context) {
  if (start_ns_ == 0) return;
  if (sums_ != nullptr) return EndSummed(env, provider, context);
  env->callback_timer = nullptr;
  has_one_ ? Send(env, one_provider_, one_context_, Ticks::NowNs()) : Send(env, provider, context, Ticks::NowNs());
}

void CallbackTimer::Send(Environment* env, AsyncProvider provider, AsyncContext context, uint64_t end_ns) {
  CallbackRecord record;
  record.header.timeUs = end_ns / 1000;
  record.phase = phase_;
  record.provider = ProviderName(provider);
  record.asyncId = ToId(context.async_id);
  record.triggerAsyncId = ToId(context.trigger_async_id);
  record.startUs = start_ns_ / 1000;
  record.durationUs = (end_ns - start_ns_) / 1000;
  if (due_us_ != 0) record.dueUs = due_us_;
  record.count = 1;
  record.longestUs = record.durationUs;
  if (drain_start_ns_ != 0) {
    record.ticks = env->fields().tickCounts()[kTicksRun] - ticks_before_;  // Both wrap at 2^32 alike.
    record.microtasks = TracingController::MicrotasksRun() - microtasks_before_;
    // Where nothing was drained the rest is only the way out, of a timer the upkeep of its list.
    const uint64_t drain_ns = drains_ || record.ticks != 0 || record.microtasks.value != 0 ? end_ns - drain_start_ns_ : 0;
    record.drainUs = drain_ns / 1000;
    if (env->producer()->isolate() != nullptr) Count(&env->producer()->isolate()->live, record, drain_ns);
  }
  env->producer()->Emit(record);
}

}  // namespace isoscope
