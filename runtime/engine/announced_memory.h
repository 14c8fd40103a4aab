// Memory outside of the heap that C++ objects hold and V8 is told of, so that it collects their JavaScript objects in time: of compressors, of
// add-ons. V8 tells the sum with array buffers only, so it is counted here as well.
//
// On the isolate's thread, which has one isolate.
#ifndef ISOSCOPE_RUNTIME_ENGINE_ANNOUNCED_MEMORY_H_
#define ISOSCOPE_RUNTIME_ENGINE_ANNOUNCED_MEMORY_H_

#include <cstdint>

#include <v8-isolate.h>

namespace isoscope {

class AnnouncedMemory {
 public:
  // What V8 says: array buffers included.
  static int64_t Change(v8::Isolate* isolate, int64_t bytes) {
    bytes_ += bytes;
    return isolate->AdjustAmountOfExternalAllocatedMemory(bytes);
  }

  static int64_t bytes() { return bytes_; }

 private:
  static inline constinit thread_local int64_t bytes_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_ANNOUNCED_MEMORY_H_
