#include "runtime/bindings/module_wrap.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-message.h>
#include <v8-microtask-queue.h>
#include <v8-promise.h>

#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/compiled_scripts.h"
#include "runtime/env/environment.h"
#include "runtime/env/errors.h"
#include "runtime/env/execution_deadline.h"
#include "runtime/env/sigint_watch.h"
#include "runtime/env/vm_context.h"

namespace isoscope {
namespace {

// The evaluation steps live on the JavaScript object: a strong handle from here would keep a module alive that nobody can reach.
v8::Local<v8::Private> StepsKey(v8::Isolate* isolate) { return v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:moduleSteps")); }

v8::MaybeLocal<v8::Module> CompileSource(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  int32_t line = 0;
  int32_t column = 0;
  if (!info[2]->IsUndefined() && !GetInt32(info, 2, &line)) return {};
  if (!info[3]->IsUndefined() && !GetInt32(info, 3, &column)) return {};
  v8::Local<v8::PrimitiveArray> options;
  if (info[4]->IsSymbol()) {
    options = v8::PrimitiveArray::New(isolate, 1);
    options->Set(isolate, 0, info[4].As<v8::Symbol>());
  }
  CompiledScripts::Note(isolate, info[0], info[1].As<v8::String>());
  v8::ScriptOrigin origin(info[0], line, column, true, -1, {}, false, false, true, options);
  v8::ScriptCompiler::Source source(info[1].As<v8::String>(), origin);
  return v8::ScriptCompiler::CompileModule(isolate, &source);
}

template <typename T>
void ThrowNotA(v8::Isolate* isolate, const T& what) {
  ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", what);
}

}  // namespace

ModuleWrap::ModuleWrap(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Context> context, v8::Local<v8::Module> module)
    : BaseObject(env, object), module_(env->isolate(), module), context_(env->isolate(), context), hash_(module->GetIdentityHash()) {
  env->Data<ModuleMap>()->by_hash.emplace(hash_, this);
  MakeWeak();
}

ModuleWrap::~ModuleWrap() {
  auto& by_hash = env()->Data<ModuleMap>()->by_hash;
  auto [first, last] = by_hash.equal_range(hash_);
  for (auto it = first; it != last; ++it) {
    if (it->second != this) continue;
    by_hash.erase(it);
    return;
  }
}

ModuleWrap* ModuleWrap::Find(Environment* env, v8::Local<v8::Module> module) {
  auto [first, last] = env->Data<ModuleMap>()->by_hash.equal_range(module->GetIdentityHash());
  for (auto it = first; it != last; ++it) {
    if (it->second->module_ == module) return it->second;
  }
  return nullptr;
}

void ModuleWrap::New(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.IsConstructCall()) {
    return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor ModuleWrap cannot be invoked without `new`");
  }
  if (!info[0]->IsString()) return ThrowNotA(isolate, "A module's URL must be a string");
  v8::Local<v8::Context> context;
  if (!ContextOrCurrent(info, info[1]->IsString() ? 5 : 3).ToLocal(&context)) return;
  v8::Context::Scope context_scope(context);
  v8::Local<v8::Module> module;
  if (info[1]->IsString()) {
    NoAbortScope no_abort(Environment::From(isolate));
    v8::TryCatch try_catch(isolate);
    if (!CompileSource(info).ToLocal(&module)) {
      if (info[5]->IsNullOrUndefined()) {
        try_catch.ReThrow();
      } else {
        RethrowWithPosition(context, &try_catch);
      }
      return;
    }
  } else {
    if (!info[1]->IsArray() || !info[2]->IsFunction()) return ThrowNotA(isolate, "A module needs a source, or export names and steps");
    v8::Local<v8::Array> names = info[1].As<v8::Array>();
    std::vector<v8::Local<v8::String>> exports;
    v8::Local<v8::Set> unique = v8::Set::New(isolate);
    for (uint32_t i = 0; i < names->Length(); i++) {
      v8::Local<v8::Value> name;
      if (!names->Get(context, i).ToLocal(&name)) return;
      if (!name->IsString()) return ThrowNotA(isolate, "An export name must be a string");
      exports.push_back(name.As<v8::String>());
      if (unique->Add(context, name).IsEmpty()) return;
    }
    if (unique->Size() != exports.size()) {  // V8 would abort.
      return ThrowTypeError(isolate, "ERR_INVALID_ARG_VALUE", "An export name must not be repeated");
    }
    module = v8::Module::CreateSyntheticModule(isolate, info[0].As<v8::String>(), {exports.data(), exports.size()}, RunSteps);
    if (info.This()->SetPrivate(context, StepsKey(isolate), info[2]).IsNothing()) return;
  }
  if (info.This()->CreateDataProperty(context, Internalized(isolate, "url"), info[0]).IsNothing()) return;
  new ModuleWrap(Environment::From(isolate), info.This(), context, module);
}

void ModuleWrap::GetRequests(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Module> module = wrap->module();
  if (!module->IsSourceTextModule()) return info.GetReturnValue().Set(v8::Array::New(isolate));
  v8::Local<v8::FixedArray> requests = module->GetModuleRequests();
  std::vector<v8::Local<v8::Value>> flat;
  flat.reserve(static_cast<size_t>(requests->Length()) * 2);
  for (int i = 0; i < requests->Length(); i++) {
    v8::Local<v8::ModuleRequest> request = requests->Get(context, i).As<v8::ModuleRequest>();
    v8::Local<v8::Value> attributes;
    if (!AttributesObject(context, request->GetImportAttributes(), 3).ToLocal(&attributes)) return;
    flat.push_back(request->GetSpecifier());
    flat.push_back(attributes);
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, flat.data(), flat.size()));
}

