// Uncaught errors on their way to the host, and descriptions that run no user code. Isolate thread only.
#include <utility>

#include <v8-exception.h>
#include <v8-isolate.h>
#include <v8-object.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/errors.h"

namespace isoscope {
namespace {

// (error, fromPromise): runs the handlers; when none takes it this does not return to JavaScript.
void TriggerUncaughtException(const CallInfo& info) {
  bool from_promise = info[1]->IsTrue();
  v8::Local<v8::Message> message = v8::Exception::CreateMessage(info.GetIsolate(), info[0]);
  Environment::From(info.GetIsolate())->TriggerUncaughtException(info[0], message, from_promise);
}

void NoSideEffectsToString(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::String> text;
  if (info[0]->ToDetailString(isolate->GetCurrentContext()).ToLocal(&text)) info.GetReturnValue().Set(text);
}

// (error) => "file:line\nsource line\n   ^" of where it was made, or "".
void PositionOf(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Message> message = v8::Exception::CreateMessage(isolate, info[0]);
  v8::Local<v8::String> arrow;
  if (Utf8(isolate, SourceArrow(isolate->GetCurrentContext(), message)).ToLocal(&arrow)) info.GetReturnValue().Set(arrow);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  // Node's documented exit codes.
  static constexpr std::pair<const char*, int> kExitCodes[] = {
      {"kNoFailure", 0},
      {"kGenericUserError", 1},
      {"kInternalJSParseError", 3},
      {"kInternalJSEvaluationFailure", 4},
      {"kV8FatalError", 5},
      {"kInvalidFatalExceptionMonkeyPatching", 6},
      {"kExceptionInFatalExceptionHandler", 7},
      {"kInvalidCommandLineArgument", 9},
      {"kBootstrapFailure", 10},
      {"kInvalidCommandLineArgument2", 12},
      {"kUnsettledTopLevelAwait", 13},
      {"kStartupSnapshotFailure", 14},
      {"kAbort", 134},
  };
  v8::Local<v8::Object> exit_codes = v8::Object::New(env->isolate());
  for (const auto& [name, code] : kExitCodes) SetConstant(context, exit_codes, name, code);
  SetProperty(context, target, "exitCodes", exit_codes);
}

constexpr BindingFunction kFunctions[] = {
    Method<TriggerUncaughtException>("triggerUncaughtException", 2),
    Method<NoSideEffectsToString>("noSideEffectsToString", 1),
    Method<PositionOf>("positionOf", 1),
};

}  // namespace

extern const BindingDefinition kErrorsBinding;
const BindingDefinition kErrorsBinding = {.name = "errors", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
