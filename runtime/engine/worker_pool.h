// V8's worker threads: none exists until V8 posts a task, which a short script never makes it do.
//
// A task works for the isolate that its poster works for (work_owner.h). Process-wide, part of the Platform. Post: any thread. The destructor drops
// queued tasks, waits for running ones and joins.
#ifndef ISOSCOPE_RUNTIME_ENGINE_WORKER_POOL_H_
#define ISOSCOPE_RUNTIME_ENGINE_WORKER_POOL_H_

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <v8-platform.h>

namespace isoscope {

class WorkerPool {
 public:
  explicit WorkerPool(int limit) : limit_(limit) {}
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int limit() const { return limit_; }
  void Post(v8::TaskPriority priority, std::unique_ptr<v8::Task> task);
  void PostDelayed(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_seconds);
  // Runs `hook`, once, when the first thread starts (now, if there is one): a sign that the program does more than a short script. It must not
  // call the pool.
  void SetFirstThreadHook(std::function<void()> hook);
  // Until no user-blocking task is queued or running.
  void Drain();

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr size_t kPriorities = 3;
  struct Work {
    std::unique_ptr<v8::Task> task;
    uint32_t owner;
  };
  struct Delayed {
    v8::TaskPriority priority;
    Work work;
  };

  void PostLocked(v8::TaskPriority priority, Work work);
  void StartThreadIfUsefulLocked();
  void MoveDueLocked();
  void Run();

  const int limit_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable drained_;
  std::array<std::deque<Work>, kPriorities> queues_;  // By priority; the last is the most urgent.
  std::multimap<Clock::time_point, Delayed> delayed_;
  std::vector<std::thread> threads_;
  std::function<void()> first_thread_hook_;
  int idle_ = 0;
  size_t queued_ = 0;
  size_t blocking_outstanding_ = 0;
  bool stopping_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_WORKER_POOL_H_
