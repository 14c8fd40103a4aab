// internalBinding('trace_events'): JavaScript's emit points, and node:trace_events. Isolate thread only; categories are the process's.
#include <uv.h>

#include <string>
#include <vector>

#include <v8-array-buffer.h>
#include <v8-container.h>
#include <v8-json.h>
#include <v8-typed-array.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/environment_trace.h"
#include "runtime/probes/trace_file.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

// Categories that node:trace_events enables together, for the trace file.
class CategorySet final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"CategorySet", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "CategorySet needs 'new'");
    if (!info[0]->IsArray()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"categories\" argument must be an Array");
    v8::Local<v8::Array> array = info[0].As<v8::Array>();
    std::vector<std::string> categories;
    for (uint32_t i = 0; i < array->Length(); i++) {
      v8::HandleScope scope(isolate);
      v8::Local<v8::Value> item;
      if (!array->Get(isolate->GetCurrentContext(), i).ToLocal(&item)) return;
      if (!item->IsString()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"categories\" argument must hold strings");
      categories.push_back(ToUtf8(isolate, item));
    }
    new CategorySet(Environment::From(isolate), info.This(), std::move(categories));
  }

  static void Enable(const CallInfo& info) {
    if (auto* self = This<CategorySet>(info)) self->Switch(true);
  }
  static void Disable(const CallInfo& info) {
    if (auto* self = This<CategorySet>(info)) self->Switch(false);
  }

 private:
  CategorySet(Environment* env, v8::Local<v8::Object> object, std::vector<std::string> categories)
      : BaseObject(env, object), categories_(std::move(categories)) {
    MakeWeak();
  }

  void Switch(bool on) {
    if (enabled_ == on) return;
    enabled_ = on;
    on ? TraceFile::Get().Enable(categories_) : TraceFile::Get().Disable(categories_);
    TellTraceCategories(env());
  }

  const std::vector<std::string> categories_;
  bool enabled_ = false;
};

// trace(phase, categories, name, id, data, time): `data` becomes args.data; `time` is one of the monotonic clock in milliseconds, or now.
void Trace(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  int32_t phase = 0;
  std::string categories, name;
  if (!GetInt32(info, 0, &phase) || !GetUtf8(info, 1, &categories) || !GetUtf8(info, 2, &name)) return;
  if (TraceLog::Get().Categories(categories)->on.load(std::memory_order_relaxed) == 0) return;
  TraceEvent event{.phase = static_cast<char>(phase), .name = name};
  double id = 0;
  if (!info[3]->IsNullOrUndefined()) {
    if (!GetDouble(info, 3, &id)) return;
    event.id = static_cast<uint64_t>(static_cast<int64_t>(id));
  }
  double time_ms = 0;
  if (!info[5]->IsUndefined() && !GetDouble(info, 5, &time_ms)) return;
  if (time_ms > 0) {
    event.time_us = static_cast<uint64_t>(time_ms * 1000);
    event.thread_time_us = ThreadCpuUs();
  }
  std::string args;
  if (!info[4]->IsUndefined()) {
    v8::Local<v8::String> json;
    if (!v8::JSON::Stringify(isolate->GetCurrentContext(), info[4]).ToLocal(&json)) return;
    const std::string text = ToUtf8(isolate, json);
    args = "\"data\":" + (text == "undefined" ? std::string("null") : text);
  }
  event.args = args;
  TraceLog::Get().Emit(categories, event);
}

void IsTraceCategoryEnabled(const CallInfo& info) {
  std::string categories;
  if (!GetUtf8(info, 0, &categories)) return;
  info.GetReturnValue().Set(TraceLog::Get().Categories(categories)->on.load(std::memory_order_relaxed) != 0);
}

// (categories) => Uint8Array of one byte, which is not 0 while they are traced; undefined in mksnapshot.
void GetCategoryEnabledBuffer(const CallInfo& info) {
  std::string categories;
  if (!GetUtf8(info, 0, &categories) || Environment::From(info.GetIsolate())->uv_loop() == nullptr) return;
  std::atomic<uint8_t>* on = &TraceLog::Get().Categories(categories)->on;  // Lives for ever.
  std::unique_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(
      on, 1, [](void*, size_t, void*) {}, nullptr);
  info.GetReturnValue().Set(v8::Uint8Array::New(v8::ArrayBuffer::New(info.GetIsolate(), std::move(store)), 0, 1));
}

void GetEnabledCategories(const CallInfo& info) {
  std::string all;
  for (const std::string& category : TraceLog::Get().EnabledCategories()) all += (all.empty() ? "" : ",") + category;
  v8::Local<v8::String> text;
  if (!all.empty() && Utf8(info.GetIsolate(), all).ToLocal(&text)) info.GetReturnValue().Set(text);
}

// describeProcess(Node's version, what `node` tells as JSON): metadata of every trace.
void DescribeProcess(const CallInfo& info) {
  std::string version, process;
  if (!GetUtf8(info, 0, &version) || !GetUtf8(info, 1, &process)) return;
  char title[512];
  if (uv_get_process_title(title, sizeof(title)) == 0) TraceLog::Get().NameProcess(title);
  TraceLog::Get().SetProcess(version, process);
  TraceLog::Get().NameThread("JavaScriptMainThread");
}

constexpr BindingFunction kFunctions[] = {
    Method<Trace>("trace", 6),
    Method<IsTraceCategoryEnabled>("isTraceCategoryEnabled", 1),
    Method<GetCategoryEnabledBuffer>("getCategoryEnabledBuffer", 1),
    Method<GetEnabledCategories>("getEnabledCategories"),
    Method<DescribeProcess>("describeProcess", 2),
};
constexpr BindingFunction kCategorySetMethods[] = {Method<CategorySet::Enable>("enable"), Method<CategorySet::Disable>("disable")};
constexpr BindingClass kClasses[] = {
    {.name = "CategorySet", .construct = Method<CategorySet::New>("CategorySet", 1), .methods = kCategorySetMethods},
};

}  // namespace

extern const BindingDefinition kTraceEventsBinding;
const BindingDefinition kTraceEventsBinding = {.name = "trace_events", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