void ModuleWrap::Link(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsArray()) return ThrowNotA(isolate, "Links must be an array of ModuleWraps");
  v8::Local<v8::Module> module = wrap->module();
  v8::Local<v8::Array> wraps = info[0].As<v8::Array>();
  uint32_t count = module->IsSourceTextModule() ? static_cast<uint32_t>(module->GetModuleRequests()->Length()) : 0;
  if (wraps->Length() != count) return ThrowTypeError(isolate, "ERR_VM_MODULE_LINK_FAILURE", "As many links as requests are needed");
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  std::vector<v8::Global<v8::Module>> linked;
  linked.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    v8::Local<v8::Value> value;
    if (!wraps->Get(context, i).ToLocal(&value)) return;
    ModuleWrap* target = From<ModuleWrap>(value);
    if (target == nullptr) return ThrowNotA(isolate, "Links must be ModuleWraps");
    linked.emplace_back(isolate, target->module());
  }
  wrap->linked_ = std::move(linked);
  wrap->next_request_ = 0;
}

v8::MaybeLocal<v8::Module> ModuleWrap::Linked(v8::Local<v8::Context> context, v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes) {
  v8::Local<v8::FixedArray> requests = module()->GetModuleRequests();
  size_t count = std::min(linked_.size(), static_cast<size_t>(requests->Length()));
  for (size_t step = 0; step < count; step++) {
    size_t i = (next_request_ + step) % count;
    v8::Local<v8::ModuleRequest> request = requests->Get(context, static_cast<int>(i)).As<v8::ModuleRequest>();
    // V8 hands back the very array of the request, so identity tells requests of one specifier apart.
    if (!request->GetSpecifier()->StringEquals(specifier) || request->GetImportAttributes() != attributes) continue;
    next_request_ = i + 1;
    return linked_[i].Get(isolate());
  }
  ThrowError(isolate(), "ERR_VM_MODULE_LINK_FAILURE", "request for '" + ToUtf8(isolate(), specifier) + "' is not yet fulfilled");
  return {};
}

v8::MaybeLocal<v8::Module> ModuleWrap::Resolve(v8::Local<v8::Context> context, v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
                                               v8::Local<v8::Module> referrer) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  ModuleWrap* wrap = Find(Environment::From(isolate), referrer);
  if (wrap != nullptr) return wrap->Linked(context, specifier, attributes);
  ThrowError(isolate, "ERR_VM_MODULE_LINK_FAILURE", "request for '" + ToUtf8(isolate, specifier) + "' is from invalid module");
  return {};
}

void ModuleWrap::Instantiate(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  // V8 would abort on an errored module. Links of the graph stay until each wrap dies or is linked again: a failed graph may be retried.
  v8::Local<v8::Module> module = wrap->module();
  if (module->GetStatus() == v8::Module::kErrored) {
    info.GetIsolate()->ThrowException(module->GetException());
    return;
  }
  if (module->InstantiateModule(wrap->context(), Resolve).IsNothing()) return;
  if (module->GetStatus() >= v8::Module::kInstantiated) wrap->linked_.clear();
}

