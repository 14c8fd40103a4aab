// Strings, property keys and symbols.
#include <algorithm>
#include <string_view>

#include "runtime/napi/entry.h"
#include "runtime/napi/reference.h"

using namespace isoscope::napi;

namespace {

template <typename Char>
napi_status EnterText(napi_env env, const Char* text, size_t length, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  if (length > 0 && text == nullptr) return env->SetError(napi_invalid_arg);
  if (length != NAPI_AUTO_LENGTH && length > INT_MAX) return env->SetError(napi_invalid_arg);
  return napi_ok;
}

napi_status GiveText(napi_env env, napi_value* result, v8::MaybeLocal<v8::String> made) {
  v8::Local<v8::String> string;
  return made.ToLocal(&string) ? Give(env, result, string) : env->SetError(napi_generic_failure);
}

napi_status NewLatin1(napi_env env, const char* text, size_t length, v8::NewStringType type, napi_value* result) {
  if (napi_status bad = EnterText(env, text, length, result)) return bad;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text);
  return GiveText(env, result, v8::String::NewFromOneByte(env->isolate(), bytes, type, static_cast<int>(length)));
}

napi_status NewUtf8(napi_env env, const char* text, size_t length, v8::NewStringType type, napi_value* result) {
  if (napi_status bad = EnterText(env, text, length, result)) return bad;
  return GiveText(env, result, v8::String::NewFromUtf8(env->isolate(), text, type, static_cast<int>(length)));
}

napi_status NewUtf16(napi_env env, const char16_t* text, size_t length, v8::NewStringType type, napi_value* result) {
  if (napi_status bad = EnterText(env, text, length, result)) return bad;
  const auto* units = reinterpret_cast<const uint16_t*>(text);
  return GiveText(env, result, v8::String::NewFromTwoByte(env->isolate(), units, type, static_cast<int>(length)));
}

// An external string's memory, until V8 drops the string, which may be after the environment has gone.
class TextOwner : public Tracked {
 public:
  TextOwner(napi_env env, Finalizer finalizer) : env_(env), finalizer_(finalizer) {
    (finalizer.callback != nullptr ? env->finalizing : env->others).Push(this);
  }
  // The environment ends first: the string may still be read.
  void Finalize() override {
    Unlink();
    env_ = nullptr;
  }
  ~TextOwner() override {
    if (finalizer_.callback == nullptr) return;
    if (env_ == nullptr) {
      finalizer_.callback(nullptr, finalizer_.data, finalizer_.hint);
    } else if (env_->api_version() == NAPI_VERSION_EXPERIMENTAL) {
      finalizer_.callback(env_, finalizer_.data, finalizer_.hint);
    } else {
      PostFinalizer(env_, finalizer_);  // V8 frees strings inside the garbage collector.
    }
  }

 private:
  napi_env env_;
  const Finalizer finalizer_;
};

template <typename Base, typename Char>
class ExternalText final : public Base, private TextOwner {
 public:
  ExternalText(napi_env env, const Char* text, size_t length, Finalizer finalizer) : TextOwner(env, finalizer), text_(text), length_(length) {}
  const Char* data() const override { return text_; }
  size_t length() const override { return length_; }

 private:
  const Char* const text_;
  const size_t length_;
};

using ExternalLatin1 = ExternalText<v8::String::ExternalOneByteStringResource, char>;
using ExternalUtf16 = ExternalText<v8::String::ExternalStringResource, uint16_t>;

napi_status EnterRead(napi_env env, napi_value value, const void* buffer, const size_t* result) {
  if (napi_status bad = Enter(env, value)) return bad;
  if (!ToLocal(value)->IsString()) return env->SetError(napi_string_expected);
  if (buffer == nullptr && result == nullptr) return env->SetError(napi_invalid_arg);
  return napi_ok;
}

napi_status GiveLength(napi_env env, size_t* result, size_t length) {
  if (result != nullptr) *result = length;
  return env->ClearError();
}

uint32_t Fitting(v8::Local<v8::String> string, size_t size) {
  return static_cast<uint32_t>(std::min(size - 1, static_cast<size_t>(string->Length())));
}

}  // namespace

napi_status napi_create_string_latin1(napi_env env, const char* str, size_t length, napi_value* result) {
  return NewLatin1(env, str, length, v8::NewStringType::kNormal, result);
}
napi_status napi_create_string_utf8(napi_env env, const char* str, size_t length, napi_value* result) {
  return NewUtf8(env, str, length, v8::NewStringType::kNormal, result);
}
napi_status napi_create_string_utf16(napi_env env, const char16_t* str, size_t length, napi_value* result) {
  return NewUtf16(env, str, length, v8::NewStringType::kNormal, result);
}
napi_status node_api_create_property_key_latin1(napi_env env, const char* str, size_t length, napi_value* result) {
  return NewLatin1(env, str, length, v8::NewStringType::kInternalized, result);
}
napi_status node_api_create_property_key_utf8(napi_env env, const char* str, size_t length, napi_value* result) {
  return NewUtf8(env, str, length, v8::NewStringType::kInternalized, result);
}
napi_status node_api_create_property_key_utf16(napi_env env, const char16_t* str, size_t length, napi_value* result) {
  return NewUtf16(env, str, length, v8::NewStringType::kInternalized, result);
}

