// Our own v8::Platform: foreground tasks run on the isolate's uv loop, worker threads start only when V8 first needs one.
//
// Process-wide, owned by the program, outlives every isolate. Posting is safe from any thread; an isolate's tasks are taken and run by its
// own thread only. The platform knows no uv: whoever owns the loop registers a `wake` function, called from any thread, that makes the
// loop call TakeTask() soon.
#ifndef ISOSCOPE_RUNTIME_ENGINE_PLATFORM_H_
#define ISOSCOPE_RUNTIME_ENGINE_PLATFORM_H_

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <v8-isolate.h>
#include <v8-platform.h>

#include "runtime/engine/foreground_runner.h"
#include "runtime/engine/page_allocator.h"
#include "runtime/engine/worker_pool.h"

namespace isoscope {

class Platform final : public v8::Platform {
 public:
  // `tracing` may be null: nothing is traced then.
  Platform(int worker_threads, std::unique_ptr<v8::TracingController> tracing);
  ~Platform() override;

  // Before Isolate::Initialize, which already posts tasks.
  std::shared_ptr<ForegroundRunner> RegisterIsolate(v8::Isolate* isolate);
  void UnregisterIsolate(v8::Isolate* isolate);
  ForegroundRunner* RunnerOf(v8::Isolate* isolate);

  // Waits until no worker task of user-blocking priority is queued or running: what it posted back is then in the foreground queue.
  void DrainWorkers() { workers_.Drain(); }

  void SetFirstWorkerHook(std::function<void()> hook) { workers_.SetFirstThreadHook(std::move(hook)); }

  v8::PageAllocator* GetPageAllocator() override { return &pages_; }
  int NumberOfWorkerThreads() override { return workers_.limit(); }
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate, v8::TaskPriority priority) override;
  double MonotonicallyIncreasingTime() override;
  double CurrentClockTimeMillis() override;
  v8::TracingController* GetTracingController() override { return tracing_.get(); }

 protected:
  std::unique_ptr<v8::JobHandle> CreateJobImpl(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> task,
                                               const v8::SourceLocation& location) override;
  void PostTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, const v8::SourceLocation& location) override;
  void PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority priority, std::unique_ptr<v8::Task> task, double delay_seconds,
                                         const v8::SourceLocation& location) override;

 private:
  PageAllocator pages_;
  WorkerPool workers_;
  std::unique_ptr<v8::TracingController> tracing_;
  std::mutex mutex_;
  std::unordered_map<v8::Isolate*, std::shared_ptr<ForegroundRunner>> runners_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_PLATFORM_H_
