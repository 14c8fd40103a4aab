// Blocks of 64 KB, what a stream reads at a time (libuv's suggestion, and a file stream's highWaterMark), kept for the next read once V8 has freed
// them. Else the system would take their pages back and clear new ones, which costs a stream of data as much as copying it.
//
// Any thread: V8 frees from its own. A mutex guards the list; at most kMostKept blocks wait in it.
#ifndef ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_
#define ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_

#include <cstddef>

namespace isoscope {

class Blocks {
 public:
  static constexpr size_t kBlockBytes = 64 * 1024;
  static constexpr size_t kMostKept = 256;

  static void* Take();  // Not cleared; null without memory.
  // Also takes other memory of malloc's of that size, and nullptr.
  static void Give(void* block);
  static size_t kept();  // How many wait.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_
