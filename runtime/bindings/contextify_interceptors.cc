// How a contextified object stands in for a context's global. Node's rules: reads try the object, then the real global; writes go to the
// object and, by answering kNo, to the global too, so that V8 keeps its own view of declarations.

#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-template.h>

#include "runtime/bindings/contextify_context.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

using v8::Intercepted;

template <typename T>
VmContext* ContextOf(const v8::PropertyCallbackInfo<T>& info) {
  VmContext* context = BaseObject::From<VmContext>(info.Data());
  return context != nullptr && context->ready() ? context : nullptr;
}

// Attributes of a real property; false when there is none.
bool AttributesOf(v8::Local<v8::Context> context, v8::Local<v8::Object> object, v8::Local<v8::Name> name, v8::PropertyAttribute* out) {
  return object->GetRealNamedPropertyAttributes(context, name).To(out);
}

// What a proxy's traps or an accessor throw must be thrown on at once: V8 takes no further call while an exception is on its way.
Intercepted Rethrow(v8::TryCatch* try_catch) {
  try_catch->ReThrow();
  return Intercepted::kYes;
}

Intercepted Get(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Value>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::Local<v8::Context> context = vm->context();
  v8::Local<v8::Object> sandbox = vm->sandbox();
  v8::TryCatch try_catch(info.GetIsolate());
  v8::Local<v8::Value> value;
  bool found = sandbox->GetRealNamedProperty(context, name).ToLocal(&value);
  if (!found && !try_catch.HasCaught()) found = context->Global()->GetRealNamedProperty(context, name).ToLocal(&value);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  if (!found) return Intercepted::kNo;
  if (value == sandbox) value = context->Global();
  info.GetReturnValue().Set(value);
  return Intercepted::kYes;
}

bool IsAccessor(v8::Local<v8::Context> context, v8::Local<v8::Object> object, v8::Local<v8::Name> name) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::Local<v8::Value> descriptor;
  if (!object->GetOwnPropertyDescriptor(context, name).ToLocal(&descriptor) || !descriptor->IsObject()) return false;
  v8::Local<v8::Object> fields = descriptor.As<v8::Object>();
  return fields->HasOwnProperty(context, Internalized(isolate, "get")).FromMaybe(false) ||
         fields->HasOwnProperty(context, Internalized(isolate, "set")).FromMaybe(false);
}

Intercepted Set(v8::Local<v8::Name> name, v8::Local<v8::Value> value, const v8::PropertyCallbackInfo<void>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::Local<v8::Context> context = vm->context();
  v8::Local<v8::Object> sandbox = vm->sandbox();
  v8::PropertyAttribute on_global = v8::None;
  v8::PropertyAttribute on_sandbox = v8::None;
  v8::TryCatch try_catch(info.GetIsolate());
  bool global_has = AttributesOf(context, context->Global(), name, &on_global);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  bool sandbox_has = AttributesOf(context, sandbox, name, &on_sandbox);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  if (((on_global | on_sandbox) & v8::ReadOnly) != 0) return Intercepted::kNo;
  if (!global_has && !sandbox_has) {
    // `x = 5` of strict code must stay a ReferenceError; `this.x = 5` and function declarations are none.
    bool is_contextual = context->Global() != info.This();
    if (info.ShouldThrowOnError() && is_contextual && !value->IsFunction()) return Intercepted::kNo;
    if (name->IsSymbol()) return Intercepted::kNo;
  }
  if (sandbox->Set(context, name, value).IsNothing()) return Rethrow(&try_catch);
  bool is_accessor = sandbox_has && IsAccessor(context, sandbox, name);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  return is_accessor ? Intercepted::kYes : Intercepted::kNo;
}

Intercepted Query(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Integer>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::Local<v8::Context> context = vm->context();
  v8::PropertyAttribute attributes = v8::None;
  v8::TryCatch try_catch(info.GetIsolate());
  bool found = AttributesOf(context, vm->sandbox(), name, &attributes);
  if (!found && !try_catch.HasCaught()) found = AttributesOf(context, context->Global(), name, &attributes);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  if (!found) return Intercepted::kNo;
  info.GetReturnValue().Set(static_cast<uint32_t>(attributes));
  return Intercepted::kYes;
}

Intercepted Describe(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Value>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::Local<v8::Context> context = vm->context();
  v8::Local<v8::Value> descriptor;
  v8::TryCatch try_catch(info.GetIsolate());
  bool has = vm->sandbox()->HasOwnProperty(context, name).FromMaybe(false);
  if (has) has = vm->sandbox()->GetOwnPropertyDescriptor(context, name).ToLocal(&descriptor);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  if (!has) return Intercepted::kNo;
  info.GetReturnValue().Set(descriptor);
  return Intercepted::kYes;
}

void DefineOn(v8::Local<v8::Context> context, v8::Local<v8::Object> object, v8::Local<v8::Name> name, const v8::PropertyDescriptor& wanted,
              v8::PropertyDescriptor* descriptor) {
  if (wanted.has_enumerable()) descriptor->set_enumerable(wanted.enumerable());
  if (wanted.has_configurable()) descriptor->set_configurable(wanted.configurable());
  // What a failing definition throws, the caller throws on.
  [[maybe_unused]] v8::Maybe<bool> defined = object->DefineProperty(context, name, *descriptor);
}

