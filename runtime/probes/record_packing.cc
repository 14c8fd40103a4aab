#include "runtime/probes/record_packing.h"

#include <bit>
#include <cstring>

namespace isoscope {
namespace {

constexpr size_t kWord = sizeof(uint64_t);

size_t WordsOf(size_t size) { return (size + kWord - 1) / kWord; }

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
  *to++ = static_cast<std::byte>(kind);
  to = WriteVarint(record.size(), to);
  // First how many bytes the difference of each word has, in four bits, then these bytes: what is the same takes none, and no branch depends on any.
  std::byte* length = to;
  to += (WordsOf(record.size()) + 1) / 2;
  uint64_t* last = LastOf(kind).data();
  const std::byte* from = record.data();
  const auto pack = [&to, &from, &last](size_t size) {
    uint64_t word = 0;
    std::memcpy(&word, from, size);
    const uint64_t difference = FoldSign(static_cast<int64_t>(word - *last));
    std::memcpy(to, &difference, sizeof(difference));  // Room() has these few bytes more.
    *last++ = word;
    from += size;
    const int bytes = (std::bit_width(difference) + 7) / 8;
    to += bytes;
    return static_cast<unsigned>(bytes);
  };
  size_t left = record.size();
  for (; left >= 2 * kWord; left -= 2 * kWord) {
    const unsigned first = pack(kWord);
    *length++ = static_cast<std::byte>(first | pack(kWord) << 4);
  }
  if (left > kWord) {
    const unsigned first = pack(kWord);
    *length = static_cast<std::byte>(first | pack(left - kWord) << 4);
  } else if (left != 0) {
    *length = static_cast<std::byte>(pack(left));
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
  const std::byte* const lengths = from;
  const size_t count = WordsOf(size_);
  from += (count + 1) / 2;
  for (size_t i = 0; i < count; i++) {
    const auto bytes = static_cast<size_t>(lengths[i / 2] >> (i % 2 * 4) & std::byte{15});
    uint64_t difference = 0;
    std::memcpy(&difference, from, bytes);
    from += bytes;
    last[i] += static_cast<uint64_t>(UnfoldSign(difference));
  }
  return from;
}

}  // namespace isoscope
