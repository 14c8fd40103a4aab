// What runs while watching begins, most often the main script, which asks for it: a record from then on, or nobody could tell what callbacks that
// are due meanwhile waited for. Isolate thread only, after the watch has begun. Defined by callback_scope.cc.
#ifndef ISOSCOPE_RUNTIME_ENV_RUNNING_CALLBACK_H_
#define ISOSCOPE_RUNTIME_ENV_RUNNING_CALLBACK_H_

namespace isoscope {

class Environment;

void RecordRunningCallback(Environment* env);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_RUNNING_CALLBACK_H_
