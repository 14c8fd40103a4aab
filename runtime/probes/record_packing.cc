#include "runtime/probes/record_packing.h"

#include <bit>
#include <cstring>

namespace isoscope {
namespace {

size_t WordsOf(size_t size) { return (size + 7) / 8; }

// Small numbers of either sign become small ones without.
uint64_t Fold(uint64_t difference) { return (difference << 1) ^ (0 - (difference >> 63)); }
uint64_t Unfold(uint64_t folded) { return (folded >> 1) ^ (0 - (folded & 1)); }

}  // namespace

std::byte* RecordPacking::WriteVarint(uint64_t value, std::byte* to) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<std::byte>(value | 0x80);
  *to++ = static_cast<std::byte>(value);
  return to;
}

const std::byte* RecordPacking::ReadVarint(const std::byte* from, uint64_t* value) {
  uint64_t read = 0;
  int shift = 0;
  for (; (*from & std::byte{0x80}) != std::byte{0}; shift += 7) read |= (static_cast<uint64_t>(*from++) & 0x7f) << shift;
  *value = read | static_cast<uint64_t>(*from++) << shift;
  return from;
}

RecordPacking::Words& RecordPacking::LastOf(size_t kind) {
  Words& last = last_[kind];
  const KindMask bit = MaskOf(static_cast<Kind>(kind));
  if ((seen_ & bit) == 0) last = {};
  seen_ |= bit;
  return last;
}

std::byte* RecordPacking::Write(RecordBytes record, std::byte* to) {
  const auto kind = static_cast<size_t>(HeaderOf(record).kind);
  if (record.size() > kMostBytes || static_cast<Kind>(kind) == Kind::kGc) {
    *to++ = static_cast<std::byte>(kind | kPlain);
    to = WriteVarint(record.size(), to);
    std::memcpy(to, record.data(), record.size());
    return to + record.size();
  }
  Words& last = LastOf(kind);
  *to++ = static_cast<std::byte>(kind);
  to = WriteVarint(record.size(), to);
  const size_t count = WordsOf(record.size());
  Words words;
  words[count - 1] = 0;  // The record may end within it.
  std::memcpy(words.data(), record.data(), record.size());
  uint64_t changed = 0;
  for (size_t i = 0; i < count; i++) changed |= uint64_t{words[i] != last[i]} << i;
  to = WriteVarint(changed, to);
  for (; changed != 0; changed &= changed - 1) {
    const auto i = static_cast<size_t>(std::countr_zero(changed));
    to = WriteVarint(Fold(words[i] - last[i]), to);
    last[i] = words[i];
  }
  return to;
}

const std::byte* RecordPacking::Read(const std::byte* from) {
  const auto first = static_cast<uint8_t>(*from++);
  uint64_t size;
  from = ReadVarint(from, &size);
  size_ = size;
  if ((first & kPlain) != 0) {
    plain_ = from;
    return from + size;
  }
  plain_ = nullptr;
  kind_ = first;
  Words& last = LastOf(kind_);
  uint64_t changed;
  from = ReadVarint(from, &changed);
  for (; changed != 0; changed &= changed - 1) {
    uint64_t difference;
    from = ReadVarint(from, &difference);
    last[static_cast<size_t>(std::countr_zero(changed))] += Unfold(difference);
  }
  return from;
}

}  // namespace isoscope
