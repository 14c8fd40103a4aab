// The lines of one isolate's V8 log between the threads that cause them and the one that collects: copied, stamped, kept until read.
//
// OnLine: any thread (V8's workers write a few). Drain: the collecting thread, one at a time. Lines nobody reads are let go at once. Bounded
// by kMaxBytes; what is lost then is counted under the kind of record that the line would have made.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_LINES_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_LINES_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <mutex>
#include <string_view>

#include "runtime/base/block_queue.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class V8LogLines {
 public:
  static constexpr size_t kMaxBytes = 64 << 20;

  void Add(std::string_view line);
  void AddMark(std::string_view line);  // One of ours, whatever KindOf says.

  template <typename Visit>  // visit(time_us, line)
  void Drain(Visit visit) {
    queue_.Drain([&visit](std::span<const std::byte> bytes) {
      uint64_t time_us;
      std::memcpy(&time_us, bytes.data(), sizeof(time_us));
      visit(time_us, std::string_view(reinterpret_cast<const char*>(bytes.data()) + sizeof(time_us), bytes.size() - sizeof(time_us)));
    });
  }

  uint64_t lost(Kind kind) const { return lost_[static_cast<size_t>(kind)].load(std::memory_order_relaxed); }

  // The kind of record that a line makes or is needed for; kCount when nobody reads it.
  static Kind KindOf(std::string_view line);

 private:
  static constexpr size_t kWakeBlocks = 32;
  void Push(std::string_view line, Kind kind);

  std::mutex mutex_;
  BlockQueue queue_{kMaxBytes / BlockQueue::kBlockSize};
  std::array<std::atomic<uint64_t>, kKindCount> lost_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_LINES_H_
