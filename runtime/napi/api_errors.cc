// Errors: made, thrown, asked for; the last status; the ways to end the process.
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>

#include <v8-exception.h>

#include "runtime/env/arguments.h"
#include "runtime/napi/entry.h"

using namespace isoscope::napi;

namespace {

using MakeError = v8::Local<v8::Value> (*)(v8::Local<v8::String> message, v8::Local<v8::Value> options);

// By napi_status.
constexpr const char* kMessages[] = {nullptr,
                                     "Invalid argument",
                                     "An object was expected",
                                     "A string was expected",
                                     "A string or symbol was expected",
                                     "A function was expected",
                                     "A number was expected",
                                     "A boolean was expected",
                                     "An array was expected",
                                     "Unknown failure",
                                     "An exception is pending",
                                     "The async work item was cancelled",
                                     "napi_escape_handle already called on scope",
                                     "Invalid handle scope usage",
                                     "Invalid callback scope usage",
                                     "Thread-safe function queue is full",
                                     "Thread-safe function handle is closing",
                                     "A bigint was expected",
                                     "A date was expected",
                                     "An arraybuffer was expected",
                                     "A detachable arraybuffer was expected",
                                     "Main thread would deadlock",
                                     "External buffers are not allowed",
                                     "Cannot run JavaScript"};
static_assert(std::size(kMessages) == napi_cannot_run_js + 1);

bool SetCode(napi_env env, v8::Local<v8::Value> error, v8::Local<v8::Value> code) {
  return error.As<v8::Object>()->Set(env->context(), isoscope::Internalized(env->isolate(), "code"), code).FromMaybe(false);
}

napi_status CreateError(napi_env env, napi_value code, napi_value msg, napi_value* result, MakeError make) {
  if (napi_status bad = Enter(env, msg, result)) return bad;
  if (!ToLocal(msg)->IsString() || (code != nullptr && !ToLocal(code)->IsString())) return env->SetError(napi_string_expected);
  v8::Local<v8::Value> error = make(ToLocal(msg).As<v8::String>(), {});
  if (code != nullptr && !SetCode(env, error, ToLocal(code))) return env->SetError(napi_generic_failure);
  return Give(env, result, error);
}

napi_status ThrowNewError(napi_env env, const char* code, const char* msg, MakeError make) {
  JsEntry entry(env);
  v8::Local<v8::String> message, code_text;
  if (entry.failed() || !entry.ToName(msg, NAPI_AUTO_LENGTH, &message)) return entry.status();
  v8::Local<v8::Value> error = make(message, {});
  if (code != nullptr) {
    if (!entry.ToName(code, NAPI_AUTO_LENGTH, &code_text)) return entry.status();
    if (!SetCode(env, error, code_text)) return entry.FailUnlessThrown(napi_generic_failure);
  }
  env->isolate()->ThrowException(error);  // The entry keeps it.
  return env->ClearError();
}

std::string TextOf(const char* text, size_t length) {
  if (text == nullptr) return {};
  return length == NAPI_AUTO_LENGTH ? std::string(text) : std::string(text, length);
}

}  // namespace

napi_status napi_get_last_error_info(node_api_basic_env env, const napi_extended_error_info** result) {
  if (napi_status bad = EnterBasic(env, result)) return bad;
  env->last_error.error_message = kMessages[env->last_error.error_code];
  if (env->last_error.error_code == napi_ok) env->ClearError();
  *result = &env->last_error;
  return napi_ok;
}

napi_status napi_create_error(napi_env env, napi_value code, napi_value msg, napi_value* result) {
  return CreateError(env, code, msg, result, v8::Exception::Error);
}
napi_status napi_create_type_error(napi_env env, napi_value code, napi_value msg, napi_value* result) {
  return CreateError(env, code, msg, result, v8::Exception::TypeError);
}
napi_status napi_create_range_error(napi_env env, napi_value code, napi_value msg, napi_value* result) {
  return CreateError(env, code, msg, result, v8::Exception::RangeError);
}
napi_status node_api_create_syntax_error(napi_env env, napi_value code, napi_value msg, napi_value* result) {
  return CreateError(env, code, msg, result, v8::Exception::SyntaxError);
}

napi_status napi_throw(napi_env env, napi_value error) {
  JsEntry entry(env, error);
  if (entry.failed()) return entry.status();
  env->isolate()->ThrowException(ToLocal(error));
  return env->ClearError();
}
napi_status napi_throw_error(napi_env env, const char* code, const char* msg) { return ThrowNewError(env, code, msg, v8::Exception::Error); }
napi_status napi_throw_type_error(napi_env env, const char* code, const char* msg) { return ThrowNewError(env, code, msg, v8::Exception::TypeError); }
napi_status napi_throw_range_error(napi_env env, const char* code, const char* msg) {
  return ThrowNewError(env, code, msg, v8::Exception::RangeError);
}
napi_status node_api_throw_syntax_error(napi_env env, const char* code, const char* msg) {
  return ThrowNewError(env, code, msg, v8::Exception::SyntaxError);
}

napi_status napi_is_error(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsNativeError();
  return env->ClearError();
}

napi_status napi_is_exception_pending(napi_env env, bool* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  *result = !env->last_exception.IsEmpty();
  return env->ClearError();
}

napi_status napi_get_and_clear_last_exception(napi_env env, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  if (env->last_exception.IsEmpty()) return napi_get_undefined(env, result);
  *result = FromLocal(env->last_exception.Get(env->isolate()));
  env->last_exception.Reset();
  return env->ClearError();
}

napi_status napi_fatal_exception(napi_env env, napi_value err) {
  JsEntry entry(env, err);
  if (entry.failed()) return entry.status();
  env->ThrowUncaught(ToLocal(err));
  return env->ClearError();
}

void napi_fatal_error(const char* location, size_t location_len, const char* message, size_t message_len) {
  const std::string where = TextOf(location, location_len);
  const std::string what = TextOf(message, message_len);
  std::fprintf(stderr, "FATAL ERROR: %s%s%s\n", where.c_str(), where.empty() ? "" : " ", what.c_str());
  std::fflush(stderr);
  std::abort();
}
