// One v8::Isolate from its birth to its end, with our platform's runner, heap limits and fatal handlers.
//
// Created, entered and destroyed on one thread, the isolate's own. Owns the isolate and, with the stores made from it, its
// array-buffer allocator.
#ifndef ISOSCOPE_RUNTIME_ENGINE_ISOLATE_HOLDER_H_
#define ISOSCOPE_RUNTIME_ENGINE_ISOLATE_HOLDER_H_

#include <cstdint>
#include <memory>

#include <v8-array-buffer.h>
#include <v8-isolate.h>
#include <v8-snapshot.h>

#include "runtime/engine/platform.h"

namespace isoscope {

class IsolateHolder {
 public:
  struct Settings {
    const v8::StartupData* snapshot = nullptr;      // Null: V8's own, without our builtins.
    const intptr_t* external_references = nullptr;  // 0-terminated; the same for every isolate of the program.
    uint64_t max_old_generation_bytes = 0;          // 0: by the machine's memory (V8 flags win over both).
    uint64_t max_young_generation_bytes = 0;
    uint64_t code_range_bytes = 0;
    uintptr_t stack_limit = 0;  // The lowest address for JavaScript on this thread; 0: V8's default below the caller.
  };
  IsolateHolder(Platform* platform, const Settings& settings);
  ~IsolateHolder();
  IsolateHolder(const IsolateHolder&) = delete;
  IsolateHolder& operator=(const IsolateHolder&) = delete;

  v8::Isolate* isolate() const { return isolate_; }
  ForegroundRunner* runner() const { return runner_.get(); }

 private:
  Platform* const platform_;
  const std::shared_ptr<v8::ArrayBuffer::Allocator> allocator_;
  v8::Isolate* isolate_;
  std::shared_ptr<ForegroundRunner> runner_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_ISOLATE_HOLDER_H_
