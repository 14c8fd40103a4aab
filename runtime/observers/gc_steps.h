// Work for collections outside of their pauses: steps of incremental marking and sweeping on the isolate's thread, and what V8's worker
// threads do meanwhile, from V8's trace events.
//
// Process-wide part: one sink for all threads that have none of their own (V8's workers), each of which gets a producer. For which isolate a worker
// works our platform knows from who posted its task (engine/work_owner.h).
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_GC_STEPS_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_GC_STEPS_H_

#include <optional>

#include "runtime/probes/schema.h"

namespace isoscope {

// The step that a trace event of V8's is; nothing for all others.
std::optional<GcStepKind> GcStepOf(const char* v8_name);

// Counted: as many Stop as Start. Any thread.
void StartWorkerGcSteps();
void StopWorkerGcSteps();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_GC_STEPS_H_
