#include "runtime/host/startup_snapshot.h"

extern "C" const char isoscope_snapshot_begin[];
extern "C" const char isoscope_snapshot_end[];

namespace isoscope {

const v8::StartupData* StartupSnapshot() {
  static v8::StartupData data = {isoscope_snapshot_begin, static_cast<int>(isoscope_snapshot_end - isoscope_snapshot_begin)};
  return data.raw_size > 0 && data.IsValid() ? &data : nullptr;
}

}  // namespace isoscope
