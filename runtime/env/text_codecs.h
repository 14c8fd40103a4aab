// Bytes to text and back as Node's encodings do it: base64, base64url and hex, in whatever mixture and however broken the text is.
// Pure functions over memory; any thread. No V8 here: see text_encoding.h for strings.
#ifndef ISOSCOPE_RUNTIME_ENV_TEXT_CODECS_H_
#define ISOSCOPE_RUNTIME_ENV_TEXT_CODECS_H_

#include <cstddef>
#include <cstdint>

namespace isoscope {

inline size_t HexEncodedSize(size_t size) { return size * 2; }
void HexEncode(const uint8_t* data, size_t size, char* out);
// Decodes until the first pair that is not hexadecimal, the end, or the capacity. Returns the bytes written. Char: uint8_t or uint16_t.
template <typename Char>
size_t HexDecode(const Char* text, size_t length, uint8_t* out, size_t capacity);

size_t Base64EncodedSize(size_t size, bool url);
void Base64Encode(const uint8_t* data, size_t size, char* out, bool url);
// Takes both alphabets, skips whatever is not of them, stops at '='. Returns the bytes written, at most `capacity`.
template <typename Char>
size_t Base64Decode(const Char* text, size_t length, uint8_t* out, size_t capacity, bool url);
// An upper bound of what Base64Decode writes.
inline size_t Base64DecodedBound(size_t length) { return length / 4 * 3 + 3; }

// The web's atob(): ASCII whitespace is skipped, everything else must be right. -1: a character outside the alphabet or
// misplaced padding, -2: a wrong length; else the bytes written (`out` holds Base64DecodedBound(length)).
template <typename Char>
ptrdiff_t Base64DecodeForgiving(const Char* text, size_t length, uint8_t* out);

// The position of `needle` in `data`, searching from `from` towards the end (or the start); size when there is none.
// Only positions that are multiples of `step` relative to data count (2 for UTF-16).
size_t FindBytes(const uint8_t* data, size_t size, const uint8_t* needle, size_t needle_size, size_t from, bool forwards, size_t step);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_TEXT_CODECS_H_
