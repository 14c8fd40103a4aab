// Reads a .labrun file, also one that was cut off or written by another version.
//
// One thread. Whatever the file holds, nothing worse happens than that reading ends early and says why.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RECORDING_READER_H_
#define ISOSCOPE_RUNTIME_RECORDING_RECORDING_READER_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/status.h"
#include "runtime/probes/cpu_profiles.h"
#include "runtime/probes/record_bytes.h"
#include "runtime/probes/script_sources.h"
#include "runtime/recording/frames.h"
#include "runtime/recording/run_header.h"

namespace isoscope {

struct RecordedIsolate {
  uint32_t id = 0;
  std::string name;
  uint64_t thread_id = 0;
};

// What the file holds, in its order. Whoever does not care for something leaves it out.
class RecordingVisitor {
 public:
  virtual ~RecordingVisitor() = default;
  virtual void OnIsolate(const RecordedIsolate&) {}
  virtual void OnSource(const ScriptSource&) {}
  virtual void OnRecord(uint64_t /*sequence*/, RecordBytes) {}
  virtual void OnSnapshot(std::string_view /*json*/) {}
  virtual void OnProfile(const CpuProfileChunk&) {}
  virtual void OnLost(std::string_view /*json*/) {}
  virtual void OnEnd(std::string_view /*json*/) {}
};

struct RecordingOutcome {
  bool ended = false;   // With an end frame: nothing is missing.
  std::string problem;  // Why it does not; empty after a plain kill between two frames.
  uint64_t records = 0;
  uint64_t good_bytes = 0;
};

class RecordingReader {
 public:
  // Fails when it is no recording or not even its header can be read. The message names the file.
  static Result<std::unique_ptr<RecordingReader>> Open(const std::string& path);
  static Result<std::unique_ptr<RecordingReader>> Make(std::FILE* file);  // Takes it.

  const RunHeader& header() const { return header_; }
  // Once.
  RecordingOutcome Read(RecordingVisitor* visitor);

 private:
  struct Body;
  explicit RecordingReader(std::unique_ptr<FrameReader> frames) : frames_(std::move(frames)) {}
  Status ReadHeader();

  std::unique_ptr<FrameReader> frames_;
  RunHeader header_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RECORDING_READER_H_