napi_status node_api_create_external_string_latin1(napi_env env, char* str, size_t length, node_api_basic_finalize finalize, void* hint,
                                                   napi_value* result, bool* copied) {
  if (napi_status bad = EnterText(env, str, length, result)) return bad;
  if (length == NAPI_AUTO_LENGTH) length = std::string_view(str).size();
  auto* text = new ExternalLatin1(env, str, length, {finalize, str, hint});  // V8 owns it, also when it fails.
  const napi_status status = GiveText(env, result, v8::String::NewExternalOneByte(env->isolate(), text));
  if (status == napi_ok && copied != nullptr) *copied = false;
  return status;
}

napi_status node_api_create_external_string_utf16(napi_env env, char16_t* str, size_t length, node_api_basic_finalize finalize, void* hint,
                                                  napi_value* result, bool* copied) {
  if (napi_status bad = EnterText(env, str, length, result)) return bad;
  if (length == NAPI_AUTO_LENGTH) length = std::u16string_view(str).size();
  auto* text = new ExternalUtf16(env, reinterpret_cast<const uint16_t*>(str), length, {finalize, str, hint});
  const napi_status status = GiveText(env, result, v8::String::NewExternalTwoByte(env->isolate(), text));
  if (status == napi_ok && copied != nullptr) *copied = false;
  return status;
}

napi_status napi_get_value_string_latin1(napi_env env, napi_value value, char* buf, size_t bufsize, size_t* result) {
  if (napi_status bad = EnterRead(env, value, buf, result)) return bad;
  v8::Local<v8::String> string = ToLocal(value).As<v8::String>();
  if (buf == nullptr) return GiveLength(env, result, static_cast<size_t>(string->Length()));
  if (bufsize == 0) return GiveLength(env, result, 0);
  const uint32_t length = Fitting(string, bufsize);
  string->WriteOneByteV2(env->isolate(), 0, length, reinterpret_cast<uint8_t*>(buf), v8::String::WriteFlags::kNullTerminate);
  return GiveLength(env, result, length);
}

napi_status napi_get_value_string_utf8(napi_env env, napi_value value, char* buf, size_t bufsize, size_t* result) {
  if (napi_status bad = EnterRead(env, value, buf, result)) return bad;
  v8::Local<v8::String> string = ToLocal(value).As<v8::String>();
  if (buf == nullptr) return GiveLength(env, result, string->Utf8LengthV2(env->isolate()));
  if (bufsize == 0) return GiveLength(env, result, 0);
  const size_t length = string->WriteUtf8V2(env->isolate(), buf, bufsize - 1, v8::String::WriteFlags::kReplaceInvalidUtf8);
  buf[length] = '\0';
  return GiveLength(env, result, length);
}

napi_status napi_get_value_string_utf16(napi_env env, napi_value value, char16_t* buf, size_t bufsize, size_t* result) {
  if (napi_status bad = EnterRead(env, value, buf, result)) return bad;
  v8::Local<v8::String> string = ToLocal(value).As<v8::String>();
  if (buf == nullptr) return GiveLength(env, result, static_cast<size_t>(string->Length()));
  if (bufsize == 0) return GiveLength(env, result, 0);
  const uint32_t length = Fitting(string, bufsize);
  string->WriteV2(env->isolate(), 0, length, reinterpret_cast<uint16_t*>(buf), v8::String::WriteFlags::kNullTerminate);
  return GiveLength(env, result, length);
}

napi_status napi_create_symbol(napi_env env, napi_value description, napi_value* result) {
  if (napi_status bad = Enter(env, result)) return bad;
  if (description == nullptr) return Give(env, result, v8::Symbol::New(env->isolate()));
  if (!ToLocal(description)->IsString()) return env->SetError(napi_string_expected);
  return Give(env, result, v8::Symbol::New(env->isolate(), ToLocal(description).As<v8::String>()));
}

napi_status node_api_symbol_for(napi_env env, const char* utf8description, size_t length, napi_value* result) {
  napi_value description;
  if (env != nullptr && result == nullptr) return env->SetError(napi_invalid_arg);
  if (napi_status bad = napi_create_string_utf8(env, utf8description, length, &description)) return bad;
  return Give(env, result, v8::Symbol::For(env->isolate(), ToLocal(description).As<v8::String>()));
}
