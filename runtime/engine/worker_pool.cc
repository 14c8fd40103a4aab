#include "runtime/engine/worker_pool.h"

#include <pthread.h>

#include <utility>

#include "runtime/engine/work_owner.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& queue : queues_) queue.clear();
    delayed_.clear();
  }
  work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::Post(v8::TaskPriority priority, std::unique_ptr<v8::Task> task) {
  std::lock_guard lock(mutex_);
  PostLocked(priority, {std::move(task), WorkOwner::Current()});
}

void WorkerPool::PostLocked(v8::TaskPriority priority, Work work) {
  if (stopping_) return;
  if (priority == v8::TaskPriority::kUserBlocking) blocking_outstanding_++;
  queues_[static_cast<size_t>(priority)].push_back(std::move(work));
  queued_++;
  StartThreadIfUsefulLocked();
  work_.notify_one();
}

void WorkerPool::PostDelayed(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_seconds) {
  std::lock_guard lock(mutex_);
  if (stopping_) return;
  auto due = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(delay_seconds));
  delayed_.emplace(due, Delayed{priority, {std::move(task), WorkOwner::Current()}});
  if (threads_.empty()) StartThreadIfUsefulLocked();
  work_.notify_one();
}

void WorkerPool::StartThreadIfUsefulLocked() {
  if (static_cast<int>(threads_.size()) >= limit_) return;
  if (idle_ > 0 && queued_ <= static_cast<size_t>(idle_)) return;
  threads_.emplace_back([this] { Run(); });
  if (const auto hook = std::exchange(first_thread_hook_, nullptr)) hook();
}

void WorkerPool::SetFirstThreadHook(std::function<void()> hook) {
  std::lock_guard lock(mutex_);
  if (threads_.empty()) {
    first_thread_hook_ = std::move(hook);
  } else {
    hook();
  }
}

void WorkerPool::MoveDueLocked() {
  while (!delayed_.empty() && delayed_.begin()->first <= Clock::now()) {
    Delayed due = std::move(delayed_.begin()->second);
    delayed_.erase(delayed_.begin());
    PostLocked(due.priority, std::move(due.work));
  }
}

void WorkerPool::Run() {
  pthread_setname_np(pthread_self(), "V8Worker");
  TraceLog::Get().NameThread("PlatformWorkerThread");
  std::unique_lock lock(mutex_);
  for (;;) {
    MoveDueLocked();
    size_t priority = kPriorities;
    while (priority > 0 && queues_[priority - 1].empty()) priority--;
    if (priority == 0) {
      if (stopping_) return;
      idle_++;
      if (delayed_.empty()) {
        work_.wait(lock);
      } else {
        const Clock::time_point due = delayed_.begin()->first;  // A copy: another thread may take it out meanwhile.
        work_.wait_until(lock, due);
      }
      idle_--;
      continue;
    }
    Work work = std::move(queues_[priority - 1].front());
    queues_[priority - 1].pop_front();
    queued_--;
    lock.unlock();
    WorkOwner::Set(work.owner);
    work.task->Run();
    work.task.reset();  // Outside the lock: its destructor is V8's.
    WorkOwner::Set(0);
    lock.lock();
    if (static_cast<v8::TaskPriority>(priority - 1) == v8::TaskPriority::kUserBlocking && --blocking_outstanding_ == 0) {
      drained_.notify_all();
    }
  }
}

void WorkerPool::Drain() {
  std::unique_lock lock(mutex_);
  drained_.wait(lock, [this] { return blocking_outstanding_ == 0; });
}

}  // namespace isoscope
