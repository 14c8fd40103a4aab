// A bounded ring of byte records between one producing and one consuming thread; lock-free, and full means no.
//
// The producer may change thread when the change itself synchronizes; so may the consumer (the collector's mutex does). Records are whole:
// one that does not fit before the end of the buffer starts at its beginning. Memory is taken once, at construction, untouched until used.
#ifndef ISOSCOPE_RUNTIME_BASE_SPSC_RING_H_
#define ISOSCOPE_RUNTIME_BASE_SPSC_RING_H_

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

#include "runtime/base/check.h"

namespace isoscope {

class SpscRing {
 public:
  // `capacity` in bytes, a power of two.
  explicit SpscRing(size_t capacity) : capacity_(capacity), buffer_(new std::byte[capacity]) {
    ISOSCOPE_CHECK(std::has_single_bit(capacity) && capacity >= 64);
  }
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  // Producer. One record made of two parts. False when there is no room: nothing is written then.
  bool Push(std::span<const std::byte> first, std::span<const std::byte> second = {}) {
    const size_t size = first.size() + second.size();
    const size_t need = FrameSize(size);
    const uint64_t tail = tail_.load(std::memory_order_relaxed);
    const size_t at = static_cast<size_t>(tail & (capacity_ - 1));
    const size_t to_end = capacity_ - at;
    const size_t skip = to_end < need ? to_end : 0;  // The rest of the buffer is too short: begin anew.
    if (tail + skip + need - cached_head_ > capacity_) {
      cached_head_ = head_.load(std::memory_order_acquire);
      if (tail + skip + need - cached_head_ > capacity_) return false;
    }
    if (skip != 0) WriteHeader(at, kSkip);
    const size_t start = skip != 0 ? 0 : at;
    WriteHeader(start, static_cast<uint32_t>(size));
    std::memcpy(buffer_.get() + start + kHeaderSize, first.data(), first.size());
    if (!second.empty()) std::memcpy(buffer_.get() + start + kHeaderSize + first.size(), second.data(), second.size());
    tail_.store(tail + skip + need, std::memory_order_release);
    return true;
  }

  // Producer: whether half of the ring was in use when the consumer was last looked at. Cheap; for deciding to wake the consumer.
  bool HalfFull() {
    const uint64_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - cached_head_ < capacity_ / 2) return false;
    cached_head_ = head_.load(std::memory_order_acquire);
    return tail - cached_head_ >= capacity_ / 2;
  }

  // Consumer. Calls visit(std::span<const std::byte>) for every record that was complete at the call; returns how many.
  template <typename Visit>
  size_t Drain(Visit visit) {
    uint64_t head = head_.load(std::memory_order_relaxed);
    const uint64_t tail = tail_.load(std::memory_order_acquire);
    size_t count = 0;
    while (head != tail) {
      const size_t at = static_cast<size_t>(head & (capacity_ - 1));
      uint32_t size;
      std::memcpy(&size, buffer_.get() + at, sizeof(size));
      if (size == kSkip) {
        head += capacity_ - at;
        continue;
      }
      visit(std::span<const std::byte>(buffer_.get() + at + kHeaderSize, size));
      head += FrameSize(size);
      count++;
    }
    head_.store(head, std::memory_order_release);
    return count;
  }

  size_t capacity() const { return capacity_; }

 private:
  static constexpr size_t kHeaderSize = 8;  // Keeps records 8-byte aligned.
  static constexpr uint32_t kSkip = 0xffffffffu;
  static constexpr size_t FrameSize(size_t size) { return kHeaderSize + ((size + 7) & ~size_t{7}); }

  void WriteHeader(size_t at, uint32_t value) { std::memcpy(buffer_.get() + at, &value, sizeof(value)); }

  const size_t capacity_;
  const std::unique_ptr<std::byte[]> buffer_;
  alignas(64) std::atomic<uint64_t> tail_{0};  // Written by the producer.
  uint64_t cached_head_ = 0;                   // The producer's last look at head_.
  alignas(64) std::atomic<uint64_t> head_{0};  // Written by the consumer.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_SPSC_RING_H_
