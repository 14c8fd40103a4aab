#include "runtime/observers/v8_log_reader.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "runtime/observers/v8_log_lines.h"
#include "runtime/probes/hub.h"
#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

class Log {
 public:
  void Line(const std::string& line) {
    REQUIRE(V8LogLines::KindOf(line) != Kind::kCount);
    reader_.Read(++time_us_, line, take_);
  }
  void Settle() { reader_.Settle(time_us_ + 1'000'000, take_); }
  template <typename Record>
  std::vector<Record> Take() {
    std::vector<Record> found;
    std::erase_if(records_, [&](const auto& bytes) {
      if (HeaderOf(bytes).kind != Record::kKind) return false;
      found.push_back(ReadRecord<Record>(bytes));
      return true;
    });
    return found;
  }
  rapidjson::Document Functions() {
    JsonWriter json;
    reader_.WriteFunctions(&json, {.limit = 100});
    return Parse(json.Take());
  }
  rapidjson::Document Maps() {
    JsonWriter json;
    reader_.WriteMaps(&json, 100);
    return Parse(json.Take());
  }
  V8LogReader& reader() { return reader_; }
  uint64_t functions(Tier tier) { return live_.functions_by_tier[static_cast<size_t>(tier)].Get(); }
  uint64_t deopts() { return live_.deopts.Get(); }

 private:
  Watching watching_{kV8LogKinds};
  IsolateLive live_;
  V8LogReader reader_{1, &live_};
  uint64_t time_us_ = 0;
  std::vector<std::vector<std::byte>> records_;
  V8LogReader::Take take_ = [this](RecordBytes bytes) { records_.emplace_back(bytes.begin(), bytes.end()); };
};

std::string Text(FieldText text) { return std::string(Names().Text(text.id)); }

const std::string kAdd = "add lab.js:1:13,0x5008,";

}  // namespace

TEST_CASE("a function's way through the tiers", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,9,1,0x1000,6," + kAdd + "~");
  log.Line("code-creation,JS,10,2,0x2000,52," + kAdd + "^");
  log.Line("code-creation,JS,11,3,0x3000,264," + kAdd + "+'");
  CHECK(log.functions(Tier::kMaglev) == 0);  // Whether it is OSR is not known yet.
  log.Line("[completed compiling 0x99 <JSFunction add (sfi = 0x5009)> (target MAGLEV) - took 0.001, 0.492, 0.003 ms]");
  // TurboFan's lines come the other way round.
  log.Line("[completed compiling 0x99 <JSFunction add (sfi = 0x5009)> (target TURBOFAN_JS) OSR - took 0.012, 2.180, 0.020 ms]");
  log.Line("code-creation,JS,12,4,0x4000,480," + kAdd + "*'");
  const auto tiers = log.Take<TierRecord>();
  REQUIRE(tiers.size() == 4);
  CHECK(tiers[0].tier == Tier::kInterpreted);
  CHECK(Text(tiers[0].function) == "add");
  CHECK(Text(tiers[0].scriptUrl) == "lab.js");
  CHECK(tiers[0].line == 1);
  CHECK(tiers[0].column == 13);
  CHECK(tiers[1].tier == Tier::kBaseline);
  CHECK(tiers[2].tier == Tier::kMaglev);
  CHECK(tiers[2].compileUs.value == 496);
  CHECK_FALSE(tiers[2].osr);
  CHECK(tiers[3].osr);
  CHECK(tiers[3].compileUs.value == 2212);
  CHECK(tiers[3].codeBytes.value == 480);
  CHECK(log.functions(Tier::kMaglev) == 1);  // OSR code is not what the next call runs.
  CHECK(log.functions(Tier::kTurbofan) == 0);
  const auto functions = log.Functions();
  REQUIRE(functions.Size() == 1);
  CHECK(std::string(functions[0]["tier"].GetString()) == "maglev");
  CHECK(std::string(functions[0]["osrTier"].GetString()) == "turbofan");
}

