#include "runtime/observers/gc_trace.h"

#include <optional>
#include <string_view>
#include <utility>

#include "runtime/base/ticks.h"
#include "runtime/observers/gc_steps.h"
#include "runtime/probes/names.h"

namespace isoscope {
namespace {

// V8's scopes that follow one another in a pause, none inside another, under the name our records give them. Several may share one.
struct TracedPhase {
  std::string_view v8_name;
  const char* name;
};
constexpr TracedPhase kPhases[] = {
    {"V8.GC_TIME_TO_SAFEPOINT", "safepoint"},
    // A scavenge.
    {"V8.GC_SCAVENGER_SCAVENGE_ROOTS", "roots"},
    {"V8.GC_SCAVENGER_SCAVENGE_PARALLEL_PHASE", "copy"},
    {"V8.GC_SCAVENGER_SCAVENGE_WEAK_GLOBAL_HANDLES_IDENTIFY", "weak"},
    {"V8.GC_SCAVENGER_SCAVENGE_WEAK_GLOBAL_HANDLES_PROCESS", "weak"},
    {"V8.GC_SCAVENGER_SCAVENGE_FINALIZE", "finalize"},
    {"V8.GC_SCAVENGER_SCAVENGE_UPDATE_REFS", "updateReferences"},
    {"V8.GC_SCAVENGER_SWEEP_ARRAY_BUFFERS", "arrayBuffers"},
    {"V8.GC_SCAVENGER_FREE_REMEMBERED_SET", "rememberedSet"},
    {"V8.GC_SCAVENGER_RESIZE_NEW_SPACE", "resizeNewSpace"},
    // A mark-compact's atomic pause.
    {"V8.GC_MC_COMPLETE_SWEEPING", "completeSweeping"},
    {"V8.GC_MC_PROLOGUE", "prologue"},
    {"V8.GC_MC_MARK", "mark"},
    {"V8.GC_MC_CLEAR", "clear"},
    {"V8.GC_MC_SWEEP", "sweep"},
    {"V8.GC_MC_EVACUATE", "evacuate"},
    {"V8.GC_MC_FINISH", "finish"},
    {"V8.GC_MC_EPILOGUE", "epilogue"},
    // The start of incremental marking.
    {"V8.GC_MC_INCREMENTAL_START", "incrementalStart"},
    // A minor mark-sweep (--minor-ms).
    {"V8.GC_MINOR_MS_MARK", "mark"},
    {"V8.GC_MINOR_MS_CLEAR", "clear"},
    {"V8.GC_MINOR_MS_SWEEP", "sweep"},
    {"V8.GC_MINOR_MS_FINISH", "finish"},
};

}  // namespace

GcTrace::GcTrace() {
  static_assert(std::size(kPhases) <= kMaxPhases);
  for (size_t i = 0; i < std::size(kPhases); i++) phase_names_[i] = Intern(kPhases[i].name);
}

int8_t GcTrace::PhaseOf(const char* name) {
  auto [it, is_new] = phase_by_literal_.try_emplace(name, kIgnored);
  if (!is_new) return it->second;
  for (size_t i = 0; i < std::size(kPhases); i++) {
    if (kPhases[i].v8_name != name) continue;
    size_t first = 0;  // The first phase of the same name carries the sum.
    while (phase_names_[first] != phase_names_[i]) first++;
    it->second = static_cast<int8_t>(first);
  }
  return it->second;
}

void GcTrace::BeginPause() {
  in_pause_ = true;
  pause_since_ns_ = Ticks::NowNs();
  reason_ = 0;
  open_phase_ = kIgnored;
  spent_ns_ = {};
  seen_ = {};
}

void GcTrace::EndPause(NameId* reason, FieldPhases* phases) {
  in_pause_ = false;
  paused_in_step_ns_ += Ticks::NowNs() - pause_since_ns_;
  *reason = reason_;
  for (size_t i = 0; i < kMaxPhases; i++) {
    if (seen_[i]) phases->Add({.name = phase_names_[i], .durationUs = spent_ns_[i] / 1000});
  }
}

uint64_t GcTrace::OnTraceEvent(char phase, const char* name, const TraceArguments& arguments) {
  if (!in_pause_) {
    if (phase != 'X' || step_since_ns_ != 0 || on_step_ == nullptr) return 0;
    const std::optional<GcStepKind> step = GcStepOf(name);
    if (!step.has_value()) return 0;
    step_ = *step;
    paused_in_step_ns_ = 0;
    step_since_ns_ = Ticks::NowNs();
    return kStepHandle;
  }
  if (phase == 'B') {
    // MinorGC or MajorGC; only they have a type, which is V8's text for the reason.
    if (std::string_view reason = arguments.GetString("type"); !reason.empty()) reason_ = Intern(reason);
    return 0;
  }
  if (phase != 'X' || open_phase_ != kIgnored) return 0;
  const int8_t which = PhaseOf(name);
  if (which == kIgnored) return 0;
  open_phase_ = which;
  open_since_ns_ = Ticks::NowNs();
  return static_cast<uint64_t>(which) + 1;
}

void GcTrace::OnTraceEnd(const char*, uint64_t handle) {
  if (handle == kStepHandle) {
    const uint64_t start_ns = std::exchange(step_since_ns_, 0);
    if (start_ns != 0 && on_step_ != nullptr) on_step_(step_, start_ns, Ticks::NowNs() - start_ns - paused_in_step_ns_);
    return;
  }
  const auto which = static_cast<int8_t>(handle - 1);
  if (!in_pause_ || which != open_phase_) return;
  spent_ns_[static_cast<size_t>(which)] += Ticks::NowNs() - open_since_ns_;
  seen_[static_cast<size_t>(which)] = true;
  open_phase_ = kIgnored;
}

}  // namespace isoscope
