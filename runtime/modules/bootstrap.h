// Builds the JavaScript world of a fresh context: js/bootstrap/realm.js, then js/bootstrap/node.js. Isolate thread.
//
// Runs in mksnapshot, whose result the startup snapshot keeps, or in the host when it starts without one: both take this one path.
#ifndef ISOSCOPE_RUNTIME_MODULES_BOOTSTRAP_H_
#define ISOSCOPE_RUNTIME_MODULES_BOOTSTRAP_H_

#include <v8-context.h>

#include "runtime/env/binding.h"

namespace isoscope {

class Environment;

// In the registry for its external references; realm.js gets its one function as a parameter.
extern const BindingDefinition kRealmBinding;

// False when a builtin threw, which is our own bug; it is printed then.
bool BootstrapContext(Environment* env, v8::Local<v8::Context> context);

// Runs js/bootstrap/warm_up.js: mksnapshot uses once what every start needs, so that its bytecode is in the snapshot.
bool WarmUp(Environment* env, v8::Local<v8::Context> context);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_MODULES_BOOTSTRAP_H_
