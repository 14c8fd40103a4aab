// internalBinding('napi'): process.dlopen().
#ifndef ISOSCOPE_RUNTIME_NAPI_DLOPEN_BINDING_H_
#define ISOSCOPE_RUNTIME_NAPI_DLOPEN_BINDING_H_

#include "runtime/env/binding.h"

namespace isoscope {

extern const BindingDefinition kNapiBinding;

// Any thread: whether any was initialized. Then an environment must not end without its cleanup.
bool AddonsLoaded();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_NAPI_DLOPEN_BINDING_H_
