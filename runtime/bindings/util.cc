// internalBinding('util'): what util.inspect and its neighbours need to see that JavaScript cannot: promise states, proxy targets, iterator
// contents, stack frames. Nothing here runs user code, so that inspecting a value never changes it.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <uv.h>
#include <v8-container.h>
#include <v8-context.h>
#include <v8-debug.h>
#include <v8-exception.h>
#include <v8-external.h>
#include <v8-message.h>
#include <v8-primitive.h>
#include <v8-promise.h>
#include <v8-proxy.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/builtin_scripts.h"
#include "runtime/env/environment.h"
#include "runtime/env/trace_sigint.h"

namespace isoscope {
namespace {

// (promise) => [state] while pending, else [state, result]; undefined for anything else.
void GetPromiseDetails(const CallInfo& info) {
  if (!info[0]->IsPromise()) return;
  v8::Isolate* isolate = info.GetIsolate();
  auto promise = info[0].As<v8::Promise>();
  v8::Promise::PromiseState state = promise->State();
  v8::Local<v8::Value> details[2] = {v8::Integer::New(isolate, state)};
  size_t length = 1;
  if (state != v8::Promise::kPending) details[length++] = promise->Result();
  info.GetReturnValue().Set(v8::Array::New(isolate, details, length));
}

// (proxy, both = true) => [target, handler], or the target alone; undefined for anything else.
void GetProxyDetails(const CallInfo& info) {
  if (!info[0]->IsProxy()) return;
  auto proxy = info[0].As<v8::Proxy>();
  if (info.Length() > 1 && !info[1]->IsTrue()) {
    info.GetReturnValue().Set(proxy->GetTarget());
    return;
  }
  v8::Local<v8::Value> details[] = {proxy->GetTarget(), proxy->GetHandler()};
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), details, 2));
}

// (collection or iterator) => its entries without advancing it; with a second argument [entries, whether they alternate key and value].
void PreviewEntries(const CallInfo& info) {
  if (!info[0]->IsObject()) return;
  bool is_key_value = false;
  v8::Local<v8::Array> entries;
  if (!info[0].As<v8::Object>()->PreviewEntries(&is_key_value).ToLocal(&entries)) return;
  if (info.Length() < 2) {
    info.GetReturnValue().Set(entries);
    return;
  }
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Value> result[] = {entries, v8::Boolean::New(isolate, is_key_value)};
  info.GetReturnValue().Set(v8::Array::New(isolate, result, 2));
}

// (object, property filter) => own keys that are no array indexes.
void GetOwnNonIndexProperties(const CallInfo& info) {
  v8::Local<v8::Object> object;
  uint32_t filter = 0;
  if (!GetObject(info, 0, &object) || !GetUint32(info, 1, &filter)) return;
  v8::Local<v8::Array> keys;
  if (object
          ->GetPropertyNames(info.GetIsolate()->GetCurrentContext(), v8::KeyCollectionMode::kOwnOnly, static_cast<v8::PropertyFilter>(filter & 31),
                             v8::IndexFilter::kSkipIndices)
          .ToLocal(&keys)) {
    info.GetReturnValue().Set(keys);
  }
}

void GetConstructorName(const CallInfo& info) {
  v8::Local<v8::Object> object;
  if (GetObject(info, 0, &object)) info.GetReturnValue().Set(object->GetConstructorName());
}

// (external) => its address as a BigInt.
void GetExternalValue(const CallInfo& info) {
  if (!info[0]->IsExternal()) return;
  auto address = reinterpret_cast<uintptr_t>(info[0].As<v8::External>()->Value());
  info.GetReturnValue().Set(v8::BigInt::NewFromUnsigned(info.GetIsolate(), address));
}

v8::Local<v8::Value> OrEmpty(v8::Isolate* isolate, v8::Local<v8::String> string) { return string.IsEmpty() ? v8::String::Empty(isolate) : string; }

// (count) => the callers of the function that called this one, as objects without prototype.
void GetCallSites(const CallInfo& info) {
  uint32_t count = 0;
  if (!GetUint32(info, 0, &count)) return;
  v8::Isolate* isolate = info.GetIsolate();
  constexpr uint32_t kMaxFrames = 10000;
  v8::Local<v8::StackTrace> trace = v8::StackTrace::CurrentStackTrace(isolate, static_cast<int>(std::min(count, kMaxFrames)) + 1);
  v8::Local<v8::Name> names[] = {
      Internalized(isolate, "functionName"), Internalized(isolate, "scriptId"),     Internalized(isolate, "scriptName"),
      Internalized(isolate, "lineNumber"),   Internalized(isolate, "columnNumber"), Internalized(isolate, "column"),
  };
  std::vector<v8::Local<v8::Value>> sites;
  for (int i = 1; i < trace->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = trace->GetFrame(isolate, static_cast<uint32_t>(i));
    v8::Local<v8::Integer> column = v8::Integer::New(isolate, frame->GetColumn());
    v8::Local<v8::Value> values[] = {
        OrEmpty(isolate, frame->GetFunctionName()),
        OneByte(isolate, std::to_string(frame->GetScriptId())),
        OrEmpty(isolate, frame->GetScriptName()),
        v8::Integer::New(isolate, frame->GetLineNumber()),
        column,
        column,
    };
    sites.push_back(v8::Object::New(isolate, v8::Null(isolate), names, values, std::size(names)));
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, sites.data(), sites.size()));
}

