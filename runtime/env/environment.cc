#include "runtime/env/environment.h"

#include <algorithm>
#include <utility>

#include <v8-array-buffer.h>

#include "runtime/base/check.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment_trace.h"
#include "runtime/env/errors.h"
#include "runtime/env/loop_driver.h"
#include "runtime/env/variables.h"
#include "runtime/env/wasm_streaming.h"
#include "runtime/loop/event_loop.h"

// An inspector that comes later shows only scripts of contexts that had an id when they were compiled. The function is V8's own, without a public
// header; the inspector gives the first context it hears of the same number.
namespace v8::debug {
void SetContextId(Local<Context> context, int id);
}

namespace isoscope {

Environment::Environment(v8::Isolate* isolate, EventLoop* loop, Producer* producer, Settings settings)
    : isolate_(isolate), event_loop_(loop), uv_loop_(loop != nullptr ? loop->uv() : nullptr), producer_(producer), settings_(std::move(settings)) {
  if (settings_.variables == nullptr) settings_.variables = Variables::OfProcess();
  isolate_->SetData(0, this);
  isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  InstallErrorCallbacks(isolate_);
  InstallWasmStreaming(isolate_);
  if (loop == nullptr) return;
  loop_driver_ = std::make_unique<LoopDriver>(this);
  if (V8Runtime* v8_runtime = V8Runtime::Current(); v8_runtime != nullptr) {
    ForegroundRunner* runner = v8_runtime->platform()->RunnerOf(isolate_);
    ISOSCOPE_CHECK(runner != nullptr);
    runner->SetWaker([driver = loop_driver_.get()] { driver->Wake(); });
  }
}

Environment::~Environment() { isolate_->SetData(0, nullptr); }

void Environment::AttachFreshContext(v8::Local<v8::Context> context) {
  v8::Context::Scope context_scope(context);
  context_.Reset(isolate_, context);
  v8::debug::SetContextId(context, 1);
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate_, SharedFields::kByteLength);
  fields_buffer_.Reset(isolate_, buffer);
  fields_.Attach(buffer->Data());
  fields_.asyncIds()[kAsyncIdCounter] = 1;
  fields_.asyncIds()[kDefaultTriggerAsyncId] = -1;
  can_call_into_js_ = true;
}

bool Environment::AttachSnapshotContext(v8::Local<v8::Context> context) {
  context_.Reset(isolate_, context);
  v8::Local<v8::ArrayBuffer> buffer;
  if (!context->GetDataFromSnapshotOnce<v8::ArrayBuffer>(0).ToLocal(&buffer) || buffer->ByteLength() != SharedFields::kByteLength) return false;
  fields_buffer_.Reset(isolate_, buffer);
  fields_.Attach(buffer->Data());
  for (size_t i = 0; i < host_values_.size(); i++) {
    v8::Local<v8::Value> value;
    if (!context->GetDataFromSnapshotOnce<v8::Value>(i + 1).ToLocal(&value)) return false;
    if (!value->IsUndefined()) host_values_[i].Reset(isolate_, value);
  }
  can_call_into_js_ = true;
  return true;
}

void Environment::SaveToSnapshot(v8::SnapshotCreator* creator, v8::Local<v8::Context> context) {
  ISOSCOPE_CHECK(base_objects_.empty());  // A native object cannot be in a snapshot.
  RemoveErrorCallbacks(isolate_);
  ISOSCOPE_CHECK(creator->AddData(context, fields_buffer_.Get(isolate_)) == 0);
  for (size_t i = 0; i < host_values_.size(); i++) {
    v8::Local<v8::Value> value = v8::Undefined(isolate_);
    if (!host_values_[i].IsEmpty()) value = host_values_[i].Get(isolate_);
    ISOSCOPE_CHECK(creator->AddData(context, value) == i + 1);
    host_values_[i].Reset();
  }
  fields_buffer_.Reset();
  context_.Reset();
  can_call_into_js_ = false;
}

void Environment::set_host_value(HostFunction which, v8::Local<v8::Value> value) { host_values_[static_cast<size_t>(which)].Reset(isolate_, value); }

