// Calls a function of a builtin from C++, for what is so rare that it is no HostFunction. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_BUILTIN_CALL_H_
#define ISOSCOPE_RUNTIME_ENV_BUILTIN_CALL_H_

#include <string_view>

#include <v8-local-handle.h>
#include <v8-value.h>

namespace isoscope {

class Environment;

// require(id)[function](argument); undefined when the argument is empty. Our own JavaScript: it must not throw, and does nothing once the
// environment has stopped.
void CallBuiltin(Environment* env, std::string_view id, std::string_view function, v8::Local<v8::Value> argument);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BUILTIN_CALL_H_
