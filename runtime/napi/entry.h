// What every function of the interface begins and ends with. Isolate thread only.
//
//   if (napi_status bad = Enter(env, value, result)) return bad;       // Null arguments; nothing here can run JavaScript.
//   JsEntry entry(env, key, result); if (entry.failed()) return entry.status();   // May run JavaScript: refused while an exception waits.
#ifndef ISOSCOPE_RUNTIME_NAPI_ENTRY_H_
#define ISOSCOPE_RUNTIME_NAPI_ENTRY_H_

#include <climits>
#include <cstring>
#include <optional>

#include <v8-exception.h>
#include <v8-function.h>
#include <v8-object.h>

#include "runtime/napi/addon_env.h"

namespace isoscope::napi {

// A napi_value is a v8::Local: one pointer.
static_assert(sizeof(v8::Local<v8::Value>) == sizeof(napi_value));
inline v8::Local<v8::Value> ToLocal(napi_value value) {
  v8::Local<v8::Value> local;
  std::memcpy(static_cast<void*>(&local), &value, sizeof(value));
  return local;
}
inline napi_value FromLocal(v8::Local<v8::Value> local) {
  napi_value value;
  std::memcpy(&value, static_cast<void*>(&local), sizeof(value));
  return value;
}
inline v8::Local<v8::Value>* ToLocals(const napi_value* values) { return reinterpret_cast<v8::Local<v8::Value>*>(const_cast<napi_value*>(values)); }

template <typename... Pointers>
napi_status Enter(napi_env env, Pointers... required) {
  if (env == nullptr) return napi_invalid_arg;
  env->CheckNotInGc();
  if ((... || (required == nullptr))) return env->SetError(napi_invalid_arg);
  return napi_ok;
}
// For functions that finalizers may call inside the garbage collector.
template <typename... Pointers>
napi_status EnterBasic(napi_env env, Pointers... required) {
  if (env == nullptr) return napi_invalid_arg;
  if ((... || (required == nullptr))) return env->SetError(napi_invalid_arg);
  return napi_ok;
}

inline napi_status Give(napi_env env, napi_value* result, v8::Local<v8::Value> value) {
  *result = FromLocal(value);
  return env->ClearError();
}

class JsEntry {
 public:
  template <typename... Pointers>
  explicit JsEntry(napi_env env, Pointers... required) : env_(env) {
    if (!Open()) return;
    if ((... || (required == nullptr))) Fail(napi_invalid_arg);
  }
  ~JsEntry() {
    // Waits until the add-on returns to JavaScript, or clears it.
    if (try_catch_.has_value() && try_catch_->HasCaught()) env_->last_exception.Reset(env_->isolate(), try_catch_->Exception());
  }
  JsEntry(const JsEntry&) = delete;
  JsEntry& operator=(const JsEntry&) = delete;

  bool failed() const { return status_ != napi_ok; }
  napi_status status() const { return status_; }
  bool HasCaught() const { return try_catch_->HasCaught(); }

  napi_status Fail(napi_status status) { return status_ = env_->SetError(status); }
  // What JavaScript threw comes first.
  napi_status FailUnlessThrown(napi_status status) { return Fail(HasCaught() ? napi_pending_exception : status); }
  napi_status Done() { return HasCaught() ? Fail(napi_pending_exception) : napi_ok; }
  napi_status Give(napi_value* result, v8::Local<v8::Value> value) {
    *result = FromLocal(value);
    return Done();
  }
  napi_status GiveMaybe(napi_value* result, v8::MaybeLocal<v8::Value> maybe, napi_status otherwise = napi_generic_failure) {
    v8::Local<v8::Value> value;
    return maybe.ToLocal(&value) ? Give(result, value) : FailUnlessThrown(otherwise);
  }

  // False after Fail.
  bool ToObject(napi_value value, v8::Local<v8::Object>* out) {
    if (value == nullptr) return Fail(napi_invalid_arg) == napi_ok;
    return ToLocal(value)->ToObject(env_->context()).ToLocal(out) || Fail(napi_object_expected) == napi_ok;
  }
  bool ToFunction(napi_value value, v8::Local<v8::Function>* out) {
    if (value == nullptr || !ToLocal(value)->IsFunction()) return Fail(napi_invalid_arg) == napi_ok;
    *out = ToLocal(value).As<v8::Function>();
    return true;
  }
  bool ToName(const char* utf8, size_t length, v8::Local<v8::String>* out) {
    if (utf8 == nullptr || (length != NAPI_AUTO_LENGTH && length > INT_MAX)) return Fail(napi_invalid_arg) == napi_ok;
    return v8::String::NewFromUtf8(env_->isolate(), utf8, v8::NewStringType::kInternalized, static_cast<int>(length)).ToLocal(out) ||
           Fail(napi_generic_failure) == napi_ok;
  }

 private:
  bool Open();

  napi_env const env_;
  napi_status status_ = napi_ok;
  std::optional<v8::TryCatch> try_catch_;
};

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_ENTRY_H_
