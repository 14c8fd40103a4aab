#include "runtime/bindings/contextify_context.h"

#include <v8-template.h>

#include "runtime/base/check.h"
#include "runtime/env/debugger_hooks.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Slots of a context's embedder data that are ours (env/vm_context.cc has another); V8 and the inspector use the first ones.
enum EmbedderSlot { kSandboxSlot = 40, kAllowWasmSlot = 41 };

v8::Local<v8::Private> GlobalKey(v8::Isolate* isolate) { return v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:vmGlobal")); }

// Compiling WebAssembly asks this in every context once a restricted one exists; contexts without a word on it may.
bool MayCompileWasm(v8::Local<v8::Context> context, v8::Local<v8::String>) {
  if (context->GetNumberOfEmbedderDataFields() <= kAllowWasmSlot) return true;
  return !context->GetEmbedderData(kAllowWasmSlot)->IsFalse();
}

struct HolderTemplate {
  explicit HolderTemplate(Environment* env) {
    v8::HandleScope scope(env->isolate());
    v8::Local<v8::ObjectTemplate> created = v8::ObjectTemplate::New(env->isolate());
    created->SetInternalFieldCount(BaseObject::kInternalFieldCount);
    tmpl.Reset(env->isolate(), created);
  }
  v8::Global<v8::ObjectTemplate> tmpl;
};

}  // namespace

VmContext::VmContext(Environment* env, v8::Local<v8::Object> holder) : VmContextBase(env, holder) { MakeWeak(); }

v8::Local<v8::Object> VmContext::sandbox() const { return context()->GetEmbedderData(kSandboxSlot).As<v8::Object>(); }

bool VmContext::Create(v8::Local<v8::Object> sandbox, bool strings, bool wasm, bool own_microtasks, v8::Local<v8::Value> import_id) {
  v8::Isolate* isolate = this->isolate();
  v8::Local<v8::Context> current = isolate->GetCurrentContext();
  v8::Local<v8::Object> holder = object();
  v8::Local<v8::ObjectTemplate> global_template;
  if (!sandbox.IsEmpty()) global_template = InterceptedGlobalTemplate(isolate, holder);
  if (own_microtasks) microtask_queue_ = v8::MicrotaskQueue::New(isolate, v8::MicrotasksPolicy::kExplicit);
  v8::Local<v8::Context> context = v8::Context::New(isolate, nullptr, global_template, {}, {}, microtask_queue_.get());
  if (context.IsEmpty()) return false;
  context->SetSecurityToken(env()->context()->GetSecurityToken());
  v8::Local<v8::Object> global = context->Global();
  v8::Local<v8::Object> contextified = sandbox.IsEmpty() ? global : sandbox;
  context->SetEmbedderData(kSandboxSlot, contextified);
  context->SetEmbedderData(kAllowWasmSlot, v8::Boolean::New(isolate, wasm));
  SetImportId(context, import_id);
  context->AllowCodeGenerationFromStrings(strings);
  if (!strings) {
    context->SetErrorMessageForCodeGenerationFromStrings(OneByte(isolate, "Code generation from strings disallowed for this context"));
  }
  if (!wasm) isolate->SetAllowWasmCodeGenerationCallback(MayCompileWasm);
  if (holder->SetPrivate(current, GlobalKey(isolate), global).IsNothing()) return false;
  context_.Reset(isolate, context);
  context_.SetWeak();
  if (contextified->SetPrivate(current, Key(isolate), holder).IsNothing()) return false;
  env()->tell_contexts = TellDebugger;
  if (env()->debugger != nullptr) env()->debugger->OnContextCreated(context, name_, origin_);
  return true;
}

void VmContext::TellDebugger(Environment* env) {
  v8::HandleScope scope(env->isolate());
  env->base_objects().ForEach([&](BaseObject* object) {
    if (!object->InstanceOf(&kClass)) return;
    auto* vm = static_cast<VmContext*>(object);
    if (vm->ready()) env->debugger->OnContextCreated(vm->context(), vm->name_, vm->origin_);
  });
}

void VmContext::Make(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  bool strings = true;
  bool wasm = true;
  bool own_microtasks = false;
  if (!GetBool(info, 1, &strings) || !GetBool(info, 2, &wasm) || !GetBool(info, 3, &own_microtasks)) return;
  v8::Local<v8::Object> sandbox;
  if (info[0]->IsObject()) sandbox = info[0].As<v8::Object>();
  if (!sandbox.IsEmpty() && Of(isolate, sandbox) != nullptr) {
    return ThrowError(isolate, "ERR_INVALID_ARG_VALUE", "The object is a context already");
  }
  v8::Local<v8::Object> holder;
  if (!env->Data<HolderTemplate>()->tmpl.Get(isolate)->NewInstance(isolate->GetCurrentContext()).ToLocal(&holder)) return;
  auto* context = new VmContext(env, holder);  // Weak: its JavaScript object owns it.
  context->name_ = ToUtf8(isolate, info[4]);
  context->origin_ = ToUtf8(isolate, info[5]);
  if (!context->Create(sandbox, strings, wasm, own_microtasks, info[6])) return;
  if (sandbox.IsEmpty()) sandbox = context->context()->Global();
  info.GetReturnValue().Set(sandbox);
}

void VmContext::Is(const CallInfo& info) { info.GetReturnValue().Set(Of(info.GetIsolate(), info[0]) != nullptr); }

}  // namespace isoscope
