// Ends JavaScript that runs for too long: a thread that waits and then terminates execution. For vm's `timeout`.
#ifndef ISOSCOPE_RUNTIME_ENV_EXECUTION_DEADLINE_H_
#define ISOSCOPE_RUNTIME_ENV_EXECUTION_DEADLINE_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <v8-isolate.h>

namespace isoscope {

// Made and stopped on the isolate thread, around one call into JavaScript. The thread it starts touches the isolate only through
// TerminateExecution(), and has ended when Stop() returns.
class ExecutionDeadline {
 public:
  ExecutionDeadline(v8::Isolate* isolate, int64_t timeout_ms)
      : isolate_(isolate), thread_([this, timeout_ms] { Wait(std::chrono::milliseconds(timeout_ms)); }) {}
  ~ExecutionDeadline() { Stop(); }
  ExecutionDeadline(const ExecutionDeadline&) = delete;
  ExecutionDeadline& operator=(const ExecutionDeadline&) = delete;

  // True when time was up; the termination is then cancelled, so JavaScript may go on.
  bool Stop() {
    if (thread_.joinable()) {
      {
        std::lock_guard lock(mutex_);
        stopped_ = true;
      }
      changed_.notify_one();
      thread_.join();
      if (expired_) isolate_->CancelTerminateExecution();
    }
    return expired_;
  }

 private:
  void Wait(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    constexpr std::chrono::milliseconds kLongest(std::chrono::hours(24 * 365));  // The clock's nanoseconds end at three centuries.
    if (changed_.wait_for(lock, std::min(timeout, kLongest), [this] { return stopped_; })) return;
    expired_ = true;
    isolate_->TerminateExecution();
  }

  v8::Isolate* const isolate_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  bool expired_ = false;
  std::thread thread_;  // Last: it uses the others.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_EXECUTION_DEADLINE_H_
