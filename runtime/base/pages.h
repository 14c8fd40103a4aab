// Memory straight from the system, in whole pages, cleared; a large one may be mapped as huge pages, where the system does so on request: one page
// fault instead of 512. It is left out of forks: a child that is about to execute its program needs none of it.
//
// An owner that can be moved; any thread. What cannot be had ends the process, as operator new does.
#ifndef ISOSCOPE_RUNTIME_BASE_PAGES_H_
#define ISOSCOPE_RUNTIME_BASE_PAGES_H_

#include <cstddef>
#include <utility>

namespace isoscope {

class Pages {
 public:
  static constexpr size_t kHuge = 2 << 20;  // From here on a size should be a multiple of this: it lies on such a bound.

  Pages() = default;
  explicit Pages(size_t size);
  ~Pages();
  Pages(Pages&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Pages& operator=(Pages&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  bool empty() const { return data_ == nullptr; }
  std::byte* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  std::byte* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_PAGES_H_
