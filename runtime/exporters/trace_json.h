// Records as trace-event JSON for ui.perfetto.dev and chrome://tracing: GET /trace, `isoscope export --trace`.
//
// Keeps the importers' rules: slices of a track nest (what overlaps goes to a track of its own), what may overlap is async, counters are
// numbers, flows bind to slices that are there. Any thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_TRACE_JSON_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_TRACE_JSON_H_

#include <string>

#include "runtime/probes/history.h"

namespace isoscope {

// What the history has of `query`: {traceEvents, displayTimeUnit, otherData}.
std::string TraceJson(const HistoryQuery& query);
// Only its events: an array.
std::string TraceEventsJson(const HistoryQuery& query);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_TRACE_JSON_H_
