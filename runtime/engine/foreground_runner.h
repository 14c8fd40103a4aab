// The queue of tasks V8 wants run on one isolate's thread.
//
// Posting: any thread. Taking: the isolate's thread. Tasks posted before a waker is set wait; after Terminate() they are dropped, which is
// V8's contract for an isolate that goes away.
#ifndef ISOSCOPE_RUNTIME_ENGINE_FOREGROUND_RUNNER_H_
#define ISOSCOPE_RUNTIME_ENGINE_FOREGROUND_RUNNER_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <v8-platform.h>

namespace isoscope {

class ForegroundRunner final : public v8::TaskRunner {
 public:
  // `wake` is called from any thread, under this queue's lock: it must only signal (uv_async_send).
  void SetWaker(std::function<void()> wake);

  // The next task that is due; null when none is.
  std::unique_ptr<v8::Task> TakeTask();
  // Milliseconds until the next delayed task is due (rounded up); -1 when there is none.
  int64_t NextDelayMs();
  void Terminate();

  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }  // The loop is the only place that runs them: never nested.
  bool NonNestableDelayedTasksEnabled() const override { return true; }

 protected:
  void PostTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override;
  void PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation& location) override;
  void PostDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay_seconds, const v8::SourceLocation&) override;
  void PostNonNestableDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay_seconds, const v8::SourceLocation& location) override;

 private:
  struct Delayed {
    uint64_t due_ns;
    uint64_t order;
    std::unique_ptr<v8::Task> task;
  };
  static bool Later(const Delayed& a, const Delayed& b);

  std::mutex mutex_;
  std::function<void()> wake_;
  std::deque<std::unique_ptr<v8::Task>> tasks_;
  std::vector<Delayed> delayed_;  // A heap, the earliest first.
  uint64_t next_order_ = 0;
  bool terminated_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_FOREGROUND_RUNNER_H_
