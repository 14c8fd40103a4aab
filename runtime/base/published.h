// A value that one thread publishes and others read whole, without either waiting for the other: a seqlock over relaxed atomic words.
//
// One writer at a time; any number of readers. A reader that meets a writer tries again; the writer never waits.
#ifndef ISOSCOPE_RUNTIME_BASE_PUBLISHED_H_
#define ISOSCOPE_RUNTIME_BASE_PUBLISHED_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace isoscope {

template <typename T>
class Published {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  void Publish(const T& value) {
    std::array<uint64_t, kWords> words{};
    std::memcpy(words.data(), &value, sizeof(T));
    const uint64_t sequence = sequence_.load(std::memory_order_relaxed);
    sequence_.store(sequence + 1, std::memory_order_relaxed);
    // Release on every word instead of a fence: TSan understands it, and on x86 it costs the same.
    for (size_t i = 0; i < kWords; i++) words_[i].store(words[i], std::memory_order_release);
    sequence_.store(sequence + 2, std::memory_order_release);
  }

  // False when nothing has been published yet.
  bool Read(T* out) const {
    std::array<uint64_t, kWords> words;
    for (;;) {
      const uint64_t before = sequence_.load(std::memory_order_acquire);
      if (before == 0) return false;
      if ((before & 1) != 0) continue;
      for (size_t i = 0; i < kWords; i++) words[i] = words_[i].load(std::memory_order_acquire);
      if (sequence_.load(std::memory_order_relaxed) == before) break;
    }
    std::memcpy(static_cast<void*>(out), words.data(), sizeof(T));
    return true;
  }

 private:
  static constexpr size_t kWords = (sizeof(T) + 7) / 8;
  std::atomic<uint64_t> sequence_{0};
  std::array<std::atomic<uint64_t>, kWords> words_{};
};

// A total that one thread adds to and others read: no locked instruction.
class LiveCounter {
 public:
  void Add(uint64_t n = 1) { value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed); }
  void Set(uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  uint64_t Get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_PUBLISHED_H_
