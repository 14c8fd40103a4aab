#include "runtime/bindings/worker_answers.h"

#include <uv.h>

#include <utility>

#include <v8-container.h>
#include <v8-profiler.h>
#include <v8-statistics.h>

#include "runtime/engine/profiles.h"
#include "runtime/env/arguments.h"

namespace isoscope {
namespace {

// The CPU profiles that a worker takes of itself for its parent.
struct Profiles : CpuProfileRuns {
  explicit Profiles(Environment* env) : CpuProfileRuns(env->isolate()), heap(env->isolate()) {}
  // False when one runs already.
  bool StartHeap() {
    constexpr uint64_t kIntervalBytes = 512 * 1024;
    constexpr int kStackDepth = 16;
    return heap.Start(kIntervalBytes, kStackDepth);
  }
  AllocationProfileRun heap;
};

// In the order of Node's getHeapStatistics().
std::vector<double> HeapStatistics(v8::Isolate* isolate) {
  v8::HeapStatistics heap;
  isolate->GetHeapStatistics(&heap);
  std::vector<double> numbers;
  for (size_t value :
       {heap.total_heap_size(), heap.total_heap_size_executable(), heap.total_physical_size(), heap.total_available_size(), heap.used_heap_size(),
        heap.heap_size_limit(), heap.malloced_memory(), heap.peak_malloced_memory(), heap.does_zap_garbage(), heap.number_of_native_contexts(),
        heap.number_of_detached_contexts(), heap.total_global_handles_size(), heap.used_global_handles_size(), heap.external_memory()}) {
    numbers.push_back(static_cast<double>(value));
  }
  return numbers;
}

std::string HeapSnapshot(v8::Isolate* isolate, bool internals, bool numerics) {
  v8::HeapProfiler::HeapSnapshotOptions options;
  options.snapshot_mode = internals ? v8::HeapProfiler::HeapSnapshotMode::kExposeInternals : v8::HeapProfiler::HeapSnapshotMode::kRegular;
  options.numerics_mode = numerics ? v8::HeapProfiler::NumericsMode::kExposeNumericValues : v8::HeapProfiler::NumericsMode::kHideNumericValues;
  return TextOf(isolate->GetHeapProfiler()->TakeHeapSnapshot(options));
}

std::vector<double> CpuUsage() {
  uv_rusage_t usage;
  if (uv_getrusage_thread(&usage) != 0) return {};
  auto microseconds = [](const uv_timeval_t& time) { return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec); };
  return {microseconds(usage.ru_utime), microseconds(usage.ru_stime)};
}

}  // namespace

v8::MaybeLocal<v8::Value> WorkerAnswer::ToValue(Environment* env) const {
  v8::Isolate* isolate = env->isolate();
  if (is_text) {
    v8::Local<v8::String> string;
    if (!Utf8(isolate, text).ToLocal(&string)) return {};
    return string;
  }
  std::vector<v8::Local<v8::Value>> values;
  for (double number : numbers) values.push_back(v8::Number::New(isolate, number));
  return v8::Array::New(isolate, values.data(), values.size());
}

Environment::Interrupt WorkerAnswers::Ask(uint32_t id, WorkerQuestion question, uint32_t first, uint32_t second) {
  return [self = shared_from_this(), id, question, first, second](Environment* env) {
    WorkerAnswer answer{.id = id};
    switch (question) {
      case WorkerQuestion::kHeapStatistics:
        answer.numbers = HeapStatistics(env->isolate());
        break;
      case WorkerQuestion::kHeapSnapshot:
        answer.is_text = true;
        answer.text = HeapSnapshot(env->isolate(), first != 0, second != 0);
        break;
      case WorkerQuestion::kCpuUsage:
        answer.numbers = CpuUsage();
        break;
      case WorkerQuestion::kStartCpuProfile:
        answer.numbers = {static_cast<double>(env->Data<Profiles>()->Start(0))};
        break;
      case WorkerQuestion::kStopCpuProfile:
        answer.is_text = true;
        answer.text = env->Data<Profiles>()->Stop(first);
        break;
      case WorkerQuestion::kStartHeapProfile:
        answer.numbers = {env->Data<Profiles>()->StartHeap() ? 1.0 : 0.0};
        break;
      case WorkerQuestion::kStopHeapProfile:
        answer.is_text = true;
        answer.text = env->Data<Profiles>()->heap.Stop();
        break;
      case WorkerQuestion::kCount:
        return;
    }
    self->Add(std::move(answer));
  };
}

void WorkerAnswers::Add(WorkerAnswer answer) {
  std::lock_guard lock(mutex_);
  if (wake_ == nullptr) return;
  answers_.push_back(std::move(answer));
  wake_();
}

std::vector<WorkerAnswer> WorkerAnswers::Take() {
  std::lock_guard lock(mutex_);
  return std::exchange(answers_, {});
}

void WorkerAnswers::Close() {
  std::lock_guard lock(mutex_);
  wake_ = nullptr;
}

}  // namespace isoscope
