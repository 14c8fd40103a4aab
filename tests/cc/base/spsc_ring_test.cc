#include "runtime/base/spsc_ring.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <thread>
#include <vector>

using isoscope::SpscRing;

namespace {

std::span<const std::byte> BytesOf(const uint64_t& value) { return std::as_bytes(std::span(&value, 1)); }

}  // namespace

TEST_CASE("a ring keeps order, sizes and both parts of a record") {
  SpscRing ring(1024);
  const uint64_t a = 1, b = 2;
  const uint32_t odd[3] = {7, 8, 9};
  REQUIRE(ring.Push(BytesOf(a)));
  REQUIRE(ring.Push(BytesOf(a), BytesOf(b)));
  REQUIRE(ring.Push(std::as_bytes(std::span(odd))));
  std::vector<size_t> sizes;
  uint64_t second[2] = {};
  REQUIRE(ring.Drain([&](std::span<const std::byte> record) {
    if (record.size() == 16) std::memcpy(second, record.data(), 16);
    sizes.push_back(record.size());
  }) == 3);
  CHECK(sizes == std::vector<size_t>{8, 16, 12});
  CHECK(second[0] == 1);
  CHECK(second[1] == 2);
  CHECK(ring.Drain([](auto) {}) == 0);
}

TEST_CASE("a full ring refuses, writes nothing, and goes on once drained") {
  SpscRing ring(256);
  uint64_t pushed = 0;
  while (ring.Push(BytesOf(pushed))) pushed++;
  CHECK(pushed == 256 / 16);
  CHECK_FALSE(ring.Push(BytesOf(pushed)));
  CHECK(ring.HalfFull());
  uint64_t expected = 0;
  ring.Drain([&](std::span<const std::byte> record) {
    uint64_t value;
    std::memcpy(&value, record.data(), sizeof(value));
    CHECK(value == expected++);
  });
  CHECK(expected == pushed);
  CHECK_FALSE(ring.HalfFull());
  CHECK(ring.Push(BytesOf(pushed)));
}

TEST_CASE("records of every length survive wrapping around") {
  SpscRing ring(512);
  std::byte data[120];
  for (size_t i = 0; i < sizeof(data); i++) data[i] = static_cast<std::byte>(i);
  for (size_t round = 0; round < 2000; round++) {
    const size_t size = round * 7 % 121;
    REQUIRE(ring.Push({data, size}));
    size_t seen = 0;
    REQUIRE(ring.Drain([&](std::span<const std::byte> record) {
      seen = record.size();
      REQUIRE(std::memcmp(record.data(), data, record.size()) == 0);
    }) == 1);
    REQUIRE(seen == size);
  }
}

TEST_CASE("one thread pushes while another drains: nothing lost, nothing out of order") {
  SpscRing ring(4096);
  constexpr uint64_t kRecords = 200'000;
  std::thread producer([&] {
    for (uint64_t i = 0; i < kRecords;) {
      if (ring.Push(BytesOf(i))) {
        i++;
      } else {
        std::this_thread::yield();
      }
    }
  });
  uint64_t expected = 0;
  bool ordered = true;
  while (expected < kRecords) {
    const size_t count = ring.Drain([&](std::span<const std::byte> record) {
      uint64_t value;
      std::memcpy(&value, record.data(), sizeof(value));
      ordered = ordered && value == expected;
      expected++;
    });
    if (count == 0) std::this_thread::yield();
  }
  producer.join();
  CHECK(ordered);
  CHECK(ring.Drain([](auto) {}) == 0);
}
