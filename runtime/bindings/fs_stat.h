// How the figures of a stat reach JavaScript: through the shared fields, in blocks of kStatFields. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_FS_STAT_H_
#define ISOSCOPE_RUNTIME_BINDINGS_FS_STAT_H_

#include <cstddef>

#include <uv.h>

namespace isoscope {
class Environment;

namespace fs {

inline constexpr size_t kStatFields = 18;

// Writes the block that starts at `offset`: 0 what was found, kStatFields what a StatWatcher saw before.
void PublishStat(Environment* env, const uv_stat_t& stat, bool bigint, size_t offset);

}  // namespace fs
}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_FS_STAT_H_