void ModuleWrap::Evaluate(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Local<v8::Module> module = wrap->module();
  if (module->GetStatus() < v8::Module::kInstantiated) {
    return ThrowError(info.GetIsolate(), "ERR_VM_MODULE_STATUS", "Module status must be one of linked, evaluated, or errored");
  }
  if (module->GetStatus() == v8::Module::kEvaluating) {  // V8 would abort.
    return ThrowError(info.GetIsolate(), "ERR_VM_MODULE_STATUS", "Module status must not be evaluating");
  }
  v8::Isolate* isolate = info.GetIsolate();
  int64_t timeout_ms = -1;
  if (!info[0]->IsUndefined() && !GetInt64(info, 0, &timeout_ms)) return;
  v8::Local<v8::Context> context = wrap->context();
  v8::MicrotaskQueue* queue = context->GetMicrotaskQueue();
  std::optional<ExecutionDeadline> deadline;
  if (timeout_ms >= 0) deadline.emplace(isolate, timeout_ms);
  std::optional<SigintWatch> sigint;
  if (info[1]->IsTrue()) sigint.emplace(isolate);
  v8::Local<v8::Value> result;
  bool evaluated = module->Evaluate(context).ToLocal(&result);
  // The microtasks of a context with a queue of its own count as part of the run.
  if (evaluated && queue != wrap->env()->context()->GetMicrotaskQueue()) queue->PerformCheckpoint(isolate);
  bool interrupted = sigint.has_value() && sigint->Stop();
  if (deadline.has_value() && deadline->Stop()) {
    return ThrowError(isolate, "ERR_SCRIPT_EXECUTION_TIMEOUT", "Script execution timed out after " + std::to_string(timeout_ms) + "ms");
  }
  if (interrupted) return ThrowError(isolate, "ERR_SCRIPT_EXECUTION_INTERRUPTED", "Script execution was interrupted by `SIGINT`");
  if (evaluated) info.GetReturnValue().Set(result);
}

v8::MaybeLocal<v8::Value> ModuleWrap::RunSteps(v8::Local<v8::Context> context, v8::Local<v8::Module> module) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  Environment* env = Environment::From(isolate);
  v8::EscapableHandleScope scope(isolate);
  ModuleWrap* wrap = Find(env, module);
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver) || resolver->Resolve(context, v8::Undefined(isolate)).IsNothing()) return {};
  if (wrap == nullptr) return scope.Escape(resolver->GetPromise().As<v8::Value>());  // Nobody is left to fill it.
  v8::Local<v8::Object> object = wrap->object();
  v8::Local<v8::Value> steps;
  if (!object->GetPrivate(context, StepsKey(isolate)).ToLocal(&steps)) return {};
  if (steps->IsFunction()) {
    if (steps.As<v8::Function>()->Call(context, object, 0, nullptr).IsEmpty()) return {};
    if (object->DeletePrivate(context, StepsKey(isolate)).IsNothing()) return {};
  }
  return scope.Escape(resolver->GetPromise().As<v8::Value>());
}

void ModuleWrap::GetNamespace(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Local<v8::Module> module = wrap->module();
  v8::Module::Status status = module->GetStatus();
  if (status < v8::Module::kInstantiated) return ThrowError(info.GetIsolate(), "ERR_MODULE_NOT_INSTANTIATED", "Module is not instantiated");
  info.GetReturnValue().Set(module->GetModuleNamespace());
}

void ModuleWrap::GetStatus(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap != nullptr) info.GetReturnValue().Set(static_cast<int32_t>(wrap->module()->GetStatus()));
}

void ModuleWrap::GetError(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr || wrap->module()->GetStatus() != v8::Module::kErrored) return;
  info.GetReturnValue().Set(wrap->module()->GetException());
}

void ModuleWrap::SetExport(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsString()) return ThrowNotA(isolate, "An export name must be a string");
  v8::Local<v8::Module> module = wrap->module();
  if (!module->IsSyntheticModule()) return ThrowNotA(isolate, "Only a synthetic module's exports can be set");
  if (module->GetStatus() < v8::Module::kInstantiated) {
    return ThrowError(isolate, "ERR_VM_MODULE_STATUS", "Module status must be linked before exports are set");
  }
  // An unknown name throws a ReferenceError by itself.
  if (module->SetSyntheticModuleExport(isolate, info[0].As<v8::String>(), info[1]).IsNothing()) return;
}

