// The records kept for later questions: bounded by time and by bytes, the oldest go first.
//
// Records lie one behind the other in chunks of pages; a chunk goes when its last record does. A long history takes large chunks, which the system
// may map as huge pages: most of what keeping a record cost was its memory's first touch.
//
// Not synchronized: the collector's mutex guards it. Sequence numbers rise; a live run's have no gaps, a recording of some kinds has.
#ifndef ISOSCOPE_RUNTIME_PROBES_HISTORY_H_
#define ISOSCOPE_RUNTIME_PROBES_HISTORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <new>
#include <string>
#include <string_view>

#include "runtime/base/pages.h"
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
  uint64_t oldest_sequence() const { return count_ == 0 ? next_sequence_ : Front()->sequence; }  // next_sequence() when empty.
  size_t size() const { return count_; }
  size_t bytes() const { return bytes_; }
  uint64_t appended(Kind kind) const { return appended_[static_cast<size_t>(kind)]; }  // Since the start.

 private:
  // What lies in front of each record. Where and of which isolate and kind it is, its own header says.
  struct Entry {
    uint64_t sequence;
    uint64_t ordinal;
    size_t size;

    std::byte* data() { return reinterpret_cast<std::byte*>(this + 1); }
    RecordBytes record() const { return {reinterpret_cast<const std::byte*>(this + 1), size}; }
    size_t footprint() const { return FootprintOf(size); }
    static size_t FootprintOf(size_t size) { return sizeof(Entry) + ((size + 7) & ~size_t{7}); }
  };
  struct Chunk {
    Pages memory;
    size_t used = 0;
    uint64_t first_sequence = 0;

    Entry* At(size_t offset) const { return std::launder(reinterpret_cast<Entry*>(memory.data() + offset)); }
  };
  // A place in the list of chunks; behind the last record: {chunks_.size(), 0}.
  struct Place {
    size_t chunk;
    size_t offset;
  };

  void AddChunk();
  void DropOldest();
  Entry* Front() const { return chunks_.front().At(front_offset_); }
  Place FirstFrom(uint64_t sequence) const;
  void Advance(Place* place) const;

  HistoryLimits limits_;
  std::deque<Chunk> chunks_;  // None is without a record.
  Pages spare_;               // The last one that was let go: its pages are there already.
  size_t front_offset_ = 0;   // Of the oldest record in the first chunk.
  size_t count_ = 0;
  uint64_t next_sequence_ = 1;
  size_t bytes_ = 0;
  std::array<uint64_t, kKindCount> appended_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_HISTORY_H_
