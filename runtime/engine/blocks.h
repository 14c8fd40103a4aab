// Blocks of 64 KB, what a stream reads at a time (libuv's suggestion, and a file stream's highWaterMark), kept for the next read once V8 has freed
// them. Else the system would take their pages back and clear new ones, which costs a stream of data as much as copying it.
//
// Any thread: V8 frees from its own; a mutex guards it all. The first few blocks are malloc's, so that a program that reads little stays small; the
// others are cut out of regions of 2 MB, which may be huge pages. A region that has nothing out goes back to the system while more than kMostKept
// blocks wait.
#ifndef ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_
#define ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_

#include <cstddef>

namespace isoscope {

class Blocks {
 public:
  static constexpr size_t kBlockBytes = 64 * 1024;
  static constexpr size_t kMostKept = 512;  // V8 collects the young ones after 32 MB of them.

  static void* Take();  // Not cleared; null without memory.
  // Also takes any other memory of malloc's, and nullptr.
  static void Give(void* block);
  static size_t kept();  // How many wait.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_BLOCKS_H_
