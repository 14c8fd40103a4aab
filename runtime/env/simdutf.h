// The parts of simdutf that we call. V8's archive contains the library (it is V8's own dependency) but ships no headers; these
// declarations match its ABI, which tests/cc/env/text_codecs_test.cc exercises. Any thread. All functions pick their code for the CPU once.
#ifndef ISOSCOPE_RUNTIME_ENV_SIMDUTF_H_
#define ISOSCOPE_RUNTIME_ENV_SIMDUTF_H_

#include <cstddef>
#include <cstdint>

namespace simdutf {

enum error_code : int { SUCCESS = 0 };  // Any other value is a failure.
struct result {
  error_code error;
  size_t count;  // Where the input failed, or how much was written.
};
enum base64_options : uint64_t { base64_default = 0, base64_url = 1 };  // base64_url writes no padding.
enum last_chunk_handling_options : uint64_t { loose = 0 };

bool validate_ascii(const char* buffer, size_t length);
bool validate_utf8(const char* buffer, size_t length);
bool validate_utf16le(const char16_t* buffer, size_t length);

size_t utf8_length_from_latin1(const char* input, size_t length);
size_t utf8_length_from_utf16le(const char16_t* input, size_t length);  // The input must be valid.
size_t utf16_length_from_utf8(const char* input, size_t length);        // The input must be valid.

size_t convert_latin1_to_utf8(const char* input, size_t length, char* output);
size_t convert_latin1_to_utf8_safe(const char* input, size_t length, char* output, size_t capacity);  // Never splits a character.
size_t convert_utf8_to_latin1(const char* input, size_t length, char* output);                        // 0: not expressible.
size_t convert_valid_utf8_to_utf16le(const char* input, size_t length, char16_t* output);
size_t convert_utf16le_to_utf8(const char16_t* input, size_t length, char* output);  // 0: invalid.

size_t binary_to_base64(const char* input, size_t length, char* output, base64_options options);
result base64_to_binary_safe(const char* input, size_t length, char* output, size_t& output_length, base64_options options,
                             last_chunk_handling_options last_chunk);
result base64_to_binary_safe(const char16_t* input, size_t length, char* output, size_t& output_length, base64_options options,
                             last_chunk_handling_options last_chunk);

}  // namespace simdutf

#endif  // ISOSCOPE_RUNTIME_ENV_SIMDUTF_H_
