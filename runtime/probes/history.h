// The records kept for later questions: bounded by time and by bytes, the oldest go first.
//
// Not synchronized: the collector's mutex guards it. Sequence numbers rise; a live run's have no gaps, a recording of some kinds has.
#ifndef ISOSCOPE_RUNTIME_PROBES_HISTORY_H_
#define ISOSCOPE_RUNTIME_PROBES_HISTORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/status.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

struct HistoryLimits {
  uint64_t time_us = 60'000'000;
  size_t bytes = 64 << 20;

  // "60s,64MB": a time (ms, s, m, h), a size (KB, MB, GB), or both.
  static Result<HistoryLimits> Parse(std::string_view text);
};

struct HistoryQuery {
  uint64_t since = 0;  // The lowest sequence number wanted.
  KindMask kinds = kAllKinds;
  uint32_t isolate = 0;  // 0: all.
  size_t limit = SIZE_MAX;
  uint64_t from_us = 0;  // Of timeUs, the monotonic time when it was sent; both ends included.
  uint64_t to_us = UINT64_MAX;
};

class History {
 public:
  explicit History(HistoryLimits limits = {}) : limits_(limits) {}

  void SetLimits(HistoryLimits limits);
  const HistoryLimits& limits() const { return limits_; }

  // Gives the record the next sequence number, which is returned. Call Evict() after a round of these.
  uint64_t Append(RecordBytes record) { return Append(record, next_sequence_); }
  uint64_t Append(RecordBytes record, uint64_t sequence);  // Not below next_sequence().
  void Evict(uint64_t now_us);

  // The bytes of a record that is still there, for amending; empty when it is gone.
  std::span<std::byte> Find(uint64_t sequence);

  // How many records of its kind came before this one, since the start.
  struct Item {
    uint64_t sequence;
    uint64_t ordinal;
    RecordBytes record;
  };
  // Calls visit for the matching records, oldest first, until it returns false or the limit is reached. Returns the sequence number to go
  // on from.
  uint64_t Visit(const HistoryQuery& query, const std::function<bool(const Item&)>& visit) const;

  uint64_t next_sequence() const { return next_sequence_; }
  uint64_t oldest_sequence() const { return entries_.empty() ? next_sequence_ : entries_.front().sequence; }  // next_sequence() when empty.
  size_t size() const { return entries_.size(); }
  size_t bytes() const { return bytes_; }
  uint64_t appended(Kind kind) const { return appended_[static_cast<size_t>(kind)]; }  // Since the start.

 private:
  static constexpr size_t kChunkSize = 64 * 1024;
  struct Entry {
    uint64_t sequence;
    uint64_t time_us;
    uint64_t ordinal;
    std::byte* data;
    uint32_t size;
    uint32_t isolate;
    Kind kind;
    bool opens_chunk;  // The first of its chunk: the chunk before it is done with when this becomes the oldest.
  };

  void DropOldest();
  std::deque<Entry>::const_iterator FirstFrom(uint64_t sequence) const;

  HistoryLimits limits_;
  std::deque<std::unique_ptr<std::byte[]>> chunks_;
  std::unique_ptr<std::byte[]> spare_;  // The last one that was let go: its pages are there already.
  size_t chunk_used_ = kChunkSize;
  std::deque<Entry> entries_;
  uint64_t next_sequence_ = 1;
  size_t bytes_ = 0;
  std::array<uint64_t, kKindCount> appended_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_HISTORY_H_