TEST_CASE("a deopt is joined to its code and its bailout", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,9,1,0x1000,6," + kAdd + "~");
  log.Line("code-creation,JS,11,3,0x3000,264," + kAdd + "+'");
  log.Settle();
  log.Line("code-move,0x3000,0x7000");
  log.Line("code-deopt,9,384,0x7000,0,32,deopt-eager,<lab.js:2:12> inlined at <lab.js:4:65>,not a Smi");
  CHECK(log.Take<DeoptRecord>().empty());
  log.Line(
      "[bailout (kind: deopt-eager, reason: not a Smi): begin. deoptimizing 0x1 <JSFunction add (sfi = 0x5009)>, 0x2 <Code MAGLEV>, opt id 2, "
      "bytecode offset 21, deopt exit 1, FP to SP delta 56, caller SP 0x7f, pc 0x7d]");
  const auto deopts = log.Take<DeoptRecord>();
  REQUIRE(deopts.size() == 1);
  CHECK(Text(deopts[0].function) == "add");
  CHECK(Text(deopts[0].reason) == "not a Smi");
  CHECK(Text(deopts[0].deoptKind) == "deopt-eager");
  CHECK(deopts[0].tierLost == Tier::kMaglev);
  CHECK(deopts[0].bytecodeOffset.value == 21);
  CHECK(deopts[0].line == 2);
  REQUIRE(deopts[0].inlinedAt.count == 1);
  CHECK(deopts[0].inlinedAt.items[0].column == 65);
  CHECK(log.functions(Tier::kInterpreted) == 1);
  CHECK(log.deopts() == 1);
  // A second frame in the same code loses no second tier; without a [bailout line it is sent all the same.
  log.Line("code-deopt,9,384,0x7000,0,32,deopt-lazy,<lab.js:2:12>,(unknown)");
  log.Line("code-creation,JS,9,1,0x9000,6,other lab.js:9:1,0x6008,~");
  REQUIRE(log.Take<DeoptRecord>().size() == 1);
  CHECK(log.functions(Tier::kInterpreted) == 2);
}

TEST_CASE("preparing for OSR is a deopt record, but no loss", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,11,3,0x3000,264," + kAdd + "+");
  log.Settle();
  log.Line("code-deopt,9,384,0x3000,-1,32,deopt-eager,<lab.js:2:12>,prepare for on stack replacement (OSR)");
  log.Settle();
  CHECK(log.Take<DeoptRecord>().size() == 1);
  CHECK(log.deopts() == 0);
  CHECK(log.functions(Tier::kMaglev) == 1);
}

TEST_CASE("inline caches belong to the code that holds their address, wherever it has moved", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,9,1,0x1000,100," + kAdd + "~");
  log.Line("code-move,0x1000,0x8000");
  log.Line("sfi-move,0x5008,0x6008");
  log.Line("LoadIC,0x8010,4017,1,29,0,1,0xaa1,x,,");
  log.Line("LoadIC,0x8010,4041,1,29,1,P,0xbb1,x,,");
  log.Line("LoadIC,0x8010,4041,1,29,X,X,0xbb1,x,,");
  log.Line("LoadIC,0x1010,4041,1,29,1,P,0xbb1,x,,");  // Nobody's.
  const auto ics = log.Take<IcRecord>();
  REQUIRE(ics.size() == 3);
  CHECK(Text(ics[0].function) == "add");
  CHECK(Text(ics[0].oldState) == "uninitialized");
  CHECK(Text(ics[1].newState) == "polymorphic");
  CHECK(ics[2].function.id == 0);
  const auto functions = log.Functions();
  const auto& site = functions[0]["ics"][0];
  CHECK(site["changes"].GetInt() == 2);
  CHECK(site["maps"].Size() == 2);
  // The same function at its new address.
  log.Line("code-creation,JS,9,1,0x1000,100,add lab.js:1:13,0x6008,~");
  CHECK(log.Functions().Size() == 1);
}

