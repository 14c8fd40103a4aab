#include "runtime/env/text_codecs.h"

#include <array>
#include <cstring>
#include <type_traits>

#include "runtime/env/simdutf.h"

namespace isoscope {
namespace {

constexpr uint8_t kNone = 0xFF;
constexpr uint8_t kPadding = 0xFE;
constexpr uint8_t kSpace = 0xFD;

constexpr std::array<uint8_t, 256> MakeHexValues() {
  std::array<uint8_t, 256> table{};
  table.fill(kNone);
  for (int i = 0; i < 10; i++) table['0' + i] = static_cast<uint8_t>(i);
  for (int i = 0; i < 6; i++) table['a' + i] = table['A' + i] = static_cast<uint8_t>(10 + i);
  return table;
}

constexpr std::array<uint8_t, 256> MakeBase64Values() {
  std::array<uint8_t, 256> table{};
  table.fill(kNone);
  for (int i = 0; i < 26; i++) {
    table['A' + i] = static_cast<uint8_t>(i);
    table['a' + i] = static_cast<uint8_t>(26 + i);
  }
  for (int i = 0; i < 10; i++) table['0' + i] = static_cast<uint8_t>(52 + i);
  table['+'] = table['-'] = 62;
  table['/'] = table['_'] = 63;
  table['='] = kPadding;
  for (char space : {' ', '\t', '\n', '\f', '\r'}) table[static_cast<uint8_t>(space)] = kSpace;
  return table;
}

// Two digits at once: a table of 512 bytes stays in the first-level cache.
constexpr std::array<char, 512> MakeHexPairs() {
  std::array<char, 512> table{};
  for (int i = 0; i < 256; i++) {
    table[static_cast<size_t>(i) * 2] = "0123456789abcdef"[i >> 4];
    table[static_cast<size_t>(i) * 2 + 1] = "0123456789abcdef"[i & 15];
  }
  return table;
}

constexpr std::array<uint8_t, 256> kHexValues = MakeHexValues();
constexpr std::array<uint8_t, 256> kBase64Values = MakeBase64Values();
constexpr std::array<char, 512> kHexPairs = MakeHexPairs();

template <typename Char>
uint8_t Lookup(const std::array<uint8_t, 256>& table, Char character) {
  if constexpr (sizeof(Char) > 1) {
    if (character > 0xFF) return kNone;
  }
  return table[static_cast<uint8_t>(character)];
}

template <typename Char>
using SimdChar = std::conditional_t<sizeof(Char) == 1, char, char16_t>;

// Collects six bits at a time; a partial group at the end gives its whole bytes.
template <typename Char>
size_t DecodeLeniently(const Char* text, size_t length, uint8_t* out, size_t capacity) {
  size_t written = 0;
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; i < length && written < capacity; i++) {
    uint8_t value = Lookup(kBase64Values, text[i]);
    if (value == kPadding) break;
    if (value > 63) continue;
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[written++] = static_cast<uint8_t>(bits >> count);
    }
  }
  return written;
}

}  // namespace

void HexEncode(const uint8_t* data, size_t size, char* out) {
  for (size_t i = 0; i < size; i++) std::memcpy(out + i * 2, kHexPairs.data() + data[i] * size_t{2}, 2);
}

template <typename Char>
size_t HexDecode(const Char* text, size_t length, uint8_t* out, size_t capacity) {
  size_t written = 0;
  for (size_t i = 0; i + 1 < length && written < capacity; i += 2) {
    uint8_t high = Lookup(kHexValues, text[i]);
    uint8_t low = Lookup(kHexValues, text[i + 1]);
    if ((high | low) == kNone) break;
    out[written++] = static_cast<uint8_t>(high << 4 | low);
  }
  return written;
}

size_t Base64EncodedSize(size_t size, bool url) { return url ? (size * 4 + 2) / 3 : (size + 2) / 3 * 4; }

