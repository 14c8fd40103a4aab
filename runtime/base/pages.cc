#include "runtime/base/pages.h"

#include <sys/mman.h>

#include <cstdint>

#include "runtime/base/check.h"

namespace isoscope {

Pages::Pages(size_t size) : size_(size) {
  const size_t slack = size >= kHuge ? kHuge : 0;
  void* mapped = mmap(nullptr, size + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ISOSCOPE_CHECK(mapped != MAP_FAILED);
  data_ = static_cast<std::byte*>(mapped);
  if (slack != 0) {
    const size_t before = (kHuge - reinterpret_cast<uintptr_t>(mapped) % kHuge) % kHuge;
    if (before != 0) munmap(data_, before);
    data_ += before;
    if (before != slack) munmap(data_ + size, slack - before);
    madvise(data_, size, MADV_HUGEPAGE);  // Where the system has none, small ones do.
  }
  madvise(data_, size, MADV_DONTFORK);  // Only saves time.
}

Pages::~Pages() {
  if (data_ != nullptr) ISOSCOPE_CHECK(munmap(data_, size_) == 0);
}

}  // namespace isoscope