TEST_CASE("hidden classes form a tree that follows moves", "[v8log]") {
  Log log;
  log.Line("map,InitialMap,1,0x000000000000,0xa1,0x10,7,46,,Point");
  log.Line("map,Transition,2,0xa1,0xb1,0x10,1,31,,x");
  log.Line("map-move,3,0xb1,0xc1");
  log.Line("map,Transition,4,0xc1,0xd1,0x10,1,41,,y");
  log.Line("map,Deprecate,5,0xc1,0x000000000000,0x10,-1,-1,,");
  CHECK(log.Take<MapRecord>().size() == 4);
  const auto maps = log.Maps();
  REQUIRE(maps.Size() == 3);
  CHECK(maps[0]["parent"].IsNull());
  CHECK(std::string(maps[0]["property"].GetString()) == "Point");
  CHECK(maps[1]["parent"] == maps[0]["id"]);
  CHECK(std::string(maps[1]["map"].GetString()) == "0xc1");
  CHECK(maps[1]["deprecated"].GetBool());
  CHECK(maps[2]["parent"] == maps[1]["id"]);
}

TEST_CASE("compilations know their script", "[v8log]") {
  Log log;
  log.Line("script-details,3,lab.js,0,0,");
  log.Line("function,full-parse,3,14,48,0.002,1307,Point");
  log.Line("function,first-execution,3,14,48,0,1322,Point");
  log.Line("function,turbofan,3,14,48,0.415,6176,Point");
  const auto records = log.Take<CompileRecord>();
  REQUIRE(records.size() == 2);
  CHECK(Text(records[0].stage) == "full-parse");
  CHECK(Text(records[0].scriptUrl) == "lab.js");
  CHECK(records[0].startOffset == 14);
  CHECK(records[1].durationUs == 415);
}

TEST_CASE("how long Maglev took is told by the next line", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,9,1,0x1000,6," + kAdd + "~");
  log.Line("code-creation,JS,11,3,0x3000,264," + kAdd + "+'");
  log.Line("function,maglev,3,14,48,0,6176,add");
  CHECK(log.Take<CompileRecord>().empty());
  log.Line("[completed compiling 0x99 <JSFunction add (sfi = 0x5009)> (target MAGLEV) - took 0.001, 0.492, 0.003 ms]");
  auto records = log.Take<CompileRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].durationUs == 496);
  // Of another one, or of none at all: V8's figure.
  log.Line("function,maglev,3,14,48,0,6177,another");
  log.Line("[completed compiling 0x99 <JSFunction add (sfi = 0x5009)> (target MAGLEV) - took 0.001, 0.792, 0.003 ms]");
  CHECK(log.Take<CompileRecord>().empty());
  log.Settle();
  records = log.Take<CompileRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].durationUs == 0);
}

TEST_CASE("what was inlined into what", "[v8log]") {
  Log log;
  log.Line("code-creation,JS,9,1,0x1000,6," + kAdd + "~");
  log.Line("code-creation,JS,9,1,0x2000,6,outer lab.js:4:15,0x6008,~");
  log.Line("code-creation,JS,12,1,0x3000,480,outer lab.js:4:15,0x6008,*'");
  log.Line("code-source-info,0x3000,3,53,125,C26O0C70I0,F0O65,S0x5008");
  const auto functions = log.Functions();
  REQUIRE(functions.Size() == 2);
  REQUIRE(functions[1]["inlinedInto"].Size() == 1);
  CHECK(std::string(functions[1]["inlinedInto"][0]["function"].GetString()) == "outer");
}

TEST_CASE("code found when watching begins is known, but no news", "[v8log]") {
  Log log;
  log.reader().SetReplaying(true);
  log.Line("code-creation,JS,12,4,0x4000,480," + kAdd + "*'");
  log.Line("code-creation,JS,9,4,0x1000,480," + kAdd + "~");
  log.reader().SetReplaying(false);
  CHECK(log.Take<TierRecord>().empty());
  CHECK(log.functions(Tier::kTurbofan) == 1);
}

TEST_CASE("lines that make no sense are counted and skipped", "[v8log]") {
  Log log;
  for (const char* line : {"code-creation,JS,x", "code-deopt,1,2", "LoadIC,zz,1,2", "map,Transition", "function,full-parse,x,1,2,3,4,5", "[bailout (",
                           "[completed compiling ", "sfi-move,1", "code-source-info,1,2,3", "map-move,a,b"}) {
    log.Line(line);
  }
  log.Settle();
  CHECK(log.reader().unreadable() >= 8);
}
