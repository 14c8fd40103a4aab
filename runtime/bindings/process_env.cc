// process.env: an object over the environment variables, made at run time.
//
// Which variables those are (the process's, a worker's own), env/variables knows. Isolate threads only.
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>
#include <v8-template.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/variables.h"

namespace isoscope {
namespace {

Variables& VariablesOf(v8::Isolate* isolate) { return *Environment::From(isolate)->variables(); }

// Symbols are no variables: they stay on the object itself, as undefined.
bool NameOf(v8::Isolate* isolate, v8::Local<v8::Name> property, std::string* name) {
  if (!property->IsString()) return false;
  *name = ToUtf8(isolate, property.As<v8::String>());
  return true;
}

v8::Intercepted Getter(v8::Local<v8::Name> property, const v8::PropertyCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::string name;
  std::string value;
  if (!NameOf(isolate, property, &name) || !VariablesOf(isolate).Get(name, &value)) return v8::Intercepted::kNo;
  v8::Local<v8::String> text;
  if (Utf8(isolate, value).ToLocal(&text)) info.GetReturnValue().Set(text);
  return v8::Intercepted::kYes;
}

v8::Intercepted Setter(v8::Local<v8::Name> property, v8::Local<v8::Value> value, const v8::PropertyCallbackInfo<void>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::String> text;
  std::string name;
  // Both throw JavaScript's own TypeError for symbols: "Cannot convert a Symbol value to a string".
  if (!value->ToString(isolate->GetCurrentContext()).ToLocal(&text)) return v8::Intercepted::kYes;
  v8::Local<v8::String> key;
  if (!property->IsString()) {
    if (!v8::Local<v8::Value>(property)->ToString(isolate->GetCurrentContext()).ToLocal(&key)) return v8::Intercepted::kYes;
    return v8::Intercepted::kYes;
  }
  NameOf(isolate, property, &name);
  VariablesOf(isolate).Set(name, ToUtf8(isolate, text));
  return v8::Intercepted::kYes;
}

v8::Intercepted Query(v8::Local<v8::Name> property, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  std::string name;
  std::string value;
  if (!NameOf(info.GetIsolate(), property, &name) || !VariablesOf(info.GetIsolate()).Get(name, &value)) return v8::Intercepted::kNo;
  info.GetReturnValue().Set(v8::None);
  return v8::Intercepted::kYes;
}

v8::Intercepted Deleter(v8::Local<v8::Name> property, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  std::string name;
  if (NameOf(info.GetIsolate(), property, &name)) VariablesOf(info.GetIsolate()).Delete(name);
  info.GetReturnValue().Set(true);  // process.env never has a property that can't be deleted.
  return v8::Intercepted::kYes;
}

void Enumerator(const v8::PropertyCallbackInfo<v8::Array>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::vector<v8::Local<v8::Value>> values;
  for (const std::string& name : VariablesOf(isolate).Names()) {
    v8::Local<v8::String> text;
    if (!Utf8(isolate, name).ToLocal(&text)) return;
    values.push_back(text);
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

v8::Intercepted Definer(v8::Local<v8::Name> property, const v8::PropertyDescriptor& descriptor, const v8::PropertyCallbackInfo<void>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (descriptor.has_value()) {
    if (descriptor.has_configurable() && descriptor.configurable() && descriptor.has_enumerable() && descriptor.enumerable() &&
        descriptor.has_writable() && descriptor.writable()) {
      return Setter(property, descriptor.value(), info);
    }
    ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                   "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
  } else if (descriptor.has_get() || descriptor.has_set()) {
    ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY", "'process.env' does not accept an accessor(getter/setter) descriptor");
  } else {
    ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                   "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
  }
  return v8::Intercepted::kYes;
}

// () => a new object over the environment.
void MakeEnv(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::ObjectTemplate> tmpl = v8::ObjectTemplate::New(isolate);
  tmpl->SetHandler(v8::NamedPropertyHandlerConfiguration(Getter, Setter, Query, Deleter, Enumerator, Definer, nullptr, {},
                                                         v8::PropertyHandlerFlags::kHasNoSideEffect));
  v8::Local<v8::Object> object;
  if (tmpl->NewInstance(isolate->GetCurrentContext()).ToLocal(&object)) info.GetReturnValue().Set(object);
}

// (name) => the variable's value or undefined, for our own code, which needs no object.
void SafeGetenv(const CallInfo& info) {
  std::string name;
  std::string value;
  if (!GetUtf8(info, 0, &name) || !VariablesOf(info.GetIsolate()).Get(name, &value)) return;
  v8::Local<v8::String> text;
  if (Utf8(info.GetIsolate(), value).ToLocal(&text)) info.GetReturnValue().Set(text);
}

constexpr BindingFunction kFunctions[] = {Method<MakeEnv>("makeEnv"), Method<SafeGetenv>("getenv", 1)};
// The warm-up of the startup snapshot makes such an object too.
const intptr_t kInterceptors[] = {
    reinterpret_cast<intptr_t>(Getter),  reinterpret_cast<intptr_t>(Setter),     reinterpret_cast<intptr_t>(Query),
    reinterpret_cast<intptr_t>(Deleter), reinterpret_cast<intptr_t>(Enumerator), reinterpret_cast<intptr_t>(Definer),
};

}  // namespace

extern const BindingDefinition kProcessEnvBinding;
const BindingDefinition kProcessEnvBinding = {.name = "process_env", .functions = kFunctions, .more_references = kInterceptors};

}  // namespace isoscope
