#include "runtime/env/builtin_call.h"

#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"

namespace isoscope {

void CallBuiltin(Environment* env, std::string_view id, std::string_view function, v8::Local<v8::Value> argument) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context = env->context();
  v8::Context::Scope context_scope(context);
  v8::Local<v8::Function> require = env->host_function(HostFunction::kRequireBuiltin);
  if (require.IsEmpty() || !env->can_call_into_js()) return;
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Value> receiver = v8::Undefined(isolate), name = OneByte(isolate, id), exports, callee, ignored;
  if (argument.IsEmpty()) argument = receiver;
  const bool called = require->Call(context, receiver, 1, &name).ToLocal(&exports) &&
                      exports.As<v8::Object>()->Get(context, OneByte(isolate, function)).ToLocal(&callee) &&
                      callee.As<v8::Function>()->Call(context, receiver, 1, &argument).ToLocal(&ignored);
  ISOSCOPE_CHECK(called || try_catch.HasTerminated());
}

}  // namespace isoscope
