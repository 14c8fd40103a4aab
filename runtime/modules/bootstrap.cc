#include "runtime/modules/bootstrap.h"

#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/errors.h"
#include "runtime/modules/builtin_loader.h"

namespace isoscope {
namespace {

// What realm.js builds `internalBinding` and its cache on.
void GetBinding(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  const BindingDefinition* definition = BindingRegistry::Find(name);
  if (definition == nullptr) return ThrowError(info.GetIsolate(), "ERR_INVALID_MODULE", "No such binding: " + name);
  v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
  v8::Local<v8::Object> binding;
  if (InstantiateBinding(Environment::From(info.GetIsolate()), context, *definition).ToLocal(&binding)) info.GetReturnValue().Set(binding);
}

constexpr BindingFunction kFunctions[] = {Method<GetBinding>("getBinding", 1)};

bool Report(v8::Local<v8::Context> context, const v8::TryCatch& try_catch) {
  PrintException(context, try_catch.Exception(), try_catch.Message());
  return false;
}

}  // namespace

const BindingDefinition kRealmBinding = {.name = "realm", .functions = kFunctions};

bool BootstrapContext(Environment* env, v8::Local<v8::Context> context) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope scope(isolate);
  v8::Context::Scope context_scope(context);
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Object> realm;
  v8::Local<v8::Value> get_binding;
  v8::Local<v8::Function> realm_js;
  if (!InstantiateBinding(env, context, kRealmBinding).ToLocal(&realm) ||
      !realm->Get(context, Internalized(isolate, "getBinding")).ToLocal(&get_binding) ||
      !BuiltinLoader::Compile(context, "bootstrap/realm").ToLocal(&realm_js)) {
    return Report(context, try_catch);
  }
  v8::Local<v8::Value> undefined = v8::Undefined(isolate);
  v8::Local<v8::Value> realm_argv[] = {v8::Object::New(isolate), undefined, undefined, undefined, get_binding};
  if (realm_js->Call(context, undefined, std::size(realm_argv), realm_argv).IsEmpty()) return Report(context, try_catch);
  v8::Local<v8::Value> id = Internalized(isolate, "bootstrap/node");
  if (env->host_function(HostFunction::kRequireBuiltin)->Call(context, undefined, 1, &id).IsEmpty()) return Report(context, try_catch);
  return true;
}

bool WarmUp(Environment* env, v8::Local<v8::Context> context) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope scope(isolate);
  v8::Context::Scope context_scope(context);
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Value> id = Internalized(isolate, "bootstrap/warm_up");
  if (env->host_function(HostFunction::kRequireBuiltin)->Call(context, v8::Undefined(isolate), 1, &id).IsEmpty()) return Report(context, try_catch);
  return true;
}

}  // namespace isoscope
