// Trace events (probes/trace_log.h) of an environment's life. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_TRACE_H_
#define ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_TRACE_H_

#include <cstdint>

#include <v8-promise.h>

#include "runtime/probes/trace_log.h"

namespace isoscope {

class Environment;

// Before the environment's first script: what has been so far.
void TraceEnvironmentStart(Environment* env);
// With the last that is told of it.
void TraceEnvironmentEnd(Environment* env);
void TraceMilestone(const char* name, uint64_t reached_ns);
void TracePromiseRejection(v8::PromiseRejectEvent event);

// Lets JavaScript's emit points know that categories were switched. Cheap while none ever was.
void TellTraceCategories(Environment* env);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_TRACE_H_