void Base64Encode(const uint8_t* data, size_t size, char* out, bool url) {
  simdutf::binary_to_base64(reinterpret_cast<const char*>(data), size, out, url ? simdutf::base64_url : simdutf::base64_default);
}

template <typename Char>
size_t Base64Decode(const Char* text, size_t length, uint8_t* out, size_t capacity, bool url) {
  size_t written = capacity;
  simdutf::result result = simdutf::base64_to_binary_safe(reinterpret_cast<const SimdChar<Char>*>(text), length, reinterpret_cast<char*>(out),
                                                          written, url ? simdutf::base64_url : simdutf::base64_default, simdutf::loose);
  // It refuses a mixture of alphabets, garbage, and what does not fit: all of them are legal here.
  return result.error == simdutf::SUCCESS ? written : DecodeLeniently(text, length, out, capacity);
}

template <typename Char>
ptrdiff_t Base64DecodeForgiving(const Char* text, size_t length, uint8_t* out) {
  size_t characters = 0;
  size_t padding = 0;
  uint32_t bits = 0;
  size_t written = 0;
  for (size_t i = 0; i < length; i++) {
    uint8_t value = Lookup(kBase64Values, text[i]);
    if (value == kSpace) continue;
    if (value == kPadding) {
      padding++;
      continue;
    }
    // The URL alphabet is not the web's.
    if (value > 63 || text[i] == '-' || text[i] == '_' || padding > 0) return -1;
    bits = bits << 6 | value;
    if (++characters % 4 == 0) {
      out[written++] = static_cast<uint8_t>(bits >> 16);
      out[written++] = static_cast<uint8_t>(bits >> 8);
      out[written++] = static_cast<uint8_t>(bits);
    }
  }
  size_t rest = characters % 4;
  if (padding > 2) return -1;
  if (rest == 1) return -2;
  if (padding > 0 && rest + padding != 4) return -1;
  if (rest == 2) {
    out[written++] = static_cast<uint8_t>(bits >> 4);
  } else if (rest == 3) {
    out[written++] = static_cast<uint8_t>(bits >> 10);
    out[written++] = static_cast<uint8_t>(bits >> 2);
  }
  return static_cast<ptrdiff_t>(written);
}

size_t FindBytes(const uint8_t* data, size_t size, const uint8_t* needle, size_t needle_size, size_t from, bool forwards, size_t step) {
  if (needle_size == 0 || needle_size > size) return size;
  size_t last = size - needle_size;
  if (forwards) {
    while (from <= last) {
      // glibc's memmem is the two-way algorithm with vectorized short cases.
      const void* found = memmem(data + from, size - from, needle, needle_size);
      if (found == nullptr) return size;
      size_t position = static_cast<size_t>(static_cast<const uint8_t*>(found) - data);
      if (position % step == 0) return position;
      from = position + 1;
    }
    return size;
  }
  size_t position = from < last ? from : last;
  position -= position % step;
  for (;;) {
    // The last place of the first byte, then the rest.
    if (step == 1) {
      const void* found = memrchr(data, needle[0], position + 1);
      if (found == nullptr) return size;
      position = static_cast<size_t>(static_cast<const uint8_t*>(found) - data);
    }
    if (std::memcmp(data + position, needle, needle_size) == 0) return position;
    if (position < step) return size;
    position -= step;
  }
}

template size_t HexDecode(const uint8_t*, size_t, uint8_t*, size_t);
template size_t HexDecode(const uint16_t*, size_t, uint8_t*, size_t);
template size_t Base64Decode(const uint8_t*, size_t, uint8_t*, size_t, bool);
template size_t Base64Decode(const uint16_t*, size_t, uint8_t*, size_t, bool);
template ptrdiff_t Base64DecodeForgiving(const uint8_t*, size_t, uint8_t*);
template ptrdiff_t Base64DecodeForgiving(const uint16_t*, size_t, uint8_t*);

}  // namespace isoscope
