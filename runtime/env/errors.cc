#include "runtime/env/errors.h"

#include <algorithm>
#include <cstdio>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-promise.h>

#include "runtime/env/arguments.h"
#include "runtime/env/debugger_hooks.h"
#include "runtime/env/environment.h"
#include "runtime/env/environment_trace.h"

namespace isoscope {
namespace {

// V8 calls this for what a verbose TryCatch caught. Ours (verbose, or a debugger's pause never happens) are reported by who called; what is
// left is thrown by callbacks that V8 calls by itself, as of a FinalizationRegistry.
void OnMessage(v8::Local<v8::Message> message, v8::Local<v8::Value> error) {
  Environment* env = Environment::From(v8::Isolate::GetCurrent());
  if (env != nullptr && env->reporting_calls == 0) env->TriggerUncaughtException(error, message);
}

void OnPromiseReject(v8::PromiseRejectMessage message) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  Environment* env = Environment::From(isolate);
  if (env == nullptr || !env->can_call_into_js()) return;
  if (Traced(TraceGroup::kPromiseRejections)) [[unlikely]]
    TracePromiseRejection(message.GetEvent());
  v8::HandleScope scope(isolate);
  v8::Local<v8::Function> handler = env->host_function(HostFunction::kPromiseReject);
  if (handler.IsEmpty()) return;
  v8::Local<v8::Value> value = message.GetValue();
  v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, message.GetEvent()), message.GetPromise(),
                                 value.IsEmpty() ? v8::Undefined(isolate).As<v8::Value>() : value};
  v8::TryCatch try_catch(isolate);
  if (handler->Call(env->context(), v8::Undefined(isolate), 3, argv).IsEmpty() && try_catch.HasCaught() && !try_catch.HasTerminated()) {
    std::fprintf(stderr, "Exception in PromiseRejectCallback:\n");  // Node's words: V8 may be in the middle of anything here.
    PrintException(env->context(), try_catch.Exception(), try_catch.Message());
  }
}

// V8's own layout, for errors before JavaScript has given its formatter.
v8::MaybeLocal<v8::Value> PlainStackTrace(v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Array> sites) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::Local<v8::String> text;
  if (!error->ToString(context).ToLocal(&text)) return {};
  std::string trace = ToUtf8(isolate, text);
  for (uint32_t i = 0; i < sites->Length(); i++) {
    v8::Local<v8::Value> site;
    if (!sites->Get(context, i).ToLocal(&site) || !site->ToString(context).ToLocal(&text)) return {};
    trace += "\n    at " + ToUtf8(isolate, text);
  }
  if (!Utf8(isolate, trace).ToLocal(&text)) return {};
  return text;
}

v8::MaybeLocal<v8::Value> OnPrepareStackTrace(v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Array> sites) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  Environment* env = Environment::From(isolate);
  v8::Local<v8::Function> prepare = env != nullptr ? env->host_function(HostFunction::kPrepareStackTrace) : v8::Local<v8::Function>();
  if (prepare.IsEmpty() || !env->can_call_into_js()) return PlainStackTrace(context, error, sites);
  v8::Local<v8::Value> argv[] = {context->Global(), error, sites};
  return prepare->Call(env->context(), v8::Undefined(isolate), 3, argv);
}

}  // namespace

// --abort-on-uncaught-exception asks this of what no JavaScript catches.
bool MayAbort(v8::Isolate* isolate) {
  Environment* env = Environment::From(isolate);
  return env == nullptr || (env->no_abort_depth == 0 && env->fields().exitInfo()[kHasCaptureCallback] == 0);
}

void InstallErrorCallbacks(v8::Isolate* isolate) {
  isolate->SetAbortOnUncaughtExceptionCallback(MayAbort);
  isolate->AddMessageListenerWithErrorLevel(OnMessage, v8::Isolate::MessageErrorLevel::kMessageError);
  isolate->SetPromiseRejectCallback(OnPromiseReject);
  isolate->SetPrepareStackTraceCallback(OnPrepareStackTrace);
}

// V8 keeps message listeners in its heap, as addresses that a snapshot cannot name; each start installs its own.
void RemoveErrorCallbacks(v8::Isolate* isolate) { isolate->RemoveMessageListeners(OnMessage); }

