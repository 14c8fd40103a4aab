// The memory of an isolate's ArrayBuffers, counted. V8 may free from any thread; the count is read from any thread.
#ifndef ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_
#define ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_

#include <atomic>
#include <cstdlib>

#include <v8-array-buffer.h>
#include <v8-isolate.h>

namespace isoscope {

class ArrayBufferAllocator final : public v8::ArrayBuffer::Allocator {
 public:
  void* Allocate(size_t length) override { return Counted(calloc(length, 1), length); }
  void* AllocateUninitialized(size_t length) override { return Counted(malloc(length), length); }
  void Free(void* data, size_t length) override {
    if (data != nullptr) bytes_.fetch_sub(length, std::memory_order_relaxed);
    free(data);
  }

  size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

  // Only for isolates of an IsolateHolder.
  static size_t BytesOf(v8::Isolate* isolate) { return static_cast<ArrayBufferAllocator*>(isolate->GetArrayBufferAllocator())->bytes(); }

 private:
  void* Counted(void* data, size_t length) {
    if (data != nullptr) bytes_.fetch_add(length, std::memory_order_relaxed);
    return data;
  }

  std::atomic<size_t> bytes_{0};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_ARRAY_BUFFER_ALLOCATOR_H_
