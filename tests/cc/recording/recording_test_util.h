// Recordings in memory, and one of what they hold.
#ifndef ISOSCOPE_TESTS_CC_RECORDING_RECORDING_TEST_UTIL_H_
#define ISOSCOPE_TESTS_CC_RECORDING_RECORDING_TEST_UTIL_H_

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "runtime/probes/producer.h"
#include "runtime/probes/record_json.h"
#include "runtime/recording/recording_encoder.h"
#include "runtime/recording/recording_reader.h"
#include "tests/cc/probes/probes_test_util.h"

namespace isoscope {

template <typename Record>
RecordBytes BytesOf(const Record& record) {
  return {reinterpret_cast<const std::byte*>(&record), UsedSize(record)};
}

inline std::string RecordText(uint64_t sequence, RecordBytes bytes) {
  JsonWriter json;
  WriteRecord(&json, sequence, bytes);
  return json.Take();
}

// Everything a recording holds, as text.
struct Kept final : RecordingVisitor {
  void OnIsolate(const RecordedIsolate& isolate) override { isolates.push_back(isolate); }
  void OnSource(const ScriptSource& source) override { sources.push_back(source); }
  void OnRecord(uint64_t sequence, RecordBytes record) override { records.push_back(RecordText(sequence, record)); }
  void OnSnapshot(std::string_view json) override { snapshots.emplace_back(json); }
  void OnProfile(const CpuProfileChunk& chunk) override { profiles.push_back(chunk); }
  void OnLost(std::string_view json) override { lost.emplace_back(json); }
  void OnEnd(std::string_view json) override { end = json; }

  std::vector<RecordedIsolate> isolates;
  std::vector<ScriptSource> sources;
  std::vector<std::string> records, snapshots, lost;
  std::vector<CpuProfileChunk> profiles;
  std::string end;
};

// The text must live as long as the reader.
inline Result<std::unique_ptr<RecordingReader>> ReaderOf(std::string* text) {
  return RecordingReader::Make(fmemopen(text->data(), text->size(), "rb"));
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_RECORDING_RECORDING_TEST_UTIL_H_
