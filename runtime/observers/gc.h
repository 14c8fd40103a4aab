// Garbage collections: one gc record per pause, sent by V8's epilogue callback, which no pause can miss; what V8 tells of a full cycle only
// after its sweeping follows in a gcPhases record.
//
// Isolate thread only. The callbacks run inside the collection: they read statistics and fill records, and allocate nothing in V8's heap.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_GC_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_GC_H_

#include <array>
#include <cstdint>
#include <memory>

#include <v8-callbacks.h>
#include <v8-isolate.h>
#include <v8-metrics.h>

#include "runtime/observers/gc_trace.h"
#include "runtime/observers/heap.h"
#include "runtime/observers/heap_reader.h"
#include "runtime/probes/hub.h"

namespace isoscope {

class GcObserver {
 public:
  GcObserver(v8::Isolate* isolate, Producer* producer, const HeapReader* reader, HeapObserver* heap);
  ~GcObserver();
  GcObserver(const GcObserver&) = delete;
  GcObserver& operator=(const GcObserver&) = delete;

  // `callbacks`: GC callbacks at all (heap samples want them too); `trace`: reasons and phases, for gc records.
  // `steps`: gcStep records.
  void Install(bool callbacks, bool trace, bool steps);

 private:
  // V8's metrics arrive through an object it owns for the isolate's whole life.
  class CycleMetrics;
  // One per type, since a pause may lie inside another (weak callbacks).
  struct Pause {
    HeapFigures before;
    uint64_t start_ns = 0;
    bool traced = false;
  };

  static void OnPrologue(v8::Isolate* isolate, v8::GCType type, v8::GCCallbackFlags flags, void* data);
  static void OnEpilogue(v8::Isolate* isolate, v8::GCType type, v8::GCCallbackFlags flags, void* data);
  void Begin(GcType type);
  void End(GcType type);
  void Emit(GcType type, const Pause& pause, uint64_t end_ns, const HeapFigures& after);
  void OnFullCycle(const v8::metrics::GarbageCollectionFullCycle& cycle);

  v8::Isolate* const isolate_;
  Producer* const producer_;
  const HeapReader* const reader_;
  HeapObserver* const heap_;
  GcTrace trace_;
  TraceSink* previous_sink_ = nullptr;
  std::shared_ptr<CycleMetrics> metrics_;
  bool has_callbacks_ = false;
  bool has_trace_ = false;
  bool has_steps_ = false;
  int depth_ = 0;
  uint64_t cycles_ = 0;
  std::array<Pause, static_cast<size_t>(GcType::kCount)> pauses_{};
  // The last full collection, whose cycle V8 has not reported yet; 0 for none.
  uint64_t open_full_cycle_ = 0;
  FieldPhases open_full_phases_;
  struct CycleNames {
    NameId total, mark, sweep, compact, weak, main_thread, incremental_mark, incremental_sweep;
  };
  const CycleNames cycle_names_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_GC_H_
