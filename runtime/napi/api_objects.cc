// Objects and arrays: their properties, one by one and all of them.
#include <v8-container.h>

#include "runtime/napi/entry.h"
#include "runtime/napi/functions.h"

using namespace isoscope::napi;

namespace {

v8::PropertyFilter FilterOf(napi_key_filter filter) {
  int bits = v8::ALL_PROPERTIES;
  if ((filter & napi_key_writable) != 0) bits |= v8::ONLY_WRITABLE;
  if ((filter & napi_key_enumerable) != 0) bits |= v8::ONLY_ENUMERABLE;
  if ((filter & napi_key_configurable) != 0) bits |= v8::ONLY_CONFIGURABLE;
  if ((filter & napi_key_skip_strings) != 0) bits |= v8::SKIP_STRINGS;
  if ((filter & napi_key_skip_symbols) != 0) bits |= v8::SKIP_SYMBOLS;
  return static_cast<v8::PropertyFilter>(bits);
}

napi_status GiveTrue(JsEntry* entry, v8::Maybe<bool> done, napi_status otherwise = napi_generic_failure) {
  return done.FromMaybe(false) ? entry->Done() : entry->FailUnlessThrown(otherwise);
}

napi_status GiveAnswer(JsEntry* entry, v8::Maybe<bool> answer, bool* result) {
  if (answer.IsNothing()) return entry->FailUnlessThrown(napi_generic_failure);
  if (result != nullptr) *result = answer.FromJust();
  return entry->Done();
}

napi_status SetIntegrity(napi_env env, napi_value object, v8::IntegrityLevel level) {
  JsEntry entry(env);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveTrue(&entry, target->SetIntegrityLevel(env->context(), level));
}

}  // namespace

napi_status napi_create_object(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Object::New(env->isolate()));
}

napi_status napi_create_array(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Array::New(env->isolate()));
}

napi_status napi_create_array_with_length(napi_env env, size_t length, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Array::New(env->isolate(), static_cast<int>(length)));
}

napi_status napi_is_array(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsArray();
  return env->ClearError();
}

napi_status napi_get_array_length(napi_env env, napi_value value, uint32_t* result) {
  JsEntry entry(env, value, result);
  if (entry.failed()) return entry.status();
  if (!ToLocal(value)->IsArray()) return entry.Fail(napi_array_expected);
  *result = ToLocal(value).As<v8::Array>()->Length();
  return entry.Done();
}

napi_status napi_get_prototype(napi_env env, napi_value object, napi_value* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return entry.Give(result, target->GetPrototypeV2());  // A proxy's handler is not asked.
}

napi_status napi_get_property_names(napi_env env, napi_value object, napi_value* result) {
  return napi_get_all_property_names(env, object, napi_key_include_prototypes,
                                     static_cast<napi_key_filter>(napi_key_enumerable | napi_key_skip_symbols), napi_key_numbers_to_strings, result);
}

napi_status napi_get_all_property_names(napi_env env, napi_value object, napi_key_collection_mode key_mode, napi_key_filter key_filter,
                                        napi_key_conversion key_conversion, napi_value* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  if (key_mode != napi_key_include_prototypes && key_mode != napi_key_own_only) return entry.Fail(napi_invalid_arg);
  if (key_conversion != napi_key_keep_numbers && key_conversion != napi_key_numbers_to_strings) return entry.Fail(napi_invalid_arg);
  const auto mode = key_mode == napi_key_own_only ? v8::KeyCollectionMode::kOwnOnly : v8::KeyCollectionMode::kIncludePrototypes;
  const auto conversion = key_conversion == napi_key_keep_numbers ? v8::KeyConversionMode::kKeepNumbers : v8::KeyConversionMode::kConvertToString;
  v8::Local<v8::Array> names;
  if (!target->GetPropertyNames(env->context(), mode, FilterOf(key_filter), v8::IndexFilter::kIncludeIndices, conversion).ToLocal(&names)) {
    return entry.FailUnlessThrown(napi_generic_failure);
  }
  return entry.Give(result, names);
}

napi_status napi_set_property(napi_env env, napi_value object, napi_value key, napi_value value) {
  JsEntry entry(env, key, value);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveTrue(&entry, target->Set(env->context(), ToLocal(key), ToLocal(value)));
}

napi_status napi_has_property(napi_env env, napi_value object, napi_value key, bool* result) {
  JsEntry entry(env, result, key);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveAnswer(&entry, target->Has(env->context(), ToLocal(key)), result);
}

