// internalBinding('encoding'): TextEncoder, TextDecoder (UTF-8 directly, everything else through ICU's converters) and domain names.

#include <memory>
#include <string>
#include <vector>

#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/binding.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/icu.h"
#include "runtime/env/simdutf.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

void ThrowNotText(v8::Isolate* isolate) { ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a string"); }
// Node calls the argument "list" where text is decoded whole, "input" where it comes in pieces.
void ThrowNoBytes(v8::Isolate* isolate, const std::string& name) {
  ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE",
                 "The \"" + name + "\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.");
}
void ThrowInvalidData(v8::Isolate* isolate, const std::string& encoding) {
  ThrowTypeError(isolate, "ERR_ENCODING_INVALID_ENCODED_DATA", "The encoded data was not valid for encoding " + encoding);
}

// (string) => Uint8Array
void EncodeUtf8(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsString()) return ThrowNotText(isolate);
  auto string = info[0].As<v8::String>();
  size_t size = Utf8Length(isolate, string);
  std::unique_ptr<v8::BackingStore> store =
      v8::ArrayBuffer::NewBackingStore(isolate, size, v8::BackingStoreInitializationMode::kUninitialized, v8::BackingStoreOnFailureMode::kReturnNull);
  if (store == nullptr) return ThrowRangeError(isolate, "ERR_MEMORY_ALLOCATION_FAILED", "Array buffer allocation failed");
  WriteString(isolate, string, Encoding::kUtf8, {static_cast<uint8_t*>(store->Data()), size});
  info.GetReturnValue().Set(v8::Uint8Array::New(v8::ArrayBuffer::New(isolate, std::move(store)), 0, size));
}

// (string, Uint8Array, results: Uint32Array of [units read, bytes written])
void EncodeInto(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::span<uint8_t> target;
  if (!info[0]->IsString()) return ThrowNotText(isolate);
  if (!info[1]->IsUint8Array() || !SpanOf(info[1], &target) || !info[2]->IsUint32Array() || info[2].As<v8::Uint32Array>()->Length() < 2) {
    return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
  }
  std::span<uint8_t> results;
  SpanOf(info[2], &results);
  size_t read = 0;
  size_t written = info[0].As<v8::String>()->WriteUtf8V2(isolate, reinterpret_cast<char*>(target.data()), target.size(),
                                                         v8::String::WriteFlags::kReplaceInvalidUtf8, &read);
  uint32_t counts[] = {static_cast<uint32_t>(read), static_cast<uint32_t>(written)};
  std::memcpy(results.data(), counts, sizeof(counts));
}

// (bytes, ignoreBOM, fatal) => string
void DecodeUtf8(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  ReadableBytes bytes(info[0]);
  if (!bytes) return ThrowNoBytes(isolate, "list");
  std::span<const uint8_t> text = bytes.span();
  if (!info[1]->IsTrue() && text.size() >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF) text = text.subspan(3);
  if (info[2]->IsTrue() && !simdutf::validate_utf8(reinterpret_cast<const char*>(text.data()), text.size())) {
    return ThrowInvalidData(isolate, "utf-8");
  }
  v8::Local<v8::String> string;
  if (BytesToString(isolate, text, Encoding::kUtf8).ToLocal(&string)) info.GetReturnValue().Set(string);
}

