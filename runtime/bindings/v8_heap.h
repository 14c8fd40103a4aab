// The parts of the v8 binding that take their time: heap snapshots, queries of live objects, the garbage collection profiler.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_V8_HEAP_H_
#define ISOSCOPE_RUNTIME_BINDINGS_V8_HEAP_H_

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"

namespace isoscope {

void WriteHeapSnapshot(const CallInfo& info);      // (path, expose internals, expose numeric values) => 0 or a uv code
void QueryObjects(const CallInfo& info);           // (prototype) => the live objects that inherit from it
void MeasureMemory(const CallInfo& info);          // (detailed, eager) => a promise of V8's measurement
void SnapshotNearHeapLimit(const CallInfo& info);  // (how many, directory)

extern const BindingClass kGcProfilerClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_V8_HEAP_H_
