// Observation as the command line asks for it: --scope, --report, --observe, --history, --record. The host calls these two functions and nothing
// else.
//
// Main thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_OBSERVATION_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_OBSERVATION_H_

#include <string>

#include "runtime/env/options.h"
#include "runtime/probes/hub.h"

namespace isoscope {

// Before the first isolate. False with `error` (one sentence) when an option's value is wrong or the port is taken. A bare script watches
// nothing and starts no thread; `require('isoscope')` may start the service later through the Hub.
bool StartObservation(const Options& options, Hub::RunArguments arguments, std::string* error);

// At the end of the process: collects the last records, finishes the recording, prints the report, ends the service thread. May be called twice.
void StopObservation();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_OBSERVATION_H_
