// Reading what JavaScript passes to a binding function without ever trusting it.
//
// Isolate thread only. Each Get... returns false after throwing a TypeError with code ERR_INVALID_ARG_TYPE that names the argument's index;
// the caller just returns. Nothing here runs user JavaScript except ToPath's and ToUtf8's reading of real strings (which cannot).
#ifndef ISOSCOPE_RUNTIME_ENV_ARGUMENTS_H_
#define ISOSCOPE_RUNTIME_ENV_ARGUMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <v8-array-buffer.h>
#include <v8-function-callback.h>
#include <v8-primitive.h>

namespace isoscope {

using CallInfo = v8::FunctionCallbackInfo<v8::Value>;

bool GetInt32(const CallInfo& info, int index, int32_t* out);  // A number with an int32 value.
bool GetUint32(const CallInfo& info, int index, uint32_t* out);
bool GetInt64(const CallInfo& info, int index, int64_t* out);  // An integral number or a BigInt that fits.
bool GetDouble(const CallInfo& info, int index, double* out);
bool GetBool(const CallInfo& info, int index, bool* out);         // A boolean, nothing else.
bool GetUtf8(const CallInfo& info, int index, std::string* out);  // A string; lone surrogates become U+FFFD.
bool GetPath(const CallInfo& info, int index, std::string* out);  // A string or Uint8Array without NUL bytes.
bool GetFunction(const CallInfo& info, int index, v8::Local<v8::Function>* out);
bool GetObject(const CallInfo& info, int index, v8::Local<v8::Object>* out);

// The bytes of an ArrayBuffer, SharedArrayBuffer or view, valid as long as `keep_alive` is held (it pins the backing store, so a pool
// thread may use `data` while JavaScript detaches the buffer).
struct Bytes {
  uint8_t* data = nullptr;
  size_t size = 0;
  std::shared_ptr<v8::BackingStore> keep_alive;
  std::string_view view() const { return {reinterpret_cast<char*>(data), size}; }
};
bool GetBytes(const CallInfo& info, int index, Bytes* out);
// The same for a value in hand; false without throwing when it has no bytes.
bool BytesOf(v8::Local<v8::Value> value, Bytes* out);

std::string ToUtf8(v8::Isolate* isolate, v8::Local<v8::Value> string);  // "" for what is no string.
std::string Latin1ToUtf8(std::string_view text);

// Throws Node's shape of error: an Error of the given constructor with `code`.
void ThrowTypeError(v8::Isolate* isolate, const char* code, std::string_view message);
void ThrowRangeError(v8::Isolate* isolate, const char* code, std::string_view message);
void ThrowError(v8::Isolate* isolate, const char* code, std::string_view message);

v8::Local<v8::String> OneByte(v8::Isolate* isolate, std::string_view ascii);       // Must fit: for our own short texts.
v8::Local<v8::String> Internalized(v8::Isolate* isolate, std::string_view ascii);  // For property names.
v8::MaybeLocal<v8::String> Utf8(v8::Isolate* isolate, std::string_view text);      // Empty when longer than V8 allows.

// Constants and properties on binding objects: they happen at instantiation, where failing would be our own bug.
void SetConstant(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string_view name, double value);
void SetProperty(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string_view name, v8::Local<v8::Value> value);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ARGUMENTS_H_
