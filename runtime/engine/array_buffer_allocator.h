// The memory of an isolate's ArrayBuffers, counted. V8 may free from any thread; the count is read from any thread.
#ifndef ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_
#define ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_

#include <atomic>
#include <cstdlib>
#include <memory>

#include <v8-array-buffer.h>
#include <v8-isolate.h>

#include "runtime/engine/blocks.h"

namespace isoscope {

class ArrayBufferAllocator final : public v8::ArrayBuffer::Allocator {
 public:
  void* Allocate(size_t length) override { return Counted(calloc(length, 1), length); }
  void* AllocateUninitialized(size_t length) override { return Counted(length == Blocks::kBlockBytes ? Blocks::Take() : malloc(length), length); }
  void Free(void* data, size_t length) override {
    if (data != nullptr) bytes_->fetch_sub(length, std::memory_order_relaxed);
    // Also what was allocated with zeros.
    length == Blocks::kBlockBytes ? Blocks::Give(data) : free(data);
  }

  // A store over malloc'ed memory, which `release` takes back on any thread; counted as if it had been allocated here. It may outlive the
  // allocator.
  std::unique_ptr<v8::BackingStore> Adopt(void* malloced, size_t length, void (*release)(void*) = std::free) {
    struct Owner {
      std::shared_ptr<std::atomic<size_t>> bytes;
      void (*release)(void*);
    };
    // V8 would never give nothing back.
    if (malloced == nullptr) return v8::ArrayBuffer::NewBackingStore(nullptr, 0, v8::BackingStore::EmptyDeleter, nullptr);
    Counted(malloced, length);
    return v8::ArrayBuffer::NewBackingStore(
        malloced, length,
        [](void* data, size_t size, void* owned) {
          const std::unique_ptr<Owner> owner(static_cast<Owner*>(owned));
          owner->bytes->fetch_sub(size, std::memory_order_relaxed);
          owner->release(data);
        },
        new Owner{bytes_, release});
  }

  size_t bytes() const { return bytes_->load(std::memory_order_relaxed); }

  // Only for isolates of an IsolateHolder.
  static ArrayBufferAllocator* Of(v8::Isolate* isolate) { return static_cast<ArrayBufferAllocator*>(isolate->GetArrayBufferAllocator()); }
  static size_t BytesOf(v8::Isolate* isolate) { return Of(isolate)->bytes(); }

 private:
  void* Counted(void* data, size_t length) {
    if (data != nullptr) bytes_->fetch_add(length, std::memory_order_relaxed);
    return data;
  }

  const std::shared_ptr<std::atomic<size_t>> bytes_ = std::make_shared<std::atomic<size_t>>(0);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_
