// What V8's trace events tell of a garbage-collection pause while it lasts: why V8 started it, and its phases on the isolate's thread.
//
// Isolate thread only, inside the collection: calls nothing of V8. One pause at a time; events outside of one are ignored.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_

#include <array>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>

#include "runtime/engine/tracing_controller.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class GcTrace final : public TraceSink {
 public:
  GcTrace();

  // What the isolate's thread does for a collection outside of its pauses: told when each is over.
  using OnStep = std::function<void(GcStepKind step, uint64_t start_ns, uint64_t duration_ns)>;
  void SetOnStep(OnStep on_step) { on_step_ = std::move(on_step); }

  void BeginPause();
  // The reason is 0 and the phases are empty when V8 said nothing (tracing was switched on in the middle of the pause).
  void EndPause(NameId* reason, FieldPhases* phases);

  uint64_t OnTraceEvent(char phase, const char* name, const TraceArguments& arguments) override;
  void OnTraceEnd(const char* name, uint64_t handle) override;

 private:
  static constexpr size_t kMaxPhases = 24;
  static constexpr int8_t kIgnored = -1;

  int8_t PhaseOf(const char* name);

  std::unordered_map<const char*, int8_t> phase_by_literal_;  // V8's names are literals: known by their address after the first time.
  std::array<NameId, kMaxPhases> phase_names_{};
  std::array<uint64_t, kMaxPhases> spent_ns_{};
  std::array<bool, kMaxPhases> seen_{};
  NameId reason_ = 0;
  bool in_pause_ = false;
  int8_t open_phase_ = kIgnored;
  uint64_t open_since_ns_ = 0;
  OnStep on_step_;
  // The step that is going on, outermost; a pause may lie inside it, whose time is no part of it.
  static constexpr uint64_t kStepHandle = kMaxPhases + 1;
  GcStepKind step_{};
  uint64_t step_since_ns_ = 0;  // 0: none.
  uint64_t pause_since_ns_ = 0;
  uint64_t paused_in_step_ns_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_
