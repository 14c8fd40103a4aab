// Two runs compared: what changed is said, section by section.
#include "runtime/recording/run_diff.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/cc/recording/recording_test_util.h"

using namespace isoscope;

namespace {

struct Run {
  explicit Run(uint64_t start_us = 1'000'000) {
    RunHeader header = RunHeader::OfThisProcess(kAllKinds);
    header.monotonic_us = start_us;
    header.argv = {"isoscope", "lab.js"};
    file = RecordingEncoder::Begin(header);
    now_us = start_us;
  }
  template <typename Record>
  void Add(Record record) {
    record.header.timeUs = now_us += 1000;
    encoder.Add(++sequence, BytesOf(record));
  }
  void Mark(const char* name) {
    MarkRecord mark;
    mark.name = Intern(name);
    Add(mark);
  }
  void Gc(uint64_t us) {
    GcRecord gc;
    gc.durationUs = us;
    gc.freedBytes = 1024;
    Add(gc);
  }
  void Deopt(const char* function, const char* reason) {
    DeoptRecord deopt;
    deopt.function = Intern(function);
    deopt.scriptUrl = Intern("lab.js");
    deopt.line = 3;
    deopt.column = 9;
    deopt.reason = Intern(reason);
    Add(deopt);
  }
  void Pool(uint64_t wait_us) {
    PoolRecord pool;
    pool.operation = Intern("fs.stat");
    pool.submittedUs = now_us;
    pool.startedUs = now_us + wait_us;
    pool.endedUs = now_us + wait_us + 50;
    Add(pool);
  }
  RunSummary Summary() {
    char name[] = "/tmp/isoscope_diff_XXXXXX";
    close(mkstemp(name));
    std::ofstream(name, std::ios::binary) << file << encoder.TakeFrames();
    auto summary = RunSummary::Of(name);
    std::filesystem::remove(name);
    REQUIRE(summary.ok());
    return std::move(summary.value());
  }

  std::string file;
  RecordingEncoder encoder;
  uint64_t now_us = 0, sequence = 0;
};

const FigureChange* Find(const SectionChange& section, const std::string& name) {
  for (const FigureChange& figure : section.figures) {
    if (figure.name == name) return &figure;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a diff says in words and numbers what changed, aligned by marks") {
  Run before, after(77'000'000);
  for (int i = 0; i < 10; i++) before.Gc(500);
  before.Deopt("hot", "wrong map");
  before.Mark("phase two");
  before.Pool(100);
  before.Mark("only in the first");

  for (int i = 0; i < 4; i++) after.Gc(500);
  after.Deopt("hot", "not a Smi");
  after.Mark("phase two");
  after.Pool(900);
  after.Gc(700);
  after.Mark("only in the second");

  const RunSummary a = before.Summary(), b = after.Summary();
  const RunDiff diff = RunDiff::Of(a, b);
  REQUIRE(diff.sections.size() == 3);
  CHECK(diff.sections[0].name == "whole run");
  CHECK(diff.sections[1].name == "start");
  CHECK(diff.sections[2].name == "phase two");
  const FigureChange* pauses = Find(diff.sections[0], "gc scavenge pauses");
  REQUIRE(pauses != nullptr);
  CHECK(pauses->before == 10);
  CHECK(pauses->after == 5);
  pauses = Find(diff.sections[2], "gc scavenge pauses");
  REQUIRE(pauses != nullptr);
  CHECK(pauses->before == 0);
  CHECK(pauses->after == 1);
  CHECK(Find(diff.sections[1], "pool waits") == nullptr);
  CHECK(diff.sections[1].new_deopts == std::vector<std::string>{"hot (lab.js:3:9): not a Smi"});
  CHECK(diff.sections[1].gone_deopts == std::vector<std::string>{"hot (lab.js:3:9): wrong map"});
  CHECK(diff.only_before == std::vector<std::string>{"only in the first"});
  CHECK(diff.only_after == std::vector<std::string>{"only in the second"});

  const std::string text = diff.Text(a, b, false);
  INFO(text);
  CHECK(text.find("before: lab.js (") == 0);
  CHECK(text.find("section \"phase two\"\n") != std::string::npos);
  CHECK(text.find("fewer, -50 %") != std::string::npos);
  CHECK(text.find("fs.stat wait p50") != std::string::npos);
  CHECK(text.find("9.0 times") != std::string::npos);
  CHECK(text.find("new deopt   hot (lab.js:3:9): not a Smi") != std::string::npos);
  CHECK(text.find("only after: section \"only in the second\"") != std::string::npos);
  CHECK(Parse(diff.Json())["sections"].Size() == 3);
}

TEST_CASE("the same run twice has no difference") {
  Run run;
  run.Gc(500);
  const RunSummary a = run.Summary();
  Run again;
  again.Gc(500);
  const RunSummary b = again.Summary();
  const RunDiff diff = RunDiff::Of(a, b);
  REQUIRE(diff.sections.size() == 1);
  CHECK(diff.Text(a, b, false).find("nothing changed") != std::string::npos);
  CHECK(diff.Text(a, b, true).find("the same") != std::string::npos);
}

TEST_CASE("no percentile is beyond the longest", "[recording]") {
  Run one, two;
  for (uint64_t us = 24'321; us < 24'341; us++) two.Gc(us);
  const RunSummary before = one.Summary(), after = two.Summary();
  const Durations& pauses = after.whole.gc.at("scavenge");
  CHECK(pauses.max_us == 24'340);
  CHECK(pauses.Percentile(99) == pauses.max_us);
  CHECK(pauses.Percentile(50) <= pauses.max_us);
  CHECK(before.whole.gc.empty());
}
