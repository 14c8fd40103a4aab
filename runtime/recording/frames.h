// A .labrun file from the outside: a line that names the format, then frames, each with its length and checksum.
//
//   "isoscope labrun 1\n"
//   frame: length of the payload (u32, little endian), CRC-32 of type and payload (u32), type (one letter), payload
//
// It is only ever appended to, so a file that was cut anywhere is good up to its last whole frame. docs/doors.md tells what each type holds.
#ifndef ISOSCOPE_RUNTIME_RECORDING_FRAMES_H_
#define ISOSCOPE_RUNTIME_RECORDING_FRAMES_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/status.h"

namespace isoscope {

inline constexpr std::string_view kRecordingMagic = "isoscope labrun 1\n";
inline constexpr size_t kMaxFrameBytes = 256 << 20;

enum class FrameType : char {
  kHeader = 'H',    // JSON: the run, its clock, its versions.
  kSchema = 'S',    // JSON: how records are written.
  kIsolate = 'I',   // JSON: {id, name, threadId}, before its first record.
  kSource = 'C',    // Script: isolate, url, text.
  kRecords = 'R',   // A batch of records.
  kSnapshot = 'N',  // JSON: what /metrics/snapshot said at that time.
  kProfile = 'P',   // CPU profile of one isolate over a stretch of time.
  kLost = 'L',      // JSON: {kind: count} that the recorder had to let go.
  kEnd = 'E',       // JSON: why and when the recording ended. Missing when the run was killed.
};

// One frame, ready to be written.
std::string MakeFrame(FrameType type, std::string_view payload);

// One thread.
class FrameReader {
 public:
  // Takes the file. Fails when it does not begin as a recording does.
  static Result<std::unique_ptr<FrameReader>> Make(std::FILE* file);
  static Result<std::unique_ptr<FrameReader>> Open(const std::string& path);

  // False at the end, or at the first frame that is not whole: then `problem()` says so. Types of later versions are passed on as they are.
  bool Next(FrameType* type, std::string* payload);

  const std::string& problem() const { return problem_; }
  uint64_t good_bytes() const { return good_bytes_; }  // Up to the end of the last whole frame.

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit FrameReader(std::FILE* file) : file_(file) {}

  std::unique_ptr<std::FILE, Close> file_;
  std::string problem_;
  uint64_t good_bytes_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_FRAMES_H_