// () => [line, column, file] of whoever called the function that called this one; undefined at the bottom of the stack.
void GetCallerLocation(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::StackTrace> trace = v8::StackTrace::CurrentStackTrace(isolate, 2);
  if (trace->GetFrameCount() != 2) return;
  v8::Local<v8::StackFrame> frame = trace->GetFrame(isolate, 1);
  v8::Local<v8::Value> location[] = {
      v8::Integer::New(isolate, frame->GetLineNumber()),
      v8::Integer::New(isolate, frame->GetColumn()),
      OrEmpty(isolate, frame->GetScriptNameOrSourceURL()),
  };
  info.GetReturnValue().Set(v8::Array::New(isolate, location, std::size(location)));
}

// (error, or an object that went through Error.captureStackTrace) => [source line, column] of its first frame; undefined without one. Only
// as long as nobody has read its stack.
void GetErrorSource(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Message> message = v8::Exception::CreateMessage(isolate, info[0]);
  v8::Local<v8::String> line;
  if (!message->GetSourceLine(context).ToLocal(&line)) return;
  v8::Local<v8::Value> source[] = {line, v8::Integer::New(isolate, message->GetStartColumn(context).FromMaybe(0))};
  info.GetReturnValue().Set(v8::Array::New(isolate, source, std::size(source)));
}

// (frame limit, default) => whether the nearest caller outside our builtins lies in a node_modules folder; the default when there is none.
void IsInsideNodeModules(const CallInfo& info) {
  int32_t limit = 0;
  if (!GetInt32(info, 0, &limit)) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::StackTrace> trace = v8::StackTrace::CurrentStackTrace(isolate, std::max(limit, 0));
  for (int i = 0; i < trace->GetFrameCount(); i++) {
    std::string name = ToUtf8(isolate, trace->GetFrame(isolate, static_cast<uint32_t>(i))->GetScriptName());
    if (name.empty() || IsBuiltinScript(name)) continue;
    bool inside = name.find("/node_modules/") != std::string::npos || name.find("\\node_modules\\") != std::string::npos;
    info.GetReturnValue().Set(inside);
    return;
  }
  info.GetReturnValue().Set(info[1]);
}

// (on)
void SetTraceSigint(const CallInfo& info) {
  struct Watch : TraceSigint {
    explicit Watch(Environment* env) : TraceSigint(env) {}
  };
  bool on = false;
  if (!GetBool(info, 0, &on)) return;
  auto* watch = Environment::From(info.GetIsolate())->Data<Watch>();
  if (on)
    watch->Start();
  else
    watch->Stop();
}

void Sleep(const CallInfo& info) {
  uint32_t milliseconds = 0;
  if (GetUint32(info, 0, &milliseconds)) uv_sleep(milliseconds);
}

// (fd) => an index into ['TCP', 'TTY', 'UDP', 'FILE', 'PIPE', 'UNKNOWN'].
void GuessHandleType(const CallInfo& info) {
  int32_t fd = 0;
  if (!GetInt32(info, 0, &fd)) return;
  constexpr uv_handle_type kTypes[] = {UV_TCP, UV_TTY, UV_UDP, UV_FILE, UV_NAMED_PIPE};
  uv_handle_type type = fd < 0 ? UV_UNKNOWN_HANDLE : uv_guess_handle(fd);
  uint32_t index = 0;
  while (index < std::size(kTypes) && kTypes[index] != type) index++;
  info.GetReturnValue().Set(index);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> constants = v8::Object::New(env->isolate());
  SetConstant(context, constants, "kPending", v8::Promise::kPending);
  SetConstant(context, constants, "kFulfilled", v8::Promise::kFulfilled);
  SetConstant(context, constants, "kRejected", v8::Promise::kRejected);
  SetConstant(context, constants, "ALL_PROPERTIES", v8::ALL_PROPERTIES);
  SetConstant(context, constants, "ONLY_WRITABLE", v8::ONLY_WRITABLE);
  SetConstant(context, constants, "ONLY_ENUMERABLE", v8::ONLY_ENUMERABLE);
  SetConstant(context, constants, "ONLY_CONFIGURABLE", v8::ONLY_CONFIGURABLE);
  SetConstant(context, constants, "SKIP_STRINGS", v8::SKIP_STRINGS);
  SetConstant(context, constants, "SKIP_SYMBOLS", v8::SKIP_SYMBOLS);
  SetProperty(context, target, "constants", constants);
}

constexpr BindingFunction kFunctions[] = {
    Method<GetPromiseDetails>("getPromiseDetails", 1),
    Method<GetProxyDetails>("getProxyDetails", 2),
    Method<PreviewEntries>("previewEntries", 2),
    Method<GetOwnNonIndexProperties>("getOwnNonIndexProperties", 2),
    Method<GetConstructorName>("getConstructorName", 1),
    Method<GetExternalValue>("getExternalValue", 1),
    Method<GetCallSites>("getCallSites", 1),
    Method<GetCallerLocation>("getCallerLocation"),
    Method<GetErrorSource>("getErrorSource", 1),
    Method<IsInsideNodeModules>("isInsideNodeModules", 2),
    Method<SetTraceSigint>("setTraceSigint", 1),
    Method<Sleep>("sleep", 1),
    Method<GuessHandleType>("guessHandleType", 1),
};

}  // namespace

extern const BindingDefinition kUtilBinding;
const BindingDefinition kUtilBinding = {.name = "util", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
