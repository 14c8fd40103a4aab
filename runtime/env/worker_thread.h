// A worker's thread: makes a world, runs it, ends it.
//
// Owned by the thread that started it, which calls Start, Stop and Join; Stop may come at any moment, also before the world exists and from
// any thread. What the world itself asks (its mailbox, its limits) is read on the worker's own thread. `ended` is called there as the very last.
#ifndef ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_
#define ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include <uv.h>

#include "runtime/base/mailbox.h"
#include "runtime/env/world.h"

namespace isoscope {

class WorkerThread {
 public:
  enum Limit { kMaxYoungGenerationMb, kMaxOldGenerationMb, kCodeRangeMb, kStackMb, kLimits };
  struct Settings {
    World::Settings world;
    std::array<double, kLimits> limits{};  // 0 or less: the default.
    std::unique_ptr<Mailbox> mailbox;      // The worker's end of its channel to the parent.
    std::string name;
    uint64_t id = 0;
    std::function<void()> ended;
  };

  explicit WorkerThread(Settings settings);
  ~WorkerThread();  // After Join, or without Start.
  WorkerThread(const WorkerThread&) = delete;
  WorkerThread& operator=(const WorkerThread&) = delete;

  static uint64_t NewId();  // Counts from 1; the main thread is 0.

  // --- The owner's.
  int Start();  // A uv code or 0.
  // Ends it as soon as possible; the exit code is 1 unless it has one already.
  void Stop();
  void Join();
  bool running() const { return started_ && !joined_; }
  // Runs `visit` with the world's environment while it is sure to exist. False when it does not.
  template <typename Visit>
  bool WithEnvironment(Visit visit) {
    std::lock_guard lock(mutex_);
    if (env_ == nullptr) return false;
    visit(env_);
    return true;
  }
  // After Join.
  int exit_code() const { return exit_code_; }
  const std::string& error_code() const { return error_code_; }  // "ERR_WORKER_..." when it ended of that.
  const std::string& error_reason() const { return error_reason_; }

  uint64_t id() const { return settings_.id; }
  const std::string& name() const { return settings_.name; }
  const std::array<double, kLimits>& limits() const { return settings_.limits; }

  // --- The worker's thread.
  std::unique_ptr<Mailbox> TakeMailbox() { return std::move(settings_.mailbox); }
  void Exit(int code);  // process.exit()
  void Fail(const char* error_code, std::string reason);

 private:
  void Run();
  void SetEnvironment(Environment* env);

  Settings settings_;
  uv_thread_t thread_{};
  bool started_ = false;
  bool joined_ = false;
  size_t stack_size_ = 0;

  std::mutex mutex_;
  Environment* env_ = nullptr;  // Under the lock.
  bool stop_ = false;           // Under the lock.
  int exit_code_ = 0;           // Under the lock until joined.
  bool has_exit_code_ = false;
  std::string error_code_;
  std::string error_reason_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_
