#include "runtime/env/options.h"

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

using Words = std::vector<std::string>;

ParsedCommandLine Parse(Words words, const std::string& node_options = "") {
  words.insert(words.begin(), "isoscope");
  return ParseCommandLine(words, node_options);
}

}  // namespace

TEST_CASE("options end where the script begins", "[env]") {
  ParsedCommandLine parsed = Parse({"--no-warnings", "main.js", "--trace-warnings", "-e"});
  CHECK(parsed.error.empty());
  CHECK_FALSE(parsed.options.warnings);
  CHECK_FALSE(parsed.options.trace_warnings);
  CHECK(parsed.arguments == Words{"main.js", "--trace-warnings", "-e"});
  CHECK(parsed.exec_argv == Words{"--no-warnings"});
}

TEST_CASE("-- and - end the options too", "[env]") {
  CHECK(Parse({"--", "--version"}).arguments == Words{"--version"});
  CHECK(Parse({"-", "x"}).arguments == Words{"-", "x"});
}

TEST_CASE("values come after = or as the next word", "[env]") {
  for (const Words& words : {Words{"--require=a", "-r", "b"}, Words{"-r", "a", "--require", "b"}}) {
    CHECK(Parse(words).options.require == Words{"a", "b"});
  }
  CHECK(Parse({"--require"}).error == "--require requires an argument");
  CHECK(Parse({"--require", "-x"}).error == "--require requires an argument");
  CHECK(Parse({"--max-http-header-size=abc"}).error == "--max-http-header-size must be a number");
  CHECK(Parse({"--max_http_header_size=1"}).options.max_http_header_size == 1);
}

TEST_CASE("-p and -pe take their script", "[env]") {
  for (const Words& words : {Words{"-p", "1"}, Words{"-pe", "1"}, Words{"--print", "--eval=1"}, Words{"-e", "1", "-p"}}) {
    ParsedCommandLine parsed = Parse(words);
    CHECK(parsed.options.print);
    CHECK(parsed.options.has_eval);
    CHECK(parsed.options.eval == "1");
  }
  CHECK(Parse({"-e", ""}).options.has_eval);
  CHECK_FALSE(Parse({"main.js"}).options.has_eval);
}

TEST_CASE("an optional value comes after = only", "[env]") {
  CHECK_FALSE(Parse({"main.js"}).options.scope.has_value());
  ParsedCommandLine parsed = Parse({"--scope", "main.js"});
  CHECK(parsed.options.scope == "");
  CHECK(parsed.arguments == Words{"main.js"});
  CHECK(Parse({"--scope=127.0.0.1:0"}).options.scope == "127.0.0.1:0");
}

TEST_CASE("what is no option of ours is V8's to judge", "[env]") {
  ParsedCommandLine parsed = Parse({"--max-old-space-size=64", "--nonsense", "main.js"});
  CHECK(parsed.v8_flags == Words{"--max-old-space-size=64", "--nonsense"});
  CHECK(parsed.exec_argv == parsed.v8_flags);
}

TEST_CASE("NODE_OPTIONS comes first, quoted, and without what only the command line may say", "[env]") {
  ParsedCommandLine parsed = Parse({"-r", "b"}, R"(--require "a \"c\" d" --no-warnings)");
  CHECK(parsed.options.require == Words{R"(a "c" d)", "b"});
  CHECK_FALSE(parsed.options.warnings);
  CHECK(parsed.exec_argv == Words{"-r", "b"});
  CHECK(Parse({}, "--eval 1").error == "--eval is not allowed in NODE_OPTIONS");
  CHECK(Parse({}, "\"").error == "invalid value for NODE_OPTIONS (unterminated string)");
}

TEST_CASE("every option of the table has a name of its own and help", "[env]") {
  Words names;
  for (const OptionRow& row : OptionTable()) {
    CHECK(std::string(row.name).rfind("--", 0) == 0);
    if (row.member != nullptr) CHECK(std::string(row.help).size() > 3);
    for (const std::string& other : names) CHECK(other != row.name);
    names.push_back(row.name);
  }
}

}  // namespace isoscope
