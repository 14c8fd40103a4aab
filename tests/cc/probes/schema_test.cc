// Every kind and field of the schema in every form that derives from it.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "runtime/probes/record_json.h"
#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

template <typename Record>
std::string Json(const Record& record) {
  JsonWriter json;
  WriteRecord(&json, 7, {reinterpret_cast<const std::byte*>(&record), UsedSize(record)});
  return json.Take();
}

}  // namespace

TEST_CASE("the JSON of every kind has every field of the schema and no other") {
  auto schema = Parse(SchemaJson());
  REQUIRE(schema["kinds"].Size() == kKindCount);
  size_t index = 0;
#define K(Name, json_name, klass, in_default, doc)                                 \
  {                                                                                \
    const auto& kind = schema["kinds"][static_cast<rapidjson::SizeType>(index++)]; \
    INFO(json_name);                                                               \
    CHECK(std::string(kind["name"].GetString()) == json_name);                     \
    CHECK(kind["lifecycle"].GetBool() == IsLifecycle(Kind::k##Name));              \
    auto record = Parse(Json(Name##Record{}));                                     \
    CHECK(std::string(record["kind"].GetString()) == json_name);                   \
    CHECK(record["sequence"].GetUint64() == 7);                                    \
    CHECK(record.MemberCount() == 4 + kind["fields"].Size());                      \
    for (const auto& field : kind["fields"].GetArray()) {                          \
      INFO(field["name"].GetString());                                             \
      CHECK(record.HasMember(field["name"].GetString()));                          \
    }                                                                              \
  }
  ISOSCOPE_KINDS(K)
#undef K
}

TEST_CASE("what is not known is null, what is known is itself") {
  PoolRecord pool;
  pool.operation = Intern("fs.stat");
  pool.workKind = WorkKind::kFastIo;
  auto json = Parse(Json(pool));
  CHECK(std::string(json["operation"].GetString()) == "fs.stat");
  CHECK(json["label"].IsNull());
  CHECK(json["thread"].IsNull());
  CHECK(json["startedUs"].IsNull());
  CHECK(std::string(json["workKind"].GetString()) == "fastIo");
  CHECK(json["status"].GetInt64() == 0);
  pool.thread = 3;
  pool.status = -125;
  json = Parse(Json(pool));
  CHECK(json["thread"].GetUint64() == 3);
  CHECK(json["status"].GetInt64() == -125);
  HeapRecord heap;
  CHECK(Parse(Json(heap))["allocationBytesPerSecond"].IsNull());
  heap.allocationBytesPerSecond = 1.5;
  CHECK(Parse(Json(heap))["allocationBytesPerSecond"].GetDouble() == 1.5);
  MapRecord map;
  map.to = 0x2ff13dca6879;
  json = Parse(Json(map));
  CHECK(json["from"].IsNull());
  CHECK(std::string(json["to"].GetString()) == "0x2ff13dca6879");
  DeoptRecord deopt;
  CHECK(Parse(Json(deopt))["tierLost"].IsNull());
}

TEST_CASE("lists travel by their used part and say what they had no room for") {
  HeapRecord heap;
  const size_t empty = UsedSize(heap);
  heap.spaces.Add({.name = Intern("old_space"), .usedBytes = 12});
  CHECK(UsedSize(heap) == empty + sizeof(HeapSpace));
  auto json = Parse(Json(heap));
  REQUIRE(json["spaces"].Size() == 1);
  CHECK(std::string(json["spaces"][0]["name"].GetString()) == "old_space");
  CHECK_FALSE(json.HasMember("spacesMissed"));
  for (int i = 0; i < 25; i++) heap.spaces.Add({.name = Intern("old_space")});
  json = Parse(Json(heap));
  CHECK(json["spaces"].Size() == 20);
  CHECK(json["spacesMissed"].GetUint64() == 6);
}

TEST_CASE("a mark carries any JSON, and one too long says so") {
  MarkRecord mark;
  mark.detail.Set("{\"size\":[1,2,\"\\u00e9\"]}");
  CHECK(Parse(Json(mark))["detail"]["size"][1].GetInt() == 2);
  CHECK_FALSE(mark.detail.Set(std::string(FieldJson::kMaxBytes + 1, '1')));
  CHECK(Parse(Json(mark))["detail"].IsNull());
  CHECK(mark.detail.truncated == 1);
}

TEST_CASE("docs/metrics.md is what the schema says") {
  const char* path = "docs/metrics.md";
  std::string base;
  for (int up = 0; up < 6; up++, base += "../") {
    if (std::ifstream(base + "runtime/probes/schema.h").good()) break;
  }
  if (std::getenv("ISOSCOPE_UPDATE_DOCS") != nullptr) {
    std::ofstream out(base + path);
    out << SchemaMarkdown();
    REQUIRE(out.good());
    return;
  }
  std::ifstream in(base + path);
  std::stringstream text;
  text << in.rdbuf();
  INFO("run isoscope_tests with ISOSCOPE_UPDATE_DOCS=1 in the checkout to write it anew");
  CHECK(text.str() == SchemaMarkdown());
}
