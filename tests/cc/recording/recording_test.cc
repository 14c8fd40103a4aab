// What goes into a recording comes out of it, wherever it is cut.
#include "tests/cc/probes/sample_records.h"
#include "tests/cc/recording/recording_test_util.h"

#include "runtime/recording/frames.h"
#include "runtime/recording/record_codec.h"

using namespace isoscope;

namespace {

// One record of each kind, and an empty one of each.
std::vector<std::string> AddSamples(RecordingEncoder* encoder, uint32_t isolate = 0) {
  std::vector<std::string> texts;
  uint64_t sequence = 40;
#define K(Name, json, klass, in_default, doc)                                                                 \
  for (const Name##Record& record : {SampleRecord<Name##Record>(isolate, 1000 - sequence), Name##Record{}}) { \
    texts.push_back(RecordText(sequence, BytesOf(record)));                                                   \
    encoder->Add(sequence, BytesOf(record));                                                                  \
    sequence += 2;                                                                                            \
  }
  ISOSCOPE_KINDS(K)
#undef K
  return texts;
}

}  // namespace

TEST_CASE("every kind and field of the schema goes through a recording") {
  RecordingEncoder encoder;
  std::string file = RecordingEncoder::Begin(RunHeader::OfThisProcess(kAllKinds));
  const auto texts = AddSamples(&encoder);
  file += encoder.TakeFrames() + RecordingEncoder::End("test", texts.size(), {});
  auto reader = ReaderOf(&file);
  REQUIRE(reader.ok());
  Kept kept;
  const RecordingOutcome outcome = reader.value()->Read(&kept);
  CHECK(outcome.problem == "");
  CHECK(outcome.ended);
  CHECK(outcome.good_bytes == file.size());
  CHECK(kept.records == texts);
}

TEST_CASE("a recording tells of its run") {
  Hub::Get().SetRunArguments({.argv = {"isoscope", "a script.js"}, .exec_argv = {"--record=x"}});
  std::string file = RecordingEncoder::Begin(RunHeader::OfThisProcess(MaskOf(Kind::kGc) | MaskOf(Kind::kPool)));
  auto reader = ReaderOf(&file);
  REQUIRE(reader.ok());
  const RunHeader& header = reader.value()->header();
  CHECK(header.argv == std::vector<std::string>{"isoscope", "a script.js"});
  CHECK(header.exec_argv == std::vector<std::string>{"--record=x"});
  CHECK(header.pid == getpid());
  CHECK(header.kinds == (MaskOf(Kind::kGc) | MaskOf(Kind::kPool)));
  CHECK(header.monotonic_us > 0);
  CHECK(header.wall_clock_ms > 1.6e12);
  CHECK(header.process_start_us == Hub::StartUs());
}

TEST_CASE("a recording of a lab holds what the lab teaches") {
  RunHeader header;
  header.lab = "01-water";
  header.readme = "**Claim.** It is \"wet\".\n";
  auto read = RunHeader::FromJson(header.ToJson());
  REQUIRE(read.ok());
  CHECK(read.value().lab == header.lab);
  CHECK(read.value().readme == header.readme);
}

TEST_CASE("a recording that is cut anywhere reads up to its last whole frame") {
  RecordingEncoder encoder;
  const std::string head = RecordingEncoder::Begin(RunHeader::OfThisProcess(kAllKinds));
  std::string file = head;
  std::vector<std::pair<size_t, size_t>> ends = {{file.size(), 0}};  // {bytes, records in them}.
  size_t records = 0;
  for (uint64_t i = 1; i <= 10; i++) {
    encoder.Add(i, BytesOf(SampleRecord<MarkRecord>(0, i)));
    file += encoder.TakeFrames();
    ends.emplace_back(file.size(), ++records);
  }
  for (size_t size = head.size(); size <= file.size(); size++) {
    std::string cut = file.substr(0, size);
    auto reader = ReaderOf(&cut);
    REQUIRE(reader.ok());
    Kept kept;
    const RecordingOutcome outcome = reader.value()->Read(&kept);
    const auto whole = std::find_if(ends.rbegin(), ends.rend(), [&](const auto& end) { return end.first <= size; });
    REQUIRE(kept.records.size() == whole->second);
    REQUIRE(outcome.good_bytes == whole->first);
    REQUIRE_FALSE(outcome.ended);
    REQUIRE(outcome.problem.empty() == (whole->first == size));
  }
}

