// What a running worker tells its parent about itself: asked by the parent, found out on the worker's thread, taken by the parent.
//
// Ask() on the parent's thread. The questions run inside the worker's interrupts; answers wait here until the parent, woken, takes them. An
// answer that comes after Close() is dropped. Shared between the two threads.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_WORKER_ANSWERS_H_
#define ISOSCOPE_RUNTIME_BINDINGS_WORKER_ANSWERS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <v8-local-handle.h>
#include <v8-value.h>

#include "runtime/env/environment.h"

namespace isoscope {

// In the order of js/internal/worker/inspection.js.
enum class WorkerQuestion : uint32_t {
  kHeapStatistics,
  kHeapSnapshot,
  kCpuUsage,
  kStartCpuProfile,
  kStopCpuProfile,
  kStartHeapProfile,
  kStopHeapProfile,
  kCount
};

struct WorkerAnswer {
  uint32_t id = 0;
  bool is_text = false;
  std::vector<double> numbers{};
  std::string text{};
  // An array of numbers, or a string.
  v8::MaybeLocal<v8::Value> ToValue(Environment* env) const;
};

class WorkerAnswers : public std::enable_shared_from_this<WorkerAnswers> {
 public:
  explicit WorkerAnswers(std::function<void()> wake) : wake_(std::move(wake)) {}

  // The question as an interrupt of the worker's environment. `first` and `second` are its options.
  Environment::Interrupt Ask(uint32_t id, WorkerQuestion question, uint32_t first, uint32_t second);
  std::vector<WorkerAnswer> Take();
  void Close();

 private:
  void Add(WorkerAnswer answer);

  std::mutex mutex_;
  std::function<void()> wake_;  // Null once closed.
  std::vector<WorkerAnswer> answers_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_WORKER_ANSWERS_H_
