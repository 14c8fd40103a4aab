#include <v8-container.h>
#include <v8-function.h>
#include <v8-promise.h>

#include "runtime/bindings/module_wrap.h"
#include "runtime/env/environment.h"
#include "runtime/env/vm_context.h"

namespace isoscope {
namespace {

// What the compiler of a script left for us: a symbol naming its own import callback, or nothing, when the resource name is the referrer.
v8::Local<v8::Value> ReferrerId(v8::Isolate* isolate, v8::Local<v8::Context> context, v8::Local<v8::Data> host_defined_options) {
  if (!host_defined_options.IsEmpty() && host_defined_options->IsFixedArray()) {
    v8::Local<v8::FixedArray> options = host_defined_options.As<v8::FixedArray>();
    if (options->Length() > 0) {
      v8::Local<v8::Data> id = options->Get(context, 0);
      if (id->IsValue()) return id.As<v8::Value>();
    }
  }
  return v8::Undefined(isolate);
}

v8::MaybeLocal<v8::Promise> ImportDynamically(v8::Local<v8::Context> context, v8::Local<v8::Data> host_defined_options,
                                              v8::Local<v8::Value> resource_name, v8::Local<v8::String> specifier,
                                              v8::Local<v8::FixedArray> attributes) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  Environment* env = Environment::From(isolate);
  v8::Local<v8::Function> import = env->host_function(HostFunction::kImportModuleDynamically);
  if (!env->can_call_into_js() || import.IsEmpty()) {
    ThrowTypeError(isolate, "ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING", "A dynamic import callback was not specified.");
    return {};
  }
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Value> attributes_object;
  if (!AttributesObject(context, attributes, 2).ToLocal(&attributes_object)) return {};
  v8::Local<v8::Value> id = ReferrerId(isolate, context, host_defined_options);
  if (id->IsUndefined() && context != env->context()) id = VmContextBase::ImportIdOf(isolate, context);
  v8::Local<v8::Value> arguments[] = {id, specifier, attributes_object, resource_name};
  v8::Local<v8::Value> result;
  if (!import->Call(env->context(), v8::Undefined(isolate), 4, arguments).ToLocal(&result)) return {};
  if (!result->IsPromise()) {
    ThrowTypeError(isolate, "ERR_INVALID_RETURN_VALUE", "importModuleDynamically must give a promise");
    return {};
  }
  if (context == env->context()) return scope.Escape(result.As<v8::Promise>());
  // Code of another context gets a promise of its own context.
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver) || resolver->Resolve(context, result).IsNothing()) return {};
  return scope.Escape(resolver->GetPromise());
}

void InitializeImportMeta(v8::Local<v8::Context> context, v8::Local<v8::Module> module, v8::Local<v8::Object> meta) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  Environment* env = Environment::From(isolate);
  v8::HandleScope scope(isolate);
  ModuleWrap* wrap = ModuleWrap::Find(env, module);
  v8::Local<v8::Function> initialize = env->host_function(HostFunction::kInitializeImportMeta);
  if (wrap == nullptr || initialize.IsEmpty() || !env->can_call_into_js()) return;
  v8::Local<v8::Value> arguments[] = {wrap->object(), meta};
  // An exception stays pending: it is thrown where the module asked for import.meta.
  if (initialize->Call(context, v8::Undefined(isolate), 2, arguments).IsEmpty()) return;
}

}  // namespace

v8::MaybeLocal<v8::Value> AttributesObject(v8::Local<v8::Context> context, v8::Local<v8::FixedArray> attributes, int stride) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  if (attributes->Length() < stride) return v8::Undefined(isolate);
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Object> object = v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
  for (int i = 0; i + 1 < attributes->Length(); i += stride) {
    v8::Local<v8::Name> key = attributes->Get(context, i).As<v8::Name>();
    v8::Local<v8::Value> value = attributes->Get(context, i + 1).As<v8::Value>();
    if (object->CreateDataProperty(context, key, value).IsNothing()) return {};
  }
  return scope.Escape(object.As<v8::Value>());
}

void InstallModuleCallbacks(v8::Isolate* isolate) {
  isolate->SetHostImportModuleDynamicallyCallback(ImportDynamically);
  isolate->SetHostInitializeImportMetaObjectCallback(InitializeImportMeta);
}

}  // namespace isoscope