// A decoder that keeps what is not whole from one chunk to the next: new Converter(encoding, fatal, ignoreBOM)
class Converter final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Converter", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }
  ~Converter() override { ucnv_close_77(converter_); }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    std::string name;
    bool fatal = false, ignore_bom = false;
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Converter needs 'new'");
    if (!GetUtf8(info, 0, &name) || !GetBool(info, 1, &fatal) || !GetBool(info, 2, &ignore_bom)) return;
    UErrorCode error = U_ZERO_ERROR;
    // The label of the visual order differs; the bytes do not.
    UConverter* converter = ucnv_open_77(name == "iso-8859-8-i" ? "iso-8859-8" : name.c_str(), &error);
    if (error <= 0 && fatal) ucnv_setToUCallBack_77(converter, UCNV_TO_U_CALLBACK_STOP_77, nullptr, nullptr, nullptr, &error);
    // Some tables replace single invalid bytes by U+001A; those that have had their substitute set use U+FFFD, as the Standard says.
    if (error <= 0 && ucnv_getMinCharSize_77(converter) == 1) {
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_setSubstChars_77(converter, "?", 1, &ignored);
    }
    if (error > 0) {
      ucnv_close_77(converter);
      return ThrowRangeError(isolate, "ERR_ENCODING_NOT_SUPPORTED", "The \"" + name + "\" encoding is not supported");
    }
    new Converter(Environment::From(isolate), info.This(), converter, name, ignore_bom);
  }

  // decode(bytes, flush) => string; after a flush the next call begins anew.
  static void Decode(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    auto* self = This<Converter>(info);
    bool flush = false;
    if (self == nullptr || !GetBool(info, 1, &flush)) return;
    ReadableBytes bytes(info[0]);
    if (!bytes) return ThrowNoBytes(isolate, "input");
    std::vector<char16_t> text;
    bool valid = self->Convert(bytes.span(), flush, &text);
    if (!valid || flush) ucnv_reset_77(self->converter_);
    std::span<const char16_t> units(text);
    // Unicode encodings may begin with a byte order mark, whichever chunk brings it.
    if (self->at_start_ && self->is_unicode_ && !units.empty()) {
      if (!self->ignore_bom_ && units[0] == 0xFEFF) units = units.subspan(1);
      self->at_start_ = false;
    }
    if (!valid || flush) self->at_start_ = true;
    if (!valid) return ThrowInvalidData(isolate, self->name_);
    v8::Local<v8::String> string;
    if (BytesToString(isolate, {reinterpret_cast<const uint8_t*>(units.data()), units.size() * 2}, Encoding::kUtf16Le).ToLocal(&string)) {
      info.GetReturnValue().Set(string);
    }
  }

 private:
  Converter(Environment* env, v8::Local<v8::Object> object, UConverter* converter, std::string name, bool ignore_bom)
      : BaseObject(env, object),
        converter_(converter),
        name_(std::move(name)),
        ignore_bom_(ignore_bom),
        is_unicode_(name_ == "utf-8" || name_ == "utf-16le" || name_ == "utf-16be") {
    MakeWeak();
  }

  // False when a fatal decoder met what is invalid.
  bool Convert(std::span<const uint8_t> bytes, bool flush, std::vector<char16_t>* out) {
    auto* source = reinterpret_cast<const char*>(bytes.data());
    const char* limit = source + bytes.size();
    out->resize(bytes.size() / static_cast<size_t>(ucnv_getMinCharSize_77(converter_)) + 16);
    size_t length = 0;
    for (;;) {
      UErrorCode error = U_ZERO_ERROR;
      char16_t* target = out->data() + length;
      ucnv_toUnicode_77(converter_, &target, out->data() + out->size(), &source, limit, nullptr, flush, &error);
      length = static_cast<size_t>(target - out->data());
      if (error != U_BUFFER_OVERFLOW_ERROR) {
        out->resize(length);
        return error <= 0;
      }
      out->resize(out->size() * 2);
    }
  }

  UConverter* const converter_;
  const std::string name_;
  const bool ignore_bom_;
  const bool is_unicode_;
  bool at_start_ = true;
};

using Idna = std::unique_ptr<UIDNA, decltype(&uidna_close_77)>;
using IdnaFunction = decltype(&uidna_nameToASCII_UTF8_77);

// UTS #46 without transitional processing, as the URL Standard wants it: check bidi and joiners.
constexpr uint32_t kIdnaOptions = 0x4 | 0x8 | 0x10 | 0x20;
// ICU reports these, but the URL Standard does not ask for them: empty labels, lengths, hyphens.
constexpr uint32_t kForgivenIdnaErrors = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20;

// (domain) => domain, or undefined when it is none.
template <IdnaFunction kConvert, uint32_t kForgiven>
void ConvertDomain(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  UErrorCode error = U_ZERO_ERROR;
  Idna idna(uidna_openUTS46_77(kIdnaOptions, &error), uidna_close_77);
  std::string out(name.size() * 4 + 64, '\0');
  UIDNAInfo details;
  int32_t length =
      kConvert(idna.get(), name.data(), static_cast<int32_t>(name.size()), out.data(), static_cast<int32_t>(out.size()), &details, &error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    out.resize(static_cast<size_t>(length));
    details = UIDNAInfo();
    length = kConvert(idna.get(), name.data(), static_cast<int32_t>(name.size()), out.data(), length, &details, &error);
  }
  if (error > 0 || (details.errors & ~kForgiven) != 0) return;
  v8::Local<v8::String> result;
  if (Utf8(isolate, std::string_view(out).substr(0, static_cast<size_t>(length))).ToLocal(&result)) info.GetReturnValue().Set(result);
}

constexpr BindingFunction kFunctions[] = {
    Method<DecodeUtf8>("decodeUtf8", 3),
    Method<EncodeInto>("encodeInto", 3),
    Method<EncodeUtf8>("encodeUtf8", 1),
    Method<ConvertDomain<uidna_nameToASCII_UTF8_77, kForgivenIdnaErrors>>("toASCII", 1),
    Method<ConvertDomain<uidna_nameToUnicodeUTF8_77, 0xFFFFFFFF>>("toUnicode", 1),
};
constexpr BindingFunction kConverterMethods[] = {Method<Converter::Decode>("decode", 2)};
constexpr BindingClass kClasses[] = {{.name = "Converter", .construct = Method<Converter::New>("Converter", 3), .methods = kConverterMethods}};

}  // namespace

extern const BindingDefinition kEncodingBinding = {.name = "encoding", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
