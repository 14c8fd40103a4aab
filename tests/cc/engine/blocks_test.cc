#include "runtime/engine/blocks.h"

#include <cstring>
#include <set>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

TEST_CASE("blocks are given again, and no more than some of them wait") {
  constexpr size_t kCount = 2 * Blocks::kMostKept;
  std::vector<void*> blocks;
  std::set<void*> different;
  for (size_t i = 0; i < kCount; i++) {
    void* block = Blocks::Take();
    REQUIRE(block != nullptr);
    memset(block, static_cast<int>(i), Blocks::kBlockBytes);
    blocks.push_back(block);
    different.insert(block);
  }
  CHECK(different.size() == kCount);
  for (size_t i = 0; i < kCount; i++) {
    const auto* bytes = static_cast<const unsigned char*>(blocks[i]);
    CHECK((bytes[0] == (i & 255) && bytes[Blocks::kBlockBytes - 1] == (i & 255)));
  }
  for (void* block : blocks) Blocks::Give(block);
  CHECK(Blocks::kept() > 0);
  CHECK(Blocks::kept() <= Blocks::kMostKept);

  void* again = Blocks::Take();
  CHECK(different.count(again) == 1);
  Blocks::Give(again);
}

TEST_CASE("nothing can be given") {
  const size_t before = Blocks::kept();
  Blocks::Give(nullptr);
  CHECK(Blocks::kept() == before);
}

}  // namespace
}  // namespace isoscope
