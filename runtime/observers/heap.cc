#include "runtime/observers/heap.h"

#include <algorithm>

#include <uv.h>

#include "runtime/base/clock.h"
#include "runtime/engine/announced_memory.h"
#include "runtime/engine/array_buffer_allocator.h"

namespace isoscope {

HeapObserver::HeapObserver(v8::Isolate* isolate, Producer* producer, const HeapReader* reader, IsolateInterrupt* interrupt)
    : isolate_(isolate), producer_(producer), reader_(reader), interrupt_(interrupt) {}

void HeapObserver::SampleNow() {
  HeapFigures figures;
  reader_->Read(&figures);
  CountAllocated(figures.totals.used_heap_size());
  Publish(figures, true);
}

void HeapObserver::RequestSample() {
  sample_requested_.store(true, std::memory_order_release);
  interrupt_->Request();
}

void HeapObserver::AnswerRequest() {
  if (sample_requested_.exchange(false, std::memory_order_acquire)) SampleNow();
}

uint64_t HeapObserver::OnIteration(uint64_t loop_now_ms) {
  const uint64_t interval_ms = Hub::Get().heap_interval_ms.load(std::memory_order_relaxed);
  if (loop_now_ms - last_iteration_sample_ms_ >= interval_ms) {
    last_iteration_sample_ms_ = loop_now_ms;
    SampleNow();
  }
  return loop_now_ms + std::min<uint64_t>(interval_ms, Hub::kDefaultHeapIntervalMs);  // The interval may be made shorter.
}

void HeapObserver::Forget() {
  last_used_bytes_ = 0;
  rate_since_us_ = 0;
}

void HeapObserver::OnGcBegin(const HeapFigures& before) { CountAllocated(before.totals.used_heap_size()); }

void HeapObserver::OnGcEnd(const HeapFigures& after) {
  last_used_bytes_ = after.totals.used_heap_size();
  Publish(after, false);  // Reading the process's memory takes longer than many a scavenge.
}

void HeapObserver::CountAllocated(uint64_t used_bytes) {
  if (last_used_bytes_ != 0 && used_bytes > last_used_bytes_) allocated_bytes_ += used_bytes - last_used_bytes_;
  last_used_bytes_ = used_bytes;
}

void HeapObserver::Publish(const HeapFigures& figures, bool with_rss) {
  v8::HeapStatistics& totals = figures.totals;
  const uint64_t now_us = MonotonicUs();
  HeapRecord record;
  record.header.timeUs = now_us;
  record.header.isolate = producer_->isolate()->id();
  record.usedBytes = totals.used_heap_size();
  record.totalBytes = totals.total_heap_size();
  record.physicalBytes = totals.total_physical_size();
  record.limitBytes = totals.heap_size_limit();
  // V8's figure is of array buffers and of strings that lie outside; both of Node's process.memoryUsage() are these.
  record.externalBytes = totals.external_memory() + static_cast<uint64_t>(std::max<int64_t>(AnnouncedMemory::bytes(), 0));
  record.arrayBuffersBytes = ArrayBufferAllocator::BytesOf(isolate_);
  record.mallocedBytes = totals.malloced_memory();
  record.nativeContexts = totals.number_of_native_contexts();
  record.detachedContexts = totals.number_of_detached_contexts();
  record.globalHandlesBytes = totals.total_global_handles_size();
  size_t rss = 0;
  if (with_rss && uv_resident_set_memory(&rss) == 0) record.rssBytes = rss;
  if (rate_since_us_ != 0 && now_us > rate_since_us_) {
    record.allocationBytesPerSecond = static_cast<double>(allocated_bytes_ - rate_from_bytes_) * 1e6 / static_cast<double>(now_us - rate_since_us_);
  }
  rate_since_us_ = now_us;
  rate_from_bytes_ = allocated_bytes_;
  for (size_t i = 0; i < reader_->space_count(); i++) record.spaces.Add(figures.spaces[i]);
  producer_->isolate()->live.heap.Publish(record);
  producer_->Emit(record);
}

}  // namespace isoscope
