#include "runtime/engine/page_allocator.h"

#include <sys/mman.h>

#include <libplatform/libplatform.h>

namespace isoscope {

PageAllocator::PageAllocator() : owner_(v8::platform::NewSingleThreadedDefaultPlatform()), v8s_(owner_->GetPageAllocator()) {}

PageAllocator::~PageAllocator() = default;

void* PageAllocator::AllocatePages(void* address, size_t length, size_t alignment, Permission permissions) {
  void* pages = v8s_->AllocatePages(address, length, alignment, permissions);
  // A kernel that refuses forks as slowly as ever: nothing to tell anybody.
  if (pages != nullptr) madvise(pages, length, MADV_DONTFORK);
  return pages;
}

}  // namespace isoscope
