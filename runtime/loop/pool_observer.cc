// What both doors to the pool (pool_wrap.cc, thread_pool.cc) stamp: the operations' records, the live counters, the thread lanes.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <unordered_map>

#include "runtime/base/clock.h"
#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"
#include "runtime/loop/thread_pool.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

// Static texts are interned once per thread: by address, without the interner's lock.
NameId InternStatic(const char* text) {
  if (text == nullptr) return 0;
  thread_local std::unordered_map<const char*, NameId> known;
  NameId& id = known[text];
  if (id == 0) id = Intern(text);
  return id;
}

// Lanes are numbered in the order in which pool threads are first seen to run something.
int ThisLane() {
  static constinit std::atomic<int> next{0};
  thread_local const int lane = next.fetch_add(1, std::memory_order_relaxed);
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

}  // namespace

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
  record.queueDepth = pool.queued.fetch_add(1, std::memory_order_relaxed);
  record.busyThreads = pool.busy.load(std::memory_order_relaxed);
  if (const double async_id = PoolSubmitter::Current(); async_id > 0) record.asyncId = static_cast<uint64_t>(async_id);
  pool.submitted.fetch_add(1, std::memory_order_relaxed);
  observed->loop = loop;
  observed->submitted_ns = MonotonicNs();
  return observed;
}

void StampPoolStart(PoolOperation* operation) {
  PoolLive& pool = Hub::Get().pool();
  pool.queued.fetch_sub(1, std::memory_order_relaxed);
  pool.busy.fetch_add(1, std::memory_order_relaxed);
  operation->thread = ThisLane();
  operation->started_ns = MonotonicNs();
}

void StampPoolEnd(PoolOperation* operation) {
  operation->ended_ns = MonotonicNs();
  Hub::Get().pool().busy.fetch_sub(1, std::memory_order_relaxed);
}

void EndPoolOperation(std::unique_ptr<PoolOperation> operation, int64_t status) {
  PoolLive& pool = Hub::Get().pool();
  PoolRecord& record = operation->record;
  if (operation->started_ns == 0) {
    pool.queued.fetch_sub(1, std::memory_order_relaxed);  // Cancelled while it waited.
  } else {
    record.thread = static_cast<uint64_t>(operation->thread);
    record.startedUs = operation->started_ns / 1000;
    record.endedUs = operation->ended_ns / 1000;
  }
  record.submittedUs = operation->submitted_ns / 1000;
  record.calledBackUs = record.header.timeUs = MonotonicUs();
  record.status = status;
  pool.completed.fetch_add(1, std::memory_order_relaxed);
  operation->loop->producer()->Emit(record);
}

void AbandonPoolOperation(std::unique_ptr<PoolOperation>) {
  PoolLive& pool = Hub::Get().pool();
  pool.queued.fetch_sub(1, std::memory_order_relaxed);
  pool.submitted.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace isoscope
