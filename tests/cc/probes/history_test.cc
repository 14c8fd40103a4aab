#include "runtime/probes/history.h"

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

template <typename Record>
RecordBytes Bytes(const Record& record) {
  return {reinterpret_cast<const std::byte*>(&record), UsedSize(record)};
}

LoopRecord LoopAt(uint64_t time_us, uint32_t isolate = 1) { return {.header = {.kind = Kind::kLoop, .isolate = isolate, .timeUs = time_us}}; }

std::vector<uint64_t> Sequences(const History& history, const HistoryQuery& query, uint64_t* next = nullptr) {
  std::vector<uint64_t> sequences;
  const uint64_t end = history.Visit(query, [&](const History::Item& item) {
    sequences.push_back(item.sequence);
    return true;
  });
  if (next != nullptr) *next = end;
  return sequences;
}

}  // namespace

TEST_CASE("records are numbered from 1 and come back as they were") {
  History history;
  GcRecord gc;
  gc.freedBytes = -7;
  gc.spaces.Add({.name = 3, .usedAfterBytes = 9});
  CHECK(history.Append(Bytes(LoopAt(5))) == 1);
  CHECK(history.Append(Bytes(gc)) == 2);
  history.Visit({.since = 2}, [](const History::Item& item) {
    const auto read = ReadRecord<GcRecord>(item.record);
    CHECK(read.freedBytes == -7);
    REQUIRE(read.spaces.count == 1);
    CHECK(read.spaces.items[0].usedAfterBytes == 9);
    CHECK(item.record.size() < sizeof(GcRecord));
    return true;
  });
}

