// --record-cpu: V8's sampling profiler on one isolate from its start to its end, cut into stretches so that a kill loses little.
//
// Isolate thread, but for RequestCut. While it runs V8 logs nothing of this isolate (tiers, deopts, ICs, maps, compilations): records of
// kind v8Log say from when to when.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_CPU_PROFILE_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_CPU_PROFILE_H_

#include <atomic>
#include <cstdint>
#include <thread>

#include <v8-isolate.h>
#include <v8-profiler.h>

#include "runtime/observers/isolate_interrupt.h"
#include "runtime/probes/cpu_profiles.h"

namespace isoscope {

class Producer;

class CpuProfileObserver {
 public:
  static constexpr int kIntervalUs = 1000;

  // `interrupt` must call OnInterrupt.
  CpuProfileObserver(v8::Isolate* isolate, Producer* producer, IsolateInterrupt* interrupt);
  ~CpuProfileObserver();
  CpuProfileObserver(const CpuProfileObserver&) = delete;
  CpuProfileObserver& operator=(const CpuProfileObserver&) = delete;

  void OnInterrupt();

 private:
  void Begin();
  void End();
  void Keep(v8::ProfilerId id, uint64_t start_us);

  v8::Isolate* const isolate_;
  Producer* const producer_;
  v8::CpuProfiler* profiler_;
  v8::ProfilerId running_ = 0;
  uint64_t start_us_ = 0;
  std::atomic<bool> cut_wanted_{false};
  CpuProfiles::SourceId source_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_CPU_PROFILE_H_