TEST_CASE("a bit that flipped ends the reading there and is told") {
  RecordingEncoder encoder;
  std::string file = RecordingEncoder::Begin(RunHeader::OfThisProcess(kAllKinds));
  const size_t first = file.size();
  encoder.Add(1, BytesOf(SampleRecord<GcRecord>()));
  file += encoder.TakeFrames();
  const size_t second = file.size();
  encoder.Add(2, BytesOf(SampleRecord<GcRecord>()));
  file += encoder.TakeFrames();
  for (size_t at : {first + 10, second + 10}) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    Kept kept;
    auto reader = ReaderOf(&damaged);
    REQUIRE(reader.ok());
    const RecordingOutcome outcome = reader.value()->Read(&kept);
    CHECK(outcome.problem == "it is damaged at byte " + std::to_string(at - 10));
    CHECK(kept.records.size() == (at < second ? 0 : 1));
  }
}

TEST_CASE("sources, snapshots, profiles and losses are there as they were") {
  std::string file = RecordingEncoder::Begin(RunHeader::OfThisProcess(kAllKinds));
  file += RecordingEncoder::Source({.isolate = 2, .url = "file:///a.js", .text = "let \xc3\xa9 = 1;\n"});
  file += RecordingEncoder::Source({.isolate = 3, .url = "big.js", .kept = false});
  file += RecordingEncoder::Snapshot("{\"a\":1}");
  file += RecordingEncoder::Profile({.isolate = 1, .start_us = 5, .end_us = 9, .json = "{\"nodes\":[]}"});
  std::array<uint64_t, kKindCount> lost{};
  lost[static_cast<size_t>(Kind::kLoop)] = 12;
  file += RecordingEncoder::Lost(lost) + RecordingEncoder::End("exit", 0, lost);
  Kept kept;
  REQUIRE(ReaderOf(&file).value()->Read(&kept).ended);
  REQUIRE(kept.sources.size() == 2);
  CHECK(kept.sources[0].isolate == 2);
  CHECK(kept.sources[0].url == "file:///a.js");
  CHECK(kept.sources[0].text == "let \xc3\xa9 = 1;\n");
  CHECK_FALSE(kept.sources[1].kept);
  CHECK(kept.snapshots == std::vector<std::string>{"{\"a\":1}"});
  REQUIRE(kept.profiles.size() == 1);
  CHECK(kept.profiles[0].start_us == 5);
  CHECK(kept.lost == std::vector<std::string>{"{\"loop\":12}"});
  CHECK(Parse(kept.end)["lost"]["loop"].GetUint64() == 12);
}

