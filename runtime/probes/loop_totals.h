// An isolate's time in each phase of its loop, the phase it is in now included. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_LOOP_TOTALS_H_
#define ISOSCOPE_RUNTIME_PROBES_LOOP_TOTALS_H_

#include <limits>

#include "runtime/base/ticks.h"
#include "runtime/probes/isolate_info.h"

namespace isoscope {

struct LoopTotals {
  FieldLoopPhases phases;
  // Part of the loop's time that it did not wait in poll; NaN before the loop ran.
  double utilization = std::numeric_limits<double>::quiet_NaN();
};

inline LoopTotals ReadLoopTotals(const IsolateLive& live, uint64_t now_ns) {
  LoopTotals totals;
  const auto phase = live.phase.load(std::memory_order_relaxed);
  const uint64_t since = live.phase_since_ns.Get();
  const auto summed_phase = live.since_phase.load(std::memory_order_relaxed);
  const uint64_t since_ticks = live.since_ticks.Get();
  const uint64_t now_ticks = since_ticks != 0 ? Ticks::Now() : 0;
  uint64_t all = 0;
  for (size_t i = 1; i < FieldLoopPhases::kPhases; i++) {
    uint64_t ns = live.phase_ns[i].Get();
    // The stretch under way. Phase and time are read one after the other: clamped, were the isolate to change phase between.
    if (phase == static_cast<LoopPhase>(i) && since != 0 && since < now_ns) ns += now_ns - since;
    uint64_t ticks = live.phase_ticks[i].Get();
    if (summed_phase == static_cast<LoopPhase>(i) && since_ticks < now_ticks) ticks += now_ticks - since_ticks;
    if (ticks != 0) ns += Ticks::ToNs(ticks);
    totals.phases.us[i] = ns / 1000;
    all += ns / 1000;
  }
  const uint64_t idle = totals.phases.us[static_cast<size_t>(LoopPhase::kPollIdle)];
  if (all != 0) totals.utilization = 1 - static_cast<double>(idle) / static_cast<double>(all);
  return totals;
}

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_LOOP_TOTALS_H_
