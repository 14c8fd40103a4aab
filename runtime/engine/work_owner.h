// For which isolate a thread works: by the id that records carry, 0 for none.
//
// An isolate's own thread says so (observers do); V8's worker threads take it over, task by task, from the thread that posted the task, which V8 does
// not tell them. Each thread its own.
#ifndef ISOSCOPE_RUNTIME_ENGINE_WORK_OWNER_H_
#define ISOSCOPE_RUNTIME_ENGINE_WORK_OWNER_H_

#include <cstdint>

namespace isoscope {

class WorkOwner {
 public:
  static uint32_t Current() { return current_; }
  static void Set(uint32_t isolate) { current_ = isolate; }

 private:
  static inline constinit thread_local uint32_t current_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_WORK_OWNER_H_
