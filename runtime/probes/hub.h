// The process-wide meeting point of those who watch and those who produce: what is wanted, which isolates there are, who emits.
//
// Any thread. Wants() is one relaxed load; everything else takes a mutex and happens rarely. Never destroyed.
#ifndef ISOSCOPE_RUNTIME_PROBES_HUB_H_
#define ISOSCOPE_RUNTIME_PROBES_HUB_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/features.h"
#include "runtime/base/status.h"
#include "runtime/probes/isolate_info.h"
#include "runtime/probes/names.h"
#include "runtime/probes/pool_live.h"
#include "runtime/probes/producer.h"
#include "runtime/probes/record_bytes.h"
#include "runtime/probes/schema.h"

namespace isoscope {

// Somebody whose records are made only when they are collected, from something cheaper that was kept until then.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  // The collecting thread, one at a time. Calls take() for each record, in order of time.
  virtual void Produce(const std::function<void(RecordBytes)>& take) = 0;
  virtual uint64_t dropped(Kind kind) const = 0;  // Since the start. Any thread.
};

class Hub {
 public:
  static Hub& Get();

  // --- What is wanted.
  static bool Wants(Kind kind) { return (mask() & MaskOf(kind)) != 0; }
  // Whether records of loop and callback stand for one event each. Only of meaning while they are watched.
  static bool WantsEach() { return (mask() & kEach) != 0; }
  static KindMask mask() {
    if constexpr (kProbes) return mask_.load(std::memory_order_relaxed);
    return 0;  // Nothing is asked: the compiler leaves out what depends on it.
  }
  // Counted per kind, and for kEach: as many Unwatch as Watch.
  void Watch(KindMask kinds);
  void Unwatch(KindMask kinds);

  // Told of every change of the mask, on the thread that caused it, with the hub's mutex held: it must not call Watch, Unwatch, Add- or
  // RemoveMaskListener, and must go over to its isolate's thread by itself. Called once with the present mask when added.
  using MaskListener = std::function<void(KindMask mask)>;
  using ListenerId = uint64_t;
  ListenerId AddMaskListener(MaskListener listener);
  void RemoveMaskListener(ListenerId id);  // It is not running and will not run when this returns.

  // --- Isolates.
  // `thread_id`: the kernel's. Ids count from 1 and are never reused.
  std::shared_ptr<IsolateInfo> RegisterIsolate(std::string name, uint64_t thread_id);
  void IsolateEnded(const std::shared_ptr<IsolateInfo>& isolate);
  // One of another run, with the id it had there; null when it is known already. For a process that shows a recording.
  std::shared_ptr<IsolateInfo> RestoreIsolate(uint32_t id, std::string name, uint64_t thread_id);
  std::vector<std::shared_ptr<IsolateInfo>> Isolates();  // By id: living ones and the last kEndedKept ended ones.
  static constexpr size_t kEndedKept = 64;

  // --- Producers. The result belongs to the hub; the thread calls Retire() on it as its last use.
  Producer* NewProducer(std::shared_ptr<IsolateInfo> isolate);
  void RetireProducer(Producer* producer);

  // Kept until RetireSource(), after which it is asked once more.
  void AddSource(std::shared_ptr<RecordSource> source);
  void RetireSource(const std::shared_ptr<RecordSource>& source);

  static PoolLive& pool() { return pool_; }
  uint64_t CompletedOperations();  // Of the pool, while it was watched: called back or cancelled.

  // --- The service thread, which lies in a layer above: whoever watches makes sure that somebody collects.
  using ServiceStarter = Status (*)();
  void SetServiceStarter(ServiceStarter starter) { service_starter_.store(starter, std::memory_order_release); }
  Status StartService();  // Does nothing when it runs.

  // How often each isolate samples its heap while its loop turns. Any thread.
  static constexpr uint32_t kDefaultHeapIntervalMs = 100;
  std::atomic<uint32_t> heap_interval_ms{kDefaultHeapIntervalMs};

  // --- The process.
  // {"v8", "13.6..."}, ...: set once at start, before anything reads them.
  using Versions = std::vector<std::pair<std::string, std::string>>;
  void SetVersions(Versions versions);
  Versions versions();
  struct RunArguments {
    std::vector<std::string> argv;       // The program, the script, its arguments.
    std::vector<std::string> exec_argv;  // Options of Isoscope and V8, as given.
  };
  void SetRunArguments(RunArguments arguments);
  RunArguments run_arguments();
  static uint64_t StartUs();  // Monotonic time of the process's start, near enough.

  // --- For the collector.
  // Empties every producer through `drain(Producer*)` and every source through `take`, then deletes those that are retired.
  void DrainProducers(const std::function<void(Producer*)>& drain, const std::function<void(RecordBytes)>& take);
  // Records dropped so far by all producers, gone ones included.
  std::array<uint64_t, kKindCount> Dropped();
  // What another run had dropped and completed. For a process that shows a recording.
  void RestoreCounts(const std::array<uint64_t, kKindCount>& dropped, uint64_t completed_operations);
  // Called from an emitting thread when its buffers fill up, at most once per drain: must only wake the drainer. Null while there is none.
  using DrainRequester = void (*)();
  void SetDrainRequester(DrainRequester requester) { drain_requester_.store(requester, std::memory_order_release); }
  void RequestDrain();

 private:
  Hub() = default;
  void UpdateMask();
  template <typename From>
  void RememberDropped(const From& gone) {
    for (size_t i = 0; i < kKindCount; i++) dropped_by_gone_[i] += gone.dropped(static_cast<Kind>(i));
  }

  void RememberCounts(const Producer& gone);

  static inline constinit std::atomic<KindMask> mask_{0};
  static inline constinit PoolLive pool_;

  std::mutex mutex_;
  static constexpr size_t kMaskBits = 31;
  std::array<uint32_t, kMaskBits> watchers_{};
  std::vector<std::pair<ListenerId, MaskListener>> listeners_;
  ListenerId next_listener_ = 1;
  std::deque<std::shared_ptr<IsolateInfo>> isolates_;
  uint32_t next_isolate_ = 1;

  std::mutex producers_mutex_;  // Taken after no other lock of ours but the collector's.
  std::vector<std::unique_ptr<Producer>> producers_;
  struct Source {
    std::shared_ptr<RecordSource> source;
    bool retired = false;
  };
  std::vector<Source> sources_;
  std::array<uint64_t, kKindCount> dropped_by_gone_{};
  uint64_t completed_by_gone_ = 0;

  std::atomic<DrainRequester> drain_requester_{nullptr};
  std::atomic<ServiceStarter> service_starter_{nullptr};
  std::atomic<bool> drain_requested_{false};
  Versions versions_;
  RunArguments run_arguments_;
};

// Watches kinds as long as it lives.
class Watching {
 public:
  Watching() = default;
  explicit Watching(KindMask kinds) { Change(kinds); }
  ~Watching() { Change(0); }
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

  KindMask kinds() const { return kinds_; }
  void Change(KindMask kinds) {
    Hub::Get().Watch(kinds);  // The new ones first: kinds in both sets never go off between.
    Hub::Get().Unwatch(kinds_);
    kinds_ = kinds;
  }

 private:
  KindMask kinds_ = 0;
};

inline bool Producer::Wanted(Kind kind) { return Hub::Wants(kind); }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_HUB_H_
