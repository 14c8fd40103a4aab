// scope.record() and what belongs to it. Isolate thread only; the recorder is the process's.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_SCOPE_RECORDING_H_
#define ISOSCOPE_RUNTIME_BINDINGS_SCOPE_RECORDING_H_

#include "runtime/env/arguments.h"

namespace isoscope {

// record(path, mask, with history): begins; throws when it cannot.
void ScopeRecord(const CallInfo& info);
// stopRecording(): the last state; throws when the recording broke.
void ScopeStopRecording(const CallInfo& info);
// recording(): {path, active, bytes, records, lost, error} of the one under way or the last; undefined when there was none.
void ScopeRecording(const CallInfo& info);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_SCOPE_RECORDING_H_
