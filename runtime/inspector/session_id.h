// Numbers of debuggers' sessions, unique in the process. Any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_SESSION_ID_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_SESSION_ID_H_

#include <atomic>
#include <cstdint>

namespace isoscope {

inline uint64_t NewSessionId() {
  static std::atomic<uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_SESSION_ID_H_
