// One thread's way to hand over records: a ring for samples and a queue for lifecycle records.
//
// Emit: the owning thread only, one producer per isolate thread. It never waits, never calls V8, and allocates only when a buffer is first
// used or the queue grows by a block, so it is safe inside V8's GC callbacks. Owned by the Hub; the collector empties it under its mutex.
// A sample that finds the ring full is dropped and counted; a lifecycle record is lost (and counted as a fault) only beyond kQueueBlocks.
#ifndef ISOSCOPE_RUNTIME_PROBES_PRODUCER_H_
#define ISOSCOPE_RUNTIME_PROBES_PRODUCER_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <type_traits>

#include "runtime/base/block_queue.h"
#include "runtime/base/clock.h"
#include "runtime/base/published.h"
#include "runtime/base/spsc_ring.h"
#include "runtime/probes/isolate_info.h"
#include "runtime/probes/schema.h"

namespace isoscope {

// Bytes of a record that must travel: its last field may be partly unused.
template <typename Record>
size_t UsedSize(const Record& record) {
  size_t unused = 0;
#define F(type, name, doc) unused = UnusedTail(record.name);
#define K(Name, json, klass, in_default, doc)     \
  if constexpr (Record::kKind == Kind::k##Name) { \
    ISOSCOPE_FIELDS_##Name(F)                     \
  }
  ISOSCOPE_KINDS(K)
#undef K
#undef F
  return sizeof(Record) - unused;
}

class TurnSums;

class Producer {
 public:
  static constexpr size_t kRingBytes = 512 * 1024;
  static constexpr size_t kWakeBlocks = 16;  // More than this waiting is worth waking the collector for.
  static constexpr size_t kQueueBlocks = 64 * 1024 * 1024 / BlockQueue::kBlockSize;

  // `isolate` may be null for a thread that belongs to none.
  explicit Producer(std::shared_ptr<IsolateInfo> isolate, size_t ring_bytes = kRingBytes, size_t queue_blocks = kQueueBlocks);
  ~Producer();
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;

  // Null for a thread that belongs to no isolate. Its `live` figures are this thread's to write.
  IsolateInfo* isolate() const { return isolate_.get(); }
  const std::shared_ptr<IsolateInfo>& shared_isolate() const { return isolate_; }

  // Nothing happens when nobody watches the kind. header.isolate is filled in, unless the thread belongs to none, and header.timeUs where it is 0.
  // False when the record was dropped (which is counted).
  template <typename Record>
  bool Emit(const Record& record) {
    static_assert(std::is_trivially_copyable_v<Record> && offsetof(Record, header) == 0);
    static_assert(sizeof(Record) <= BlockQueue::kMaxRecordSize);
    if (!Wanted(Record::kKind)) return true;
    RecordHeader header = record.header;
    if (isolate_id_ != 0) header.isolate = isolate_id_;
    if (header.timeUs == 0) header.timeUs = MonotonicUs();
    const auto* body = reinterpret_cast<const std::byte*>(&record) + sizeof(RecordHeader);
    return Push(header, body, UsedSize(record) - sizeof(RecordHeader));
  }

  // The same for an operation of the pool, which is counted as completed. Fills in what Emit does where it is.
  void EmitOperation(PoolRecord* record) {
    completed_operations_.Add();
    if (!Wanted(Kind::kPool)) return;
    if (isolate_id_ != 0) record->header.isolate = isolate_id_;
    Queue(Kind::kPool, {reinterpret_cast<const std::byte*>(record), sizeof(*record)}, {});
  }
  uint64_t completed_operations() const { return completed_operations_.Get(); }  // Any thread.

  // Made when first asked for, by the owning thread, which must have an isolate: what stands in for records of each turn of its loop.
  TurnSums* turn_sums();

  // Since the start, per kind. Any thread.
  uint64_t dropped(Kind kind) const { return dropped_[static_cast<size_t>(kind)].Get(); }

  // Collector only. Calls visit(span of one record) for everything emitted so far.
  template <typename Visit>
  void Drain(Visit visit) {
    queue_.Drain(visit);
    if (SpscRing* ring = ring_.load(std::memory_order_acquire)) ring->Drain(visit);
    if (turn_sums_.load(std::memory_order_acquire) != nullptr) DrainTurnSums(visit);
  }
  // The thread's last use of it: what it emitted is still collected, then the hub deletes it.
  void Retire();

 private:
  friend class Hub;
  static bool Wanted(Kind kind);
  bool Push(const RecordHeader& header, const std::byte* body, size_t body_size);
  bool Queue(Kind kind, std::span<const std::byte> first, std::span<const std::byte> second) {
    const bool pushed = queue_.Push(first, second);
    if (!pushed) Dropped(kind);
    if (queue_.blocks() >= kWakeBlocks) RequestDrain();
    return pushed;
  }
  static void RequestDrain();
  SpscRing* Ring();
  void DrainTurnSums(const std::function<void(std::span<const std::byte>)>& take);
  bool unused() const { return ring_.load(std::memory_order_relaxed) == nullptr && queue_.blocks() == 0; }
  void Dropped(Kind kind) { dropped_[static_cast<size_t>(kind)].Add(); }

  const std::shared_ptr<IsolateInfo> isolate_;
  const uint32_t isolate_id_;
  const size_t ring_bytes_;
  BlockQueue queue_;
  std::atomic<SpscRing*> ring_{nullptr};       // Made at the first sample; owned.
  std::atomic<TurnSums*> turn_sums_{nullptr};  // Owned.
  std::array<LiveCounter, kKindCount> dropped_;
  LiveCounter completed_operations_;
  bool retired_ = false;  // Under the hub's mutex.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_PRODUCER_H_
