// A queue of byte records between one producing and one consuming thread that grows by blocks up to a stated cap.
//
// For records that must not be lost: Push fails only when `max_blocks` are waiting (or memory is out). Lock-free; a new block is allocated
// once per kBlockSize bytes, and emptied blocks are handed back for reuse, up to kMostSpares, so a steady flow allocates nothing.
#ifndef ISOSCOPE_RUNTIME_BASE_BLOCK_QUEUE_H_
#define ISOSCOPE_RUNTIME_BASE_BLOCK_QUEUE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>

#include "runtime/base/check.h"

namespace isoscope {

class BlockQueue {
 public:
  static constexpr size_t kBlockSize = 16 * 1024;
  static constexpr size_t kMaxRecordSize = kBlockSize - 64;
  static constexpr size_t kMostSpares = 32;

  explicit BlockQueue(size_t max_blocks) : max_blocks_(max_blocks) { ISOSCOPE_CHECK(max_blocks > 0); }
  ~BlockQueue() {
    DeleteAll(head_);
    DeleteAll(first_.load(std::memory_order_relaxed));
    DeleteAll(spares_);
    DeleteAll(returned_.load(std::memory_order_acquire));
  }
  BlockQueue(const BlockQueue&) = delete;
  BlockQueue& operator=(const BlockQueue&) = delete;

  // Producer. One record made of two parts. False at the cap: nothing is written then.
  bool Push(std::span<const std::byte> first, std::span<const std::byte> second = {}) {
    const size_t size = first.size() + second.size();
    ISOSCOPE_CHECK(size <= kMaxRecordSize);
    const size_t need = kHeaderSize + ((size + 7) & ~size_t{7});
    if (tail_ == nullptr || tail_used_ + need > kDataSize) return AddBlock(first, second, need);
    Write(tail_, tail_used_, first, second);
    tail_used_ += need;
    tail_->committed.store(tail_used_, std::memory_order_release);
    return true;
  }

  // Consumer. Calls visit(std::span<const std::byte>) for every complete record; returns how many.
  template <typename Visit>
  size_t Drain(Visit visit) {
    size_t count = 0;
    if (head_ == nullptr) {
      head_ = first_.exchange(nullptr, std::memory_order_acquire);
      if (head_ == nullptr) return 0;
    }
    for (;;) {
      // `next` is read first: once it is there, `committed` of this block is final.
      Block* next = head_->next.load(std::memory_order_acquire);
      const size_t committed = head_->committed.load(std::memory_order_acquire);
      while (head_used_ < committed) {
        uint32_t size;
        std::memcpy(&size, head_->data + head_used_, sizeof(size));
        visit(std::span<const std::byte>(head_->data + head_used_ + kHeaderSize, size));
        head_used_ += kHeaderSize + ((size + size_t{7}) & ~size_t{7});
        count++;
      }
      if (next == nullptr) return count;
      Recycle(head_);
      head_ = next;
      head_used_ = 0;
    }
  }

  size_t max_blocks() const { return max_blocks_; }
  size_t blocks() const { return blocks_.load(std::memory_order_relaxed); }  // In use now.

 private:
  static constexpr size_t kHeaderSize = 8;
  static constexpr size_t kDataSize = kBlockSize - 32;
  struct Block {
    std::atomic<Block*> next{nullptr};
    std::atomic<size_t> committed{0};
    alignas(8) std::byte data[kDataSize];
  };
  static_assert(sizeof(Block) <= kBlockSize && kMaxRecordSize + kHeaderSize <= kDataSize);

  static void Write(Block* block, size_t at, std::span<const std::byte> first, std::span<const std::byte> second) {
    const uint32_t header = static_cast<uint32_t>(first.size() + second.size());
    std::memcpy(block->data + at, &header, sizeof(header));
    std::memcpy(block->data + at + kHeaderSize, first.data(), first.size());
    if (!second.empty()) std::memcpy(block->data + at + kHeaderSize + first.size(), second.data(), second.size());
  }

  bool AddBlock(std::span<const std::byte> first, std::span<const std::byte> second, size_t need) {
    if (blocks_.load(std::memory_order_acquire) >= max_blocks_) return false;
    Block* block = NewBlock();
    if (block == nullptr) return false;
    Write(block, 0, first, second);
    block->committed.store(need, std::memory_order_relaxed);
    blocks_.fetch_add(1, std::memory_order_acq_rel);
    Block* const previous = tail_;
    tail_ = block;
    tail_used_ = need;
    if (previous != nullptr) {
      previous->next.store(block, std::memory_order_release);  // From here on the consumer may free `previous`.
    } else {
      first_.store(block, std::memory_order_release);
    }
    return true;
  }

  // Producer. Null without memory.
  Block* NewBlock() {
    if (spares_ == nullptr) spares_ = returned_.exchange(nullptr, std::memory_order_acquire);
    if (spares_ == nullptr) return new (std::nothrow) Block;
    Block* block = spares_;
    spares_ = block->next.load(std::memory_order_relaxed);
    spare_count_.fetch_sub(1, std::memory_order_relaxed);
    block->next.store(nullptr, std::memory_order_relaxed);
    block->committed.store(0, std::memory_order_relaxed);
    return block;
  }

  // Consumer.
  void Recycle(Block* block) {
    blocks_.fetch_sub(1, std::memory_order_acq_rel);
    if (spare_count_.load(std::memory_order_relaxed) >= kMostSpares) {
      delete block;
      return;
    }
    spare_count_.fetch_add(1, std::memory_order_relaxed);
    Block* others = returned_.load(std::memory_order_relaxed);
    do {  // The producer only ever takes all of them, so that none can come back unseen.
      block->next.store(others, std::memory_order_relaxed);
    } while (!returned_.compare_exchange_weak(others, block, std::memory_order_release, std::memory_order_relaxed));
  }

  static void DeleteAll(Block* block) {
    while (block != nullptr) {
      Block* next = block->next.load(std::memory_order_relaxed);
      delete block;
      block = next;
    }
  }

  const size_t max_blocks_;
  std::atomic<size_t> blocks_{0};
  std::atomic<Block*> first_{nullptr};     // The first block ever, until the consumer takes it.
  std::atomic<Block*> returned_{nullptr};  // Emptied ones, from the consumer back to the producer.
  std::atomic<size_t> spare_count_{0};     // Of these and the producer's.
  alignas(64) Block* tail_ = nullptr;      // Producer only.
  size_t tail_used_ = 0;
  Block* spares_ = nullptr;
  alignas(64) Block* head_ = nullptr;  // Consumer only.
  size_t head_used_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_BLOCK_QUEUE_H_
