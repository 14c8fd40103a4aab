#include "runtime/bindings/scope_code.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-message.h>

#include "runtime/bindings/scope_observer.h"
#include "runtime/engine/code_inspector.h"
#include "runtime/env/environment.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

struct NativesState {
  explicit NativesState(Environment*) {}
  v8::Global<v8::Object> natives;
};

std::shared_ptr<const CodeView> ViewOf(const CallInfo& info) {
  Producer* producer = Environment::From(info.GetIsolate())->producer();
  if (producer == nullptr || producer->isolate() == nullptr) return nullptr;
  Collector::Get().Drain();
  return producer->isolate()->code_view();
}

void Return(const CallInfo& info, JsonWriter* json) {
  v8::Local<v8::Value> value;
  if (ParseJson(Environment::From(info.GetIsolate()), json->Take()).ToLocal(&value)) info.GetReturnValue().Set(value);
}

void ReturnText(const CallInfo& info, const std::string& text) {
  v8::Local<v8::String> string;
  if (Utf8(info.GetIsolate(), text).ToLocal(&string)) {
    info.GetReturnValue().Set(string);
  } else {
    ThrowRangeError(info.GetIsolate(), "ERR_STRING_TOO_LONG", "V8's text does not fit into one string");
  }
}

v8::Local<v8::Integer> FromOne(v8::Isolate* isolate, int from_zero) { return v8::Integer::New(isolate, from_zero + 1); }

}  // namespace

void ScopeFunctions(const CallInfo& info) {
  std::string url, name;
  uint32_t line = 0, column = 0, limit = 0;
  if (!GetUtf8(info, 0, &url) || !GetUint32(info, 1, &line) || !GetUint32(info, 2, &column) || !GetUtf8(info, 3, &name) ||
      !GetUint32(info, 4, &limit)) {
    return;
  }
  JsonWriter json;
  if (auto view = ViewOf(info)) {
    view->WriteFunctions(&json, {.script_url = url, .line = line, .column = column, .name = name, .limit = limit});
    Return(info, &json);
  }
}

void ScopeMaps(const CallInfo& info) {
  uint32_t limit = 0;
  if (!GetUint32(info, 0, &limit)) return;
  JsonWriter json;
  if (auto view = ViewOf(info)) {
    view->WriteMaps(&json, limit);
    Return(info, &json);
  }
}

void ScopeNatives(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  auto* state = Environment::From(isolate)->Data<NativesState>();
  if (state->natives.IsEmpty()) {
    v8::Local<v8::Object> natives;
    if (!CodeInspector::MakeNatives(isolate).ToLocal(&natives)) return;
    state->natives.Reset(isolate, natives);
  }
  info.GetReturnValue().Set(state->natives.Get(isolate));
}

void ScopePlaceOf(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Function> function;
  if (!GetFunction(info, 0, &function) || function->IsProxy() || function->GetScriptLineNumber() < 0) return;
  v8::Local<v8::Value> url = function->GetScriptOrigin().ResourceName();
  v8::Local<v8::Value> place[] = {url.IsEmpty() ? v8::Undefined(isolate).As<v8::Value>() : url, FromOne(isolate, function->GetScriptLineNumber()),
                                  FromOne(isolate, function->GetScriptColumnNumber())};
  info.GetReturnValue().Set(v8::Array::New(isolate, place, std::size(place)));
}

void ScopeBytecode(const CallInfo& info) {
  v8::Local<v8::Function> function;
  if (GetFunction(info, 0, &function)) ReturnText(info, CodeInspector::BytecodeText(info.GetIsolate(), function));
}

void ScopeFeedback(const CallInfo& info) {
  v8::Local<v8::Function> function;
  if (GetFunction(info, 0, &function)) ReturnText(info, CodeInspector::FeedbackText(function));
}

void ScopeLines(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Function> function;
  if (!GetFunction(info, 0, &function)) return;
  if (!info[1]->IsArray()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"offsets\" argument must be an array of numbers");
  v8::Local<v8::Array> list = info[1].As<v8::Array>();
  std::vector<uint32_t> offsets;
  constexpr uint32_t kMost = 1 << 20;
  for (uint32_t i = 0; i < std::min(list->Length(), kMost); i++) {
    v8::Local<v8::Value> offset;
    if (!list->Get(context, i).ToLocal(&offset)) return;
    if (!offset->IsUint32()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"offsets\" argument must be an array of numbers");
    offsets.push_back(offset.As<v8::Uint32>()->Value());
  }
  v8::LocalVector<v8::Value> numbers(isolate);
  for (const auto& [line, column] : CodeInspector::PlacesOf(isolate, function, offsets)) {
    numbers.push_back(v8::Integer::NewFromUnsigned(isolate, line));
    numbers.push_back(v8::Integer::NewFromUnsigned(isolate, column));
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, numbers.data(), numbers.size()));
}

void ScopeMapOf(const CallInfo& info) {
  const uint64_t address = CodeInspector::MapOf(info[0]);
  if (address == 0) return;
  char text[24];
  const int length = std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(address));
  info.GetReturnValue().Set(OneByte(info.GetIsolate(), {text, static_cast<size_t>(length)}));
}

}  // namespace isoscope
