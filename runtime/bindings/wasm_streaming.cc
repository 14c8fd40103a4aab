// internalBinding('wasm_streaming'): the class over a WebAssembly module that is compiled while it arrives (env/wasm_streaming).
#include "runtime/env/wasm_streaming.h"

#include "runtime/env/binding.h"

namespace isoscope {
namespace {

const BindingClass kClasses[] = {kWasmStreamClass};

}  // namespace

extern const BindingDefinition kWasmStreamingBinding;
const BindingDefinition kWasmStreamingBinding = {.name = "wasm_streaming", .classes = kClasses};

}  // namespace isoscope
