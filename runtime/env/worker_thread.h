// A worker's thread: makes a world, runs it, ends it.
//
// Owned by the thread that started it, which calls Start, Stop and Join; Stop may come at any moment, also before the world exists and from
// any thread. A thread whose V8 found no memory in the middle of something is parked: it never runs again and is never joined; its memory, this
// object and the isolate's heap are lost, the process lives on. What the world itself asks (its mailbox, its limits) is read on the worker's own
// thread. `ended` is called there as the very last.
#ifndef ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_
#define ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include <uv.h>

#include "runtime/base/mailbox.h"
#include "runtime/engine/fatal_handlers.h"
#include "runtime/env/world.h"

namespace isoscope {

class WorkerThread final : private OutOfMemoryGuard {
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
  // False when the thread is parked: this object must then never be destroyed.
  bool Join();
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
  uint64_t start_ns() const { return start_ns_; }  // MonotonicNs() at Start().
  // Of the worker's lane; 0 while it has none. Any thread.
  uint32_t isolate_id() const { return isolate_id_.load(std::memory_order_relaxed); }
  const std::string& name() const { return settings_.name; }
  const std::array<double, kLimits>& limits() const { return settings_.limits; }

  // --- The worker's thread.
  std::unique_ptr<Mailbox> TakeMailbox() { return std::move(settings_.mailbox); }
  void Exit(int code);  // process.exit()
  void Fail(const char* error_code, std::string reason);

 private:
  void Run();
  void OnNearHeapLimit() override;
  void OnOutOfMemory() override;
  void Finish(bool parked);
  void ReadLimits();
  void SetEnvironment(Environment* env);

  Settings settings_;
  uv_thread_t thread_{};
  bool started_ = false;
  bool joined_ = false;
  size_t stack_size_ = 0;
  uint64_t start_ns_ = 0;
  std::atomic<uint32_t> isolate_id_{0};

  std::mutex mutex_;
  Environment* env_ = nullptr;  // Under the lock.
  bool stop_ = false;           // Under the lock.
  std::condition_variable ended_;
  bool done_ = false;       // Under the lock: parked, or about to return.
  bool parked_ = false;     // Under the lock.
  World* world_ = nullptr;  // The worker thread's.
  int exit_code_ = 0;       // Under the lock until joined.
  bool has_exit_code_ = false;
  std::string error_code_;
  std::string error_reason_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_WORKER_THREAD_H_
