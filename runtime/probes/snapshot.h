// The state of the process now, as GET /metrics/snapshot and scope.snapshot() show it. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_
#define ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_

#include <string>

namespace isoscope {

// Drains the producers, then writes what is known. Heap figures are as old as their `staleMs` says: ask for fresh ones before
// (IsolateInfo::RequestHeapSample or SampleHeapNow).
std::string SnapshotJson();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_
