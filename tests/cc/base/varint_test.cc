#include "runtime/base/varint.h"

#include <catch2/catch_test_macros.hpp>

using namespace isoscope;

TEST_CASE("the largest and smallest numbers of each length come back") {
  std::byte bytes[kMostVarintBytes];
  for (int shift = 0; shift < 64; shift++) {
    for (const uint64_t value : {uint64_t{1} << shift, (uint64_t{1} << shift) - 1, ~uint64_t{0} >> shift}) {
      uint64_t read = 0;
      const std::byte* const end = WriteVarint(value, bytes);
      REQUIRE(end <= bytes + sizeof(bytes));
      CHECK(ReadVarint(bytes, &read) == end);
      CHECK(read == value);
    }
  }
}

TEST_CASE("signs are folded so that small numbers of either stay small") {
  CHECK(FoldSign(0) == 0);
  CHECK(FoldSign(-1) == 1);
  CHECK(FoldSign(1) == 2);
  for (const int64_t value : {int64_t{0}, int64_t{-5}, int64_t{700}, INT64_MAX, INT64_MIN}) CHECK(UnfoldSign(FoldSign(value)) == value);
}
