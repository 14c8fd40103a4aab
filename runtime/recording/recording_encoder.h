// Makes the bytes of a recording; whoever uses it writes them. One thread at a time.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RECORDING_ENCODER_H_
#define ISOSCOPE_RUNTIME_RECORDING_RECORDING_ENCODER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "runtime/probes/cpu_profiles.h"
#include "runtime/probes/history.h"
#include "runtime/probes/record_bytes.h"
#include "runtime/probes/script_sources.h"
#include "runtime/recording/run_header.h"
#include "runtime/recording/wire.h"

namespace isoscope {

class RecordingEncoder {
 public:
  static constexpr size_t kBatchBytes = 256 * 1024;

  RecordingEncoder() : batch_(&texts_) {}
  RecordingEncoder(const RecordingEncoder&) = delete;
  RecordingEncoder& operator=(const RecordingEncoder&) = delete;

  // What a file begins with.
  static std::string Begin(const RunHeader& header);
  // Everything added must be written, in order: texts stand only where they come first.
  void Add(uint64_t sequence, RecordBytes record);
  // Whole frames with everything added since the last call.
  std::string TakeFrames();

  static std::string Source(const ScriptSource& source);
  static std::string Profile(const CpuProfileChunk& chunk);
  static std::string Snapshot(std::string_view json) { return MakeFrame('N', json); }
  static std::string Lost(const std::array<uint64_t, kKindCount>& lost);
  static std::string End(std::string_view reason, uint64_t records, const std::array<uint64_t, kKindCount>& lost);

 private:
  static std::string MakeFrame(char type, std::string_view payload);
  void CloseBatch();

  WireTexts texts_;
  WireWriter batch_;
  uint64_t batch_records_ = 0;
  uint64_t last_sequence_ = 0, last_time_us_ = 0;
  std::string frames_;
  std::unordered_set<uint32_t> isolates_seen_;
  std::vector<uint32_t> isolates_new_;
};

// A whole recording of what the history has of a query when it begins, a piece at a time: GET /recording. What the history lets go meanwhile is
// not in it. One thread at a time.
class HistoryRecording {
 public:
  explicit HistoryRecording(const HistoryQuery& query);
  std::string Next();  // Empty: that was all.

 private:
  static constexpr size_t kPieceBytes = 1 << 20;

  HistoryQuery query_;  // What is left to do.
  uint64_t end_ = 0;    // No record from this number on.
  enum class Part { kBegin, kRecords, kEnd, kOver } part_ = Part::kBegin;
  uint64_t records_ = 0;
  RecordingEncoder encoder_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RECORDING_ENCODER_H_
