// v8.GCProfiler: the heap before and after each collection. Isolate thread only. JavaScript gets all entries at once, from stop().
#include <vector>

#include <v8-callbacks.h>
#include <v8-container.h>
#include <v8-isolate.h>
#include <v8-statistics.h>

#include "runtime/base/clock.h"
#include "runtime/bindings/v8_heap.h"
#include "runtime/env/base_object.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Figures {
  v8::HeapStatistics heap;
  std::vector<v8::HeapSpaceStatistics> spaces;

  void Read(v8::Isolate* isolate) {
    isolate->GetHeapStatistics(&heap);
    spaces.resize(isolate->NumberOfHeapSpaces());
    for (size_t i = 0; i < spaces.size(); i++) isolate->GetHeapSpaceStatistics(&spaces[i], i);
  }
};

class GcProfiler : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"GCProfiler", &BaseObject::kClass};

  GcProfiler(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) { MakeWeak(); }
  ~GcProfiler() override { Unhook(); }
  const ClassInfo* class_info() const override { return &kClass; }
  void OnEnvironmentTeardown() override { Unhook(); }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) {
      return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor GCProfiler needs 'new'");
    }
    new GcProfiler(Environment::From(info.GetIsolate()), info.This());
  }

  static void Start(const CallInfo& info) {
    auto* self = From<GcProfiler>(info.This());
    if (self == nullptr || self->running_) return;
    self->running_ = true;
    self->ClearWeak();
    self->isolate()->AddGCPrologueCallback(OnStart, self);
    self->isolate()->AddGCEpilogueCallback(OnEnd, self);
  }

  // () => [type, cost us, before, after, ...], where before and after are [[heap figures], [name, size, used, available, physical, ...]]
  static void Stop(const CallInfo& info) {
    auto* self = From<GcProfiler>(info.This());
    if (self == nullptr) return;
    self->Unhook();
    v8::Isolate* isolate = info.GetIsolate();
    std::vector<v8::Local<v8::Value>> values;
    for (Entry& entry : self->entries_) {
      values.push_back(OneByte(isolate, TypeName(entry.type)));
      values.push_back(v8::Number::New(isolate, entry.cost_us));
      values.push_back(ArrayOf(isolate, entry.before));
      values.push_back(ArrayOf(isolate, entry.after));
    }
    self->entries_.clear();
    self->MakeWeak();
    info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
  }

 private:
  struct Entry {
    v8::GCType type;
    double cost_us = 0;
    Figures before;
    Figures after;
  };

  static const char* TypeName(v8::GCType type) {
    switch (type) {
      case v8::kGCTypeScavenge:
        return "Scavenge";
      case v8::kGCTypeMinorMarkSweep:
        return "MinorMarkSweep";
      case v8::kGCTypeMarkSweepCompact:
        return "MarkSweepCompact";
      case v8::kGCTypeIncrementalMarking:
        return "IncrementalMarking";
      case v8::kGCTypeProcessWeakCallbacks:
        return "ProcessWeakCallbacks";
      default:
        return "Unknown";
    }
  }

  // V8's getters are not const.
  static v8::Local<v8::Value> ArrayOf(v8::Isolate* isolate, Figures& figures) {
    v8::HeapStatistics& heap = figures.heap;
    std::vector<v8::Local<v8::Value>> numbers;
    for (size_t value : {heap.total_heap_size(), heap.total_heap_size_executable(), heap.total_physical_size(), heap.total_available_size(),
                         heap.total_global_handles_size(), heap.used_global_handles_size(), heap.used_heap_size(), heap.heap_size_limit(),
                         heap.malloced_memory(), heap.external_memory(), heap.peak_malloced_memory()}) {
      numbers.push_back(v8::Number::New(isolate, static_cast<double>(value)));
    }
    std::vector<v8::Local<v8::Value>> spaces;
    for (v8::HeapSpaceStatistics& space : figures.spaces) {
      spaces.push_back(Internalized(isolate, space.space_name()));
      for (size_t value : {space.space_size(), space.space_used_size(), space.space_available_size(), space.physical_space_size()}) {
        spaces.push_back(v8::Number::New(isolate, static_cast<double>(value)));
      }
    }
    v8::Local<v8::Value> both[] = {v8::Array::New(isolate, numbers.data(), numbers.size()), v8::Array::New(isolate, spaces.data(), spaces.size())};
    return v8::Array::New(isolate, both, 2);
  }

  void Unhook() {
    if (!running_) return;
    running_ = false;
    isolate()->RemoveGCPrologueCallback(OnStart, this);
    isolate()->RemoveGCEpilogueCallback(OnEnd, this);
  }

  // Collections nest: the inner one is part of the outer.
  static void OnStart(v8::Isolate* isolate, v8::GCType type, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcProfiler*>(data);
    if (self->depth_++ > 0) return;
    self->current_.type = type;
    self->current_.before.Read(isolate);
    self->start_ns_ = MonotonicNs();
  }

  static void OnEnd(v8::Isolate* isolate, v8::GCType type, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcProfiler*>(data);
    if (self->depth_ == 0 || --self->depth_ > 0) return;
    self->current_.cost_us = static_cast<double>(MonotonicNs() - self->start_ns_) / 1e3;
    self->current_.type = type;
    self->current_.after.Read(isolate);
    self->entries_.push_back(self->current_);
  }

  bool running_ = false;
  int depth_ = 0;
  uint64_t start_ns_ = 0;
  Entry current_;
  std::vector<Entry> entries_;
};

constexpr BindingFunction kMethods[] = {Method<GcProfiler::Start>("start"), Method<GcProfiler::Stop>("stop")};

}  // namespace

constinit const BindingClass kGcProfilerClass = {.name = "GCProfiler", .construct = Method<GcProfiler::New>("GCProfiler"), .methods = kMethods};

}  // namespace isoscope
