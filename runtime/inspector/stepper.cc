#include "runtime/inspector/stepper.h"

#include <map>
#include <utility>

#include <uv.h>

#include "runtime/base/json_writer.h"
#include "runtime/env/environment.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/cdp_message.h"
#include "runtime/loop/event_loop.h"
#include "runtime/probes/names.h"

namespace isoscope {
namespace {

const char* GcTypeName(v8::GCType type) {
  switch (type) {
    case v8::kGCTypeScavenge:
      return "scavenge";
    case v8::kGCTypeMinorMarkSweep:
      return "minorMarkSweep";
    case v8::kGCTypeMarkSweepCompact:
      return "markSweepCompact";
    case v8::kGCTypeIncrementalMarking:
      return "incrementalMarking";
    default:
      return "processWeakCallbacks";
  }
}

}  // namespace

bool Stepper::Parse(std::string_view name, To* to) {
  static constexpr std::pair<std::string_view, To> kNames[] = {
      {"phase", To::kPhase}, {"iteration", To::kIteration}, {"microtasks", To::kMicrotasks}, {"callback", To::kCallback}, {"gc", To::kGc}};
  for (const auto& [known, value] : kNames) {
    if (name == known) return *to = value, true;
  }
  return false;
}

void Stepper::Step(uint64_t session, To to) {
  session_ = session;
  Arm(to);
  go_on_ = true;
}

bool Stepper::Resume() {
  const bool had = paused_ || armed_ != To::kNothing;
  Disarm();
  go_on_ = true;
  return had;
}

void Stepper::OnSessionEnded(uint64_t session) {
  if (session == session_) Resume();
}

void Stepper::Arm(To to) {
  Disarm();
  armed_ = to;
  Environment* env = agent_->env();
  if (to == To::kPhase || to == To::kIteration) env->event_loop()->phase_clock().SetStepHook(OnPhase, this);
  env->steps_callbacks = to == To::kCallback;
  env->steps_microtasks = to == To::kMicrotasks;
  if (to == To::kGc) env->isolate()->AddGCEpilogueCallback(OnGcEpilogue, this);
}

void Stepper::Disarm() {
  Environment* env = agent_->env();
  if (armed_ == To::kPhase || armed_ == To::kIteration) env->event_loop()->phase_clock().SetStepHook(nullptr, nullptr);
  if (armed_ == To::kGc) env->isolate()->RemoveGCEpilogueCallback(OnGcEpilogue, this);
  env->steps_callbacks = env->steps_microtasks = false;
  armed_ = To::kNothing;
}

void Stepper::OnPhase(void* data, LoopPhase next, bool iteration_ended) {
  auto* self = static_cast<Stepper*>(data);
  if (iteration_ended || self->armed_ == To::kPhase) self->Pause(iteration_ended ? "iteration" : "phase", EnumName(next));
}

void Stepper::OnCallback(AsyncProvider provider) { Pause("callback", AsyncProviderName(provider)); }

void Stepper::OnMicrotasks() { Pause("microtasks", "microtasks"); }

// V8 allows nothing inside a collection: the pause comes at the next interrupt.
void Stepper::OnGcEpilogue(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags, void* data) {
  auto* self = static_cast<Stepper*>(data);
  if (self->paused_ || self->gc_seen_) return;
  self->gc_seen_ = true;
  self->gc_type_ = GcTypeName(type);
  self->agent_->mailbox()->Post([](Agent* agent) {
    Stepper& stepper = agent->stepper();
    stepper.gc_seen_ = false;
    if (stepper.armed_ == To::kGc) stepper.Pause("gc", stepper.gc_type_);
  });
}

std::string Stepper::PausedEvent(std::string_view at, std::string_view next) const {
  Environment* env = agent_->env();
  const uv_loop_t* loop = env->uv_loop();
  const PhaseClock& clock = env->event_loop()->phase_clock();
  std::map<std::string, uint64_t> kinds;
  env->handles().ForEach([&](HandleWrap* handle) { kinds[AsyncProviderName(handle->provider())]++; });
  return CdpEvent("Isoscope.paused", [&](JsonWriter* json) {
    json->Member("at", at);
    json->Member("phase", EnumName(clock.current()));
    json->Member("next", next);
    json->Member("iteration", clock.iterations());
    json->Key("alive");
    json->StartObject();
    json->Member("activeHandles", uint64_t{loop->active_handles});
    json->Member("activeRequests", uint64_t{loop->active_reqs.count});
    json->Member("timers", static_cast<int64_t>(env->fields().timerInfo()[kActiveTimeouts]));
    json->Member("immediates", env->fields().immediateInfo()[kImmediateCount]);
    json->Member("ticksScheduled", env->fields().tickInfo()[kHasTickScheduled] != 0);
    json->Key("handles");
    json->StartObject();
    for (const auto& [name, count] : kinds) json->Member(name, count);
    json->EndObject();
    json->EndObject();
  });
}

void Stepper::Pause(std::string_view at, std::string_view next) {
  CdpSession* session = agent_->Find(session_);
  if (paused_ || session == nullptr) return;
  Disarm();
  paused_ = true;
  go_on_ = false;
  session->Reply(PausedEvent(at, next));
  while (!go_on_ && agent_->Find(session_) != nullptr && agent_->mailbox()->Wait()) agent_->mailbox()->ReadOne();
  paused_ = false;
  if (CdpSession* told = agent_->Find(session_)) told->Reply(CdpEvent("Isoscope.resumed"));
}

}  // namespace isoscope
