#include "runtime/engine/platform.h"

#include <utility>

#include <libplatform/libplatform.h>

#include "runtime/base/clock.h"

namespace isoscope {

Platform::Platform(int worker_threads, std::unique_ptr<v8::TracingController> tracing)
    : workers_(worker_threads), tracing_(tracing ? std::move(tracing) : std::make_unique<v8::TracingController>()) {}

Platform::~Platform() = default;

std::shared_ptr<ForegroundRunner> Platform::RegisterIsolate(v8::Isolate* isolate) {
  std::lock_guard lock(mutex_);
  std::shared_ptr<ForegroundRunner>& runner = runners_[isolate];
  runner = std::make_shared<ForegroundRunner>();
  return runner;
}

void Platform::UnregisterIsolate(v8::Isolate* isolate) {
  std::shared_ptr<ForegroundRunner> runner;
  {
    std::lock_guard lock(mutex_);
    auto it = runners_.find(isolate);
    if (it == runners_.end()) return;
    runner = std::move(it->second);
    runners_.erase(it);
  }
  runner->Terminate();
}

ForegroundRunner* Platform::RunnerOf(v8::Isolate* isolate) {
  std::lock_guard lock(mutex_);
  auto it = runners_.find(isolate);
  return it == runners_.end() ? nullptr : it->second.get();
}

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(v8::Isolate* isolate, v8::TaskPriority) {
  std::lock_guard lock(mutex_);
  auto it = runners_.find(isolate);
  return it == runners_.end() ? nullptr : it->second;
}

double Platform::MonotonicallyIncreasingTime() { return static_cast<double>(MonotonicNs()) / 1e9; }

double Platform::CurrentClockTimeMillis() { return SystemClockTimeMillis(); }

std::unique_ptr<v8::JobHandle> Platform::CreateJobImpl(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> task, const v8::SourceLocation&) {
  return v8::platform::NewDefaultJobHandle(this, priority, std::move(task), static_cast<size_t>(workers_.limit()));
}

void Platform::PostTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, const v8::SourceLocation&) {
  workers_.Post(priority, std::move(task));
}

void Platform::PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_seconds,
                                                 const v8::SourceLocation&) {
  workers_.PostDelayed(priority, std::move(task), delay_seconds);
}

}  // namespace isoscope
