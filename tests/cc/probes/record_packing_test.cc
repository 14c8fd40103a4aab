#include "runtime/probes/record_packing.h"

#include <random>

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

RecordBytes BytesOf(const std::vector<std::byte>& bytes) { return bytes; }

// Bytes of a record of some kind and size, few or all of them at random.
std::vector<std::byte> AnyRecord(std::mt19937_64* random, std::vector<std::vector<std::byte>>* earlier) {
  const auto kind = static_cast<Kind>((*random)() % kKindCount);
  std::vector<std::byte>& last = (*earlier)[static_cast<size_t>(kind)];
  last.resize(sizeof(RecordHeader) + (*random)() % 300);
  for (size_t changes = (*random)() % 20; changes > 0; changes--) last[(*random)() % last.size()] = static_cast<std::byte>((*random)());
  RecordHeader header = HeaderOf(last);
  header.kind = kind;
  std::memcpy(last.data(), &header, sizeof(header));
  return last;
}

}  // namespace

TEST_CASE("whatever records are packed, they come back, and take no more room than said") {
  std::mt19937_64 random(7);
  std::vector<std::vector<std::byte>> earlier(kKindCount);
  for (int round = 0; round < 50; round++) {
    RecordPacking writer, reader;
    writer.Reset();
    reader.Reset();
    std::vector<std::vector<std::byte>> records;
    std::vector<std::byte> packed;
    for (int i = 0; i < 200; i++) {
      records.push_back(AnyRecord(&random, &earlier));
      const size_t used = packed.size();
      const size_t room = RecordPacking::Room(records.back().size());
      packed.resize(used + room);
      const auto size = static_cast<size_t>(writer.Write(BytesOf(records.back()), packed.data() + used) - (packed.data() + used));
      REQUIRE(size <= room);
      packed.resize(used + size);
    }
    const std::byte* at = packed.data();
    for (const auto& record : records) {
      at = reader.Read(at);
      REQUIRE(std::ranges::equal(reader.record(), record));
    }
    CHECK(at == packed.data() + packed.size());
  }
}

TEST_CASE("operations of the pool take a quarter of their bytes") {
  RecordPacking writer;
  writer.Reset();
  std::vector<std::byte> packed(1 << 20);
  std::byte* end = packed.data();
  for (uint64_t i = 0; i < 1000; i++) {
    PoolRecord record;
    record.header = {.kind = Kind::kPool, .isolate = 1, .timeUs = 1'000'000 + i * 30};
    record.operation = 17;
    record.submittedUs = record.header.timeUs - 90;
    record.startedUs = record.header.timeUs - 50 - i % 7;
    record.endedUs = record.header.timeUs - 20;
    record.calledBackUs = record.header.timeUs;
    record.thread = i % 4;
    record.queueDepth = i % 5;
    record.asyncId = 100 + i * 2;
    end = writer.Write({reinterpret_cast<const std::byte*>(&record), sizeof(record)}, end);
  }
  CHECK(end - packed.data() < static_cast<ptrdiff_t>(1000 * sizeof(PoolRecord) / 4));
}
