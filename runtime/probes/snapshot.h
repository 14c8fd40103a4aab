// The state of the process now, as GET /metrics/snapshot and scope.snapshot() show it. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_
#define ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_

#include <cstdint>
#include <string>

namespace isoscope {

// Drains the producers, then writes what is known. Heap figures are as old as their `staleMs` says: ask for fresh ones before
// (IsolateInfo::RequestHeapSample or SampleHeapNow).
std::string SnapshotJson();

// What the thread that collects and serves has used of the processor, in all: it tells this from time to time. Any thread.
void SetServiceCpu(uint64_t us);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SNAPSHOT_H_
