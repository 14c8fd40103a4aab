// base64, base64url and hex of anything, into memory of exactly the size that was promised to be enough.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/env/text_codecs.h"

using namespace isoscope;

namespace {

template <typename Char>
void Decode(const Char* text, size_t length, size_t capacity) {
  // Of its own allocation each: AddressSanitizer sees the first byte too much.
  const size_t bound = Base64DecodedBound(length);
  const std::unique_ptr<uint8_t[]> out(new uint8_t[bound]);
  for (const bool url : {false, true}) ISOSCOPE_CHECK(Base64Decode(text, length, out.get(), bound, url) <= bound);
  ISOSCOPE_CHECK(Base64DecodeForgiving(text, length, out.get()) <= static_cast<ptrdiff_t>(bound));
  const std::unique_ptr<uint8_t[]> little(new uint8_t[capacity]);
  for (const bool url : {false, true}) ISOSCOPE_CHECK(Base64Decode(text, length, little.get(), capacity, url) <= capacity);
  ISOSCOPE_CHECK(HexDecode(text, length, little.get(), capacity) <= capacity);
}

void RoundTrip(const uint8_t* data, size_t size) {
  const std::vector<uint8_t> bytes(data, data + size);
  for (const bool url : {false, true}) {
    const std::unique_ptr<char[]> text(new char[Base64EncodedSize(size, url)]);
    const auto* encoded = reinterpret_cast<const uint8_t*>(text.get());
    Base64Encode(data, size, text.get(), url);
    std::vector<uint8_t> back(Base64DecodedBound(Base64EncodedSize(size, url)));
    back.resize(Base64Decode(encoded, Base64EncodedSize(size, url), back.data(), back.size(), url));
    ISOSCOPE_CHECK(back == bytes);
  }
  const std::unique_ptr<char[]> hex(new char[HexEncodedSize(size)]);
  HexEncode(data, size, hex.get());
  std::vector<uint8_t> back(size);
  ISOSCOPE_CHECK(HexDecode(reinterpret_cast<const uint8_t*>(hex.get()), HexEncodedSize(size), back.data(), size) == size && back == bytes);
}

void Find(const uint8_t* data, size_t size, size_t needle_size, size_t from) {
  needle_size = std::min(needle_size, size);
  const std::vector<uint8_t> needle(data, data + needle_size), hay(data + needle_size, data + size);
  for (const bool forwards : {false, true}) {
    for (const size_t step : {size_t{1}, size_t{2}}) {
      const size_t at = FindBytes(hay.data(), hay.size(), needle.data(), needle.size(), std::min(from, hay.size()), forwards, step);
      ISOSCOPE_CHECK(at == hay.size() || std::equal(needle.begin(), needle.end(), hay.begin() + static_cast<ptrdiff_t>(at)));
      ISOSCOPE_CHECK(at == hay.size() || at % step == 0);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const size_t first = data[0], second = data[1];
  const std::vector<uint8_t> narrow(data + 2, data + size);
  const std::vector<uint16_t> wide(narrow.begin(), narrow.end());
  Decode(narrow.data(), narrow.size(), first);
  Decode(wide.data(), wide.size(), first);
  RoundTrip(narrow.data(), narrow.size());
  Find(narrow.data(), narrow.size(), first % 8, second);
  return 0;
}
