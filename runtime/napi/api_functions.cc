// Functions and classes of an add-on, and calls of JavaScript's.
#include <algorithm>
#include <vector>

#include <v8-external.h>

#include "runtime/napi/entry.h"
#include "runtime/napi/functions.h"
#include "runtime/napi/reference.h"

// Lives on the stack, as long as the call.
struct napi_callback_info__ {
  const v8::FunctionCallbackInfo<v8::Value>& info;
  void* data;
};

namespace isoscope::napi {
namespace {

struct Callee {
  napi_env env;
  napi_callback callback;
  void* data;
};

void Invoke(const v8::FunctionCallbackInfo<v8::Value>& info) {
  const auto* callee = static_cast<const Callee*>(info.Data().As<v8::External>()->Value());
  napi_callback_info__ arguments{info, callee->data};
  napi_value result = nullptr;
  bool threw = false;
  callee->env->CallIntoModule([&] { result = callee->callback(callee->env, &arguments); },
                              [&](v8::Local<v8::Value> error) {
                                threw = true;
                                if (!info.GetIsolate()->IsExecutionTerminating()) info.GetIsolate()->ThrowException(error);
                              });
  if (!threw && result != nullptr) info.GetReturnValue().Set(ToLocal(result));
}

// A Callee goes with the External that carries it, or with the environment.
class CalleeOwner : public Tracked {
 public:
  static v8::Local<v8::External> New(napi_env env, napi_callback callback, void* data) {
    auto* owner = new CalleeOwner(env, callback, data);
    v8::Local<v8::External> external = v8::External::New(env->isolate(), &owner->callee_);
    owner->external_.Reset(env->isolate(), external);
    owner->external_.SetWeak(
        owner, [](const v8::WeakCallbackInfo<CalleeOwner>& info) { delete info.GetParameter(); }, v8::WeakCallbackType::kParameter);
    return external;
  }
  void Finalize() override { delete this; }

 private:
  CalleeOwner(napi_env env, napi_callback callback, void* data) : callee_{env, callback, data} { env->others.Push(this); }
  v8::Global<v8::External> external_;
  Callee callee_;
};

v8::PropertyAttribute AttributesOf(const napi_property_descriptor& property) {
  int bits = v8::None;
  const bool is_accessor = property.getter != nullptr || property.setter != nullptr;
  if (!is_accessor && (property.attributes & napi_writable) == 0) bits |= v8::ReadOnly;
  if ((property.attributes & napi_enumerable) == 0) bits |= v8::DontEnum;
  if ((property.attributes & napi_configurable) == 0) bits |= v8::DontDelete;
  return static_cast<v8::PropertyAttribute>(bits);
}

napi_status AddToPrototype(napi_env env, v8::Local<v8::FunctionTemplate> type, const napi_property_descriptor& property) {
  v8::Local<v8::Name> name;
  if (napi_status bad = NameOf(env, property, &name)) return bad;
  v8::Local<v8::ObjectTemplate> prototype = type->PrototypeTemplate();
  const v8::PropertyAttribute attributes = AttributesOf(property);
  if (property.getter != nullptr || property.setter != nullptr) {
    v8::Local<v8::FunctionTemplate> getter, setter;
    if (property.getter != nullptr) getter = NewFunctionTemplate(env, property.getter, property.data);
    if (property.setter != nullptr) setter = NewFunctionTemplate(env, property.setter, property.data);
    prototype->SetAccessorProperty(name, getter, setter, attributes);
  } else if (property.method != nullptr) {
    v8::Local<v8::Signature> signature = v8::Signature::New(env->isolate(), type);
    prototype->Set(name, NewFunctionTemplate(env, property.method, property.data, signature), attributes);
  } else {
    // A template takes no objects.
    if (property.value == nullptr || ToLocal(property.value)->IsObject()) return env->SetError(napi_invalid_arg);
    prototype->Set(name, ToLocal(property.value), attributes);
  }
  return napi_ok;
}

}  // namespace

v8::MaybeLocal<v8::Function> NewFunction(napi_env env, napi_callback callback, void* data) {
  return v8::Function::New(env->context(), Invoke, CalleeOwner::New(env, callback, data));
}

v8::Local<v8::FunctionTemplate> NewFunctionTemplate(napi_env env, napi_callback callback, void* data, v8::Local<v8::Signature> signature) {
  return v8::FunctionTemplate::New(env->isolate(), Invoke, CalleeOwner::New(env, callback, data), signature);
}

napi_status NameOf(napi_env env, const napi_property_descriptor& property, v8::Local<v8::Name>* out) {
  if (property.utf8name != nullptr) {
    v8::Local<v8::String> name;
    if (!v8::String::NewFromUtf8(env->isolate(), property.utf8name, v8::NewStringType::kInternalized).ToLocal(&name)) {
      return env->SetError(napi_generic_failure);
    }
    *out = name;
    return napi_ok;
  }
  if (property.name == nullptr || !ToLocal(property.name)->IsName()) return env->SetError(napi_name_expected);
  *out = ToLocal(property.name).As<v8::Name>();
  return napi_ok;
}

}  // namespace isoscope::napi