void ModuleWrap::IsGraphAsync(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Local<v8::Module> module = wrap->module();
  // V8 knows it of instantiated modules only.
  info.GetReturnValue().Set(module->GetStatus() >= v8::Module::kInstantiated && module->IsGraphAsync());
}

void ModuleWrap::HasTopLevelAwait(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap != nullptr) info.GetReturnValue().Set(wrap->module()->IsSourceTextModule() && wrap->module()->HasTopLevelAwait());
}

void ModuleWrap::GetStalledAwaits(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Module> module = wrap->module();
  std::vector<v8::Local<v8::Value>> texts;
  if (module->IsSourceTextModule() && module->GetStatus() >= v8::Module::kEvaluating && module->IsGraphAsync()) {
    auto stalled = module->GetStalledTopLevelAwaitMessages(isolate);  // Named: the loop must not outlive it.
    for (v8::Local<v8::Message> message : std::get<1>(stalled)) {
      v8::Local<v8::String> text;
      if (Utf8(isolate, SourceArrow(wrap->context(), message)).ToLocal(&text)) texts.push_back(text);
    }
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, texts.data(), texts.size()));
}

void ModuleWrap::CreateCachedData(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr) return;
  v8::Local<v8::Module> module = wrap->module();
  // V8 aborts on what is no source, or has run.
  if (!module->IsSourceTextModule() || module->GetStatus() >= v8::Module::kEvaluating) {
    return ThrowError(info.GetIsolate(), "ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA",
                      "Cached data cannot be created for a module which has been evaluated");
  }
  std::unique_ptr<v8::ScriptCompiler::CachedData> data(v8::ScriptCompiler::CreateCodeCache(module->GetUnboundModuleScript()));
  std::string_view bytes;
  if (data != nullptr) bytes = {reinterpret_cast<const char*>(data->data), static_cast<size_t>(data->length)};
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(wrap->env(), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void ModuleWrap::GetSourceMapUrl(const CallInfo& info) {
  ModuleWrap* wrap = This<ModuleWrap>(info);
  if (wrap == nullptr || !wrap->module()->IsSourceTextModule()) return;
  info.GetReturnValue().Set(wrap->module()->GetUnboundModuleScript()->GetSourceMappingURL());
}

namespace {

void InstallCallbacks(const CallInfo& info) { InstallModuleCallbacks(info.GetIsolate()); }

constexpr BindingFunction kModuleWrapMethods[] = {
    Method<ModuleWrap::GetRequests>("getRequests"),
    Method<ModuleWrap::Link>("link", 1),
    Method<ModuleWrap::Instantiate>("instantiate"),
    Method<ModuleWrap::Evaluate>("evaluate"),
    Method<ModuleWrap::GetNamespace>("getNamespace"),
    Method<ModuleWrap::GetStatus>("getStatus"),
    Method<ModuleWrap::GetError>("getError"),
    Method<ModuleWrap::SetExport>("setExport", 2),
    Method<ModuleWrap::IsGraphAsync>("isGraphAsync"),
    Method<ModuleWrap::HasTopLevelAwait>("hasTopLevelAwait"),
    Method<ModuleWrap::GetStalledAwaits>("getStalledAwaits"),
    Method<ModuleWrap::CreateCachedData>("createCachedData"),
    Method<ModuleWrap::GetSourceMapUrl>("getSourceMapUrl"),
};

constexpr BindingClass kClasses[] = {
    {.name = "ModuleWrap", .construct = Method<ModuleWrap::New>("ModuleWrap", 2), .methods = kModuleWrapMethods},
};

constexpr BindingFunction kFunctions[] = {Method<InstallCallbacks>("installCallbacks")};

void Initialize(Environment*, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  SetConstant(context, target, "kUninstantiated", v8::Module::kUninstantiated);
  SetConstant(context, target, "kInstantiating", v8::Module::kInstantiating);
  SetConstant(context, target, "kInstantiated", v8::Module::kInstantiated);
  SetConstant(context, target, "kEvaluating", v8::Module::kEvaluating);
  SetConstant(context, target, "kEvaluated", v8::Module::kEvaluated);
  SetConstant(context, target, "kErrored", v8::Module::kErrored);
}

}  // namespace

extern const BindingDefinition kModuleWrapBinding;
const BindingDefinition kModuleWrapBinding = {.name = "module_wrap", .functions = kFunctions, .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
