#include "runtime/env/read_blocks.h"

#include <cstdlib>
#include <mutex>
#include <vector>

namespace isoscope {
namespace {

struct Kept {
  std::mutex mutex;
  std::vector<void*> blocks;
};
Kept& TheKept() {
  static Kept* kept = new Kept();  // Never destroyed: V8's threads may give back until the very end.
  return *kept;
}

}  // namespace

void* ReadBlocks::Take() {
  Kept& kept = TheKept();
  {
    std::lock_guard<std::mutex> lock(kept.mutex);
    if (!kept.blocks.empty()) {
      void* block = kept.blocks.back();
      kept.blocks.pop_back();
      return block;
    }
  }
  return malloc(kBlockBytes);
}

void ReadBlocks::Give(void* block) {
  if (block == nullptr) return;
  Kept& kept = TheKept();
  {
    std::lock_guard<std::mutex> lock(kept.mutex);
    if (kept.blocks.size() < kMostKept) {
      kept.blocks.push_back(block);
      return;
    }
  }
  free(block);
}

}  // namespace isoscope
