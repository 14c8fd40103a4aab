#include "runtime/inspector/file_url.h"

namespace isoscope {
namespace {

// What the WHATWG's path percent-encode set leaves as it is, less what Node's pathToFileURL escapes besides.
bool IsPlain(unsigned char c) {
  if (c <= 0x20 || c >= 0x7F) return false;
  return std::string_view("\"#<>?^`{}%\\").find(static_cast<char>(c)) == std::string_view::npos;
}

}  // namespace

std::string FileUrl(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsPlain(byte)) {
      url += c;
    } else {
      url += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return url;
}

}  // namespace isoscope
