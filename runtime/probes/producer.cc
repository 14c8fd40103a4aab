#include "runtime/probes/producer.h"

#include "runtime/probes/hub.h"
#include "runtime/probes/turn_sums.h"

namespace isoscope {

Producer::Producer(std::shared_ptr<IsolateInfo> isolate, size_t ring_bytes, size_t queue_blocks)
    : isolate_(std::move(isolate)), isolate_id_(isolate_ != nullptr ? isolate_->id() : 0), ring_bytes_(ring_bytes), queue_(queue_blocks) {}

Producer::~Producer() {
  delete ring_.load(std::memory_order_relaxed);
  delete turn_sums_.load(std::memory_order_relaxed);
}

void Producer::Retire() {
  if (TurnSums* sums = turn_sums_.load(std::memory_order_relaxed)) sums->Flush();
  Hub::Get().RetireProducer(this);
}

TurnSums* Producer::turn_sums() {
  TurnSums* sums = turn_sums_.load(std::memory_order_relaxed);
  if (sums == nullptr) {
    sums = new TurnSums(this);
    turn_sums_.store(sums, std::memory_order_release);
  }
  return sums;
}

void Producer::DrainTurnSums(const std::function<void(std::span<const std::byte>)>& take) { turn_sums_.load(std::memory_order_relaxed)->Drain(take); }

void Producer::RequestDrain() { Hub::Get().RequestDrain(); }

SpscRing* Producer::Ring() {
  SpscRing* ring = ring_.load(std::memory_order_relaxed);
  if (ring == nullptr) {
    ring = new SpscRing(ring_bytes_);
    ring_.store(ring, std::memory_order_release);
  }
  return ring;
}

bool Producer::Push(const RecordHeader& header, const std::byte* body, size_t body_size) {
  const std::span<const std::byte> first(reinterpret_cast<const std::byte*>(&header), sizeof(header));
  const std::span<const std::byte> second(body, body_size);
  if (IsLifecycle(header.kind)) return Queue(header.kind, first, second);
  SpscRing* ring = Ring();
  const bool pushed = ring->Push(first, second);
  if (!pushed) Dropped(header.kind);
  if (ring->HalfFull()) Hub::Get().RequestDrain();
  return pushed;
}

}  // namespace isoscope
