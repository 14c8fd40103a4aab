// What V8's trace events tell of a garbage-collection pause while it lasts: why V8 started it, and its phases on the isolate's thread.
//
// Isolate thread only, inside the collection: calls nothing of V8. One pause at a time; events outside of one are ignored.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_

#include <array>
#include <cstdint>
#include <unordered_map>

#include "runtime/engine/tracing_controller.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class GcTrace final : public TraceSink {
 public:
  GcTrace();

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
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_GC_TRACE_H_
