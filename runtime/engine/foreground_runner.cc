#include "runtime/engine/foreground_runner.h"

#include <algorithm>
#include <utility>

#include "runtime/base/clock.h"

namespace isoscope {

bool ForegroundRunner::Later(const Delayed& a, const Delayed& b) { return a.due_ns != b.due_ns ? a.due_ns > b.due_ns : a.order > b.order; }

void ForegroundRunner::SetWaker(std::function<void()> wake) {
  std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (wake_ && (!tasks_.empty() || !delayed_.empty())) wake_();
}

std::unique_ptr<v8::Task> ForegroundRunner::TakeTask() {
  std::lock_guard lock(mutex_);
  if (!delayed_.empty() && delayed_.front().due_ns <= MonotonicNs()) {
    std::pop_heap(delayed_.begin(), delayed_.end(), Later);
    std::unique_ptr<v8::Task> task = std::move(delayed_.back().task);
    delayed_.pop_back();
    return task;
  }
  if (tasks_.empty()) return nullptr;
  std::unique_ptr<v8::Task> task = std::move(tasks_.front());
  tasks_.pop_front();
  return task;
}

int64_t ForegroundRunner::NextDelayMs() {
  std::lock_guard lock(mutex_);
  if (delayed_.empty()) return -1;
  uint64_t now = MonotonicNs();
  uint64_t due = delayed_.front().due_ns;
  return due <= now ? 0 : static_cast<int64_t>((due - now + 999'999) / 1'000'000);
}

void ForegroundRunner::Terminate() {
  std::deque<std::unique_ptr<v8::Task>> tasks;
  std::vector<Delayed> delayed;
  std::lock_guard lock(mutex_);
  terminated_ = true;
  wake_ = nullptr;
  tasks.swap(tasks_);
  delayed.swap(delayed_);
}

void ForegroundRunner::PostTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) {
  std::lock_guard lock(mutex_);
  if (terminated_) return;
  tasks_.push_back(std::move(task));
  if (wake_) wake_();
}

void ForegroundRunner::PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation& location) {
  PostTaskImpl(std::move(task), location);
}

void ForegroundRunner::PostDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay_seconds, const v8::SourceLocation&) {
  std::lock_guard lock(mutex_);
  if (terminated_) return;
  uint64_t delay_ns = delay_seconds > 0 ? static_cast<uint64_t>(delay_seconds * 1e9) : 0;
  delayed_.push_back({MonotonicNs() + delay_ns, next_order_++, std::move(task)});
  std::push_heap(delayed_.begin(), delayed_.end(), Later);
  if (wake_) wake_();
}

void ForegroundRunner::PostNonNestableDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay_seconds, const v8::SourceLocation& location) {
  PostDelayedTaskImpl(std::move(task), delay_seconds, location);
}

}  // namespace isoscope
