// WebAssembly.compileStreaming() and instantiateStreaming(): V8 compiles while JavaScript feeds it a response's bytes.
//
// Isolate thread. V8 offers the two functions in contexts made after Install(), in the startup snapshot's too.
#ifndef ISOSCOPE_RUNTIME_ENV_WASM_STREAMING_H_
#define ISOSCOPE_RUNTIME_ENV_WASM_STREAMING_H_

#include <v8-isolate.h>

#include "runtime/env/binding.h"

namespace isoscope {

void InstallWasmStreaming(v8::Isolate* isolate);

// What js/internal/wasm_web_api.js feeds: setUrl(text), push(bytes), finish(), abort(error). `new` takes the compilation that V8 just began.
extern const BindingClass kWasmStreamClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_WASM_STREAMING_H_
