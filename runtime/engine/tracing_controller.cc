#include "runtime/engine/tracing_controller.h"

#include <atomic>
#include <cstring>
#include <utility>

#include "runtime/base/ticks.h"
#include "runtime/engine/v8_trace_event.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

// Types of arguments in V8's trace macros (TRACE_VALUE_TYPE_*): only those that V8 uses for what we read.
constexpr uint8_t kTypeUint = 2;
constexpr uint8_t kTypeInt = 3;
constexpr uint8_t kTypeString = 6;
constexpr uint8_t kTypeCopyString = 7;

constexpr unsigned kFlagHasId = 1 << 1;  // TRACE_EVENT_FLAG_HAS_ID.

// Bit of a group's byte that makes V8's macros call AddTraceEvent (ENABLED_FOR_RECORDING).
constexpr uint8_t kEnabledForRecording = 1;

constinit std::atomic<TracingController*> current_controller{nullptr};
constinit thread_local TraceSink* thread_sink = nullptr;
constinit std::atomic<TraceSink*> default_sink{nullptr};

TraceSink* CurrentSink() { return thread_sink != nullptr ? thread_sink : default_sink.load(std::memory_order_acquire); }

}  // namespace

int TraceArguments::Find(std::string_view name) const {
  for (int32_t i = 0; i < count_; i++) {
    if (name == names_[i]) return i;
  }
  return -1;
}

bool TraceArguments::GetInteger(std::string_view name, int64_t* out) const {
  int i = Find(name);
  if (i < 0 || (types_[i] != kTypeUint && types_[i] != kTypeInt)) return false;
  *out = static_cast<int64_t>(values_[i]);
  return true;
}

std::string_view TraceArguments::GetString(std::string_view name) const {
  int i = Find(name);
  if (i < 0 || (types_[i] != kTypeString && types_[i] != kTypeCopyString)) return {};
  const char* text = reinterpret_cast<const char*>(static_cast<uintptr_t>(values_[i]));
  return text != nullptr ? std::string_view(text) : std::string_view();
}

TracingController::TracingController() {
  current_controller.store(this, std::memory_order_release);
  static const bool listens = [] {
    TraceLog::Get().OnChange([] {
      if (TracingController* controller = Current()) controller->OnTracedChanged();
    });
    return true;
  }();
  static_cast<void>(listens);
}

TracingController::~TracingController() { current_controller.store(nullptr, std::memory_order_release); }

TracingController* TracingController::Current() { return current_controller.load(std::memory_order_acquire); }

TraceSink* TracingController::SetThreadSink(TraceSink* sink) {
  TraceSink* previous = thread_sink;
  thread_sink = sink;
  return previous;
}

void TracingController::SetDefaultSink(TraceSink* sink) { default_sink.store(sink, std::memory_order_release); }

bool TracingController::Wants(std::string_view group) const {
  while (!group.empty()) {
    size_t comma = group.find(',');
    if (enabled_categories_.contains(group.substr(0, comma))) return true;
    if (comma == std::string_view::npos) break;
    group.remove_prefix(comma + 1);
  }
  return false;
}

void TracingController::UpdateGroups() {
  for (Group& group : groups_) {
    group.observed = Wants(group.name);
    const bool on = group.observed || group.traced->on.load(std::memory_order_relaxed) != 0;
    // V8 reads the byte from any thread without the lock.
    std::atomic_ref<uint8_t>(group.enabled).store(on ? kEnabledForRecording : 0, std::memory_order_relaxed);
  }
}

// V8's observers know only "some tracing" and "none".
void TracingController::TellObservers() {
  std::set<TraceStateObserver*> observers;
  bool tracing;
  const bool traced = TraceLog::Get().active();
  {
    std::lock_guard lock(mutex_);
    tracing = traced || !enabled_categories_.empty();
    if (tracing_ == tracing) return;
    tracing_ = tracing;
    observers = observers_;
  }
  for (TraceStateObserver* observer : observers) tracing ? observer->OnTraceEnabled() : observer->OnTraceDisabled();
}

void TracingController::OnTracedChanged() {
  {
    std::lock_guard lock(mutex_);
    UpdateGroups();
  }
  TellObservers();
}

void TracingController::Enable(std::string_view category) {
  {
    std::lock_guard lock(mutex_);
    if (++enabled_categories_[std::string(category)] > 1) return;
    UpdateGroups();
  }
  TellObservers();
}

