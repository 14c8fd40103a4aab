// Invariants that must hold in every build: a failed one prints where and what, then aborts. Any thread, no allocation.
//
// For our own contracts only, never for what a script or a peer may send. The long names keep clear of Catch2's and V8's CHECK.
#ifndef ISOSCOPE_RUNTIME_BASE_CHECK_H_
#define ISOSCOPE_RUNTIME_BASE_CHECK_H_

namespace isoscope {

[[noreturn]] void CheckFailed(const char* file, int line, const char* what);

}  // namespace isoscope

#define ISOSCOPE_CHECK(condition)                              \
  do {                                                         \
    if (!(condition)) [[unlikely]]                             \
      ::isoscope::CheckFailed(__FILE__, __LINE__, #condition); \
  } while (0)

#define ISOSCOPE_CHECK_EQ(a, b) ISOSCOPE_CHECK((a) == (b))
#define ISOSCOPE_CHECK_NE(a, b) ISOSCOPE_CHECK((a) != (b))
#define ISOSCOPE_CHECK_LT(a, b) ISOSCOPE_CHECK((a) < (b))
#define ISOSCOPE_CHECK_LE(a, b) ISOSCOPE_CHECK((a) <= (b))
#define ISOSCOPE_CHECK_GT(a, b) ISOSCOPE_CHECK((a) > (b))
#define ISOSCOPE_CHECK_GE(a, b) ISOSCOPE_CHECK((a) >= (b))
#define ISOSCOPE_UNREACHABLE() ::isoscope::CheckFailed(__FILE__, __LINE__, "unreachable")

#endif  // ISOSCOPE_RUNTIME_BASE_CHECK_H_
