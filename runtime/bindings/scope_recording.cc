#include "runtime/bindings/scope_recording.h"

#include <string>

#include "runtime/bindings/scope_observer.h"
#include "runtime/env/compiled_scripts.h"
#include "runtime/env/environment.h"
#include "runtime/probes/names.h"
#include "runtime/recording/recorder.h"

namespace isoscope {
namespace {

void ReturnState(const CallInfo& info) {
  const auto state = Recorder::Get().state();
  if (!state.has_value()) return;
  JsonWriter json;
  json.StartObject();
  json.Member("path", std::string_view(state->path));
  json.Member("active", Recorder::Get().active());
  json.Member("bytes", state->bytes);
  json.Member("records", state->records);
  json.Key("lost");
  json.StartObject();
  for (size_t i = 0; i < kKindCount; i++) {
    if (state->lost[i] != 0) json.Member(KindName(static_cast<Kind>(i)), state->lost[i]);
  }
  json.EndObject();
  json.Key("error");
  state->error.empty() ? json.Null() : json.String(state->error);
  json.EndObject();
  v8::Local<v8::Value> value;
  if (ParseJson(Environment::From(info.GetIsolate()), json.text()).ToLocal(&value)) info.GetReturnValue().Set(value);
}

}  // namespace

void ScopeRecord(const CallInfo& info) {
  Recorder::Settings settings;
  if (!GetUtf8(info, 0, &settings.path) || !GetUint32(info, 1, &settings.kinds) || !GetBool(info, 2, &settings.with_history)) return;
  settings.kinds &= kAllKinds;
  Environment::From(info.GetIsolate())->Data<CompiledScripts>()->Keep();
  if (Status status = Recorder::Get().Start(settings); !status.ok()) ThrowError(info.GetIsolate(), "ERR_OPERATION_FAILED", status.message());
}

void ScopeStopRecording(const CallInfo& info) {
  if (Status status = Recorder::Get().Stop("stopped"); !status.ok()) {
    return ThrowError(info.GetIsolate(), "ERR_OPERATION_FAILED", status.message());
  }
  ReturnState(info);
}

void ScopeRecording(const CallInfo& info) { ReturnState(info); }

}  // namespace isoscope
