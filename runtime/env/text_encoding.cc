#include "runtime/env/text_encoding.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "runtime/env/arguments.h"
#include "runtime/env/simdutf.h"
#include "runtime/env/text_codecs.h"

namespace isoscope {
namespace {

// Below this V8's own decoder wins over looking at the text first.
constexpr size_t kSmall = 32;

struct EncodingName {
  const char* name;
  Encoding encoding;
};
constexpr EncodingName kNames[] = {
    {"utf8", Encoding::kUtf8},       {"utf-8", Encoding::kUtf8},       {"latin1", Encoding::kLatin1},       {"binary", Encoding::kLatin1},
    {"hex", Encoding::kHex},         {"base64", Encoding::kBase64},    {"base64url", Encoding::kBase64Url}, {"ascii", Encoding::kAscii},
    {"utf16le", Encoding::kUtf16Le}, {"utf-16le", Encoding::kUtf16Le}, {"ucs2", Encoding::kUtf16Le},        {"ucs-2", Encoding::kUtf16Le},
    {"buffer", Encoding::kBuffer},
};

v8::MaybeLocal<v8::String> TooLong(v8::Isolate* isolate) {
  ThrowError(
      isolate, "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x" + [] {
        char text[17];
        std::snprintf(text, sizeof(text), "%x", v8::String::kMaxLength);
        return std::string(text);
      }() + " characters");
  return {};
}

v8::MaybeLocal<v8::String> FromLatin1(v8::Isolate* isolate, const char* data, size_t length) {
  if (length > v8::String::kMaxLength) return TooLong(isolate);
  v8::Local<v8::String> string;
  auto* bytes = reinterpret_cast<const uint8_t*>(data);
  if (v8::String::NewFromOneByte(isolate, bytes, v8::NewStringType::kNormal, static_cast<int>(length)).ToLocal(&string)) return string;
  return TooLong(isolate);
}

v8::MaybeLocal<v8::String> FromUtf16(v8::Isolate* isolate, const uint16_t* data, size_t length) {
  if (length > v8::String::kMaxLength) return TooLong(isolate);
  v8::Local<v8::String> string;
  if (v8::String::NewFromTwoByte(isolate, data, v8::NewStringType::kNormal, static_cast<int>(length)).ToLocal(&string)) return string;
  return TooLong(isolate);
}

v8::MaybeLocal<v8::String> FromUtf8(v8::Isolate* isolate, const char* data, size_t size) {
  if (size >= kSmall) {
    if (simdutf::validate_ascii(data, size)) return FromLatin1(isolate, data, size);
    if (simdutf::validate_utf8(data, size)) {
      size_t length = simdutf::utf16_length_from_utf8(data, size);
      if (length > v8::String::kMaxLength) return TooLong(isolate);
      // Latin-1 first: such strings take half the heap, and the attempt fails at the first other character.
      std::unique_ptr<char16_t[]> units(new char16_t[length]);
      auto* latin1 = reinterpret_cast<char*>(units.get());
      if (simdutf::convert_utf8_to_latin1(data, size, latin1) == length) return FromLatin1(isolate, latin1, length);
      simdutf::convert_valid_utf8_to_utf16le(data, size, units.get());
      return FromUtf16(isolate, reinterpret_cast<uint16_t*>(units.get()), length);
    }
  }
  // V8 replaces what is invalid by U+FFFD as the Encoding Standard says.
  v8::Local<v8::String> string;
  if (size <= size_t{v8::String::kMaxLength} * 3 && size <= INT32_MAX &&
      v8::String::NewFromUtf8(isolate, data, v8::NewStringType::kNormal, static_cast<int>(size)).ToLocal(&string)) {
    return string;
  }
  return TooLong(isolate);
}

size_t WriteUtf8(v8::Isolate* isolate, v8::Local<v8::String> string, char* out, size_t capacity) {
  size_t length = static_cast<size_t>(string->Length());
  if (length >= kSmall) {
    v8::String::ValueView view(isolate, string);
    if (view.is_one_byte()) {
      auto* text = reinterpret_cast<const char*>(view.data8());
      if (capacity >= length * 2) return simdutf::convert_latin1_to_utf8(text, length, out);
      return simdutf::convert_latin1_to_utf8_safe(text, length, out, capacity);
    }
    if (capacity >= length * 3) {
      size_t written = simdutf::convert_utf16le_to_utf8(reinterpret_cast<const char16_t*>(view.data16()), length, out);
      if (written > 0) return written;
    }
  }
  return string->WriteUtf8V2(isolate, out, capacity, v8::String::WriteFlags::kReplaceInvalidUtf8);
}

template <typename Char>
size_t WriteDecoded(const Char* text, size_t length, Encoding encoding, std::span<uint8_t> out) {
  if (encoding == Encoding::kHex) return HexDecode(text, length, out.data(), out.size());
  return Base64Decode(text, length, out.data(), out.size(), encoding == Encoding::kBase64Url);
}

}  // namespace

bool ParseEncoding(std::string_view name, Encoding* out) {
  if (name.size() > 9) return false;
  char lower[9];
  std::transform(name.begin(), name.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const EncodingName& row : kNames) {
    if (std::string_view(lower, name.size()) == row.name) {
      *out = row.encoding;
      return true;
    }
  }
  return false;
}

Encoding EncodingOf(v8::Isolate* isolate, v8::Local<v8::Value> value, Encoding fallback) {
  if (value->IsUint32()) {
    uint32_t number = value.As<v8::Uint32>()->Value();
    return number <= static_cast<uint32_t>(Encoding::kBase64Url) ? static_cast<Encoding>(number) : fallback;
  }
  Encoding encoding = fallback;
  if (value->IsString() && value.As<v8::String>()->Length() <= 9) ParseEncoding(ToUtf8(isolate, value), &encoding);
  return encoding;
}

v8::MaybeLocal<v8::String> BytesToString(v8::Isolate* isolate, std::span<const uint8_t> bytes, Encoding encoding) {
  if (bytes.empty()) return v8::String::Empty(isolate);
  auto* data = reinterpret_cast<const char*>(bytes.data());
  size_t size = bytes.size();
  switch (encoding) {
    case Encoding::kUtf8:
    case Encoding::kBuffer:
      return FromUtf8(isolate, data, size);
    case Encoding::kLatin1:
      return FromLatin1(isolate, data, size);
    case Encoding::kAscii: {
      if (simdutf::validate_ascii(data, size)) return FromLatin1(isolate, data, size);
      std::unique_ptr<char[]> text(new char[size]);
      for (size_t i = 0; i < size; i++) text[i] = static_cast<char>(data[i] & 0x7F);
      return FromLatin1(isolate, text.get(), size);
    }
    case Encoding::kUtf16Le: {
      size_t length = size / 2;
      if (reinterpret_cast<uintptr_t>(data) % alignof(uint16_t) == 0) return FromUtf16(isolate, reinterpret_cast<const uint16_t*>(data), length);
      std::unique_ptr<uint16_t[]> aligned(new uint16_t[length]);
      std::memcpy(aligned.get(), data, length * 2);
      return FromUtf16(isolate, aligned.get(), length);
    }
    case Encoding::kHex:
    case Encoding::kBase64:
    case Encoding::kBase64Url: {
      bool hex = encoding == Encoding::kHex;
      bool url = encoding == Encoding::kBase64Url;
      size_t length = hex ? HexEncodedSize(size) : Base64EncodedSize(size, url);
      if (length > v8::String::kMaxLength) return TooLong(isolate);
      char small[256];
      std::unique_ptr<char[]> large(length > sizeof(small) ? new char[length] : nullptr);
      char* text = large ? large.get() : small;
      if (hex) {
        HexEncode(bytes.data(), size, text);
      } else {
        Base64Encode(bytes.data(), size, text, url);
      }
      return FromLatin1(isolate, text, length);
    }
  }
  return v8::String::Empty(isolate);
}

size_t WriteString(v8::Isolate* isolate, v8::Local<v8::String> string, Encoding encoding, std::span<uint8_t> out) {
  size_t length = static_cast<size_t>(string->Length());
  if (length == 0 || out.empty()) return 0;
  switch (encoding) {
    case Encoding::kUtf8:
    case Encoding::kBuffer:
      return WriteUtf8(isolate, string, reinterpret_cast<char*>(out.data()), out.size());
    case Encoding::kAscii:
    case Encoding::kLatin1: {
      size_t count = std::min(length, out.size());
      if (string->IsOneByte()) {
        string->WriteOneByteV2(isolate, 0, static_cast<uint32_t>(count), out.data());
        return count;
      }
      v8::String::ValueView view(isolate, string);
      for (size_t i = 0; i < count; i++) out[i] = static_cast<uint8_t>(view.is_one_byte() ? view.data8()[i] : view.data16()[i]);
      return count;
    }
    case Encoding::kUtf16Le: {
      size_t count = std::min(length, out.size() / 2);
      if (reinterpret_cast<uintptr_t>(out.data()) % alignof(uint16_t) == 0) {
        string->WriteV2(isolate, 0, static_cast<uint32_t>(count), reinterpret_cast<uint16_t*>(out.data()));
        return count * 2;
      }
      std::unique_ptr<uint16_t[]> aligned(new uint16_t[count]);
      string->WriteV2(isolate, 0, static_cast<uint32_t>(count), aligned.get());
      std::memcpy(out.data(), aligned.get(), count * 2);
      return count * 2;
    }
    case Encoding::kHex:
    case Encoding::kBase64:
    case Encoding::kBase64Url: {
      v8::String::ValueView view(isolate, string);
      return view.is_one_byte() ? WriteDecoded(view.data8(), length, encoding, out) : WriteDecoded(view.data16(), length, encoding, out);
    }
  }
  return 0;
}

size_t StringBytesBound(v8::Local<v8::String> string, Encoding encoding) {
  size_t length = static_cast<size_t>(string->Length());
  switch (encoding) {
    case Encoding::kUtf8:
    case Encoding::kBuffer:
      return length * 3;
    case Encoding::kUtf16Le:
      return length * 2;
    case Encoding::kHex:
      return length / 2;
    case Encoding::kBase64:
    case Encoding::kBase64Url:
      return Base64DecodedBound(length);
    case Encoding::kAscii:
    case Encoding::kLatin1:
      return length;
  }
  return length;
}

size_t Utf8Length(v8::Isolate* isolate, v8::Local<v8::String> string) {
  size_t length = static_cast<size_t>(string->Length());
  if (length >= kSmall) {
    v8::String::ValueView view(isolate, string);
    if (view.is_one_byte()) return simdutf::utf8_length_from_latin1(reinterpret_cast<const char*>(view.data8()), length);
    auto* units = reinterpret_cast<const char16_t*>(view.data16());
    if (simdutf::validate_utf16le(units, length)) return simdutf::utf8_length_from_utf16le(units, length);
  }
  return string->Utf8LengthV2(isolate);
}

std::string StringToBytes(v8::Isolate* isolate, v8::Local<v8::String> string, Encoding encoding) {
  std::string bytes(StringBytesBound(string, encoding), '\0');
  bytes.resize(WriteString(isolate, string, encoding, {reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()}));
  return bytes;
}

}  // namespace isoscope
