// V8's own allocator of pages, with one difference: what it gives out is left out of a fork. A child that libuv makes touches no V8 heap before it
// executes its program, and neither copying the page tables nor the page faults that follow in the parent come for free.
//
// Process-wide, owned by the Platform, called from any thread.
#ifndef ISOSCOPE_RUNTIME_ENGINE_PAGE_ALLOCATOR_H_
#define ISOSCOPE_RUNTIME_ENGINE_PAGE_ALLOCATOR_H_

#include <memory>

#include <v8-platform.h>

namespace isoscope {

class PageAllocator final : public v8::PageAllocator {
 public:
  PageAllocator();
  ~PageAllocator() override;

  size_t AllocatePageSize() override { return v8s_->AllocatePageSize(); }
  size_t CommitPageSize() override { return v8s_->CommitPageSize(); }
  void SetRandomMmapSeed(int64_t seed) override { v8s_->SetRandomMmapSeed(seed); }
  void* GetRandomMmapAddr() override { return v8s_->GetRandomMmapAddr(); }
  void* AllocatePages(void* address, size_t length, size_t alignment, Permission permissions) override;
  bool FreePages(void* address, size_t length) override { return v8s_->FreePages(address, length); }
  bool ReleasePages(void* address, size_t length, size_t new_length) override { return v8s_->ReleasePages(address, length, new_length); }
  bool SetPermissions(void* address, size_t length, Permission permissions) override { return v8s_->SetPermissions(address, length, permissions); }
  bool RecommitPages(void* address, size_t length, Permission permissions) override { return v8s_->RecommitPages(address, length, permissions); }
  bool DiscardSystemPages(void* address, size_t size) override { return v8s_->DiscardSystemPages(address, size); }
  bool DecommitPages(void* address, size_t size) override { return v8s_->DecommitPages(address, size); }
  bool SealPages(void* address, size_t length) override { return v8s_->SealPages(address, length); }
  bool ReserveForSharedMemoryMapping(void* address, size_t size) override { return v8s_->ReserveForSharedMemoryMapping(address, size); }
  std::unique_ptr<SharedMemory> AllocateSharedPages(size_t length, const void* original) override {
    return v8s_->AllocateSharedPages(length, original);
  }
  bool CanAllocateSharedPages() override { return v8s_->CanAllocateSharedPages(); }

 private:
  const std::unique_ptr<v8::Platform> owner_;  // Gives out V8's allocator, for which there is no header.
  v8::PageAllocator* const v8s_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_PAGE_ALLOCATOR_H_
