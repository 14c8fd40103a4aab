#include "runtime/env/builtin_scripts.h"

#include <v8-debug.h>
#include <v8-local-handle.h>

#include "runtime/env/arguments.h"

namespace isoscope {
namespace {

// V8's own functions (String.padEnd, Array.map) may lie above whoever called them.
constexpr int kFrames = 4;

}  // namespace

bool IsAmidBuiltin(v8::Isolate* isolate) {
  if (!isolate->InContext()) return false;
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, kFrames);
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
    if (frame->IsUserJavaScript()) return IsBuiltinScript(ToUtf8(isolate, frame->GetScriptName()));
  }
  return false;
}

}  // namespace isoscope
