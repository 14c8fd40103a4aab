#include "runtime/bindings/v8_heap.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <v8-container.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-profiler.h>
#include <v8-promise.h>
#include <v8-statistics.h>

#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct DeleteSnapshot {
  void operator()(const v8::HeapSnapshot* snapshot) const { const_cast<v8::HeapSnapshot*>(snapshot)->Delete(); }
};
using Snapshot = std::unique_ptr<const v8::HeapSnapshot, DeleteSnapshot>;

Snapshot TakeSnapshot(v8::Isolate* isolate, bool expose_internals, bool expose_numeric_values) {
  v8::HeapProfiler::HeapSnapshotOptions options;
  options.snapshot_mode = expose_internals ? v8::HeapProfiler::HeapSnapshotMode::kExposeInternals : v8::HeapProfiler::HeapSnapshotMode::kRegular;
  options.numerics_mode =
      expose_numeric_values ? v8::HeapProfiler::NumericsMode::kExposeNumericValues : v8::HeapProfiler::NumericsMode::kHideNumericValues;
  return Snapshot(isolate->GetHeapProfiler()->TakeHeapSnapshot(options));
}

// Writes each chunk as it comes: our share of the memory is one chunk.
class FileStream : public v8::OutputStream {
 public:
  explicit FileStream(int fd) : fd_(fd) {}
  int GetChunkSize() override { return 64 * 1024; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    while (size > 0) {
      ssize_t written = write(fd_, data, static_cast<size_t>(size));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        error_ = -errno;
        return kAbort;
      }
      data += written;
      size -= static_cast<int>(written);
    }
    return kContinue;
  }
  int error() const { return error_; }

 private:
  const int fd_;
  int error_ = 0;
};

int WriteSnapshotTo(v8::Isolate* isolate, const std::string& path, bool expose_internals, bool expose_numeric_values) {
  int fd = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return -errno;
  FileStream stream(fd);
  TakeSnapshot(isolate, expose_internals, expose_numeric_values)->Serialize(&stream);
  int err = stream.error();
  if (close(fd) != 0 && err == 0) err = -errno;
  return err;
}

class Predicate : public v8::QueryObjectPredicate {
 public:
  explicit Predicate(v8::Local<v8::Object> prototype) : prototype_(prototype) {}
  bool Filter(v8::Local<v8::Object> object) override {
    // By identity along the chain: no user code runs here.
    v8::Local<v8::Value> prototype = object->GetPrototypeV2();
    while (prototype->IsObject() && !prototype->IsProxy()) {
      if (prototype->StrictEquals(prototype_)) return true;
      prototype = prototype.As<v8::Object>()->GetPrototypeV2();
    }
    return false;
  }

 private:
  v8::Local<v8::Object> prototype_;
};

size_t OnNearHeapLimit(void* data, size_t current, size_t initial);

struct NearLimit {
  explicit NearLimit(Environment* env) : env(env) {}
  ~NearLimit() {
    if (left > 0) env->isolate()->RemoveNearHeapLimitCallback(OnNearHeapLimit, 0);
  }
  Environment* env;
  uint32_t left = 0;
  uint32_t taken = 0;
  std::string directory;
};

size_t OnNearHeapLimit(void* data, size_t current, size_t initial) {
  auto* state = static_cast<NearLimit*>(data);
  v8::Isolate* isolate = state->env->isolate();
  isolate->RemoveNearHeapLimitCallback(OnNearHeapLimit, 0);  // Not while taking the snapshot, which allocates itself.
  std::string path = state->directory + "/Heap." + std::to_string(getpid()) + "." + std::to_string(++state->taken) + ".heapsnapshot";
  int err = WriteSnapshotTo(isolate, path, false, false);
  if (err != 0)
    fprintf(stderr, "Could not write heap snapshot to %s: %s\n", path.c_str(), strerror(-err));
  else
    fprintf(stderr, "Wrote snapshot to %s\n", path.c_str());
  if (--state->left > 0) isolate->AddNearHeapLimitCallback(OnNearHeapLimit, state);
  return current + (initial / 10 > 0 ? initial / 10 : current / 10);
}

}  // namespace

void WriteHeapSnapshot(const CallInfo& info) {
  std::string path;
  if (GetPath(info, 0, &path)) {
    info.GetReturnValue().Set(WriteSnapshotTo(info.GetIsolate(), path, info[1]->IsTrue(), info[2]->IsTrue()));
  }
}

void MeasureMemory(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  bool detailed = false, eager = false;
  if (!GetBool(info, 0, &detailed) || !GetBool(info, 1, &eager)) return;
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return;
  auto mode = detailed ? v8::MeasureMemoryMode::kDetailed : v8::MeasureMemoryMode::kSummary;
  auto execution = eager ? v8::MeasureMemoryExecution::kEager : v8::MeasureMemoryExecution::kDefault;
  isolate->MeasureMemory(v8::MeasureMemoryDelegate::Default(isolate, context, resolver, mode), execution);
  info.GetReturnValue().Set(resolver->GetPromise());
}

void QueryObjects(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Object> prototype;
  if (!GetObject(info, 0, &prototype)) return;
  Predicate predicate(prototype);
  std::vector<v8::Global<v8::Object>> found;
  isolate->GetHeapProfiler()->QueryObjects(context, &predicate, &found);
  std::vector<v8::Local<v8::Value>> values;
  for (v8::Global<v8::Object>& object : found) values.push_back(object.Get(isolate));
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

void SnapshotNearHeapLimit(const CallInfo& info) {
  uint32_t count = 0;
  std::string directory;
  if (!GetUint32(info, 0, &count) || !GetPath(info, 1, &directory) || count == 0) return;
  auto* state = Environment::From(info.GetIsolate())->Data<NearLimit>();
  const bool waiting = state->left > 0;  // V8 refuses the same callback twice.
  state->left = count;
  state->directory = std::move(directory);
  if (!waiting) info.GetIsolate()->AddNearHeapLimitCallback(OnNearHeapLimit, state);
}

}  // namespace isoscope