Intercepted Define(v8::Local<v8::Name> name, const v8::PropertyDescriptor& wanted, const v8::PropertyCallbackInfo<void>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::Local<v8::Context> context = vm->context();
  v8::PropertyAttribute attributes = v8::None;
  v8::TryCatch try_catch(info.GetIsolate());
  bool is_fixed =
      AttributesOf(context, context->Global(), name, &attributes) && (attributes & v8::ReadOnly) != 0 && (attributes & v8::DontDelete) != 0;
  if (is_fixed) return Intercepted::kNo;
  v8::Local<v8::Value> undefined = v8::Undefined(info.GetIsolate());
  if (wanted.has_get() || wanted.has_set()) {
    v8::PropertyDescriptor descriptor(wanted.has_get() ? wanted.get() : undefined, wanted.has_set() ? wanted.set() : undefined);
    DefineOn(context, vm->sandbox(), name, wanted, &descriptor);
  } else {
    v8::Local<v8::Value> value = wanted.has_value() ? wanted.value() : undefined;
    if (wanted.has_writable()) {
      v8::PropertyDescriptor descriptor(value, wanted.writable());
      DefineOn(context, vm->sandbox(), name, wanted, &descriptor);
    } else {
      v8::PropertyDescriptor descriptor(value);
      DefineOn(context, vm->sandbox(), name, wanted, &descriptor);
    }
  }
  return try_catch.HasCaught() ? Rethrow(&try_catch) : Intercepted::kNo;
}

Intercepted Delete(v8::Local<v8::Name> name, const v8::PropertyCallbackInfo<v8::Boolean>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return Intercepted::kNo;
  v8::TryCatch try_catch(info.GetIsolate());
  bool deleted = vm->sandbox()->Delete(vm->context(), name).FromMaybe(false);
  if (try_catch.HasCaught()) return Rethrow(&try_catch);
  if (deleted) return Intercepted::kNo;
  info.GetReturnValue().Set(false);
  return Intercepted::kYes;
}

void Enumerate(const v8::PropertyCallbackInfo<v8::Array>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return;
  v8::Local<v8::Array> names;
  if (vm->sandbox()
          ->GetPropertyNames(vm->context(), v8::KeyCollectionMode::kOwnOnly, v8::ALL_PROPERTIES, v8::IndexFilter::kSkipIndices)
          .ToLocal(&names)) {
    info.GetReturnValue().Set(names);
  }
}

void EnumerateIndexes(const v8::PropertyCallbackInfo<v8::Array>& info) {
  VmContext* vm = ContextOf(info);
  if (vm == nullptr) return;
  v8::Local<v8::Context> context = vm->context();
  v8::Local<v8::Array> names;
  if (!vm->sandbox()
           ->GetPropertyNames(context, v8::KeyCollectionMode::kOwnOnly, v8::SKIP_SYMBOLS, v8::IndexFilter::kIncludeIndices)
           .ToLocal(&names)) {
    return;
  }
  std::vector<v8::Local<v8::Value>> indexes;
  for (uint32_t i = 0; i < names->Length(); i++) {
    v8::Local<v8::Value> name;
    if (!names->Get(context, i).ToLocal(&name)) return;
    if (name->IsNumber()) indexes.push_back(name);
  }
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), indexes.data(), indexes.size()));
}

// V8 has interceptors of their own for indexes; ours treat them as the names they are.
v8::Local<v8::Name> NameOf(uint32_t index) { return Internalized(v8::Isolate::GetCurrent(), std::to_string(index)); }

Intercepted GetIndex(uint32_t index, const v8::PropertyCallbackInfo<v8::Value>& info) { return Get(NameOf(index), info); }
Intercepted SetIndex(uint32_t index, v8::Local<v8::Value> value, const v8::PropertyCallbackInfo<void>& info) {
  return Set(NameOf(index), value, info);
}
Intercepted QueryIndex(uint32_t index, const v8::PropertyCallbackInfo<v8::Integer>& info) { return Query(NameOf(index), info); }
Intercepted DescribeIndex(uint32_t index, const v8::PropertyCallbackInfo<v8::Value>& info) { return Describe(NameOf(index), info); }
Intercepted DefineIndex(uint32_t index, const v8::PropertyDescriptor& wanted, const v8::PropertyCallbackInfo<void>& info) {
  return Define(NameOf(index), wanted, info);
}
Intercepted DeleteIndex(uint32_t index, const v8::PropertyCallbackInfo<v8::Boolean>& info) { return Delete(NameOf(index), info); }

}  // namespace

v8::Local<v8::ObjectTemplate> InterceptedGlobalTemplate(v8::Isolate* isolate, v8::Local<v8::Object> holder) {
  v8::Local<v8::ObjectTemplate> global = v8::ObjectTemplate::New(isolate);
  global->SetHandler(v8::NamedPropertyHandlerConfiguration(Get, Set, Query, Delete, Enumerate, Define, Describe, holder,
                                                           v8::PropertyHandlerFlags::kHasNoSideEffect));
  global->SetHandler(v8::IndexedPropertyHandlerConfiguration(GetIndex, SetIndex, QueryIndex, DeleteIndex, EnumerateIndexes, DefineIndex,
                                                             DescribeIndex, holder, v8::PropertyHandlerFlags::kHasNoSideEffect));
  return global;
}

}  // namespace isoscope
