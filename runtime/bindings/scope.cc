// internalBinding('scope'): what require('isoscope') is made of. Isolate thread only.
//
// Snapshots, histories and batches come as JSON from the one writer that all doors share (probes/record_json.h) and are parsed by V8.
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <string>

#include <v8-container.h>
#include <v8-initialization.h>
#include <v8-isolate.h>

#include "runtime/bindings/scope_code.h"
#include "runtime/bindings/scope_observer.h"
#include "runtime/bindings/scope_recording.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/resource_tracker.h"
#include "runtime/env/running_callback.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"
#include "runtime/probes/snapshot.h"

namespace isoscope {
namespace {

// What the environment itself watches, apart from its observers.
struct ScopeState {
  explicit ScopeState(Environment*) {}
  Watching watching;
};

ScopeState* StateOf(const CallInfo& info) { return Environment::From(info.GetIsolate())->Data<ScopeState>(); }

void ReturnJson(const CallInfo& info, const std::string& json) {
  v8::Local<v8::Value> value;
  if (ParseJson(Environment::From(info.GetIsolate()), json).ToLocal(&value)) info.GetReturnValue().Set(value);
}

IsolateInfo* IsolateOf(const CallInfo& info) {
  Producer* producer = Environment::From(info.GetIsolate())->producer();
  return producer != nullptr ? producer->isolate() : nullptr;
}

// start(): from now on somebody collects.
void Start(const CallInfo& info) {
  if (Status status = Hub::Get().StartService(); !status.ok()) ThrowError(info.GetIsolate(), "ERR_OPERATION_FAILED", status.message());
}

// watch(mask): replaces what this environment watched.
void Watch(const CallInfo& info) {
  uint32_t kinds = 0;
  if (!GetUint32(info, 0, &kinds)) return;
  StateOf(info)->watching.Change(kinds & kAllKinds);
  RecordRunningCallback(Environment::From(info.GetIsolate()));
}

// wanted(): the mask of what anybody watches.
void Wanted(const CallInfo& info) { info.GetReturnValue().Set(Hub::mask()); }

void Watched(const CallInfo& info) { info.GetReturnValue().Set(StateOf(info)->watching.kinds()); }

// isolateId(): this isolate's in records and snapshots.
void IsolateId(const CallInfo& info) {
  const IsolateInfo* isolate = IsolateOf(info);
  info.GetReturnValue().Set(isolate != nullptr ? isolate->id() : 0);
}

// snapshot(): with this isolate's heap as it is now; the others are asked, and shown as old as they are.
void Snapshot(const CallInfo& info) {
  IsolateInfo* own = IsolateOf(info);
  for (const auto& isolate : Hub::Get().Isolates()) {
    isolate.get() == own ? isolate->SampleHeapNow() : isolate->RequestHeapSample();
  }
  ReturnJson(info, SnapshotJson());
}

// history(since, mask, isolate, limit, from us, to us): negative `since` means all, a negative limit or end none.
void HistoryOf(const CallInfo& info) {
  int64_t since = 0, limit = 0, from_us = 0, to_us = 0;
  uint32_t kinds = 0, isolate = 0;
  if (!GetInt64(info, 0, &since) || !GetUint32(info, 1, &kinds) || !GetUint32(info, 2, &isolate) || !GetInt64(info, 3, &limit) ||
      !GetInt64(info, 4, &from_us) || !GetInt64(info, 5, &to_us)) {
    return;
  }
  ReturnJson(info, Collector::Get().HistoryJson({.since = since < 0 ? 0 : static_cast<uint64_t>(since),
                                                 .kinds = kinds & kAllKinds,
                                                 .isolate = isolate,
                                                 .limit = limit < 0 ? SIZE_MAX : static_cast<size_t>(limit),
                                                 .from_us = from_us < 0 ? 0 : static_cast<uint64_t>(from_us),
                                                 .to_us = to_us < 0 ? UINT64_MAX : static_cast<uint64_t>(to_us)}));
}

// heapSpaces(): every space of V8 as it is now; undefined when nothing can sample this isolate.
void HeapSpaces(const CallInfo& info) {
  IsolateInfo* isolate = IsolateOf(info);
  HeapRecord heap;
  if (isolate == nullptr || !isolate->SampleHeapNow() || !isolate->live.heap.Read(&heap)) return;
  JsonWriter json;
  WriteValue(&json, heap.spaces);
  ReturnJson(info, json.text());
}

// mark(name, json | undefined, outcome): false when `json` is too long for a record.
void Mark(const CallInfo& info) {
  MarkRecord mark;
  std::string name, detail;
  uint32_t outcome = 0;
  if (!GetUtf8(info, 0, &name) || (!info[1]->IsUndefined() && !GetUtf8(info, 1, &detail)) || !GetUint32(info, 2, &outcome)) return;
  // No JSON has one, and it would end up in everybody's.
  if (detail.find('\0') != std::string::npos) {
    return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "The \"detail\" argument must be JSON");
  }
  mark.name = Intern(name);
  if (outcome < static_cast<uint32_t>(MarkOutcome::kCount)) mark.outcome = static_cast<MarkOutcome>(outcome);
  info.GetReturnValue().Set(mark.detail.Set(detail));
  if (Producer* producer = Environment::From(info.GetIsolate())->producer()) producer->Emit(mark);
}

// resources(): handles and requests alive, as far as they were made while kind `resource` was watched.
void Resources(const CallInfo& info) {
  Environment* env = Environment::From(info.GetIsolate());
  ReturnJson(info, env->resources != nullptr ? env->resources->AliveJson() : "[]");
}

// resourceCreated(async id, type, trigger async id), resourceDestroyed(async id): of what JavaScript keeps by itself.
void ResourceCreated(const CallInfo& info) {
  AsyncContext context;
  std::string type;
  if (!GetDouble(info, 0, &context.async_id) || !GetUtf8(info, 1, &type) || !GetDouble(info, 2, &context.trigger_async_id)) return;
  ResourceTracker* resources = ResourceTracker::Of(Environment::From(info.GetIsolate()));
  const auto is_id = [](double id, double least) { return id >= least && id <= 0x1p53; };
  if (resources != nullptr && is_id(context.async_id, 1) && is_id(context.trigger_async_id, 0)) resources->Created(type.c_str(), context);
}

void ResourceDestroyed(const CallInfo& info) {
  double async_id = 0;
  Environment* env = Environment::From(info.GetIsolate());
  if (GetDouble(info, 0, &async_id) && env->resources != nullptr) env->resources->Destroyed(async_id);
}

// heapInterval(ms): how often every isolate samples its heap; 0 only asks. Returns what held before.
void HeapInterval(const CallInfo& info) {
  uint32_t ms = 0;
  if (!GetUint32(info, 0, &ms)) return;
  std::atomic<uint32_t>& interval = Hub::Get().heap_interval_ms;
  info.GetReturnValue().Set(ms == 0 ? interval.load(std::memory_order_relaxed) : interval.exchange(ms, std::memory_order_relaxed));
}

// Whether the user asked for `gc()`: then the flag must stay.
bool UserExposesGc(Environment* env) {
  const auto names_it = [](std::string_view text) {
    return text.find("--expose-gc") != std::string_view::npos || text.find("--expose_gc") != std::string_view::npos;
  };
  for (const std::string& argument : env->settings().exec_argv) {
    if (names_it(argument)) return true;
  }
  const char* node_options = std::getenv("NODE_OPTIONS");
  return node_options != nullptr && names_it(node_options);
}

// gc(full): one real collection, now. V8 allows it only under --expose-gc, which is set for just as long, so that no `gc` appears anywhere.
void Gc(const CallInfo& info) {
  bool full = false;
  if (!GetBool(info, 0, &full)) return;
  static std::mutex mutex;  // Flags are the process's.
  std::lock_guard lock(mutex);
  v8::V8::SetFlagsFromString("--expose-gc");
  info.GetIsolate()->RequestGarbageCollectionForTesting(full ? v8::Isolate::kFullGarbageCollection : v8::Isolate::kMinorGarbageCollection);
  if (!UserExposesGc(Environment::From(info.GetIsolate()))) v8::V8::SetFlagsFromString("--no-expose-gc");
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Value> kinds[kKindCount];  // Index: the kind's bit in a mask.
  for (size_t i = 0; i < kKindCount; i++) kinds[i] = Internalized(isolate, KindName(static_cast<Kind>(i)));
  SetProperty(context, target, "kinds", v8::Array::New(isolate, kinds, kKindCount));
  SetConstant(context, target, "kDefaultKinds", kDefaultKinds);
  SetConstant(context, target, "kSummedKinds", kSummedKinds);
  SetConstant(context, target, "kEach", kEach);
  SetConstant(context, target, "kResource", MaskOf(Kind::kResource));
  SetConstant(context, target, "kAllKinds", kAllKinds);
  SetConstant(context, target, "kV8LogKinds", kV8LogKinds);
  SetConstant(context, target, "kMarkOk", static_cast<double>(MarkOutcome::kOk));
  SetConstant(context, target, "kMarkFailed", static_cast<double>(MarkOutcome::kFailed));
}

constexpr BindingFunction kFunctions[] = {
    Method<Start>("start"),
    Method<Watch>("watch", 1),
    Method<Watched>("watched"),
    Method<Wanted>("wanted"),
    Method<IsolateId>("isolateId"),
    Method<Snapshot>("snapshot"),
    Method<HistoryOf>("history", 6),
    Method<HeapSpaces>("heapSpaces"),
    Method<Mark>("mark", 3),
    Method<Gc>("gc", 1),
    Method<ScopeRecord>("record", 3),
    Method<ScopeStopRecording>("stopRecording"),
    Method<ScopeRecording>("recording"),
    Method<Resources>("resources"),
    Method<ResourceCreated>("resourceCreated", 3),
    Method<ResourceDestroyed>("resourceDestroyed", 1),
    Method<HeapInterval>("heapInterval", 1),
    Method<ScopeFunctions>("functions", 5),
    Method<ScopeMaps>("maps", 1),
    Method<ScopeNatives>("natives"),
    Method<ScopePlaceOf>("placeOf", 1),
    Method<ScopeBytecode>("bytecode", 1),
    Method<ScopeFeedback>("feedback", 1),
    Method<ScopeLines>("lines", 2),
    Method<ScopeMapOf>("mapOf", 1),
};

}  // namespace

extern const BindingDefinition kScopeBinding;
const BindingDefinition kScopeBinding = {
    .name = "scope", .functions = kFunctions, .classes = std::span(&kScopeObserverClass, 1), .initialize = Initialize};

}  // namespace isoscope
