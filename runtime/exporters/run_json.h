// A whole recording as one JSON document: `isoscope export --json`. In the process that shows it.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_RUN_JSON_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_RUN_JSON_H_

#include <string>

#include "runtime/recording/replay.h"

namespace isoscope {

// {run, complete, problem, end, isolates, sources: [{url, isolate, text}], snapshots, items, dropped}
std::string RunJson(const ReplayedRun& run);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_RUN_JSON_H_
