#include "runtime/bindings/contextify_script.h"

#include <memory>
#include <optional>
#include <string>

#include <v8-container.h>
#include <v8-exception.h>

#include "runtime/bindings/contextify_context.h"
#include "runtime/env/buffers.h"
#include "runtime/env/compiled_scripts.h"
#include "runtime/env/environment.h"
#include "runtime/env/execution_deadline.h"
#include "runtime/env/sigint_watch.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {

namespace {

class CompileTrace {
 public:
  CompileTrace(v8::Isolate* isolate, v8::Local<v8::String> filename) : on_(Traced(TraceGroup::kVmScript)) {
    if (on_) [[unlikely]]
      TraceLog::Get().Emit(TraceGroup::kVmScript, {.phase = 'B', .name = kName, .args = TraceArg("filename", ToUtf8(isolate, filename))});
  }
  ~CompileTrace() {
    if (on_) [[unlikely]]
      TraceLog::Get().Emit(TraceGroup::kVmScript, {.phase = 'E', .name = kName});
  }
  CompileTrace(const CompileTrace&) = delete;
  CompileTrace& operator=(const CompileTrace&) = delete;

 private:
  static constexpr const char* kName = "ContextifyScript::New";
  const bool on_;
};

}  // namespace

bool CompileRequest::Read(const CallInfo& info) {
  if (!info[0]->IsString() || !info[1]->IsString()) {
    ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Source and file name must be strings");
    return false;
  }
  code = info[0].As<v8::String>();
  filename = info[1].As<v8::String>();
  if (!GetInt32(info, 2, &line) || !GetInt32(info, 3, &column)) return false;
  if (info[4]->IsUndefined()) return true;
  has_cache = true;
  return GetBytes(info, 4, &cached);
}

v8::ScriptOrigin CompileRequest::Origin(v8::Isolate* isolate, v8::Local<v8::Value> id) const {
  v8::Local<v8::PrimitiveArray> options;
  if (id->IsSymbol()) {
    options = v8::PrimitiveArray::New(isolate, 1);
    options->Set(isolate, 0, id.As<v8::Symbol>());
  }
  return v8::ScriptOrigin(filename, line, column, true, -1, {}, false, false, false, options);
}

v8::ScriptCompiler::CachedData* CompileRequest::TakeCachedData() const {
  return has_cache ? new v8::ScriptCompiler::CachedData(cached.data, static_cast<int>(cached.size)) : nullptr;
}

bool CompileRequest::ReportCacheUse(v8::Local<v8::Context> context, v8::Local<v8::Object> target, const v8::ScriptCompiler::Source& source) const {
  if (!has_cache) return true;
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::Local<v8::Boolean> rejected = v8::Boolean::New(isolate, source.GetCachedData()->rejected);
  return target->Set(context, Internalized(isolate, "cachedDataRejected"), rejected).IsJust();
}

bool SetProducedCache(v8::Local<v8::Context> context, v8::Local<v8::Object> target, v8::ScriptCompiler::CachedData* data) {
  std::unique_ptr<v8::ScriptCompiler::CachedData> owned(data);
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  if (target->Set(context, Internalized(isolate, "cachedDataProduced"), v8::Boolean::New(isolate, data != nullptr)).IsNothing()) return false;
  if (data == nullptr) return true;
  v8::Local<v8::Uint8Array> buffer;
  std::string_view bytes(reinterpret_cast<const char*>(data->data), static_cast<size_t>(data->length));
  return CopyToBuffer(Environment::From(isolate), bytes).ToLocal(&buffer) &&
         target->Set(context, Internalized(isolate, "cachedData"), buffer).IsJust();
}

ContextifyScript::ContextifyScript(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::UnboundScript> script)
    : BaseObject(env, object), script_(env->isolate(), script) {
  MakeWeak();
}

void ContextifyScript::New(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.IsConstructCall()) {
    return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor ContextifyScript cannot be invoked without `new`");
  }
  CompileRequest request;
  v8::Local<v8::Context> context;
  if (!request.Read(info) || !ContextOrCurrent(info, 6).ToLocal(&context)) return;
  CompiledScripts::Note(isolate, request.filename, request.code);
  v8::ScriptCompiler::Source source(request.code, request.Origin(isolate, info[7]), request.TakeCachedData());
  v8::Local<v8::UnboundScript> script;
  {
    CompileTrace trace(isolate, request.filename);
    v8::Context::Scope scope(context);
    NoAbortScope no_abort(Environment::From(isolate));
    v8::TryCatch try_catch(isolate);
    if (!v8::ScriptCompiler::CompileUnboundScript(isolate, &source, request.options()).ToLocal(&script)) {
      return RethrowWithPosition(context, &try_catch);
    }
  }
  v8::Local<v8::Object> self = info.This();
  v8::Local<v8::Context> current = isolate->GetCurrentContext();
  if (!request.ReportCacheUse(current, self, source)) return;
  if (info[5]->IsTrue() && !SetProducedCache(current, self, v8::ScriptCompiler::CreateCodeCache(script))) return;
  if (self->Set(current, Internalized(isolate, "sourceMapURL"), script->GetSourceMappingURL()).IsNothing()) return;
  new ContextifyScript(Environment::From(isolate), self, script);
}

void ContextifyScript::RunInContext(const CallInfo& info) {
  ContextifyScript* script = This<ContextifyScript>(info);
  if (script == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context;
  int64_t timeout_ms = -1;
  if (!ContextOrCurrent(info, 0).ToLocal(&context)) return;
  if (!info[1]->IsUndefined() && !GetInt64(info, 1, &timeout_ms)) return;
  bool expired = false;
  bool interrupted = false;
  {
    TraceScope trace(TraceGroup::kVmScript, "RunInContext");
    v8::Context::Scope scope(context);
    v8::TryCatch try_catch(isolate);
    std::optional<ExecutionDeadline> deadline;
    if (timeout_ms >= 0) deadline.emplace(isolate, timeout_ms);
    std::optional<SigintWatch> sigint;
    if (info[3]->IsTrue()) sigint.emplace(isolate);
    v8::Local<v8::Value> result;
    bool finished = script->script_.Get(isolate)->BindToCurrentContext()->Run(context).ToLocal(&result);
    VmContext* vm = VmContext::Of(isolate, info[0]);
    if (finished && vm != nullptr && vm->microtask_queue() != nullptr) vm->microtask_queue()->PerformCheckpoint(isolate);
    interrupted = sigint.has_value() && sigint->Stop();
    expired = deadline.has_value() && deadline->Stop();
    if (!expired && !interrupted) {
      if (finished) return info.GetReturnValue().Set(result);
      if (info[2]->IsTrue()) return RethrowWithPosition(context, &try_catch);
      try_catch.ReThrow();
      return;
    }
  }
  if (interrupted) return ThrowError(isolate, "ERR_SCRIPT_EXECUTION_INTERRUPTED", "Script execution was interrupted by `SIGINT`");
  ThrowError(isolate, "ERR_SCRIPT_EXECUTION_TIMEOUT", "Script execution timed out after " + std::to_string(timeout_ms) + "ms");
}

void ContextifyScript::CreateCachedData(const CallInfo& info) {
  ContextifyScript* script = This<ContextifyScript>(info);
  if (script == nullptr) return;
  std::unique_ptr<v8::ScriptCompiler::CachedData> data(v8::ScriptCompiler::CreateCodeCache(script->script_.Get(info.GetIsolate())));
  std::string_view bytes;
  if (data != nullptr) bytes = {reinterpret_cast<const char*>(data->data), static_cast<size_t>(data->length)};
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(script->env(), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

}  // namespace isoscope
