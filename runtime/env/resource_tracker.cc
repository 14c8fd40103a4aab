#include "runtime/env/resource_tracker.h"

#include <v8-debug.h>
#include <v8-isolate.h>

#include "runtime/base/clock.h"
#include "runtime/base/json_writer.h"
#include "runtime/env/arguments.h"
#include "runtime/env/builtin_scripts.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

void AddStack(v8::Isolate* isolate, int frames, FieldList<Position>* out) {
  if (!isolate->InContext()) return;
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, frames);
  for (const bool builtins : {false, true}) {
    for (int i = 0; i < stack->GetFrameCount(); i++) {
      v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
      const std::string script = ToUtf8(isolate, frame->GetScriptNameOrSourceURL());
      if (IsBuiltinScript(script) && !builtins) continue;  // Whoever called them made the resource.
      out->Add({script.empty() ? 0 : Intern(script), static_cast<uint32_t>(frame->GetLineNumber()), static_cast<uint32_t>(frame->GetColumn())});
    }
    if (out->count != 0) return;  // Only where there is nothing but builtins do they show.
  }
}

}  // namespace

ResourceTracker* ResourceTracker::Of(Environment* env) {
  if (env->producer() == nullptr) return nullptr;
  if (env->resources == nullptr) env->resources = std::make_shared<ResourceTracker>(env);
  return env->resources.get();
}

ResourceTracker::ResourceTracker(Environment* env) : env_(env), producer_(env->producer()) {}

void ResourceTracker::Created(const char* provider, AsyncContext context) {
  ResourceRecord record;
  record.header.timeUs = MonotonicUs();
  record.event = ResourceEvent::kCreated;
  record.provider = Intern(provider);
  record.asyncId = static_cast<uint64_t>(context.async_id);
  record.triggerAsyncId = static_cast<uint64_t>(context.trigger_async_id);
  AddStack(env_->isolate(), kFrames, &record.madeAt);
  producer_->Emit(record);
  alive_.insert_or_assign(context.async_id, record);
}

void ResourceTracker::Destroyed(double async_id) {
  auto it = alive_.find(async_id);
  if (it == alive_.end()) return;
  ResourceRecord record = it->second;
  alive_.erase(it);
  record.header.timeUs = 0;
  record.event = ResourceEvent::kDestroyed;
  producer_->Emit(record);
}

std::string ResourceTracker::AliveJson() const {
  JsonWriter json;
  json.StartArray();
  for (const auto& [async_id, record] : alive_) {
    json.StartObject();
    json.Member("provider", Names().Text(record.provider.id));
    json.Member("asyncId", record.asyncId);
    json.Member("triggerAsyncId", record.triggerAsyncId);
    json.Member("madeUs", record.header.timeUs);
    json.Key("madeAt");
    json.StartArray();
    for (const Position& position : record.madeAt) {
      json.StartObject();
      json.Key("scriptUrl");
      position.scriptUrl == 0 ? json.Null() : json.String(Names().Text(position.scriptUrl));
      json.Member("line", position.line);
      json.Member("column", position.column);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  return json.Take();
}

void UpdateResourceWatch(Environment* env) {
  env->resource_watch_changed = false;
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handles(isolate);
  v8::Local<v8::Context> context = env->context();
  CallbackScope scope(env, AsyncProvider::kNONE);
  v8::Local<v8::Value> id = Utf8(isolate, "internal/resource_watch").ToLocalChecked();
  v8::Local<v8::Value> exports, update;
  if (!scope.Call(v8::Undefined(isolate), env->host_function(HostFunction::kRequireBuiltin), 1, &id).ToLocal(&exports) ||
      !exports.As<v8::Object>()->Get(context, Utf8(isolate, "update").ToLocalChecked()).ToLocal(&update)) {
    return;  // Reported.
  }
  static_cast<void>(scope.Call(exports, update.As<v8::Function>(), 0, nullptr));
}

}  // namespace isoscope
