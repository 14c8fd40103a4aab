// The blob that isoscope_mksnapshot made, linked into the program.
#ifndef ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_
#define ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_

#include <v8-snapshot.h>

namespace isoscope {

// Null when the program has none (mksnapshot itself, a build with startup_snapshot = false) or V8 is of another version than the blob.
const v8::StartupData* StartupSnapshot();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_STARTUP_SNAPSHOT_H_
