// Node's encodings between bytes and JavaScript strings. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_TEXT_ENCODING_H_
#define ISOSCOPE_RUNTIME_ENV_TEXT_ENCODING_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <v8-isolate.h>
#include <v8-local-handle.h>
#include <v8-primitive.h>

namespace isoscope {

// The numbers are a contract with JavaScript: internal/util's encodingsMap.
enum class Encoding : uint8_t { kAscii, kUtf8, kBase64, kUtf16Le, kLatin1, kHex, kBuffer, kBase64Url };

// By number, or by name in any spelling Node takes ('UTF-8', 'binary' ...); `fallback` for anything else.
Encoding EncodingOf(v8::Isolate* isolate, v8::Local<v8::Value> value, Encoding fallback);
// False for a name that is no encoding.
bool ParseEncoding(std::string_view name, Encoding* out);

// Empty after throwing ERR_STRING_TOO_LONG when the text would be longer than V8 allows.
v8::MaybeLocal<v8::String> BytesToString(v8::Isolate* isolate, std::span<const uint8_t> bytes, Encoding encoding);

// Writes what fits, never a part of a character; returns the bytes written.
size_t WriteString(v8::Isolate* isolate, v8::Local<v8::String> string, Encoding encoding, std::span<uint8_t> out);
// An upper bound of what the string needs (exact for UTF-16 and Latin-1).
size_t StringBytesBound(v8::Local<v8::String> string, Encoding encoding);
size_t Utf8Length(v8::Isolate* isolate, v8::Local<v8::String> string);
// The whole string's bytes.
std::string StringToBytes(v8::Isolate* isolate, v8::Local<v8::String> string, Encoding encoding);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_TEXT_ENCODING_H_
