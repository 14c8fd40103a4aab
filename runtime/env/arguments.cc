#include "runtime/env/arguments.h"

#include <cmath>
#include <limits>

#include <v8-exception.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-typed-array.h>

#include "runtime/base/check.h"
#include "runtime/env/simdutf.h"

namespace isoscope {
namespace {

bool Mismatch(const CallInfo& info, int index, const char* expected) {
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The native argument at index " + std::to_string(index) + " must be " + expected);
  return false;
}

void Throw(v8::Isolate* isolate, v8::Local<v8::Value> (*make)(v8::Local<v8::String>, v8::Local<v8::Value>), const char* code,
           std::string_view message) {
  v8::HandleScope scope(isolate);
  v8::Local<v8::String> text;
  if (!Utf8(isolate, message).ToLocal(&text)) text = OneByte(isolate, code);
  v8::Local<v8::Value> error = make(text, {});
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  // A failing definition leaves its own exception pending: that one is thrown then.
  if (error.As<v8::Object>()->CreateDataProperty(context, Internalized(isolate, "code"), OneByte(isolate, code)).IsNothing()) return;
  isolate->ThrowException(error);
}

}  // namespace

bool GetInt32(const CallInfo& info, int index, int32_t* out) {
  v8::Local<v8::Value> value = info[index];
  if (!value->IsInt32()) return Mismatch(info, index, "an int32");
  *out = value.As<v8::Int32>()->Value();
  return true;
}

bool GetUint32(const CallInfo& info, int index, uint32_t* out) {
  v8::Local<v8::Value> value = info[index];
  if (!value->IsUint32()) return Mismatch(info, index, "a uint32");
  *out = value.As<v8::Uint32>()->Value();
  return true;
}

bool GetInt64(const CallInfo& info, int index, int64_t* out) {
  v8::Local<v8::Value> value = info[index];
  if (value->IsBigInt()) {
    bool lossless = false;
    *out = value.As<v8::BigInt>()->Int64Value(&lossless);
    return lossless || Mismatch(info, index, "an int64");
  }
  if (!value->IsNumber()) return Mismatch(info, index, "an integer");
  double number = value.As<v8::Number>()->Value();
  constexpr double kLimit = 9223372036854775808.0;  // 2^63: doubles below it convert without overflow.
  if (std::trunc(number) != number || number < -kLimit || number >= kLimit) return Mismatch(info, index, "an integer");
  *out = static_cast<int64_t>(number);
  return true;
}

bool GetDouble(const CallInfo& info, int index, double* out) {
  if (!info[index]->IsNumber()) return Mismatch(info, index, "a number");
  *out = info[index].As<v8::Number>()->Value();
  return true;
}

bool GetBool(const CallInfo& info, int index, bool* out) {
  if (!info[index]->IsBoolean()) return Mismatch(info, index, "a boolean");
  *out = info[index]->IsTrue();
  return true;
}

bool GetUtf8(const CallInfo& info, int index, std::string* out) {
  if (!info[index]->IsString()) return Mismatch(info, index, "a string");
  *out = ToUtf8(info.GetIsolate(), info[index]);
  return true;
}

bool GetPath(const CallInfo& info, int index, std::string* out) {
  if (info[index]->IsString()) {
    *out = ToUtf8(info.GetIsolate(), info[index]);
  } else {
    Bytes bytes;
    if (!info[index]->IsUint8Array() || !BytesOf(info[index], &bytes)) return Mismatch(info, index, "a path: a string or Uint8Array");
    out->assign(bytes.view());
  }
  return out->find('\0') == std::string::npos || Mismatch(info, index, "a path without null bytes");
}

bool GetFunction(const CallInfo& info, int index, v8::Local<v8::Function>* out) {
  if (!info[index]->IsFunction()) return Mismatch(info, index, "a function");
  *out = info[index].As<v8::Function>();
  return true;
}

bool GetObject(const CallInfo& info, int index, v8::Local<v8::Object>* out) {
  if (!info[index]->IsObject()) return Mismatch(info, index, "an object");
  *out = info[index].As<v8::Object>();
  return true;
}

bool BytesOf(v8::Local<v8::Value> value, Bytes* out) {
  size_t offset = 0;
  if (value->IsArrayBufferView()) {
    v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    offset = view->ByteOffset();
    out->size = view->ByteLength();
    out->keep_alive = view->Buffer()->GetBackingStore();
  } else if (value->IsArrayBuffer()) {
    out->keep_alive = value.As<v8::ArrayBuffer>()->GetBackingStore();
    out->size = value.As<v8::ArrayBuffer>()->ByteLength();
  } else if (value->IsSharedArrayBuffer()) {
    out->keep_alive = value.As<v8::SharedArrayBuffer>()->GetBackingStore();
    out->size = value.As<v8::SharedArrayBuffer>()->ByteLength();
  } else {
    return false;
  }
  out->data = static_cast<uint8_t*>(out->keep_alive->Data()) + offset;
  return true;
}

bool GetBytes(const CallInfo& info, int index, Bytes* out) {
  return BytesOf(info[index], out) || Mismatch(info, index, "an ArrayBuffer or a view of one");
}

std::string Latin1ToUtf8(std::string_view text) {
  if (simdutf::validate_ascii(text.data(), text.size())) return std::string(text);
  std::string result(simdutf::utf8_length_from_latin1(text.data(), text.size()), '\0');
  simdutf::convert_latin1_to_utf8(text.data(), text.size(), result.data());
  return result;
}

std::string ToUtf8(v8::Isolate* isolate, v8::Local<v8::Value> string) {
  if (string.IsEmpty() || !string->IsString()) return {};  // A frame of evaluated code has no script name at all.
  v8::Local<v8::String> text = string.As<v8::String>();
  {
    const v8::String::ValueView view(isolate, text);
    if (view.is_one_byte()) return Latin1ToUtf8({reinterpret_cast<const char*>(view.data8()), static_cast<size_t>(view.length())});
  }
  std::string result(text->Utf8LengthV2(isolate), '\0');
  text->WriteUtf8V2(isolate, result.data(), result.size(), v8::String::WriteFlags::kReplaceInvalidUtf8);
  return result;
}

void ThrowTypeError(v8::Isolate* isolate, const char* code, std::string_view message) { Throw(isolate, v8::Exception::TypeError, code, message); }
void ThrowRangeError(v8::Isolate* isolate, const char* code, std::string_view message) { Throw(isolate, v8::Exception::RangeError, code, message); }
void ThrowError(v8::Isolate* isolate, const char* code, std::string_view message) { Throw(isolate, v8::Exception::Error, code, message); }

v8::Local<v8::String> OneByte(v8::Isolate* isolate, std::string_view ascii) {
  return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(ascii.data()), v8::NewStringType::kNormal,
                                    static_cast<int>(ascii.size()))
      .ToLocalChecked();
}

v8::Local<v8::String> Internalized(v8::Isolate* isolate, std::string_view ascii) {
  return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(ascii.data()), v8::NewStringType::kInternalized,
                                    static_cast<int>(ascii.size()))
      .ToLocalChecked();
}

v8::MaybeLocal<v8::String> Utf8(v8::Isolate* isolate, std::string_view text) {
  if (text.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return {};
  return v8::String::NewFromUtf8(isolate, text.data(), v8::NewStringType::kNormal, static_cast<int>(text.size()));
}

void SetConstant(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string_view name, double value) {
  SetProperty(context, target, name, v8::Number::New(v8::Isolate::GetCurrent(), value));
}

void SetProperty(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string_view name, v8::Local<v8::Value> value) {
  ISOSCOPE_CHECK(target->CreateDataProperty(context, Internalized(v8::Isolate::GetCurrent(), name), value).FromMaybe(false));
}

}  // namespace isoscope
