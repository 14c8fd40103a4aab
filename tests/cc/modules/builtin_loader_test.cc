#include "runtime/modules/builtin_loader.h"

#include <cstring>

#include <catch2/catch_test_macros.hpp>

#include "runtime/modules/embedded_sources.h"

namespace isoscope {

TEST_CASE("embedded sources are sorted, ASCII and of one kind each", "[modules]") {
  REQUIRE(kEmbeddedSourceCount > 50);
  for (size_t i = 0; i < kEmbeddedSourceCount; i++) {
    const EmbeddedSource& source = kEmbeddedSources[i];
    INFO(source.id);
    if (i > 0) CHECK(std::strcmp(kEmbeddedSources[i - 1].id, source.id) < 0);
    CHECK(source.size > 0);
    bool ascii = true;
    for (size_t at = 0; at < source.size; at++) ascii = ascii && static_cast<unsigned char>(source.data[at]) < 0x80;
    CHECK(ascii);
  }
}

TEST_CASE("a builtin is found by its whole id only", "[modules]") {
  CHECK(BuiltinLoader::Has("fs"));
  CHECK(BuiltinLoader::Has("fs/promises"));
  CHECK(BuiltinLoader::Has("internal/errors"));
  CHECK_FALSE(BuiltinLoader::Has("f"));
  CHECK_FALSE(BuiltinLoader::Has("fs/"));
  CHECK_FALSE(BuiltinLoader::Has("node:fs"));
  CHECK_FALSE(BuiltinLoader::Has(""));
}

TEST_CASE("stack traces name public modules as Node does", "[modules]") {
  CHECK(BuiltinLoader::UrlOf("fs") == "node:fs");
  CHECK(BuiltinLoader::UrlOf("fs/promises") == "node:fs/promises");
  CHECK(BuiltinLoader::UrlOf("internal/timers") == "isoscope:internal/timers");
  CHECK(BuiltinLoader::UrlOf("isoscope") == "isoscope:isoscope");
}

}  // namespace isoscope
