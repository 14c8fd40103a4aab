// What this build has. Any thread.
//
// A constant and not a macro: with `if constexpr` every build compiles both branches, so that the rarer one cannot rot.
#ifndef ISOSCOPE_RUNTIME_BASE_FEATURES_H_
#define ISOSCOPE_RUNTIME_BASE_FEATURES_H_

namespace isoscope {

// GN's argument `probes`. False: nothing can be watched and nothing is asked of who watches; what tools/bench --probe-build compares with.
inline constexpr bool kProbes = ISOSCOPE_PROBES;

// Both compilers' ways to say so.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kAddressSanitizer = true;
#elif defined(__has_feature)
inline constexpr bool kAddressSanitizer = __has_feature(address_sanitizer);
#else
inline constexpr bool kAddressSanitizer = false;
#endif

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_FEATURES_H_
