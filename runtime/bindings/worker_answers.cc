#include "runtime/bindings/worker_answers.h"

#include <uv.h>

#include <utility>

#include <v8-container.h>
#include <v8-profiler.h>
#include <v8-statistics.h>

#include "runtime/env/arguments.h"

namespace isoscope {
namespace {

class StringStream final : public v8::OutputStream {
 public:
  explicit StringStream(std::string* text) : text_(text) {}
  int GetChunkSize() override { return 64 * 1024; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    text_->append(data, static_cast<size_t>(size));
    return kContinue;
  }

 private:
  std::string* const text_;
};

// The CPU profile that a worker takes of itself for its parent.
struct RunningProfile {
  explicit RunningProfile(Environment*) {}
  ~RunningProfile() {
    if (profiler != nullptr) profiler->Dispose();
  }
  v8::CpuProfiler* profiler = nullptr;
  v8::ProfilerId id = 0;
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
  const v8::HeapSnapshot* snapshot = isolate->GetHeapProfiler()->TakeHeapSnapshot(options);
  std::string text;
  StringStream stream(&text);
  snapshot->Serialize(&stream);
  const_cast<v8::HeapSnapshot*>(snapshot)->Delete();
  return text;
}

std::vector<double> CpuUsage() {
  uv_rusage_t usage;
  if (uv_getrusage_thread(&usage) != 0) return {};
  auto microseconds = [](const uv_timeval_t& time) { return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec); };
  return {microseconds(usage.ru_utime), microseconds(usage.ru_stime)};
}

double StartCpuProfile(Environment* env) {
  auto* running = env->Data<RunningProfile>();
  if (running->profiler != nullptr) return 0;
  running->profiler = v8::CpuProfiler::New(env->isolate());
  v8::HandleScope handles(env->isolate());
  running->id = running->profiler->Start(v8::CpuProfilingOptions()).id;
  return 1;
}

std::string StopCpuProfile(Environment* env) {
  auto* running = env->Data<RunningProfile>();
  std::string text;
  if (running->profiler == nullptr) return text;
  v8::HandleScope handles(env->isolate());
  if (v8::CpuProfile* profile = running->profiler->Stop(running->id)) {
    StringStream stream(&text);
    profile->Serialize(&stream);
    profile->Delete();
  }
  running->profiler->Dispose();
  running->profiler = nullptr;
  return text;
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

Environment::Interrupt WorkerAnswers::Ask(uint32_t id, WorkerQuestion question, bool first, bool second) {
  return [self = shared_from_this(), id, question, first, second](Environment* env) {
    WorkerAnswer answer{.id = id};
    switch (question) {
      case WorkerQuestion::kHeapStatistics:
        answer.numbers = HeapStatistics(env->isolate());
        break;
      case WorkerQuestion::kHeapSnapshot:
        answer.is_text = true;
        answer.text = HeapSnapshot(env->isolate(), first, second);
        break;
      case WorkerQuestion::kCpuUsage:
        answer.numbers = CpuUsage();
        break;
      case WorkerQuestion::kStartCpuProfile:
        answer.numbers = {StartCpuProfile(env)};
        break;
      case WorkerQuestion::kStopCpuProfile:
        answer.is_text = true;
        answer.text = StopCpuProfile(env);
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
