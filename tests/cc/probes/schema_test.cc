// Every kind and field of the schema in every form that derives from it.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "runtime/probes/record_json.h"
#include "runtime/probes/schema_texts.h"
#include "tests/cc/probes/probes_test_util.h"
#include "tests/cc/probes/sample_records.h"

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

namespace {

std::string InCheckout(const std::string& path) {
  std::string base;
  for (int up = 0; up < 6; up++, base += "../") {
    if (std::ifstream(base + "runtime/probes/schema.h").good()) break;
  }
  return base + path;
}

// A generated file is what it would be now; written anew when asked.
void CheckGenerated(const std::string& path, const std::string& text) {
  if (std::getenv("ISOSCOPE_UPDATE_DOCS") != nullptr) {
    std::ofstream out(InCheckout(path));
    out << text;
    REQUIRE(out.good());
    return;
  }
  std::ifstream in(InCheckout(path));
  std::stringstream found;
  found << in.rdbuf();
  INFO(path << ": run isoscope_tests with ISOSCOPE_UPDATE_DOCS=1 in the checkout to write it anew");
  CHECK(found.str() == text);
}

}  // namespace

TEST_CASE("what is generated from the schema is what the schema says") {
  CheckGenerated("docs/metrics.md", SchemaMarkdown());
  CheckGenerated("docs/schema/isoscope.d.ts", SchemaTypeScript());
  CheckGenerated("docs/schema/record.schema.json", SchemaJsonSchema() + "\n");
}

TEST_CASE("the schema's forms have every kind and field") {
  const auto schema = Parse(SchemaJson());
  const auto json_schema = Parse(SchemaJsonSchema());
  const auto cdp = Parse(SchemaCdpTypes());
  const std::string typescript = SchemaTypeScript(), markdown = SchemaMarkdown();
  for (const auto& kind : schema["kinds"].GetArray()) {
    std::string name = kind["name"].GetString();
    INFO(name);
    CHECK(markdown.find("\n## " + name + "\n") != std::string::npos);
    name[0] = static_cast<char>(std::toupper(name[0]));
    name += "Record";
    const size_t interface = typescript.find("export interface " + name + " extends RecordBase {\n");
    REQUIRE(interface != std::string::npos);
    const std::string body = typescript.substr(interface, typescript.find("\n}\n", interface) - interface);
    REQUIRE(json_schema["$defs"].HasMember(name));
    const auto& properties = json_schema["$defs"][name]["properties"];
    const rapidjson::Value* type = nullptr;
    for (const auto& entry : cdp.GetArray()) {
      if (entry["id"].GetString() == name) type = &entry;
    }
    REQUIRE(type != nullptr);
    for (const auto& field : kind["fields"].GetArray()) {
      const std::string field_name = field["name"].GetString();
      INFO(field_name);
      CHECK(body.find("\n  " + field_name + ": ") != std::string::npos);
      CHECK(properties.HasMember(field_name));
      bool in_cdp = false;
      for (const auto& property : (*type)["properties"].GetArray()) in_cdp |= property["name"].GetString() == field_name;
      CHECK(in_cdp);
    }
  }
}

namespace {

// As much of JSON Schema as the generated one uses.
bool Valid(const rapidjson::Value& value, const rapidjson::Value& schema, const rapidjson::Value& root) {
  if (schema.HasMember("$ref")) {
    const std::string name = std::string(schema["$ref"].GetString()).substr(8);
    return Valid(value, root["$defs"][name.c_str()], root);
  }
  if (schema.HasMember("const") && value != schema["const"]) return false;
  if (schema.HasMember("enum")) {
    const auto& values = schema["enum"].GetArray();
    return std::any_of(values.begin(), values.end(), [&](const auto& entry) { return entry == value; });
  }
  if (schema.HasMember("type")) {
    const auto is = [&value](const std::string& type) {
      return (type == "integer" && (value.IsInt64() || value.IsUint64())) || (type == "number" && value.IsNumber()) ||
             (type == "string" && value.IsString()) || (type == "boolean" && value.IsBool()) || (type == "null" && value.IsNull()) ||
             (type == "object" && value.IsObject()) || (type == "array" && value.IsArray());
    };
    const auto& type = schema["type"];
    const bool fits =
        type.IsString() ? is(type.GetString()) : std::any_of(type.Begin(), type.End(), [&](const auto& entry) { return is(entry.GetString()); });
    if (!fits) return false;
  }
  if (value.IsArray() && schema.HasMember("items")) {
    for (const auto& item : value.GetArray()) {
      if (!Valid(item, schema["items"], root)) return false;
    }
  }
  if (!value.IsObject()) return true;
  if (schema.HasMember("required")) {
    for (const auto& name : schema["required"].GetArray()) {
      if (!value.HasMember(name)) return false;
    }
  }
  for (const auto& member : value.GetObject()) {
    const bool known = schema.HasMember("properties") && schema["properties"].HasMember(member.name);
    if (known && !Valid(member.value, schema["properties"][member.name], root)) return false;
    if (!known && schema.HasMember("additionalProperties")) {
      const auto& rest = schema["additionalProperties"];
      if (rest.IsBool() ? !rest.GetBool() : !Valid(member.value, rest, root)) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("records are what the JSON schema says") {
  const auto schema = Parse(SchemaJsonSchema());
  const auto valid = [&](const std::string& record) {
    const auto json = Parse(record);
    const auto& kinds = schema["oneOf"].GetArray();
    return std::count_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return Valid(json, kind, schema); }) == 1;
  };
#define K(Name, json_name, klass, in_default, doc)    \
  {                                                   \
    INFO(Json(SampleRecord<Name##Record>()));         \
    CHECK(valid(Json(SampleRecord<Name##Record>()))); \
    CHECK(valid(Json(Name##Record{})));               \
  }
  ISOSCOPE_KINDS(K)
#undef K
  CHECK_FALSE(valid("{\"kind\":\"gc\"}"));
}
