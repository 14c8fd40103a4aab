// Undefined to numbers: making, reading, converting.
#include <cmath>

#include <v8-date.h>

#include "runtime/napi/entry.h"

using namespace isoscope::napi;

namespace {

template <typename T, typename Read>
napi_status ReadNumber(napi_env env, napi_value value, T* result, Read read) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  if (!ToLocal(value)->IsNumber()) return env->SetError(napi_number_expected);
  *result = read(ToLocal(value));
  return env->ClearError();
}

}  // namespace

napi_status napi_get_undefined(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Undefined(env->isolate()));
}

napi_status napi_get_null(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Null(env->isolate()));
}

napi_status napi_get_global(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, env->context()->Global());
}

napi_status napi_get_boolean(napi_env env, bool value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Boolean::New(env->isolate(), value));
}

napi_status napi_create_double(napi_env env, double value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Number::New(env->isolate(), value));
}

napi_status napi_create_int32(napi_env env, int32_t value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Integer::New(env->isolate(), value));
}

napi_status napi_create_uint32(napi_env env, uint32_t value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Integer::NewFromUnsigned(env->isolate(), value));
}

napi_status napi_create_int64(napi_env env, int64_t value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::Number::New(env->isolate(), static_cast<double>(value)));
}

napi_status napi_typeof(napi_env env, napi_value value, napi_valuetype* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  v8::Local<v8::Value> local = ToLocal(value);
  if (local->IsNumber()) {
    *result = napi_number;
  } else if (local->IsBigInt()) {
    *result = napi_bigint;
  } else if (local->IsString()) {
    *result = napi_string;
  } else if (local->IsFunction()) {  // These two are objects too.
    *result = napi_function;
  } else if (local->IsExternal()) {
    *result = napi_external;
  } else if (local->IsObject()) {
    *result = napi_object;
  } else if (local->IsBoolean()) {
    *result = napi_boolean;
  } else if (local->IsUndefined()) {
    *result = napi_undefined;
  } else if (local->IsSymbol()) {
    *result = napi_symbol;
  } else if (local->IsNull()) {
    *result = napi_null;
  } else {
    return env->SetError(napi_invalid_arg);
  }
  return env->ClearError();
}

napi_status napi_get_value_double(napi_env env, napi_value value, double* result) {
  return ReadNumber(env, value, result, [](v8::Local<v8::Value> number) { return number.As<v8::Number>()->Value(); });
}

napi_status napi_get_value_int32(napi_env env, napi_value value, int32_t* result) {
  return ReadNumber(env, value, result, [&](v8::Local<v8::Value> number) {
    return number->IsInt32() ? number.As<v8::Int32>()->Value() : number->Int32Value(env->context()).FromMaybe(0);
  });
}

napi_status napi_get_value_uint32(napi_env env, napi_value value, uint32_t* result) {
  return ReadNumber(env, value, result, [&](v8::Local<v8::Value> number) {
    return number->IsUint32() ? number.As<v8::Uint32>()->Value() : number->Uint32Value(env->context()).FromMaybe(0);
  });
}

napi_status napi_get_value_int64(napi_env env, napi_value value, int64_t* result) {
  return ReadNumber(env, value, result, [&](v8::Local<v8::Value> number) -> int64_t {
    if (!std::isfinite(number.As<v8::Number>()->Value())) return 0;
    return number->IntegerValue(env->context()).FromMaybe(0);  // Clamped to what fits.
  });
}

napi_status napi_get_value_bool(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  if (!ToLocal(value)->IsBoolean()) return env->SetError(napi_boolean_expected);
  *result = ToLocal(value).As<v8::Boolean>()->Value();
  return env->ClearError();
}

napi_status napi_coerce_to_bool(napi_env env, napi_value value, napi_value* result) {
  JsEntry entry(env, value, result);
  if (entry.failed()) return entry.status();
  return entry.Give(result, ToLocal(value)->ToBoolean(env->isolate()));
}

napi_status napi_coerce_to_number(napi_env env, napi_value value, napi_value* result) {
  JsEntry entry(env, value, result);
  if (entry.failed()) return entry.status();
  v8::Local<v8::Number> number;
  if (!ToLocal(value)->ToNumber(env->context()).ToLocal(&number)) return entry.Fail(napi_number_expected);
  return entry.Give(result, number);
}

napi_status napi_coerce_to_object(napi_env env, napi_value value, napi_value* result) {
  JsEntry entry(env, value, result);
  v8::Local<v8::Object> object;
  if (entry.failed() || !entry.ToObject(value, &object)) return entry.status();
  return entry.Give(result, object);
}

napi_status napi_coerce_to_string(napi_env env, napi_value value, napi_value* result) {
  JsEntry entry(env, value, result);
  if (entry.failed()) return entry.status();
  v8::Local<v8::String> string;
  if (!ToLocal(value)->ToString(env->context()).ToLocal(&string)) return entry.Fail(napi_string_expected);
  return entry.Give(result, string);
}

napi_status napi_strict_equals(napi_env env, napi_value lhs, napi_value rhs, bool* result) {
  JsEntry entry(env, lhs, rhs, result);
  if (entry.failed()) return entry.status();
  *result = ToLocal(lhs)->StrictEquals(ToLocal(rhs));
  return entry.Done();
}

napi_status napi_create_date(napi_env env, double time, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  return entry.GiveMaybe(result, v8::Date::New(env->context(), time));
}

napi_status napi_is_date(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsDate();
  return env->ClearError();
}

napi_status napi_get_date_value(napi_env env, napi_value value, double* result) {
  JsEntry entry(env, value, result);
  if (entry.failed()) return entry.status();
  if (!ToLocal(value)->IsDate()) return entry.Fail(napi_date_expected);
  *result = ToLocal(value).As<v8::Date>()->ValueOf();
  return entry.Done();
}