int Environment::RunToCompletion() {
  Platform* platform = V8Runtime::Current()->platform();
  bool more = true;
  milestones.loop_start_ns = MonotonicNs();
  TraceMilestone("loopStart", milestones.loop_start_ns);
  while (more && can_call_into_js()) {
    event_loop_->Run(UV_RUN_DEFAULT);
    if (!can_call_into_js()) break;
    platform->DrainWorkers();  // What they post back (a compiled wasm module) may give the loop new work.
    {
      TraceScope trace(TraceGroup::kEnvironment, "RunAndClearNativeImmediates");
      loop_driver_->RunPlatformTasks();
    }
    if (event_loop_->alive()) continue;
    TraceScope trace(TraceGroup::kEnvironment, "BeforeExit");
    v8::HandleScope scope(isolate_);
    v8::Local<v8::Function> before_exit = host_function(HostFunction::kEmitBeforeExit);
    if (!before_exit.IsEmpty()) {
      CallbackScope callback(this, AsyncProvider::kNONE);
      callback.Call(host_value(HostFunction::kProcess), before_exit, 0, nullptr);
    }
    more = event_loop_->alive();
  }
  milestones.loop_exit_ns = MonotonicNs();
  TraceMilestone("loopExit", milestones.loop_exit_ns);
  return EmitExit();
}

int Environment::EmitExit() {
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Function> emit_exit = host_function(HostFunction::kEmitExit);
  if (!can_call_into_js() || emit_exit.IsEmpty()) return fields_.exitInfo()[kExitCode];
  v8::Local<v8::Value> code;
  v8::Context::Scope context_scope(context());
  v8::TryCatch try_catch(isolate_);
  try_catch.SetVerbose(true);
  reporting_calls++;
  bool returned = emit_exit->Call(context(), host_value(HostFunction::kProcess), 0, nullptr).ToLocal(&code);
  reporting_calls--;
  if (!returned) {
    if (try_catch.HasCaught() && !try_catch.HasTerminated()) TriggerUncaughtException(try_catch.Exception(), try_catch.Message());
    return fields_.exitInfo()[kExitCode];
  }
  return code->IsInt32() ? code.As<v8::Int32>()->Value() : 0;
}

void Environment::RequestStop() {
  stopping_.store(true, std::memory_order_relaxed);
  isolate_->TerminateExecution();
  if (loop_driver_ != nullptr) loop_driver_->Wake();
}

void Environment::PostInterrupt(Interrupt function) {
  {
    std::lock_guard lock(interrupts_mutex_);
    interrupts_.push_back(std::move(function));
  }
  // V8 may call this late, or never: it must not need anything of ours.
  isolate_->RequestInterrupt(
      [](v8::Isolate* isolate, void*) {
        if (Environment* env = From(isolate)) env->RunInterrupts();
      },
      nullptr);
  loop_driver_->Wake();
}

void Environment::RunInterrupts() {
  std::vector<Interrupt> due;
  {
    std::lock_guard lock(interrupts_mutex_);
    due.swap(interrupts_);
  }
  for (const Interrupt& function : due) function(this);
}

void Environment::Exit(int code) {
  StopCallingIntoJs();
  ISOSCOPE_CHECK(exit_handler_ != nullptr);
  exit_handler_(code);
}

void Environment::AddCleanupHook(void (*hook)(void*), void* data) { cleanup_hooks_.push_back({hook, data}); }

void Environment::RemoveCleanupHook(void (*hook)(void*), void* data) {
  std::erase_if(cleanup_hooks_, [&](const CleanupHook& entry) { return entry.hook == hook && entry.data == data; });
}

void Environment::Teardown() {
  TraceScope trace(TraceGroup::kEnvironment, "RunCleanup");
  StopCallingIntoJs();
  isolate_->CancelTerminateExecution();  // Handles are closed through V8's objects.
  {
    std::lock_guard lock(interrupts_mutex_);
    interrupts_.clear();
  }
  while (!cleanup_hooks_.empty()) {
    CleanupHook last = cleanup_hooks_.back();
    cleanup_hooks_.pop_back();
    last.hook(last.data);
  }
  base_objects_.ForEach([](BaseObject* object) { object->OnEnvironmentTeardown(); });
  if (V8Runtime* v8_runtime = V8Runtime::Current(); v8_runtime != nullptr && loop_driver_ != nullptr) {
    if (ForegroundRunner* runner = v8_runtime->platform()->RunnerOf(isolate_)) runner->SetWaker(nullptr);
  }
  if (loop_driver_ != nullptr) {
    loop_driver_->Close();
    event_loop_->Run(UV_RUN_DEFAULT);  // Close callbacks and cancelled requests come home.
  }
  v8::HandleScope scope(isolate_);
  while (BaseObject* object = base_objects_.front()) delete object;
  destroyed.clear();
  data_.clear();
  for (auto& value : host_values_) value.Reset();
  fields_buffer_.Reset();
  context_.Reset();
  loop_driver_.reset();
}

}  // namespace isoscope