void TracingController::Disable(std::string_view category) {
  {
    std::lock_guard lock(mutex_);
    auto it = enabled_categories_.find(category);
    if (it == enabled_categories_.end() || --it->second > 0) return;
    enabled_categories_.erase(it);
    UpdateGroups();
  }
  TellObservers();
}

const uint8_t* TracingController::GetCategoryGroupEnabled(const char* name) {
  std::lock_guard lock(mutex_);
  for (const Group& group : groups_) {
    if (group.name == name) return &group.enabled;
  }
  TraceCategories* traced = TraceLog::Get().Categories(name);
  Group& group = groups_.emplace_back();
  group.traced = traced;
  group.name = name;
  group.observed = Wants(group.name);
  group.enabled = group.observed || traced->on.load(std::memory_order_relaxed) != 0 ? kEnabledForRecording : 0;
  return &group.enabled;
}

void TracingController::NoteMicrotasks(char phase, const TraceArguments& arguments) {
  int64_t count = 0;
  if (phase == 'B' && microtasks_start_ == 0) microtasks_start_ = Ticks::Now();
  if (phase == 'E' && arguments.GetInteger("microtask_count", &count)) microtasks_run_ += static_cast<uint64_t>(count);
}

uint64_t TracingController::AddTraceEvent(char phase, const uint8_t* enabled, const char* name, const char* scope, uint64_t id, uint64_t bind_id,
                                          int32_t num_args, const char** arg_names, const uint8_t* arg_types, const uint64_t* arg_values,
                                          std::unique_ptr<v8::ConvertableToTraceFormat>* convertables, unsigned int flags) {
  return AddTraceEventWithTimestamp(phase, enabled, name, scope, id, bind_id, num_args, arg_names, arg_types, arg_values, convertables, flags, 0);
}

uint64_t TracingController::AddTraceEventWithTimestamp(char phase, const uint8_t* enabled, const char* name, const char* scope, uint64_t id, uint64_t,
                                                       int32_t num_args, const char** arg_names, const uint8_t* arg_types, const uint64_t* arg_values,
                                                       std::unique_ptr<v8::ConvertableToTraceFormat>* convertables, unsigned int flags,
                                                       int64_t timestamp) {
  TraceArguments arguments(num_args, arg_names, arg_types, arg_values);
  const bool is_microtasks = name[0] == 'R' && std::strcmp(name, "RunMicrotasks") == 0;  // A collection has dozens of others.
  if (is_microtasks) NoteMicrotasks(phase, arguments);
  // V8 gives back what GetCategoryGroupEnabled() gave it.
  const auto* group = reinterpret_cast<const Group*>(enabled);
  TraceSink* sink = group->observed && !is_microtasks ? CurrentSink() : nullptr;
  const uint64_t sink_handle = sink != nullptr ? sink->OnTraceEvent(phase, name, arguments) : 0;
  if (group->traced->on.load(std::memory_order_relaxed) == 0) return sink_handle;
  V8TraceEvent event{.phase = phase,
                     .categories = group->name,
                     .name = name,
                     .scope = scope,
                     .id = id,
                     .has_id = (flags & kFlagHasId) != 0,
                     .time_us = static_cast<uint64_t>(timestamp)};
  for (int32_t i = 0; i < num_args; i++)
    event.AddArgument(arg_names[i], arg_types[i], arg_values[i], convertables != nullptr ? &convertables[i] : nullptr);
  return TraceV8Event(std::move(event), sink_handle);
}

void TracingController::UpdateTraceEventDuration(const uint8_t*, const char* name, uint64_t handle) {
  if (handle == 0) return;
  if (IsTracedHandle(handle)) handle = EndV8Event(handle);
  if (handle == 0) return;
  if (TraceSink* sink = CurrentSink()) sink->OnTraceEnd(name, handle);
}

void TracingController::AddTraceStateObserver(TraceStateObserver* observer) {
  bool tracing;
  {
    std::lock_guard lock(mutex_);
    observers_.insert(observer);
    tracing = tracing_;
  }
  if (tracing) observer->OnTraceEnabled();
}

void TracingController::RemoveTraceStateObserver(TraceStateObserver* observer) {
  std::lock_guard lock(mutex_);
  observers_.erase(observer);
}

}  // namespace isoscope
