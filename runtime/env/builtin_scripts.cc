#include "runtime/env/builtin_scripts.h"

#include <v8-debug.h>
#include <v8-local-handle.h>

#include "runtime/env/arguments.h"

namespace isoscope {

bool IsAmidBuiltin(v8::Isolate* isolate) {
  if (!isolate->InContext()) return false;
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, 1);
  return stack->GetFrameCount() != 0 && IsBuiltinScript(ToUtf8(isolate, stack->GetFrame(isolate, 0)->GetScriptName()));
}

}  // namespace isoscope
