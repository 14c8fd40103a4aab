// The recorder: everything that is emitted while it runs is in the file.
#include "runtime/recording/recorder.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "tests/cc/recording/recording_test_util.h"

using namespace isoscope;

namespace {

struct TemporaryFile {
  TemporaryFile() {
    char name[] = "/tmp/isoscope_recorder_XXXXXX";
    close(mkstemp(name));
    path = name;
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::string path;
};

MarkRecord MarkOf(const std::string& name) {
  MarkRecord mark;
  mark.name = Intern(name);
  return mark;
}

}  // namespace

TEST_CASE("everything emitted while it records is in the file, numbered as the history has it") {
  TemporaryFile file;
  EmittingIsolate isolate("recorded");
  ScriptSources::Get().Add(isolate.info->id(), "recorded.js", "1 + 1");
  const uint64_t first = NextSequence();
  REQUIRE(Recorder::Get().Start({.path = file.path, .kinds = MaskOf(Kind::kMark) | MaskOf(Kind::kGc)}).ok());
  CHECK(Hub::Wants(Kind::kMark));
  CHECK(ScriptSources::Wanted());
  for (int i = 0; i < 5000; i++) isolate.producer->Emit(MarkOf("mark"));
  CHECK(Recorder::Get().active());
  CHECK(Recorder::Get().Start({.path = "/tmp/other"}).message() == "a recording is under way already: " + file.path);
  REQUIRE(Recorder::Get().Stop("done").ok());
  CHECK_FALSE(Hub::Wants(Kind::kMark));
  CHECK_FALSE(Recorder::Get().active());
  CHECK(Recorder::Get().state()->bytes == std::filesystem::file_size(file.path));
  CHECK(Recorder::Get().state()->records == 5000);

  Kept kept;
  const RecordingOutcome outcome = RecordingReader::Open(file.path).value()->Read(&kept);
  CHECK(outcome.ended);
  CHECK(outcome.records == 5000);
  CHECK(Parse(kept.records.front())["sequence"].GetUint64() == first);
  CHECK(Parse(kept.records.back())["sequence"].GetUint64() == first + 4999);
  REQUIRE(kept.isolates.size() == 1);
  CHECK(kept.isolates[0].id == isolate.info->id());
  CHECK(kept.isolates[0].name == "recorded");
  CHECK(std::any_of(kept.sources.begin(), kept.sources.end(),
                    [](const auto& source) { return source.url == "recorded.js" && source.text == "1 + 1"; }));
  CHECK(kept.snapshots.size() >= 1);
  CHECK(std::string(Parse(kept.end)["reason"].GetString()) == "done");
}

TEST_CASE("a recording may begin with the history and leaves out kinds it does not want") {
  TemporaryFile file;
  EmittingIsolate isolate;
  Watching watching(MaskOf(Kind::kMark) | MaskOf(Kind::kBoundary));
  isolate.producer->Emit(MarkOf("before the recording"));
  isolate.producer->Emit(BoundaryRecord{});
  REQUIRE(Recorder::Get().Start({.path = file.path, .kinds = MaskOf(Kind::kMark), .with_history = true}).ok());
  isolate.producer->Emit(BoundaryRecord{});
  isolate.producer->Emit(MarkOf("in the recording"));
  REQUIRE(Recorder::Get().Stop("done").ok());
  Kept kept;
  REQUIRE(RecordingReader::Open(file.path).value()->Read(&kept).ended);
  bool before = false, during = false;
  for (const std::string& record : kept.records) {
    CHECK(record.find("\"kind\":\"mark\"") != std::string::npos);
    before |= record.find("before the recording") != std::string::npos;
    during |= record.find("in the recording") != std::string::npos;
  }
  CHECK(before);
  CHECK(during);
}

TEST_CASE("a file that cannot be made is told") {
  CHECK(Recorder::Get().Start({.path = "/nonexistent/run.labrun"}).message() ==
        "cannot record to /nonexistent/run.labrun: No such file or directory");
  CHECK_FALSE(Recorder::Get().Start({.path = ""}).ok());
  CHECK_FALSE(Recorder::Get().active());
}

TEST_CASE("a full disk ends the recording, not the run, and leaves what was written readable") {
  TemporaryFile file;
  EmittingIsolate isolate;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 200'000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(Recorder::Get().Start({.path = file.path, .kinds = MaskOf(Kind::kMark)}).ok());
  setrlimit(RLIMIT_FSIZE, &small);
  for (int i = 0; i < 200 && Recorder::Get().active(); i++) {
    for (int k = 0; k < 500; k++) isolate.producer->Emit(MarkOf("until it is full"));
    Collector::Get().Drain();
    usleep(1000);
  }
  const Status status = Recorder::Get().Stop("done");
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(status.message().find("File too large") != std::string::npos);
  CHECK(Recorder::Get().state()->bytes == std::filesystem::file_size(file.path));
  Kept kept;
  const RecordingOutcome outcome = RecordingReader::Open(file.path).value()->Read(&kept);
  CHECK(outcome.problem == "");
  CHECK_FALSE(outcome.ended);
  CHECK(outcome.records > 1000);
  // Another may follow.
  TemporaryFile again;
  REQUIRE(Recorder::Get().Start({.path = again.path}).ok());
  CHECK(Recorder::Get().Stop("done").ok());
}
