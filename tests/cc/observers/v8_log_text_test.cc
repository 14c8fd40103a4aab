#include "runtime/observers/v8_log_text.h"

#include <catch2/catch_test_macros.hpp>

using namespace isoscope;

TEST_CASE("V8's escapes are undone", "[v8log]") {
  CHECK(Unescape("a\\x2Cb\\nc\\\\d") == "a,b\nc\\d");
  CHECK(Unescape("\\u00e4\\u20ac") == "\xC3\xA4\xE2\x82\xAC");
  CHECK(Unescape("\\xe4") == "\xC3\xA4");
  CHECK(Unescape("\\ud800") == "?");    // A lone surrogate is no text.
  CHECK(Unescape("\\u12") == "\\u12");  // Cut off.
  CHECK(Unescape("\\") == "\\");
  CHECK(Unescape("\xff") == "?");
}

TEST_CASE("positions may hold colons and blanks in the script's name", "[v8log]") {
  TextPosition position;
  REQUIRE(ReadPosition("file:///a b:c.js:3:31", &position));
  CHECK(position.script == "file:///a b:c.js");
  CHECK(position.line == 3);
  CHECK(position.column == 31);
  CHECK_FALSE(ReadPosition("lab.js:3", &position));
  CHECK_FALSE(ReadPosition("lab.js:x:1", &position));
  CHECK_FALSE(ReadPosition(":1", &position));
  const auto stack = ReadPositionStack("<lab.js:2:31> inlined at <lab.js:3:26> inlined at <lab.js:4:65>");
  REQUIRE(stack.size() == 3);
  CHECK(stack[0].line == 2);
  CHECK(stack[2].column == 65);
  CHECK(ReadPositionStack("<unknown>").empty());
  CHECK(ReadPositionStack("").empty());
}

TEST_CASE("a function's name ends at the blank before its script", "[v8log]") {
  std::string_view name;
  TextPosition position;
  REQUIRE(ReadNamedPosition("Point /my labs/lab.js:1:15", &name, &position));
  CHECK(name == "Point");
  CHECK(position.script == "/my labs/lab.js");
  REQUIRE(ReadNamedPosition(" lab.js:1:1", &name, &position));
  CHECK(name.empty());
  CHECK(position.script == "lab.js");
  REQUIRE(ReadNamedPosition("get dbl lab.js:9:1", &name, &position));
  CHECK(name == "get dbl");
  CHECK_FALSE(ReadNamedPosition("a+b(c|d)*", &name, &position));
}

TEST_CASE("numbers are whole or none", "[v8log]") {
  uint64_t value = 0;
  CHECK((ReadNumber("0x7f1ea8040200", &value) && value == 0x7f1ea8040200));
  CHECK((ReadNumber("42", &value) && value == 42));
  CHECK_FALSE(ReadNumber("42x", &value));
  CHECK_FALSE(ReadNumber("", &value));
  CHECK_FALSE(ReadNumber("-1", &value));
  double ms = 0;
  CHECK((ReadMilliseconds("0.013", &ms) && ms == 0.013));
  CHECK_FALSE(ReadMilliseconds("-1", &ms));
  CHECK_FALSE(ReadMilliseconds("nan", &ms));
}
