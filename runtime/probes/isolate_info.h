// What the process knows of one isolate without asking it: live figures that its thread writes and any thread reads.
//
// Shared ownership: the registry (hub.h) lists an isolate also after its end, until newer ended ones push it out. Only the isolate's thread
// writes `live`; reading needs no lock.
#ifndef ISOSCOPE_RUNTIME_PROBES_ISOLATE_INFO_H_
#define ISOSCOPE_RUNTIME_PROBES_ISOLATE_INFO_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/json_writer.h"
#include "runtime/base/published.h"
#include "runtime/probes/schema.h"

namespace isoscope {

enum class IsolateState : uint8_t { kRunning, kIdle, kEnded };  // Idle: waiting in poll.

// The longest that ticks and microtasks went on after one callback, and that callback.
struct LongestDrain {
  uint64_t timeUs;
  uint64_t durationUs;
  uint64_t ticks;
  uint64_t microtasks;
  uint64_t asyncId;
  NameId provider;
};

// Cheap totals since the isolate's start. Those marked (*) count only while their kind is watched.
struct IsolateLive {
  std::atomic<LoopPhase> phase{LoopPhase::kOutside};
  LiveCounter phase_since_ns;                                  // Monotonic; when `phase` was entered.
  std::array<LiveCounter, FieldLoopPhases::kPhases> phase_ns;  // (*) Ended stretches, by LoopPhase.
  // (*) The same where turns are summed, in ticks. The stretch under way belongs to `since_phase`; 0: they are not summed.
  std::array<LiveCounter, FieldLoopPhases::kPhases> phase_ticks;
  LiveCounter since_ticks;
  std::atomic<LoopPhase> since_phase{LoopPhase::kOutside};
  LiveCounter iterations;                                                        // (*)
  LiveCounter callbacks;                                                         // (*)
  LiveCounter ticks;                                                             // (*)
  LiveCounter microtasks;                                                        // (*)
  LiveCounter drains;                                                            // (*) Of ticks and microtasks, after callbacks.
  LiveCounter drain_ns;                                                          // (*)
  Published<LongestDrain> longest_drain;                                         // (*)
  LiveCounter active_handles;                                                    // (*) At the last iteration.
  LiveCounter active_requests;                                                   // (*)
  std::array<LiveCounter, static_cast<size_t>(Tier::kCount)> functions_by_tier;  // (*)
  LiveCounter deopts;                                                            // (*)
  std::atomic<V8LogState> v8_log{V8LogState::kOff};                              // Whether those two and their records come.
  Published<HeapRecord> heap;                                                    // The latest sample; header.timeUs says when it was taken.
  Published<FieldDistribution> iteration_us;                                     // Busy time of iterations, since delay is watched.
  Published<FieldDistribution> delay_us;                                         // Since delay is watched.

  void EnterPhase(LoopPhase next, uint64_t now_ns) {
    phase_since_ns.Set(now_ns);
    phase.store(next, std::memory_order_relaxed);
  }
  void AddPhaseTime(LoopPhase which, uint64_t ns) { phase_ns[static_cast<size_t>(which)].Add(ns); }
};

// Where fresh heap figures come from; made by observers/heap, on the isolate's thread.
class HeapSource {
 public:
  virtual ~HeapSource() = default;
  // Isolate thread: publishes into live.heap at once.
  virtual void SampleNow() = 0;
  // Any thread: asks the isolate to publish soon (RequestInterrupt, and a wake of its loop). Must not wait.
  virtual void RequestSample() = 0;
};

// What V8's log has told of an isolate's functions and hidden classes: made by observers/v8_log_observer, outlives the isolate.
//
// Any thread. What lies in buffers still is not in it: Collector::Drain() first.
class CodeView {
 public:
  struct Query {
    std::string_view script_url;  // Empty: all.
    uint32_t line = 0;            // 0: all. With `column`, where the function begins.
    uint32_t column = 0;
    std::string_view name;  // Empty: all.
    size_t limit = 1000;    // The newest ones.
  };
  virtual ~CodeView() = default;
  // An array of functions, each with its tiers, deopts, inline caches and whom it was inlined into.
  virtual void WriteFunctions(JsonWriter* json, const Query& query) const = 0;
  // {nodes: [{map, parent, event, property, ...}]}: the transition tree, of as many maps as `limit`.
  virtual void WriteMaps(JsonWriter* json, size_t limit) const = 0;
};

class IsolateInfo {
 public:
  IsolateInfo(uint32_t id, std::string name, uint64_t thread_id) : id_(id), name_(std::move(name)), thread_id_(thread_id) {}
  IsolateInfo(const IsolateInfo&) = delete;
  IsolateInfo& operator=(const IsolateInfo&) = delete;

  uint32_t id() const { return id_; }
  const std::string& name() const { return name_; }
  uint64_t thread_id() const { return thread_id_; }  // As the kernel's gettid.
  IsolateState state() const {
    if (ended_.load(std::memory_order_acquire)) return IsolateState::kEnded;
    return live.phase.load(std::memory_order_relaxed) == LoopPhase::kPollIdle ? IsolateState::kIdle : IsolateState::kRunning;
  }

  // Isolate thread, before the source dies: null takes it away, after which nobody calls it any more.
  void SetHeapSource(HeapSource* source) {
    std::lock_guard lock(mutex_);
    heap_source_ = source;
  }
  // Any thread. False when the isolate has no source (not yet, or no more).
  bool RequestHeapSample() {
    std::lock_guard lock(mutex_);
    if (heap_source_ == nullptr) return false;
    heap_source_->RequestSample();
    return true;
  }
  // Isolate thread only.
  bool SampleHeapNow() {
    HeapSource* source;
    {
      std::lock_guard lock(mutex_);
      source = heap_source_;
    }
    if (source == nullptr) return false;
    source->SampleNow();
    return true;
  }

  // Null when V8's log was never read.
  std::shared_ptr<const CodeView> code_view() {
    std::lock_guard lock(mutex_);
    return code_view_;
  }
  void SetCodeView(std::shared_ptr<const CodeView> view) {
    std::lock_guard lock(mutex_);
    code_view_ = std::move(view);
  }

  IsolateLive live;

 private:
  friend class Hub;
  const uint32_t id_;
  const std::string name_;
  const uint64_t thread_id_;
  std::atomic<bool> ended_{false};
  std::mutex mutex_;
  HeapSource* heap_source_ = nullptr;
  std::shared_ptr<const CodeView> code_view_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_ISOLATE_INFO_H_
