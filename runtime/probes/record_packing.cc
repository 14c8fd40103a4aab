#include "runtime/probes/record_packing.h"

#include <bit>
#include <cstring>

namespace isoscope {
namespace {

size_t WordsOf(size_t size) { return (size + 7) / 8; }

}  // namespace

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
    to = WriteVarint(FoldSign(static_cast<int64_t>(words[i] - last[i])), to);
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
    last[static_cast<size_t>(std::countr_zero(changed))] += static_cast<uint64_t>(UnfoldSign(difference));
  }
  return from;
}

}  // namespace isoscope
