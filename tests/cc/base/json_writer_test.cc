#include "runtime/base/json_writer.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>

using isoscope::JsonWriter;
using isoscope::ValidUtf8;

TEST_CASE("integers stay integers, and what JSON cannot say is null") {
  JsonWriter json;
  json.StartArray();
  json.Uint(UINT64_MAX);
  json.Int(INT64_MIN);
  json.Double(3);
  json.Double(0.5);
  json.Double(NAN);
  json.Double(-INFINITY);
  json.Double(1e300);
  json.Bool(true);
  json.Null();
  json.EndArray();
  CHECK(json.text() == "[18446744073709551615,-9223372036854775808,3,0.5,null,null,1e300,true,null]");
}

TEST_CASE("members, nesting and raw values") {
  JsonWriter json;
  json.StartObject();
  json.Member("name", "a\"\n\x01");
  json.Member("count", uint64_t{3});
  json.Key("raw");
  json.Raw("[1,{\"a\":2}]");
  json.Key("empty");
  json.String({});
  json.EndObject();
  CHECK(json.Take() == "{\"name\":\"a\\\"\\n\\u0001\",\"count\":3,\"raw\":[1,{\"a\":2}],\"empty\":\"\"}");
}

TEST_CASE("bytes that are no UTF-8 are replaced, the rest stays") {
  std::string storage;
  CHECK(ValidUtf8("plain \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", &storage) == "plain \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
  CHECK(storage.empty());
  CHECK(ValidUtf8("a\xff"
                  "b",
                  &storage) ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(ValidUtf8("\xc0\xaf", &storage) == "\xef\xbf\xbd\xef\xbf\xbd");                  // Overlong.
  CHECK(ValidUtf8("\xed\xa0\x80", &storage) == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");  // A surrogate.
  CHECK(ValidUtf8("x\xe2\x82", &storage) == "x\xef\xbf\xbd\xef\xbf\xbd");                // Cut short.
  JsonWriter json;
  json.String("\xff");
  CHECK(json.text() == "\"\xef\xbf\xbd\"");
}
