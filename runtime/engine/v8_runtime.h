// V8 for the whole process: initialized once before the first isolate, disposed after the last.
//
// Main thread. Owns the Platform.
#ifndef ISOSCOPE_RUNTIME_ENGINE_V8_RUNTIME_H_
#define ISOSCOPE_RUNTIME_ENGINE_V8_RUNTIME_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/engine/platform.h"

namespace isoscope {

class V8Runtime {
 public:
  struct Settings {
    std::vector<std::string> flags;  // As on a command line, "--max-old-space-size=64".
    int worker_threads = 4;          // Node's --v8-pool-size.
    bool reproducible = false;       // mksnapshot: the same blob from the same sources.
  };
  // Flags V8 does not know are put into `unknown_flags`, and V8 is then not initialized: the caller reports them and ends.
  static std::unique_ptr<V8Runtime> Start(const Settings& settings, std::vector<std::string>* unknown_flags);
  ~V8Runtime();

  Platform* platform() const { return platform_.get(); }
  uint64_t started_ns() const { return started_ns_; }  // MonotonicNs() at Start.
  // The one of this process; null before Start and after the end.
  static V8Runtime* Current() { return current_; }

 private:
  explicit V8Runtime(std::unique_ptr<Platform> platform);
  static inline V8Runtime* current_ = nullptr;
  std::unique_ptr<Platform> platform_;
  const uint64_t started_ns_ = MonotonicNs();
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_V8_RUNTIME_H_
