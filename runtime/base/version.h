// Who we are, and which Node we behave as.
#ifndef ISOSCOPE_RUNTIME_BASE_VERSION_H_
#define ISOSCOPE_RUNTIME_BASE_VERSION_H_

namespace isoscope {

inline constexpr char kNodeVersion[] = "v24.12.0";
inline constexpr char kIsoscopeVersion[] = "0.1.0";

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_VERSION_H_
