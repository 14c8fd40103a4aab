// Numbers in as few bytes as they need: seven bits in each, the lowest first. Pure functions over memory; any thread.
#ifndef ISOSCOPE_RUNTIME_BASE_VARINT_H_
#define ISOSCOPE_RUNTIME_BASE_VARINT_H_

#include <cstddef>
#include <cstdint>

namespace isoscope {

inline constexpr size_t kMostVarintBytes = 10;

// Byte: std::byte or char. Returns the end of what was written.
template <typename Byte>
Byte* WriteVarint(uint64_t value, Byte* to) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<Byte>(value | 0x80);
  *to++ = static_cast<Byte>(value);
  return to;
}

// Of bytes that WriteVarint wrote in this process: nothing is checked. Returns where the next one begins.
inline const std::byte* ReadVarint(const std::byte* from, uint64_t* value) {
  uint64_t read = 0;
  int shift = 0;
  for (; (*from & std::byte{0x80}) != std::byte{0}; shift += 7) read |= (static_cast<uint64_t>(*from++) & 0x7f) << shift;
  *value = read | static_cast<uint64_t>(*from++) << shift;
  return from;
}

// Small numbers of either sign become small ones without.
inline uint64_t FoldSign(int64_t value) { return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63); }
inline int64_t UnfoldSign(uint64_t folded) { return static_cast<int64_t>(folded >> 1) ^ -static_cast<int64_t>(folded & 1); }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_VARINT_H_
