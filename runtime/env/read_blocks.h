// The blocks that large reads come in, kept for the next read once V8 has freed them: else the system would take their pages back and clear
// new ones, which costs a stream of data more than copying it.
//
// Any thread: V8 frees from its own. A mutex guards the list; at most kMostKept blocks wait in it.
#ifndef ISOSCOPE_RUNTIME_ENV_READ_BLOCKS_H_
#define ISOSCOPE_RUNTIME_ENV_READ_BLOCKS_H_

#include <cstddef>

namespace isoscope {

class ReadBlocks {
 public:
  static constexpr size_t kBlockBytes = 64 * 1024;  // What libuv suggests.
  static constexpr size_t kMostKept = 256;

  static void* Take();  // malloc'ed; null without memory.
  static void Give(void* block);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_READ_BLOCKS_H_