TEST_CASE("the bound in bytes holds and the oldest go first") {
  History history({.time_us = UINT64_MAX, .bytes = 100'000});
  for (uint64_t i = 0; i < 10'000; i++) {
    history.Append(Bytes(LoopAt(i)));
    history.Evict(i);
    REQUIRE(history.bytes() <= 100'000);
  }
  CHECK(history.next_sequence() == 10'001);
  CHECK(history.size() > 100);
  CHECK(history.oldest_sequence() == 10'001 - history.size());
  CHECK(Sequences(history, {}).front() == history.oldest_sequence());
}

TEST_CASE("the smallest history there may be") {
  History history({.time_us = UINT64_MAX, .bytes = 1});
  for (uint64_t i = 1; i <= 100; i++) {
    CHECK(history.Append(Bytes(LoopAt(i))) == i);
    CHECK(history.size() == 1);
    history.Evict(i);
    CHECK(history.size() == 0);
    CHECK(history.oldest_sequence() == i + 1);
  }
}

TEST_CASE("the bound in time holds") {
  History history({.time_us = 100, .bytes = 1 << 30});
  for (uint64_t time = 1; time <= 1000; time++) history.Append(Bytes(LoopAt(time)));
  history.Evict(1000);
  CHECK(history.oldest_sequence() == 900);
  history.Evict(5000);
  CHECK(history.size() == 0);
  CHECK(history.bytes() == 0);
  CHECK(history.oldest_sequence() == history.next_sequence());
  CHECK(history.Append(Bytes(LoopAt(5000))) == 1001);
}

TEST_CASE("queries by sequence, kind, isolate and limit") {
  History history;
  for (uint64_t i = 1; i <= 10; i++) history.Append(Bytes(LoopAt(i, i % 2 == 0 ? 2 : 1)));
  history.Append(Bytes(GcRecord{}));
  uint64_t next = 0;
  CHECK(Sequences(history, {.since = 9}) == std::vector<uint64_t>{9, 10, 11});
  CHECK(Sequences(history, {.kinds = MaskOf(Kind::kGc)}) == std::vector<uint64_t>{11});
  CHECK(Sequences(history, {.isolate = 2}) == std::vector<uint64_t>{2, 4, 6, 8, 10});
  CHECK(Sequences(history, {.isolate = 2, .limit = 2}, &next) == std::vector<uint64_t>{2, 4});
  CHECK(Sequences(history, {.since = next, .isolate = 2, .limit = 2}) == std::vector<uint64_t>{6, 8});
  CHECK(Sequences(history, {.since = 12}, &next).empty());
  CHECK(next == 12);
  CHECK(Sequences(history, {.since = 1'000'000}, &next).empty());
  CHECK(next == 12);  // A client of another run finds back.
  CHECK(Sequences(history, {.limit = 0}).empty());
}

TEST_CASE("--history is read, and what is wrong said") {
  auto limits = HistoryLimits::Parse("90s,8MB");
  REQUIRE(limits.ok());
  CHECK(limits.value().time_us == 90'000'000);
  CHECK(limits.value().bytes == 8 << 20);
  CHECK(HistoryLimits::Parse("2m").value().time_us == 120'000'000);
  CHECK(HistoryLimits::Parse("1.5GB").value().bytes == size_t{3} << 29);
  for (const char* wrong : {"", "60", "x", ",60s", "-1s", "60s,64", "1e999s", "nans"}) {
    INFO(wrong);
    CHECK_FALSE(HistoryLimits::Parse(wrong).ok());
  }
}

TEST_CASE("a long history keeps its order over its chunks, and finds what it has") {
  History history({.time_us = UINT64_MAX, .bytes = 1 << 20});
  constexpr uint64_t kRecords = 150'000;
  for (uint64_t i = 1; i <= kRecords; i++) {
    if (i % 3 == 0) {
      history.Append(Bytes(GcRecord{.header = {.kind = Kind::kGc, .timeUs = i}, .cycle = i}), i * 2);
    } else {
      history.Append(Bytes(LoopAt(i)), i * 2);  // As in a recording of some kinds: every other number.
    }
    history.Evict(i);
    REQUIRE(history.bytes() <= 1 << 20);
  }
  REQUIRE(history.oldest_sequence() > 2);
  CHECK(history.bytes() > 900'000);
  const auto all = Sequences(history, {});
  REQUIRE(all.size() == history.size());
  CHECK(all.front() == history.oldest_sequence());
  CHECK(all.back() == kRecords * 2);
  for (size_t i = 1; i < all.size(); i++) REQUIRE(all[i] == all[i - 1] + 2);
  for (uint64_t sequence = all.front(); sequence <= all.back(); sequence += 1'007 * 2) {
    const bool is_gc = sequence / 2 % 3 == 0;
    const auto found = history.FindGc(sequence);
    REQUIRE(found.empty() == !is_gc);
    if (is_gc) CHECK(ReadRecord<GcRecord>(found).cycle == sequence / 2);
    CHECK(history.FindGc(sequence + 1).empty());
    const auto behind = Sequences(history, {.since = sequence + 1, .limit = 1});
    CHECK(behind == (sequence == all.back() ? std::vector<uint64_t>{} : std::vector<uint64_t>{sequence + 2}));
    history.Visit({.since = sequence, .limit = 1}, [&](const History::Item& item) {
      CHECK(HeaderOf(item.record).timeUs == sequence / 2);
      CHECK(item.ordinal == (is_gc ? sequence / 6 - 1 : sequence / 2 - 1 - sequence / 6));
      return true;
    });
  }
  CHECK(history.FindGc(all.front() - 2).empty());
}

TEST_CASE("what is amended in place is there for the next reader") {
  History history;
  for (uint64_t i = 1; i <= 100; i++) history.Append(Bytes(GcRecord{.cycle = i}));
  auto bytes = history.FindGc(50);
  GcRecord record = ReadRecord<GcRecord>(bytes);
  record.freedBytes = 77;
  std::memcpy(bytes.data(), &record, bytes.size());
  history.Visit({.since = 50, .limit = 1}, [](const History::Item& item) {
    CHECK(ReadRecord<GcRecord>(item.record).freedBytes == 77);
    return true;
  });
}
