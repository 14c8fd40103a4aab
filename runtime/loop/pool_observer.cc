// What both doors to the pool (pool_wrap.cc, thread_pool.cc) stamp: the operations' records, the live counters, the thread lanes.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>

#include "runtime/base/check.h"
#include "runtime/base/ticks.h"
#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"
#include "runtime/loop/thread_pool.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

uint64_t NowUs() { return Ticks::NowNs() / 1000; }

// Static texts are interned once per thread: by address, without the interner's lock. There are few; two that meet only cost time.
NameId InternStatic(const char* text) {
  if (text == nullptr) return 0;
  struct Known {
    const char* text;
    NameId id;
  };
  static constinit thread_local std::array<Known, 64> known{};
  Known& entry = known[(reinterpret_cast<uintptr_t>(text) * 0x9E3779B97F4A7C15u) >> 58];
  if (entry.text != text) [[unlikely]]
    entry = {text, Intern(text)};
  return entry.id;
}

// Lanes are numbered in the order in which pool threads are first seen to run something.
uint16_t ThisLane() {
  static constinit thread_local int lane = -1;
  if (lane < 0) [[unlikely]]
    lane = Hub::pool().NewLane();
  return static_cast<uint16_t>(lane);
}

// As libuv reads it, once, when the pool starts.
uint32_t ConfiguredThreads() {
  constexpr unsigned kDefault = 4;
  const char* text = std::getenv("UV_THREADPOOL_SIZE");
  const unsigned threads = text != nullptr ? static_cast<unsigned>(std::atoi(text)) : kDefault;
  return std::clamp(threads, 1u, unsigned{PoolLive::kMostThreads});
}

// Memory of operations that are over. Both ends of an operation are on its loop's thread.
class Spares {
 public:
  ~Spares() {
    while (count_ > 0) std::free(spares_[--count_]);
  }
  void* Take() { return count_ > 0 ? spares_[--count_] : nullptr; }
  bool Keep(void* memory) {
    if (count_ == spares_.size()) return false;
    spares_[count_++] = memory;
    return true;
  }

 private:
  size_t count_ = 0;
  std::array<void*, 64> spares_{};
};
thread_local Spares spares;

}  // namespace

void* PoolOperation::operator new(size_t size, std::align_val_t alignment) {
  if (void* spare = spares.Take()) return spare;
  void* memory = std::aligned_alloc(static_cast<size_t>(alignment), size);
  ISOSCOPE_CHECK(memory != nullptr);
  return memory;
}

void PoolOperation::operator delete(void* memory, std::align_val_t) {
  if (!spares.Keep(memory)) std::free(memory);
}

void NotePoolSubmission() {
  static constinit std::atomic<bool> noted{false};
  if (noted.load(std::memory_order_relaxed)) [[likely]]
    return;
  noted.store(true, std::memory_order_relaxed);
  Hub::pool().SetThreads(ConfiguredThreads());
}

int PoolThreadCount() {
  const uint32_t started = Hub::pool().threads();
  return static_cast<int>(started != 0 ? started : ConfiguredThreads());
}

std::unique_ptr<PoolOperation> BeginPoolOperation(EventLoop* loop, WorkKind kind, const char* operation, const char* label) {
  if (!Hub::Wants(Kind::kPool) || loop->producer() == nullptr) [[likely]]
    return nullptr;
  PoolLive& pool = Hub::pool();
  const PoolLive::Now now = pool.now();
  pool.Submitted();
  std::unique_ptr<PoolOperation> observed(new PoolOperation);
  PoolRecord& record = observed->record;
  record.operation = InternStatic(operation);
  record.label = InternStatic(label);
  record.workKind = kind;
  record.busyThreads = static_cast<uint16_t>(now.busy);
  record.queueDepth = static_cast<uint32_t>(now.queued);
  if (const double async_id = PoolSubmitter::Current(); async_id > 0) record.asyncId = static_cast<uint64_t>(async_id);
  observed->loop = loop;
  record.submittedUs = NowUs();
  return observed;
}

void StampPoolStart(PoolOperation* operation) {
  const uint16_t lane = ThisLane();
  Hub::pool().Started(lane);
  operation->record.thread = lane;
  operation->record.startedUs = NowUs();
}

void StampPoolEnd(PoolOperation* operation) {
  operation->record.endedUs = NowUs();
  Hub::pool().Ended(operation->record.thread.value);
}

void EndPoolOperation(std::unique_ptr<PoolOperation> operation, int64_t status) {
  PoolRecord& record = operation->record;
  // Stamps of several threads may differ by some nanoseconds; their order is known.
  uint64_t last_us = record.submittedUs;
  if (record.startedUs.has_value()) {
    record.startedUs = last_us = std::max(last_us, record.startedUs.value);
    record.endedUs = last_us = std::max(last_us, record.endedUs.value);
  } else {
    Hub::pool().Cancelled();
  }
  record.calledBackUs = record.header.timeUs = std::max(last_us, NowUs());
  record.status = static_cast<int32_t>(status);
  operation->loop->producer()->EmitOperation(&record);
}

}  // namespace isoscope
