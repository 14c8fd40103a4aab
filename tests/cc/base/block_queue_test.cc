#include "runtime/base/block_queue.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <thread>

using isoscope::BlockQueue;

namespace {

std::span<const std::byte> BytesOf(const uint64_t& value) { return std::as_bytes(std::span(&value, 1)); }

uint64_t Value(std::span<const std::byte> record) {
  uint64_t value;
  std::memcpy(&value, record.data(), sizeof(value));
  return value;
}

}  // namespace

TEST_CASE("a queue grows by blocks and keeps the order") {
  BlockQueue queue(64);
  constexpr uint64_t kRecords = 5000;
  for (uint64_t i = 0; i < kRecords; i++) REQUIRE(queue.Push(BytesOf(i), BytesOf(i)));
  CHECK(queue.blocks() > 1);
  uint64_t expected = 0;
  CHECK(queue.Drain([&](std::span<const std::byte> record) {
    REQUIRE(record.size() == 16);
    REQUIRE(Value(record) == expected++);
  }) == kRecords);
  CHECK(queue.blocks() == 1);
}

TEST_CASE("a queue at its cap refuses and takes records again once drained") {
  BlockQueue queue(2);
  uint64_t pushed = 0;
  while (queue.Push(BytesOf(pushed))) pushed++;
  CHECK(queue.blocks() == 2);
  CHECK_FALSE(queue.Push(BytesOf(pushed)));
  CHECK(queue.Drain([](auto) {}) == pushed);
  CHECK(queue.Push(BytesOf(pushed)));
}

TEST_CASE("the longest record fits") {
  BlockQueue queue(2);
  const std::string big(BlockQueue::kMaxRecordSize, 'x');
  REQUIRE(queue.Push(std::as_bytes(std::span(big))));
  REQUIRE(queue.Push(std::as_bytes(std::span(big))));
  CHECK(queue.Drain([&](std::span<const std::byte> record) { CHECK(record.size() == big.size()); }) == 2);
}

TEST_CASE("one thread pushes while another drains a queue: nothing lost, nothing out of order") {
  BlockQueue queue(100'000);
  constexpr uint64_t kRecords = 300'000;
  std::thread producer([&] {
    for (uint64_t i = 0; i < kRecords; i++) {
      if (!queue.Push(BytesOf(i))) return;
    }
  });
  uint64_t expected = 0;
  bool ordered = true;
  while (expected < kRecords) {
    const size_t count = queue.Drain([&](std::span<const std::byte> record) { ordered = ordered && Value(record) == expected++; });
    if (count == 0) std::this_thread::yield();
  }
  producer.join();
  CHECK(ordered);
  CHECK(queue.blocks() == 1);
}

TEST_CASE("emptied blocks are used again, and what was never drained is freed") {
  BlockQueue queue(BlockQueue::kMostSpares * 4);
  for (int round = 0; round < 5; round++) {
    uint64_t pushed = 0;
    while (queue.Push(BytesOf(pushed))) pushed++;
    uint64_t expected = 0;
    REQUIRE(queue.Drain([&](std::span<const std::byte> record) { REQUIRE(Value(record) == expected++); }) == pushed);
    REQUIRE(queue.blocks() == 1);
  }
  BlockQueue full(8);
  for (uint64_t i = 0; full.Push(BytesOf(i)); i++) {
  }
  CHECK(full.blocks() == 8);
}
