#include "runtime/engine/blocks.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace isoscope {
namespace {

constexpr size_t kRegionBytes = 2 * 1024 * 1024;
constexpr size_t kBlocksInRegion = kRegionBytes / Blocks::kBlockBytes;
constexpr size_t kMallocedFirst = 8;

struct State {
  std::mutex mutex;
  size_t malloced = 0;
  std::vector<char*> kept;                        // The last one given is the next one taken: it is still in the processor's cache.
  std::unordered_map<uintptr_t, size_t> regions;  // Start => how many of its blocks are out.
};
State& TheState() {
  static State* state = new State();  // Never destroyed: V8's threads may give back until the very end.
  return *state;
}

uintptr_t RegionOf(const void* block) { return reinterpret_cast<uintptr_t>(block) & ~uintptr_t{kRegionBytes - 1}; }

// Maps twice as much and gives back what surrounds the aligned part.
char* MapRegion() {
  void* mapped = mmap(nullptr, 2 * kRegionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* begin = static_cast<char*>(mapped);
  auto* region = reinterpret_cast<char*>(RegionOf(begin + kRegionBytes - 1));
  if (region != begin) munmap(begin, static_cast<size_t>(region - begin));
  char* end = region + kRegionBytes;
  if (end != begin + 2 * kRegionBytes) munmap(end, static_cast<size_t>(begin + 2 * kRegionBytes - end));
  madvise(region, kRegionBytes, MADV_HUGEPAGE);  // Where the system has none, it is ordinary memory.
  return region;
}

}  // namespace

void* Blocks::Take() {
  State& state = TheState();
  std::lock_guard<std::mutex> lock(state.mutex);
  if (state.kept.empty() && state.malloced < kMallocedFirst) {
    state.malloced++;
    return malloc(kBlockBytes);
  }
  if (state.kept.empty()) {
    char* region = MapRegion();
    if (region == nullptr) return nullptr;
    state.regions[RegionOf(region)] = 0;
    for (size_t i = kBlocksInRegion; i-- > 0;) state.kept.push_back(region + i * kBlockBytes);
  }
  char* block = state.kept.back();
  state.kept.pop_back();
  state.regions[RegionOf(block)]++;
  return block;
}

void Blocks::Give(void* block) {
  State& state = TheState();
  std::unique_lock<std::mutex> lock(state.mutex);
  auto region = state.regions.find(RegionOf(block));
  if (block == nullptr || region == state.regions.end()) {
    lock.unlock();
    free(block);
    return;
  }
  state.kept.push_back(static_cast<char*>(block));
  if (--region->second > 0 || state.kept.size() <= kMostKept) return;
  const uintptr_t start = region->first;
  state.regions.erase(region);
  std::erase_if(state.kept, [start](char* kept) { return RegionOf(kept) == start; });
  munmap(reinterpret_cast<void*>(start), kRegionBytes);
}

size_t Blocks::kept() {
  State& state = TheState();
  std::lock_guard<std::mutex> lock(state.mutex);
  return state.kept.size();
}

}  // namespace isoscope
