#include "runtime/engine/blocks.h"

#include <cstdlib>
#include <mutex>
#include <vector>

namespace isoscope {
namespace {

struct State {
  std::mutex mutex;
  std::vector<void*> kept;  // The last one given is the next one taken: it is still in the processor's cache.
};
State& TheState() {
  static State* state = new State();  // Never destroyed: V8's threads may give back until the very end.
  return *state;
}

}  // namespace

void* Blocks::Take() {
  State& state = TheState();
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    if (!state.kept.empty()) {
      void* block = state.kept.back();
      state.kept.pop_back();
      return block;
    }
  }
  return malloc(kBlockBytes);
}

void Blocks::Give(void* block) {
  if (block == nullptr) return;
  State& state = TheState();
  {
    std::lock_guard<std::mutex> lock(state.mutex);
    if (state.kept.size() < kMostKept) {
      state.kept.push_back(block);
      return;
    }
  }
  free(block);
}

size_t Blocks::kept() {
  State& state = TheState();
  std::lock_guard<std::mutex> lock(state.mutex);
  return state.kept.size();
}

}  // namespace isoscope
