// The blob that isoscope_mksnapshot made, linked into the program.
#ifndef ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_
#define ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_

#include <cstddef>

#include <v8-snapshot.h>

namespace isoscope {

// Of the contexts in the blob. The default one is plain V8's.
inline constexpr size_t kMainContextIndex = 0;

// Null when the program has none (mksnapshot itself, a build with startup_snapshot = false) or V8 is of another version than the blob.
const v8::StartupData* StartupSnapshot();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_
