// Taking apart the text of V8's log: fields between commas, escapes, numbers, positions. Pure functions.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_TEXT_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_TEXT_H_

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isoscope {

// Decimal, or hexadecimal after "0x". All of it must be the number.
inline bool ReadNumber(std::string_view text, uint64_t* out) {
  int base = 10;
  if (text.starts_with("0x")) {
    base = 16;
    text.remove_prefix(2);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out, base);
  return error == std::errc() && end == text.data() + text.size();
}

// "2.274" milliseconds.
inline bool ReadMilliseconds(std::string_view text, double* out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
  return error == std::errc() && end == text.data() + text.size() && *out >= 0 && *out < 1e12;
}

// V8 writes a comma as \x2C, a newline as \n, other odd bytes as \xHH or \uHHHH.
std::string Unescape(std::string_view text);

struct TextPosition {
  std::string_view script;
  uint32_t line = 0;
  uint32_t column = 0;
};

// "lab.js:3:31", the script's name may hold colons itself. Unknown numbers are 0.
bool ReadPosition(std::string_view text, TextPosition* out);

// "<lab.js:2:31> inlined at <lab.js:3:26> inlined at ...", innermost first; "<unknown>" is none.
std::vector<TextPosition> ReadPositionStack(std::string_view text);

// "name lab.js:4:15": the name may be empty, and holds a blank only after "get", "set" and the like; a script's name may hold any.
bool ReadNamedPosition(std::string_view text, std::string_view* name, TextPosition* position);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_TEXT_H_
