// BigInts by 64 bits and by words.
#include "runtime/napi/entry.h"

using namespace isoscope::napi;

napi_status napi_create_bigint_int64(napi_env env, int64_t value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::BigInt::New(env->isolate(), value));
}

napi_status napi_create_bigint_uint64(napi_env env, uint64_t value, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  return Give(env, result, v8::BigInt::NewFromUnsigned(env->isolate(), value));
}

napi_status napi_create_bigint_words(napi_env env, int sign_bit, size_t word_count, const uint64_t* words, napi_value* result) {
  JsEntry entry(env, words, result);
  if (entry.failed()) return entry.status();
  if (word_count > INT_MAX) return entry.Fail(napi_invalid_arg);
  // Too many words throw a RangeError.
  v8::MaybeLocal<v8::BigInt> made = v8::BigInt::NewFromWords(env->context(), sign_bit, static_cast<int>(word_count), words);
  v8::Local<v8::BigInt> value;
  return made.ToLocal(&value) ? entry.Give(result, value) : entry.FailUnlessThrown(napi_generic_failure);
}

napi_status napi_get_value_bigint_int64(napi_env env, napi_value value, int64_t* result, bool* lossless) {
  if (napi_status bad = Enter(env, value, result, lossless)) return bad;
  if (!ToLocal(value)->IsBigInt()) return env->SetError(napi_bigint_expected);
  *result = ToLocal(value).As<v8::BigInt>()->Int64Value(lossless);
  return env->ClearError();
}

napi_status napi_get_value_bigint_uint64(napi_env env, napi_value value, uint64_t* result, bool* lossless) {
  if (napi_status bad = Enter(env, value, result, lossless)) return bad;
  if (!ToLocal(value)->IsBigInt()) return env->SetError(napi_bigint_expected);
  *result = ToLocal(value).As<v8::BigInt>()->Uint64Value(lossless);
  return env->ClearError();
}

napi_status napi_get_value_bigint_words(napi_env env, napi_value value, int* sign_bit, size_t* word_count, uint64_t* words) {
  if (napi_status bad = Enter(env, value, word_count)) return bad;
  if (!ToLocal(value)->IsBigInt()) return env->SetError(napi_bigint_expected);
  v8::Local<v8::BigInt> bigint = ToLocal(value).As<v8::BigInt>();
  int count = bigint->WordCount();
  if (sign_bit != nullptr || words != nullptr) {
    if (sign_bit == nullptr || words == nullptr) return env->SetError(napi_invalid_arg);
    count = *word_count > INT_MAX ? INT_MAX : static_cast<int>(*word_count);
    bigint->ToWordsArray(sign_bit, &count, words);
  }
  *word_count = static_cast<size_t>(count);
  return env->ClearError();
}
