#include "runtime/observers/v8_log_text.h"

namespace isoscope {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads `digits` hexadecimal digits at `at`; -1 when they are not there.
int ReadHex(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (size_t i = 0; i < digits; i++) {
    const int digit = HexDigit(text[at + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

void AppendUtf8(std::string* out, int unit) {
  if (unit < 0x80) {
    *out += static_cast<char>(unit);
  } else if (unit < 0x800) {
    *out += static_cast<char>(0xC0 | (unit >> 6));
    *out += static_cast<char>(0x80 | (unit & 0x3F));
  } else {
    *out += static_cast<char>(0xE0 | (unit >> 12));
    *out += static_cast<char>(0x80 | ((unit >> 6) & 0x3F));
    *out += static_cast<char>(0x80 | (unit & 0x3F));
  }
}

}  // namespace

std::string Unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); i++) {
    const char c = text[i];
    if (c != '\\' || i + 1 == text.size()) {
      // A lone byte above ASCII would be no UTF-8.
      static_cast<unsigned char>(c) < 0x80 ? out += c : out += '?';
      continue;
    }
    const char kind = text[i + 1];
    const int value = kind == 'x' ? ReadHex(text, i + 2, 2) : kind == 'u' ? ReadHex(text, i + 2, 4) : -1;
    if (value >= 0) {
      value >= 0xD800 && value < 0xE000 ? out += '?' : (AppendUtf8(&out, value), out);
      i += kind == 'x' ? 3 : 5;
    } else if (kind == 'n') {
      out += '\n';
      i++;
    } else if (kind == '\\') {
      out += '\\';
      i++;
    } else {
      out += c;
    }
  }
  return out;
}

bool ReadPosition(std::string_view text, TextPosition* out) {
  const size_t column = text.rfind(':');
  if (column == std::string_view::npos || column == 0) return false;
  const size_t line = text.rfind(':', column - 1);
  if (line == std::string_view::npos) return false;
  uint64_t line_number = 0, column_number = 0;
  if (!ReadNumber(text.substr(line + 1, column - line - 1), &line_number) || !ReadNumber(text.substr(column + 1), &column_number)) return false;
  *out = {text.substr(0, line), static_cast<uint32_t>(line_number), static_cast<uint32_t>(column_number)};
  return true;
}

std::vector<TextPosition> ReadPositionStack(std::string_view text) {
  constexpr std::string_view kBetween = "> inlined at <";
  std::vector<TextPosition> stack;
  if (!text.starts_with('<') || !text.ends_with('>')) return stack;
  text = text.substr(1, text.size() - 2);
  for (;;) {
    const size_t end = text.find(kBetween);
    TextPosition position;
    if (!ReadPosition(text.substr(0, end), &position)) return stack;
    stack.push_back(position);
    if (end == std::string_view::npos) return stack;
    text.remove_prefix(end + kBetween.size());
  }
}

bool ReadNamedPosition(std::string_view text, std::string_view* name, TextPosition* position) {
  if (!ReadPosition(text, position)) return false;
  const size_t blank = position->script.find(' ');
  if (blank == std::string_view::npos) return false;
  // Function names hold blanks in "get x" and the like only, script names hold any.
  size_t end = blank;
  for (std::string_view prefix : {"get ", "set ", "static ", "async "}) {
    if (text.starts_with(prefix)) {
      const size_t next = position->script.find(' ', prefix.size());
      if (next != std::string_view::npos) end = next;
    }
  }
  *name = position->script.substr(0, end);
  position->script.remove_prefix(end + 1);
  return true;
}

}  // namespace isoscope