TEST_CASE("a recording of another version is read by the names of its fields") {
  // `gc` with fields in another order, one unknown, one of another type; and a kind that nobody knows.
  const std::string schema = R"({"schemaVersion":9,"kinds":[{"name":"future","fields":[{"name":"a","wire":"[tv]"},{"name":"b","wire":"b"}]},)"
                             R"({"name":"gc","fields":[{"name":"durationUs","wire":"v"},{"name":"news","wire":"[vt]"},{"name":"reason","wire":"t"},)"
                             R"({"name":"cycle","wire":"d"}]}]})";
  WireTexts texts;
  WireWriter writer(&texts);
  writer.Varint(0), writer.Varint(1), writer.Varint(5), writer.Signed(50);  // future, isolate 1, sequence 5, time 50
  writer.Varint(1), writer.Varint(0), writer.Text(Intern("x")), writer.Varint(7), writer.Bytes("bytes");
  writer.Varint(1), writer.Varint(1), writer.Varint(1), writer.Signed(-10);  // gc, isolate 1, sequence 6, time 40
  writer.Varint(123), writer.Varint(1), writer.Varint(0), writer.Varint(9), writer.Text(Intern("y")), writer.Text(Intern("x")), writer.Double(1.5);
  std::string file = std::string(kRecordingMagic) + MakeFrame(FrameType::kHeader, RunHeader{}.ToJson()) + MakeFrame(FrameType::kSchema, schema) +
                     MakeFrame(static_cast<FrameType>('Z'), "of the future") + MakeFrame(FrameType::kRecords, writer.Take());
  Kept kept;
  const RecordingOutcome outcome = ReaderOf(&file).value()->Read(&kept);
  CHECK(outcome.problem == "");
  REQUIRE(kept.records.size() == 1);
  auto record = Parse(kept.records[0]);
  CHECK(record["sequence"].GetUint64() == 6);
  CHECK(record["timeUs"].GetUint64() == 40);
  CHECK(record["durationUs"].GetUint64() == 123);
  CHECK(std::string(record["reason"].GetString()) == "x");
  CHECK(record["cycle"].GetUint64() == 0);
}

TEST_CASE("what is no recording is refused with a sentence") {
  for (std::string text :
       {std::string("x"), std::string("isoscope labrun 2\nxxxx"), std::string(kRecordingMagic),
        std::string(kRecordingMagic) + MakeFrame(FrameType::kEnd, "{}"), std::string(kRecordingMagic) + MakeFrame(FrameType::kHeader, "{")}) {
    auto reader = ReaderOf(&text);
    CHECK_FALSE(reader.ok());
    CHECK_FALSE(reader.status().message().empty());
  }
  CHECK(RecordingReader::Open("/nonexistent/x").status().message() == "cannot read /nonexistent/x: No such file or directory");
}

TEST_CASE("a recording of the history comes a piece at a time, and is whole") {
  Watching watching(MaskOf(Kind::kMark));
  EmittingIsolate isolate("pieces");
  const uint64_t since = NextSequence();
  constexpr uint64_t kRecords = 20'000;
  const NameId name = Intern("piece");
  for (uint64_t i = 0; i < kRecords; i++) {
    MarkRecord mark{.name = name};
    mark.detail.Set("\"" + std::string(200, 'x') + "\"");
    isolate.producer->Emit(mark);
  }
  HistoryRecording recording({.since = since, .kinds = MaskOf(Kind::kMark), .isolate = isolate.info->id()});
  isolate.producer->Emit(MarkRecord{.name = name});  // Too late for it.
  std::string file;
  size_t pieces = 0, largest = 0;
  for (std::string piece; !(piece = recording.Next()).empty(); pieces++) {
    largest = std::max(largest, piece.size());
    file += piece;
  }
  CHECK(recording.Next().empty());
  CHECK(pieces > 5);
  CHECK(largest < file.size() / 2);
  auto reader = ReaderOf(&file);
  REQUIRE(reader.ok());
  Kept kept;
  const RecordingOutcome outcome = reader.value()->Read(&kept);
  CHECK(outcome.problem == "");
  CHECK(outcome.ended);
  CHECK(kept.records.size() == kRecords);
  CHECK(kept.snapshots.size() == 1);

  HistoryRecording few({.since = since, .kinds = MaskOf(Kind::kMark), .isolate = isolate.info->id(), .limit = 3});
  std::string small;
  for (std::string piece; !(piece = few.Next()).empty();) small += piece;
  Kept three;
  auto small_reader = ReaderOf(&small);
  REQUIRE(small_reader.ok());
  CHECK(small_reader.value()->Read(&three).ended);
  CHECK(three.records.size() == 3);
}
