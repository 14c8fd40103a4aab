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
int ThisLane() {
  static constinit std::atomic<int> next{0};
  static constinit thread_local int lane = -1;
  if (lane < 0) [[unlikely]]
    lane = next.fetch_add(1, std::memory_order_relaxed);
  return lane;
}

// As libuv reads it, once, when the pool starts.
uint32_t ConfiguredThreads() {
  constexpr unsigned kDefault = 4;
  constexpr unsigned kMost = 1024;
  const char* text = std::getenv("UV_THREADPOOL_SIZE");
  const unsigned threads = text != nullptr ? static_cast<unsigned>(std::atoi(text)) : kDefault;
  return std::clamp(threads, 1u, kMost);
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

void* PoolOperation::operator new(size_t size) {
  if (void* spare = spares.Take()) return spare;
  void* memory = std::malloc(size);
  ISOSCOPE_CHECK(memory != nullptr);
  return memory;
}

void PoolOperation::operator delete(void* memory) {
  if (!spares.Keep(memory)) std::free(memory);
}

void NotePoolSubmission() {
  static constinit std::atomic<bool> noted{false};
  if (noted.load(std::memory_order_relaxed)) [[likely]]
    return;
  noted.store(true, std::memory_order_relaxed);
  Hub::Get().pool().threads.store(ConfiguredThreads(), std::memory_order_relaxed);
}

int PoolThreadCount() {
  const uint32_t started = Hub::Get().pool().threads.load(std::memory_order_relaxed);
  return static_cast<int>(started != 0 ? started : ConfiguredThreads());
}

std::unique_ptr<PoolOperation> BeginPoolOperation(EventLoop* loop, WorkKind kind, const char* operation, const char* label) {
  if (!Hub::Wants(Kind::kPool) || loop->producer() == nullptr) [[likely]]
    return nullptr;
  PoolLive& pool = Hub::Get().pool();
  auto observed = std::make_unique<PoolOperation>();
  PoolRecord& record = observed->record;
  record.operation = InternStatic(operation);
  record.label = InternStatic(label);
  record.workKind = kind;
  record.queueDepth = pool.queued();
  record.busyThreads = pool.busy();
  if (const double async_id = PoolSubmitter::Current(); async_id > 0) record.asyncId = static_cast<uint64_t>(async_id);
  pool.submitted.fetch_add(1, std::memory_order_relaxed);
  observed->loop = loop;
  observed->submitted_ns = Ticks::NowNs();
  return observed;
}

void StampPoolStart(PoolOperation* operation) {
  Hub::Get().pool().started.fetch_add(1, std::memory_order_relaxed);
  operation->thread = ThisLane();
  operation->started_ns = Ticks::NowNs();
}

void StampPoolEnd(PoolOperation* operation) {
  operation->ended_ns = Ticks::NowNs();
  Hub::Get().pool().ended.fetch_add(1, std::memory_order_release);
}

void EndPoolOperation(std::unique_ptr<PoolOperation> operation, int64_t status) {
  PoolLive& pool = Hub::Get().pool();
  PoolRecord& record = operation->record;
  // Stamps of several threads may differ by some nanoseconds; their order is known.
  uint64_t last_ns = operation->submitted_ns;
  record.submittedUs = last_ns / 1000;
  if (operation->started_ns == 0) {
    pool.cancelled.fetch_add(1, std::memory_order_release);  // While it waited.
  } else {
    record.thread = static_cast<uint64_t>(operation->thread);
    last_ns = std::max(last_ns, operation->started_ns);
    record.startedUs = last_ns / 1000;
    last_ns = std::max(last_ns, operation->ended_ns);
    record.endedUs = last_ns / 1000;
  }
  record.calledBackUs = record.header.timeUs = std::max(last_ns, Ticks::NowNs()) / 1000;
  record.status = status;
  pool.completed.fetch_add(1, std::memory_order_relaxed);
  operation->loop->producer()->Emit(record);
}

}  // namespace isoscope