using namespace isoscope::napi;

napi_status napi_create_function(napi_env env, const char* utf8name, size_t length, napi_callback cb, void* data, napi_value* result) {
  JsEntry entry(env, result, cb);
  if (entry.failed()) return entry.status();
  v8::Local<v8::Function> function;
  if (!NewFunction(env, cb, data).ToLocal(&function)) return entry.FailUnlessThrown(napi_generic_failure);
  if (utf8name != nullptr) {
    v8::Local<v8::String> name;
    if (!entry.ToName(utf8name, length, &name)) return entry.status();
    function->SetName(name);
  }
  return entry.Give(result, function);
}

napi_status napi_define_class(napi_env env, const char* utf8name, size_t length, napi_callback constructor, void* data, size_t property_count,
                              const napi_property_descriptor* properties, napi_value* result) {
  JsEntry entry(env, result, constructor);
  if (entry.failed()) return entry.status();
  if (property_count > 0 && properties == nullptr) return entry.Fail(napi_invalid_arg);
  v8::EscapableHandleScope scope(env->isolate());
  v8::Local<v8::String> name;
  if (!entry.ToName(utf8name, length, &name)) return entry.status();
  v8::Local<v8::FunctionTemplate> type = NewFunctionTemplate(env, constructor, data);
  type->SetClassName(name);
  std::vector<napi_property_descriptor> of_class;
  for (size_t i = 0; i < property_count; i++) {
    if ((properties[i].attributes & napi_static) != 0) {
      of_class.push_back(properties[i]);
    } else if (napi_status bad = AddToPrototype(env, type, properties[i])) {
      return entry.FailUnlessThrown(bad);
    }
  }
  v8::Local<v8::Function> made;
  if (!type->GetFunction(env->context()).ToLocal(&made)) return entry.FailUnlessThrown(napi_generic_failure);
  *result = FromLocal(scope.Escape(made));
  if (!of_class.empty()) {
    if (napi_status bad = napi_define_properties(env, *result, of_class.size(), of_class.data())) return bad;
  }
  return entry.Done();
}

napi_status napi_get_cb_info(napi_env env, napi_callback_info cbinfo, size_t* argc, napi_value* argv, napi_value* this_arg, void** data) {
  if (napi_status bad = EnterBasic(env, cbinfo)) return bad;
  const size_t given = static_cast<size_t>(cbinfo->info.Length());
  if (argv != nullptr) {
    if (argc == nullptr) return env->SetError(napi_invalid_arg);
    for (size_t i = 0; i < std::min(given, *argc); i++) argv[i] = FromLocal(cbinfo->info[static_cast<int>(i)]);
    if (given < *argc) std::fill(argv + given, argv + *argc, FromLocal(v8::Undefined(env->isolate())));
  }
  if (argc != nullptr) *argc = given;
  if (this_arg != nullptr) *this_arg = FromLocal(cbinfo->info.This());
  if (data != nullptr) *data = cbinfo->data;
  return env->ClearError();
}

napi_status napi_get_new_target(napi_env env, napi_callback_info cbinfo, napi_value* result) {
  if (napi_status bad = Enter(env, cbinfo, result)) return bad;
  *result = cbinfo->info.IsConstructCall() ? FromLocal(cbinfo->info.NewTarget()) : nullptr;
  return env->ClearError();
}

napi_status napi_call_function(napi_env env, napi_value recv, napi_value func, size_t argc, const napi_value* argv, napi_value* result) {
  JsEntry entry(env, recv);
  if (entry.failed()) return entry.status();
  if (argc > 0 && argv == nullptr) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Function> function;
  if (!entry.ToFunction(func, &function)) return entry.status();
  v8::Local<v8::Value> value;
  if (!function->Call(env->context(), ToLocal(recv), static_cast<int>(argc), ToLocals(argv)).ToLocal(&value)) {
    return entry.FailUnlessThrown(napi_generic_failure);
  }
  if (result != nullptr) *result = FromLocal(value);
  return env->ClearError();
}

napi_status napi_new_instance(napi_env env, napi_value constructor, size_t argc, const napi_value* argv, napi_value* result) {
  JsEntry entry(env, constructor, result);
  if (entry.failed()) return entry.status();
  if (argc > 0 && argv == nullptr) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Function> function;
  if (!entry.ToFunction(constructor, &function)) return entry.status();
  v8::Local<v8::Object> instance;
  if (!function->NewInstance(env->context(), static_cast<int>(argc), ToLocals(argv)).ToLocal(&instance)) return entry.Fail(napi_pending_exception);
  return entry.Give(result, instance);
}
