// Writes everything that is collected into one file as the run goes on: --record, scope.record(), and the inspector's startRecording.
//
// One per process. Start, Stop and state: any thread but the recorder's own. It takes records inside the collector's drains (so it misses
// none), and a thread of its own writes them: a slow disk holds up nobody. A full disk ends the recording, not the run: what was written before
// stays readable. Never destroyed.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RECORDER_H_
#define ISOSCOPE_RUNTIME_RECORDING_RECORDER_H_

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/base/status.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/recording/recording_encoder.h"

namespace isoscope {

class Recorder final : private RecordSink {
 public:
  struct Settings {
    std::string path;
    KindMask kinds = kDefaultKinds | kEach;
    bool with_history = false;  // Begin with what the history still has.
  };
  struct State {
    std::string path;
    uint64_t bytes = 0;    // Written.
    uint64_t records = 0;  // Taken.
    std::array<uint64_t, kKindCount> lost{};
    std::string error;  // Why it ended before its time.
  };
  // Waiting for the disk: beyond the first, samples are let go (and counted); beyond the second, everything.
  static constexpr size_t kSoftLimitBytes = 32 << 20;
  static constexpr size_t kHardLimitBytes = 128 << 20;
  static constexpr uint64_t kSnapshotIntervalMs = 1000;

  static Recorder& Get();

  // Fails when a recording is under way or the file cannot be begun. Somebody must collect: start the service before.
  Status Start(const Settings& settings);
  // Writes the rest and the end. Fails with what went wrong since Start; does nothing when nothing is recorded.
  Status Stop(const std::string& reason);
  // Of the recording under way, or of the last one.
  std::optional<State> state();
  bool active();

 private:
  Recorder() = default;
  void OnRecord(uint64_t sequence, RecordBytes record) override;
  void OnDrainEnd() override;
  void Main();
  void WriteExtras();
  bool Write(std::string_view bytes);

  std::mutex control_mutex_;  // Start and Stop, one at a time.
  std::thread thread_;
  Watching watching_;

  // Used within drains, under the collector's mutex.
  std::unique_ptr<RecordingEncoder> encoder_;
  KindMask kinds_ = 0;
  uint64_t taken_ = 0;

  // The recorder's thread only, once it runs.
  int fd_ = -1;
  size_t sources_written_ = 0;
  int extras_ = 0;
  std::array<uint64_t, kKindCount> lost_written_{};
  std::string end_reason_;

  std::mutex mutex_;  // What follows.
  std::condition_variable changed_;
  std::vector<std::string> queue_;
  std::atomic<size_t> queued_bytes_{0};
  bool stopping_ = false;
  std::optional<State> state_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RECORDER_H_
