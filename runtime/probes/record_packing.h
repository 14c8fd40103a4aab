// Records as the history keeps them: short, as the words in which each differs from the one of its kind before it.
//
// Most fields are times, ids and counts, which differ little from one operation to the next: a pool record of 80 bytes takes some 18. What is longer
// than kMostBytes, or will be amended (gc), stays as it is. Whoever reads must begin where the writer was Reset(). Not synchronized.
#ifndef ISOSCOPE_RUNTIME_PROBES_RECORD_PACKING_H_
#define ISOSCOPE_RUNTIME_PROBES_RECORD_PACKING_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "runtime/base/varint.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

class RecordPacking {
 public:
  static constexpr size_t kMostBytes = 256;
  // What Write() needs at most.
  static constexpr size_t Room(size_t size) { return 1 + 2 * kMostVarintBytes + (size <= kMostBytes ? (size / 8 + 2) * 9 : size); }

  void Reset() { seen_ = 0; }

  // Returns the end of what was written.
  std::byte* Write(RecordBytes record, std::byte* to);
  // Returns where the next one begins; record() is then this one.
  const std::byte* Read(const std::byte* from);

  // The one read last. Lies in this object or, where it `is_plain`, among the bytes that were read.
  RecordBytes record() const { return {is_plain() ? plain_ : reinterpret_cast<const std::byte*>(last_[kind_].data()), size_}; }
  bool is_plain() const { return plain_ != nullptr; }

 private:
  using Words = std::array<uint64_t, kMostBytes / sizeof(uint64_t)>;
  static constexpr uint8_t kPlain = 0x80;

  Words& LastOf(size_t kind);

  std::array<Words, kKindCount> last_;  // Of each kind in seen_.
  KindMask seen_ = 0;
  size_t kind_ = 0;
  size_t size_ = 0;
  const std::byte* plain_ = nullptr;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_RECORD_PACKING_H_
