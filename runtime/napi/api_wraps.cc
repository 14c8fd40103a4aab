// Native data on values: wraps, externals, type tags, finalizers.
#include <v8-external.h>

#include "runtime/napi/entry.h"
#include "runtime/napi/napi_state.h"
#include "runtime/napi/reference.h"

using namespace isoscope::napi;

namespace {

// What an External points to: it can carry no property, so its tag lies here. Goes with the External, or with the environment.
class ExternalData : public Tracked {
 public:
  static v8::Local<v8::External> New(napi_env env, void* data) {
    auto* made = new ExternalData(env, data);
    v8::Local<v8::External> external = v8::External::New(env->isolate(), made);
    made->external_.Reset(env->isolate(), external);
    made->external_.SetWeak(
        made, [](const v8::WeakCallbackInfo<ExternalData>& info) { delete info.GetParameter(); }, v8::WeakCallbackType::kParameter);
    return external;
  }
  // Null for an External that no add-on made.
  static ExternalData* From(v8::Local<v8::Value> value) { return static_cast<ExternalData*>(value.As<v8::External>()->Value()); }
  void Finalize() override { delete this; }

  void* const data;
  bool has_tag = false;
  napi_type_tag tag{};

 private:
  ExternalData(napi_env env, void* data) : data(data) { env->others.Push(this); }
  v8::Global<v8::External> external_;
};

bool SameTag(const napi_type_tag& a, const napi_type_tag& b) { return a.lower == b.lower && a.upper == b.upper; }

napi_status Unwrap(napi_env env, napi_value js_object, void** result, bool remove) {
  JsEntry entry(env, js_object);
  if (entry.failed()) return entry.status();
  if ((!remove && result == nullptr) || !ToLocal(js_object)->IsObject()) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Object> object = ToLocal(js_object).As<v8::Object>();
  v8::Local<v8::Value> wrapped;
  if (!object->GetPrivate(env->context(), env->state()->wrap_key()).ToLocal(&wrapped) || !wrapped->IsExternal()) return entry.Fail(napi_invalid_arg);
  auto* reference = static_cast<napi_ref__*>(wrapped.As<v8::External>()->Value());
  if (result != nullptr) *result = reference->data();
  if (!remove) return entry.Done();
  if (!object->DeletePrivate(env->context(), env->state()->wrap_key()).FromMaybe(false)) return entry.FailUnlessThrown(napi_generic_failure);
  if (reference->ownership() == Ownership::kAddon) {
    reference->ForgetFinalizer();
  } else {
    delete reference;
  }
  return entry.Done();
}

}  // namespace

napi_status napi_wrap(napi_env env, napi_value js_object, void* native_object, node_api_basic_finalize finalize_cb, void* finalize_hint,
                      napi_ref* result) {
  JsEntry entry(env, js_object);
  if (entry.failed()) return entry.status();
  if (!ToLocal(js_object)->IsObject()) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::Object> object = ToLocal(js_object).As<v8::Object>();
  v8::Local<v8::Private> key = env->state()->wrap_key();
  if (object->HasPrivate(env->context(), key).FromMaybe(true)) return entry.FailUnlessThrown(napi_invalid_arg);  // Once only.
  if (result != nullptr && finalize_cb == nullptr) return entry.Fail(napi_invalid_arg);  // Nobody would know when to delete the reference.
  auto* reference =
      new napi_ref__(env, object, 0, result != nullptr ? Ownership::kAddon : Ownership::kOurs, {finalize_cb, native_object, finalize_hint});
  if (!object->SetPrivate(env->context(), key, v8::External::New(env->isolate(), reference)).FromMaybe(false)) {
    delete reference;
    return entry.FailUnlessThrown(napi_generic_failure);
  }
  if (result != nullptr) *result = reference;
  return entry.Done();
}

napi_status napi_unwrap(napi_env env, napi_value js_object, void** result) { return Unwrap(env, js_object, result, false); }
napi_status napi_remove_wrap(napi_env env, napi_value js_object, void** result) { return Unwrap(env, js_object, result, true); }

napi_status napi_create_external(napi_env env, void* data, node_api_basic_finalize finalize_cb, void* finalize_hint, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  v8::Local<v8::External> external = ExternalData::New(env, data);
  if (finalize_cb != nullptr) new napi_ref__(env, external, 0, Ownership::kOurs, {finalize_cb, data, finalize_hint});
  return entry.Give(result, external);
}

napi_status napi_get_value_external(napi_env env, napi_value value, void** result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  if (!ToLocal(value)->IsExternal()) return env->SetError(napi_invalid_arg);
  *result = ExternalData::From(ToLocal(value))->data;
  return env->ClearError();
}

napi_status napi_type_tag_object(napi_env env, napi_value value, const napi_type_tag* type_tag) {
  JsEntry entry(env, value, type_tag);
  if (entry.failed()) return entry.status();
  if (ToLocal(value)->IsExternal()) {
    ExternalData* external = ExternalData::From(ToLocal(value));
    if (external->has_tag) return entry.Fail(napi_invalid_arg);
    external->has_tag = true;
    external->tag = *type_tag;
    return entry.Done();
  }
  v8::Local<v8::Object> object;
  if (!entry.ToObject(value, &object)) return entry.status();
  v8::Local<v8::Private> key = env->state()->type_tag_key();
  if (object->HasPrivate(env->context(), key).FromMaybe(true)) return entry.FailUnlessThrown(napi_invalid_arg);
  const uint64_t words[] = {type_tag->lower, type_tag->upper};
  v8::Local<v8::BigInt> tag;
  if (!v8::BigInt::NewFromWords(env->context(), 0, 2, words).ToLocal(&tag) || !object->SetPrivate(env->context(), key, tag).FromMaybe(false)) {
    return entry.FailUnlessThrown(napi_generic_failure);
  }
  return entry.Done();
}

napi_status napi_check_object_type_tag(napi_env env, napi_value value, const napi_type_tag* type_tag, bool* result) {
  JsEntry entry(env, value, type_tag, result);
  if (entry.failed()) return entry.status();
  if (ToLocal(value)->IsExternal()) {
    const ExternalData* external = ExternalData::From(ToLocal(value));
    *result = external->has_tag && SameTag(external->tag, *type_tag);
    return entry.Done();
  }
  v8::Local<v8::Object> object;
  if (!entry.ToObject(value, &object)) return entry.status();
  v8::Local<v8::Value> tag;
  if (!object->GetPrivate(env->context(), env->state()->type_tag_key()).ToLocal(&tag)) return entry.FailUnlessThrown(napi_generic_failure);
  *result = false;
  if (tag->IsBigInt()) {
    int sign = 0, count = 2;
    uint64_t words[2] = {};
    tag.As<v8::BigInt>()->ToWordsArray(&sign, &count, words);  // Leading zeros are not among them.
    *result = SameTag({words[0], words[1]}, *type_tag);
  }
  return entry.Done();
}

napi_status napi_add_finalizer(napi_env env, napi_value js_object, void* finalize_data, node_api_basic_finalize finalize_cb, void* finalize_hint,
                               napi_ref* result) {
  if (napi_status bad = Enter(env, js_object, finalize_cb)) return bad;
  if (!ToLocal(js_object)->IsObject()) return env->SetError(napi_invalid_arg);
  const Ownership ownership = result != nullptr ? Ownership::kAddon : Ownership::kOurs;
  auto* reference = new napi_ref__(env, ToLocal(js_object), 0, ownership, {finalize_cb, finalize_data, finalize_hint});
  if (result != nullptr) *result = reference;
  return env->ClearError();
}
