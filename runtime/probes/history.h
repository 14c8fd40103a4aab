// The records kept for later questions: bounded by time and by bytes, the oldest go first.
//
// Records lie one behind the other in small chunks, packed to about a fourth; to read one is to read from the beginning of its chunk. Bytes are
// counted as they were before that: so many records can still be sent or made into one text.
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
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/status.h"
#include "runtime/probes/record_bytes.h"
#include "runtime/probes/record_packing.h"

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

  // The bytes of a gc record that is still there, for amending; empty when it is gone.
  std::span<std::byte> FindGc(uint64_t sequence);

  // How many records of its kind came before this one, since the start. `record` lasts as long as the call that has it.
  struct Item {
    uint64_t sequence;
    uint64_t ordinal;
    RecordBytes record;
  };
  // Calls visit for the matching records, oldest first, until it returns false or the limit is reached. Returns the sequence number to go
  // on from.
  uint64_t Visit(const HistoryQuery& query, const std::function<bool(const Item&)>& visit) const;

  uint64_t next_sequence() const { return next_sequence_; }
  uint64_t oldest_sequence() const { return count_ == 0 ? next_sequence_ : front_.sequence; }  // next_sequence() when empty.
  size_t size() const { return count_; }
  size_t bytes() const { return bytes_; }
  uint64_t appended(Kind kind) const { return appended_[static_cast<size_t>(kind)]; }  // Since the start.

 private:
  using Ordinals = std::array<uint64_t, kKindCount>;
  struct Chunk {
    std::unique_ptr<std::byte[]> data;
    size_t size = 0;
    size_t used = 0;
    size_t records = 0;  // Still there.
    size_t bytes = 0;    // Of these.
    uint64_t first_sequence = 0;
    Ordinals ordinals{};  // Of the first record of each kind.
  };
  // At a record.
  struct Cursor {
    size_t chunk = 0;
    size_t next = 0;  // Where in the chunk the following one begins.
    uint64_t sequence = 0;
    Ordinals ordinals{};  // Of the following one of each kind.
    RecordPacking packing;

    Item item() const {
      const RecordBytes record = packing.record();
      return {sequence, ordinals[static_cast<size_t>(HeaderOf(record).kind)] - 1, record};
    }
  };

  void AddChunk(size_t room);
  void DropOldest();
  void DropChunk();  // The first.
  // False, and the cursor is of no use any more: there is no other.
  bool Advance(Cursor* cursor) const;
  void Enter(Cursor* cursor, size_t chunk) const;  // At its first record.
  // False: there is none.
  bool FirstFrom(uint64_t sequence, Cursor* cursor) const;

  HistoryLimits limits_;
  std::deque<Chunk> chunks_;  // None is without a record.
  Chunk spare_;               // The last one that was let go: its pages are there already.
  RecordPacking packing_;     // Of the last chunk.
  Cursor front_;              // At the oldest record, if there is one.
  size_t count_ = 0;
  uint64_t next_sequence_ = 1;
  size_t bytes_ = 0;
  Ordinals appended_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_HISTORY_H_
