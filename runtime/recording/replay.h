// Makes this process show the run that a recording holds: the registry, the history, the totals and the clocks are then that run's, and every
// door says of it what it would have said live.
//
// Before the service starts, in a process that makes no isolate of its own; once.
#ifndef ISOSCOPE_RUNTIME_RECORDING_REPLAY_H_
#define ISOSCOPE_RUNTIME_RECORDING_REPLAY_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/probes/cpu_profiles.h"
#include "runtime/recording/recording_reader.h"

namespace isoscope {

struct ReplayedRun {
  std::string path;
  RunHeader header;
  RecordingOutcome outcome;
  std::string end;                                          // The end frame's JSON; empty when the run was killed.
  std::vector<std::pair<uint64_t, std::string>> snapshots;  // {monotonicUs, JSON}, in order.
  std::vector<CpuProfileChunk> profiles;
  uint64_t first_us = 0, last_us = 0;  // Of its records.

  // The last one not after `time_us`, else the first; null when there is none.
  const std::string* SnapshotAt(uint64_t time_us) const;
  // One sentence for people: what was read, and what is missing.
  std::string Summary() const;
};

Result<std::unique_ptr<ReplayedRun>> ReplayRecording(const std::string& path);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_REPLAY_H_
