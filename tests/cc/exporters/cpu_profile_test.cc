// Profiles that come in stretches are one again, and pprof's form says the same.
#include "runtime/exporters/cpu_profile.h"

#include <zlib.h>

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

std::string Node(int id, const char* name, const char* children) {
  return R"({"id":)" + std::to_string(id) + R"(,"callFrame":{"functionName":")" + name +
         R"(","scriptId":"7","url":"file:///a.js","lineNumber":4,"columnNumber":2},"hitCount":1,"children":)" + children + "}";
}

// root -> main -> (hot, cold); the second stretch numbers its nodes otherwise.
const std::vector<CpuProfileChunk> kChunks = {
    {.isolate = 1,
     .start_us = 1000,
     .end_us = 1500,
     .json = "{\"nodes\":[" + Node(1, "(root)", "[2]") + "," + Node(2, "main", "[3]") + "," + Node(3, "hot", "[]") +
             R"(],"startTime":1000,"endTime":1500,"samples":[3,3,2],"timeDeltas":[100,100,100]})"},
    {.isolate = 1,
     .start_us = 1510,
     .end_us = 2000,
     .json = "{\"nodes\":[" + Node(1, "(root)", "[5]") + "," + Node(5, "main", "[8,9]") + "," + Node(8, "cold", "[]") + "," + Node(9, "hot", "[]") +
             R"(],"startTime":1510,"endTime":2000,"samples":[8,9],"timeDeltas":[90,100]})"}};

std::string Gunzip(const std::string& data) {
  std::string out(1 << 20, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

// The fields of a protobuf message: number, and a number or bytes.
struct Field {
  uint64_t number;
  uint64_t value = 0;
  std::string bytes;
};
std::vector<Field> Fields(std::string_view data) {
  std::vector<Field> fields;
  const auto varint = [&data] {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      REQUIRE_FALSE(data.empty());
      const auto byte = static_cast<uint8_t>(data[0]);
      data.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (!data.empty()) {
    const uint64_t key = varint();
    Field field{.number = key >> 3};
    if ((key & 7) == 0) {
      field.value = varint();
    } else {
      REQUIRE((key & 7) == 2);
      const uint64_t size = varint();
      REQUIRE(size <= data.size());
      field.bytes = data.substr(0, size);
      data.remove_prefix(size);
    }
    fields.push_back(field);
  }
  return fields;
}

}  // namespace

TEST_CASE("stretches of a CPU profile become one .cpuprofile") {
  auto made = CpuProfileJson(kChunks, 0);
  REQUIRE(made.ok());
  const auto profile = Parse(made.value());
  CHECK(profile["startTime"].GetUint64() == 1000);
  REQUIRE(profile["nodes"].Size() == 4);  // (root), main, hot, cold
  std::map<std::string, const rapidjson::Value*> by_name;
  for (const auto& node : profile["nodes"].GetArray()) by_name[node["callFrame"]["functionName"].GetString()] = &node;
  CHECK((*by_name["hot"])["hitCount"].GetUint64() == 3);
  CHECK((*by_name["cold"])["hitCount"].GetUint64() == 1);
  CHECK((*by_name["main"])["children"].Size() == 2);
  CHECK((*by_name["main"])["callFrame"]["lineNumber"].GetInt() == 4);
  REQUIRE(profile["samples"].Size() == 5);
  REQUIRE(profile["timeDeltas"].Size() == 5);
  // The fourth sample comes 1510 + 90 - 1300 after the third.
  CHECK(profile["timeDeltas"][3].GetInt() == 300);
  uint64_t sum = profile["startTime"].GetUint64();
  for (const auto& delta : profile["timeDeltas"].GetArray()) sum += delta.GetUint64();
  CHECK(sum == 1700);
  CHECK(CpuProfileJson(kChunks, 2).status().message() == "there is no CPU profile of isolate 2 in it");
  CHECK_FALSE(CpuProfileJson({}, 0).ok());
}

TEST_CASE("pprof's form has the same samples") {
  auto made = PprofProfile(kChunks, 1.7e12);
  REQUIRE(made.ok());
  std::vector<std::string> texts;
  uint64_t samples = 0, count = 0, ns = 0, functions = 0, locations = 0;
  for (const Field& field : Fields(Gunzip(made.value()))) {
    if (field.number == 6) texts.push_back(field.bytes);
    functions += field.number == 5;
    locations += field.number == 4;
    if (field.number != 2) continue;
    samples++;
    for (const Field& part : Fields(field.bytes)) {
      if (part.number != 2) continue;
      std::string values = part.bytes;
      const auto take = [&values] {
        uint64_t value = 0;
        size_t i = 0;
        for (int shift = 0;; shift += 7, i++) {
          value |= static_cast<uint64_t>(static_cast<uint8_t>(values[i]) & 0x7f) << shift;
          if (static_cast<uint8_t>(values[i]) < 0x80) break;
        }
        values.erase(0, i + 1);
        return value;
      };
      count += take();
      ns += take();
    }
  }
  REQUIRE_FALSE(texts.empty());
  CHECK(texts[0].empty());
  for (const char* text : {"sample", "count", "wall", "nanoseconds", "hot", "cold", "main", "file:///a.js", "isolate"}) {
    CHECK(std::find(texts.begin(), texts.end(), text) != texts.end());
  }
  CHECK(samples == 3);  // hot, cold, and main itself.
  CHECK(count == 5);
  CHECK(ns == (1700 - 1100 + 300) * 1000);  // From the first sample to the end of the profile.
  CHECK(functions == 3);
  CHECK(locations == 3);
}

TEST_CASE("what is no profile is refused") {
  for (const char* json : {"{}", "{\"nodes\":[]}", "[", R"({"nodes":[{"id":1,"children":[1]}],"samples":[],"timeDeltas":[]})",
                           R"({"nodes":[{"id":1}],"samples":[2],"timeDeltas":[1]})"}) {
    CHECK_FALSE(CpuProfileJson({{.isolate = 1, .json = json}}, 0).ok());
  }
}
