#include "runtime/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace isoscope {

void CheckFailed(const char* file, int line, const char* what) {
  std::fprintf(stderr, "isoscope: %s:%d: check failed: %s\n", file, line, what);
  std::fflush(stderr);
  std::abort();
}

}  // namespace isoscope
