// What this build has. Any thread.
//
// A constant and not a macro: with `if constexpr` every build compiles both branches, so that the rarer one cannot rot.
#ifndef ISOSCOPE_RUNTIME_BASE_FEATURES_H_
#define ISOSCOPE_RUNTIME_BASE_FEATURES_H_

namespace isoscope {

// GN's argument `probes`. False: nothing can be watched and nothing is asked of who watches; what tools/bench --probe-build compares with.
inline constexpr bool kProbes = ISOSCOPE_PROBES;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_FEATURES_H_