std::string SourceArrow(v8::Local<v8::Context> context, v8::Local<v8::Message> message) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::HandleScope scope(isolate);
  v8::Local<v8::String> line_text;
  if (message.IsEmpty() || !message->GetSourceLine(context).ToLocal(&line_text)) return {};
  std::string name = ToUtf8(isolate, message->GetScriptOrigin().ResourceName());
  std::string arrow = name + ":" + std::to_string(message->GetLineNumber(context).FromMaybe(0)) + "\n";
  std::string source = ToUtf8(isolate, line_text);
  arrow += source + "\n";
  int start = message->GetStartColumn(context).FromMaybe(0);
  int end = std::max(message->GetEndColumn(context).FromMaybe(start + 1), start + 1);
  // Columns count UTF-16 units; tabs stay tabs so that the caret stands under its character.
  v8::String::Value units(isolate, line_text);
  constexpr int kUnderlineLimit = 1000;
  for (int i = 0; i < std::min(start, kUnderlineLimit); i++) arrow += i < static_cast<int>(units.length()) && (*units)[i] == '\t' ? '\t' : ' ';
  arrow.append(static_cast<size_t>(std::max(0, std::min(end, kUnderlineLimit) - start)), '^');
  return arrow + "\n";
}

void PrintException(v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Message> message) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::HandleScope scope(isolate);
  v8::TryCatch try_catch(isolate);
  std::string text = SourceArrow(context, message);
  v8::Local<v8::Value> stack;
  std::string trace;
  if (error->IsNativeError() && v8::TryCatch::StackTrace(context, error).ToLocal(&stack)) trace = ToUtf8(isolate, stack);
  if (trace.empty() && !message.IsEmpty()) trace = ToUtf8(isolate, message->Get());
  std::fprintf(stderr, "%s\n%s\n", text.c_str(), trace.c_str());
}

void Environment::EmitWarning(const char* message) {
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Context> context = this->context();
  v8::Local<v8::Value> process = host_value(HostFunction::kProcess);
  v8::Local<v8::Value> emit;
  v8::Local<v8::Value> argv[] = {OneByte(isolate_, message)};
  v8::TryCatch try_catch(isolate_);
  if (!process->IsObject() || !process.As<v8::Object>()->Get(context, OneByte(isolate_, "emitWarning")).ToLocal(&emit) || !emit->IsFunction()) return;
  if (!emit.As<v8::Function>()->Call(context, process, 1, argv).IsEmpty() || !try_catch.HasCaught() || try_catch.HasTerminated()) return;
  TriggerUncaughtException(try_catch.Exception(), try_catch.Message());
}

void Environment::TriggerUncaughtException(v8::Local<v8::Value> error, v8::Local<v8::Message> message, bool from_promise) {
  if (!can_call_into_js()) return;
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Context> context = this->context();
  v8::Context::Scope context_scope(context);
  if (message.IsEmpty()) message = v8::Exception::CreateMessage(isolate_, error);
  v8::Local<v8::Function> handler = host_function(HostFunction::kUncaughtException);
  if (handler.IsEmpty()) {
    PrintException(context, error, message);
    return Exit(1);
  }
  v8::Local<v8::String> arrow;
  if (!Utf8(isolate_, SourceArrow(context, message)).ToLocal(&arrow)) arrow = v8::String::Empty(isolate_);
  v8::Local<v8::Value> argv[] = {error, v8::Boolean::New(isolate_, from_promise), arrow};
  v8::Local<v8::Value> handled;
  {
    v8::TryCatch try_catch(isolate_);
    if (!handler->Call(context, host_value(HostFunction::kProcess), 3, argv).ToLocal(&handled)) {
      if (try_catch.HasTerminated()) return;
      PrintException(context, try_catch.Exception(), try_catch.Message());
      constexpr int kHandlerFailed = 7;  // Node's "Internal Exception Handler Run-Time Failure".
      return Exit(kHandlerFailed);
    }
  }
  if (handled->IsTrue()) return;
  if (debugger != nullptr) debugger->OnUncaughtException(error, message);
  const int32_t* exit_info = fields_.exitInfo();
  Exit(exit_info[kHasExitCode] != 0 ? exit_info[kExitCode] : 1);
}

}  // namespace isoscope