napi_status napi_get_property(napi_env env, napi_value object, napi_value key, napi_value* result) {
  JsEntry entry(env, key, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return entry.GiveMaybe(result, target->Get(env->context(), ToLocal(key)));
}

napi_status napi_delete_property(napi_env env, napi_value object, napi_value key, bool* result) {
  JsEntry entry(env, key);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveAnswer(&entry, target->Delete(env->context(), ToLocal(key)), result);
}

napi_status napi_has_own_property(napi_env env, napi_value object, napi_value key, bool* result) {
  JsEntry entry(env, key, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  if (!ToLocal(key)->IsName()) return entry.Fail(napi_name_expected);
  return GiveAnswer(&entry, target->HasOwnProperty(env->context(), ToLocal(key).As<v8::Name>()), result);
}

napi_status napi_set_named_property(napi_env env, napi_value object, const char* utf8name, napi_value value) {
  JsEntry entry(env, value);
  v8::Local<v8::Object> target;
  v8::Local<v8::String> name;
  if (entry.failed() || !entry.ToObject(object, &target) || !entry.ToName(utf8name, NAPI_AUTO_LENGTH, &name)) return entry.status();
  return GiveTrue(&entry, target->Set(env->context(), name, ToLocal(value)));
}

napi_status napi_has_named_property(napi_env env, napi_value object, const char* utf8name, bool* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  v8::Local<v8::String> name;
  if (entry.failed() || !entry.ToObject(object, &target) || !entry.ToName(utf8name, NAPI_AUTO_LENGTH, &name)) return entry.status();
  return GiveAnswer(&entry, target->Has(env->context(), name), result);
}

napi_status napi_get_named_property(napi_env env, napi_value object, const char* utf8name, napi_value* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  v8::Local<v8::String> name;
  if (entry.failed() || !entry.ToName(utf8name, NAPI_AUTO_LENGTH, &name) || !entry.ToObject(object, &target)) return entry.status();
  return entry.GiveMaybe(result, target->Get(env->context(), name));
}

napi_status napi_set_element(napi_env env, napi_value object, uint32_t index, napi_value value) {
  JsEntry entry(env, value);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveTrue(&entry, target->Set(env->context(), index, ToLocal(value)));
}

napi_status napi_has_element(napi_env env, napi_value object, uint32_t index, bool* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveAnswer(&entry, target->Has(env->context(), index), result);
}

napi_status napi_get_element(napi_env env, napi_value object, uint32_t index, napi_value* result) {
  JsEntry entry(env, result);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return entry.GiveMaybe(result, target->Get(env->context(), index));
}

napi_status napi_delete_element(napi_env env, napi_value object, uint32_t index, bool* result) {
  JsEntry entry(env);
  v8::Local<v8::Object> target;
  if (entry.failed() || !entry.ToObject(object, &target)) return entry.status();
  return GiveAnswer(&entry, target->Delete(env->context(), index), result);
}

napi_status napi_define_properties(napi_env env, napi_value object, size_t property_count, const napi_property_descriptor* properties) {
  JsEntry entry(env);
  if (entry.failed()) return entry.status();
  if (property_count > 0 && properties == nullptr) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Object> target;
  if (!entry.ToObject(object, &target)) return entry.status();
  for (size_t i = 0; i < property_count; i++) {
    const napi_property_descriptor& property = properties[i];
    v8::Local<v8::Name> name;
    if (napi_status bad = NameOf(env, property, &name)) return entry.FailUnlessThrown(bad);
    v8::Maybe<bool> defined = v8::Nothing<bool>();
    const bool writable = (property.attributes & napi_writable) != 0;
    auto define = [&](v8::PropertyDescriptor* descriptor) {
      descriptor->set_enumerable((property.attributes & napi_enumerable) != 0);
      descriptor->set_configurable((property.attributes & napi_configurable) != 0);
      defined = target->DefineProperty(env->context(), name, *descriptor);
    };
    napi_status otherwise = napi_invalid_arg;
    if (property.getter != nullptr || property.setter != nullptr) {
      v8::Local<v8::Function> getter, setter;
      if (property.getter != nullptr && !NewFunction(env, property.getter, property.data).ToLocal(&getter)) return entry.Fail(napi_generic_failure);
      if (property.setter != nullptr && !NewFunction(env, property.setter, property.data).ToLocal(&setter)) return entry.Fail(napi_generic_failure);
      v8::PropertyDescriptor descriptor(getter, setter);
      define(&descriptor);
    } else if (property.method != nullptr) {
      v8::Local<v8::Function> method;
      if (!NewFunction(env, property.method, property.data).ToLocal(&method)) return entry.Fail(napi_generic_failure);
      v8::PropertyDescriptor descriptor(method, writable);
      define(&descriptor);
      otherwise = napi_generic_failure;
    } else {
      if (property.value == nullptr) return entry.Fail(napi_invalid_arg);
      v8::PropertyDescriptor descriptor(ToLocal(property.value), writable);
      define(&descriptor);
    }
    if (!defined.FromMaybe(false)) return entry.FailUnlessThrown(otherwise);
  }
  return entry.Done();
}

napi_status napi_object_freeze(napi_env env, napi_value object) { return SetIntegrity(env, object, v8::IntegrityLevel::kFrozen); }
napi_status napi_object_seal(napi_env env, napi_value object) { return SetIntegrity(env, object, v8::IntegrityLevel::kSealed); }

napi_status napi_instanceof(napi_env env, napi_value object, napi_value constructor, bool* result) {
  JsEntry entry(env, object, result);
  if (entry.failed()) return entry.status();
  *result = false;
  v8::Local<v8::Object> target;
  if (!entry.ToObject(constructor, &target)) return entry.status();
  if (!target->IsFunction()) {
    napi_throw_type_error(env, "ERR_NAPI_CONS_FUNCTION", "Constructor must be a function");
    return entry.Fail(napi_function_expected);
  }
  return GiveAnswer(&entry, ToLocal(object)->InstanceOf(env->context(), target), result);
}
