#include "runtime/env/text_codecs.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "runtime/env/simdutf.h"

namespace isoscope {
namespace {

const uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

std::string Base64(std::string_view text, bool url) {
  std::string out(Base64EncodedSize(text.size(), url), '\0');
  Base64Encode(Bytes(text), text.size(), out.data(), url);
  return out;
}

std::string Decoded(std::string_view text, size_t capacity = SIZE_MAX, bool url = false) {
  std::string out(std::min(capacity, Base64DecodedBound(text.size())), '\0');
  out.resize(Base64Decode(Bytes(text), text.size(), reinterpret_cast<uint8_t*>(out.data()), out.size(), url));
  return out;
}

std::string FromHex(std::string_view text, size_t capacity = 64) {
  std::string out(capacity, '\0');
  out.resize(HexDecode(Bytes(text), text.size(), reinterpret_cast<uint8_t*>(out.data()), capacity));
  return out;
}

// Every combination of short lengths and all byte values, through encoding and back.
std::string Pattern(size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; i++) bytes[i] = static_cast<char>(i * 37 + size);
  return bytes;
}

TEST_CASE("base64 round trips at every length", "[text_codecs]") {
  for (size_t size = 0; size < 300; size++) {
    std::string bytes = Pattern(size);
    REQUIRE(Decoded(Base64(bytes, false)) == bytes);
    REQUIRE(Decoded(Base64(bytes, true), SIZE_MAX, true) == bytes);
  }
}

TEST_CASE("base64 has its two alphabets and paddings", "[text_codecs]") {
  CHECK(Base64("\xfb\xff", false) == "+/8=");
  CHECK(Base64("\xfb\xff", true) == "-_8");
  CHECK(Base64("", false).empty());
}

TEST_CASE("base64 decoding is lenient as Node's", "[text_codecs]") {
  CHECK(Decoded("YW Jj\n-_") == std::string("abc\xfb"));
  CHECK(Decoded("YWJj=YWJj") == "abc");
  CHECK(Decoded("Y!W*J(j") == "abc");
  CHECK(Decoded("Y").empty());
  CHECK(Decoded("YWI") == "ab");
}

TEST_CASE("base64 decoding never exceeds the capacity", "[text_codecs]") {
  std::string encoded = Base64(Pattern(100), false);
  for (size_t capacity = 0; capacity < 110; capacity++) {
    std::string decoded = Decoded(encoded, capacity);
    REQUIRE(decoded == Pattern(100).substr(0, std::min<size_t>(capacity, 100)));
  }
}

TEST_CASE("the web's base64 tells what is wrong", "[text_codecs]") {
  uint8_t out[64];
  auto decode = [&out](std::string_view text) { return Base64DecodeForgiving(Bytes(text), text.size(), out); };
  CHECK(decode(" Y W\nJ j ") == 3);
  CHECK(decode("YQ==") == 1);
  CHECK(decode("YQ") == 1);
  CHECK(decode("YQ=") == -1);
  CHECK(decode("Y") == -2);
  CHECK(decode("YW-_") == -1);
  CHECK(decode("YQ==YQ==") == -1);
}

TEST_CASE("base64 of two-byte strings", "[text_codecs]") {
  std::u16string text = u"YWJj\u0159YQ";
  uint8_t out[16];
  REQUIRE(Base64Decode(reinterpret_cast<const uint16_t*>(text.data()), text.size(), out, sizeof(out), false) == 4);
  CHECK(std::equal(out, out + 4, "abca"));
}

TEST_CASE("hex stops at what is no pair of digits", "[text_codecs]") {
  CHECK(FromHex("616263") == "abc");
  CHECK(FromHex("6162zz63") == "ab");
  CHECK(FromHex("61626") == "ab");
  CHECK(FromHex("fFaA") == "\xff\xaa");
  CHECK(FromHex("616263", 2) == "ab");
  char text[6];
  HexEncode(Bytes("\x00\xff\x1a"), 3, text);
  CHECK(std::string_view(text, 6) == "00ff1a");
}

TEST_CASE("searching agrees with std::string in both directions", "[text_codecs]") {
  std::string_view data = "abcabcabxabcab";
  for (std::string_view needle : {"a", "ab", "abc", "bx", "abcab", "x", "q", "abcabcabxabcab"}) {
    for (size_t from = 0; from < data.size(); from++) {
      size_t forwards = data.find(needle, from);
      size_t backwards = data.rfind(needle, from);
      INFO(needle << " from " << from);
      CHECK(FindBytes(Bytes(data), data.size(), Bytes(needle), needle.size(), from, true, 1) ==
            (forwards == std::string_view::npos ? data.size() : forwards));
      CHECK(FindBytes(Bytes(data), data.size(), Bytes(needle), needle.size(), from, false, 1) ==
            (backwards == std::string_view::npos ? data.size() : backwards));
    }
  }
}

TEST_CASE("searching UTF-16 finds whole units only", "[text_codecs]") {
  std::string_view data("\x00\x61\x00\x61\x61\x00", 6);
  std::string_view needle("\x61\x00", 2);
  CHECK(FindBytes(Bytes(data), data.size(), Bytes(needle), needle.size(), 0, true, 2) == 4);
  CHECK(FindBytes(Bytes(data), data.size(), Bytes(needle), needle.size(), 5, false, 2) == 4);
}

TEST_CASE("the declarations of simdutf match the library", "[text_codecs]") {
  std::string_view text = "h\xc3\xa9llo \xe2\x82\xac";
  CHECK(simdutf::validate_utf8(text.data(), text.size()));
  CHECK_FALSE(simdutf::validate_utf8("\xe2\x82", 2));
  CHECK_FALSE(simdutf::validate_ascii(text.data(), text.size()));
  CHECK(simdutf::utf16_length_from_utf8(text.data(), text.size()) == 7);
  std::u16string units(7, u'\0');
  CHECK(simdutf::convert_valid_utf8_to_utf16le(text.data(), text.size(), units.data()) == 7);
  CHECK(units == u"h\u00e9llo \u20ac");
  CHECK(simdutf::utf8_length_from_utf16le(units.data(), units.size()) == text.size());
  char back[32];
  CHECK(simdutf::convert_utf16le_to_utf8(units.data(), units.size(), back) == text.size());
  // A character is never split by the capacity.
  CHECK(simdutf::convert_latin1_to_utf8_safe("a\xe9\xe9", 3, back, 4) == 3);
}

}  // namespace
}  // namespace isoscope
