#include "runtime/base/units.h"

#include <cstdio>

namespace isoscope {

std::string BytesText(double bytes) {
  const char* unit = "B";
  for (const char* next : {"KB", "MB", "GB"}) {
    if (bytes > -1024 && bytes < 1024) break;
    bytes /= 1024;
    unit = next;
  }
  char text[32];
  std::snprintf(text, sizeof(text), unit[0] == 'B' ? "%.0f %s" : "%.1f %s", bytes, unit);
  return text;
}

std::string TimeText(double us) {
  char text[32];
  if (us < 1e3) {
    std::snprintf(text, sizeof(text), "%.0f us", us);
  } else if (us < 1e6) {
    std::snprintf(text, sizeof(text), "%.2f ms", us / 1e3);
  } else {
    std::snprintf(text, sizeof(text), "%.2f s", us / 1e6);
  }
  return text;
}

}  // namespace isoscope
