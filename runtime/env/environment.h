// The state of one JavaScript world: an isolate, its main context, its loop, and the lists of what is alive.
//
// Isolate thread only, except where said. Owned by the program (host, worker or mksnapshot), which also owns the isolate and the loop and
// outlives neither's last use. Nothing binding-specific lives here: a binding keeps its own state with Data<T>().
#ifndef ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_H_
#define ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_H_

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <v8-context.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-persistent-handle.h>
#include <v8-snapshot.h>

#include "runtime/base/clock.h"
#include "runtime/env/base_object.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/host_functions.h"
#include "runtime/env/options.h"
#include "runtime/env/shared_fields.h"

typedef struct uv_loop_s uv_loop_t;

namespace isoscope {

class DebuggerHooks;
class CallbackTimer;
class EventLoop;
class LoopDriver;
class Producer;
class ResourceTracker;
class Variables;
class WorkerThread;

class Environment {
 public:
  struct Settings {
    std::vector<std::string> argv;       // [execPath, script?, user arguments...] as process.argv shows them.
    std::vector<std::string> exec_argv;  // Options that were given to the host.
    std::string exec_path;
    std::string argv0;  // As typed, for process.argv0.
    Options options;
    std::shared_ptr<Variables> variables;  // Null: the process's.
    WorkerThread* worker = nullptr;        // The thread this one runs on; null on the main thread.
    uint64_t parent_worker = 0;            // The id of the worker that made this one; 0: the main thread.
    std::string script_url;                // Of a worker's script, for debuggers; empty when it has none.
    bool is_main_thread() const { return worker == nullptr; }
  };

  // `loop` is null in mksnapshot, where nothing asynchronous exists. `producer` may be null: nothing is observed then.
  Environment(v8::Isolate* isolate, EventLoop* loop, Producer* producer, Settings settings);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  static Environment* From(v8::Isolate* isolate) { return static_cast<Environment*>(isolate->GetData(0)); }

  // Binds the main context: a fresh one (bootstrap follows) or one out of the startup snapshot (fields and host functions are found in it).
  void AttachFreshContext(v8::Local<v8::Context> context);
  bool AttachSnapshotContext(v8::Local<v8::Context> context);
  // mksnapshot: hands what AttachSnapshotContext finds to the creator, and lets go of every handle.
  void SaveToSnapshot(v8::SnapshotCreator* creator, v8::Local<v8::Context> context);

  v8::Isolate* isolate() const { return isolate_; }
  v8::Local<v8::Context> context() const { return context_.Get(isolate_); }
  EventLoop* event_loop() const { return event_loop_; }
  uv_loop_t* uv_loop() const { return uv_loop_; }
  Producer* producer() const { return producer_; }
  const Settings& settings() const { return settings_; }
  const Options& options() const { return settings_.options; }
  const std::shared_ptr<Variables>& variables() const { return settings_.variables; }
  SharedFields& fields() { return fields_; }
  v8::Local<v8::ArrayBuffer> fields_buffer() const { return fields_buffer_.Get(isolate_); }

  v8::Local<v8::Value> host_value(HostFunction which) const { return host_values_[static_cast<size_t>(which)].Get(isolate_); }
  // Empty until JavaScript has given it.
  v8::Local<v8::Function> host_function(HostFunction which) const {
    v8::Local<v8::Value> value = host_value(which);
    return !value.IsEmpty() && value->IsFunction() ? value.As<v8::Function>() : v8::Local<v8::Function>();
  }
  void set_host_value(HostFunction which, v8::Local<v8::Value> value);

  // False in mksnapshot, during teardown, after process.exit() and while the isolate terminates.
  bool can_call_into_js() const { return can_call_into_js_ && !stopping() && !isolate_->IsExecutionTerminating(); }
  void StopCallingIntoJs() { can_call_into_js_ = false; }

  // Any thread, as long as the environment lives: ends the JavaScript that runs, and the loop. Teardown() may follow.
  void RequestStop();
  bool stopping() const { return stopping_.load(std::memory_order_relaxed); }

  // Any thread, as long as the environment lives: `function` runs soon on its thread, between two JavaScript instructions or from the loop, and
  // must not enter JavaScript. Deleted unrun at teardown.
  using Interrupt = std::function<void(Environment* env)>;
  void PostInterrupt(Interrupt function);
  void RunInterrupts();

  double NewAsyncId() { return ++fields_.asyncIds()[kAsyncIdCounter]; }
  double execution_async_id() { return fields_.asyncIds()[kExecutionAsyncId]; }

  // The loop: runs until nothing is alive (with beforeExit), and returns the exit code.
  int RunToCompletion();
  // Emits process's `exit` event, once, and returns the exit code.
  int EmitExit();
  // Timers, immediates and platform tasks are driven by it; null in mksnapshot.
  LoopDriver* loop_driver() const { return loop_driver_.get(); }

  // process.exit(code): runs no more JavaScript. The main environment ends the process; a worker ends its thread.
  using ExitHandler = std::function<void(int code)>;
  void SetExitHandler(ExitHandler handler) { exit_handler_ = std::move(handler); }
  void Exit(int code);

  // Reports through JavaScript's handlers; when none takes it, prints it and exits. `from_promise` for unhandled rejections.
  void TriggerUncaughtException(v8::Local<v8::Value> error, v8::Local<v8::Message> message, bool from_promise = false);

  // process.emitWarning(); what it throws is uncaught.
  void EmitWarning(const char* message);

  // Cleanup in reverse order of Add; run at teardown before the loop closes.
  void AddCleanupHook(void (*hook)(void*), void* data);
  void RemoveCleanupHook(void (*hook)(void*), void* data);
  // Ends everything alive: hooks, handles closed, requests cancelled, loop run until empty, BaseObjects deleted. No JavaScript runs.
  void Teardown();

  // One default-constructed T(env) per environment, made on first use, deleted at teardown.
  template <typename T>
  T* Data() {
    static char key = 0;  // Writable: a constant could be folded with another by the linker.
    auto it = data_.find(&key);
    if (it == data_.end()) it = data_.emplace(&key, std::shared_ptr<void>(std::make_shared<T>(this))).first;
    return static_cast<T*>(it->second.get());
  }

  IntrusiveList<BaseObject>& base_objects() { return base_objects_; }
  IntrusiveList<HandleWrap, HandleListTag>& handles() { return handles_; }
  uint32_t requests_in_flight() const { return requests_in_flight_; }
  void AddRequestInFlight(int delta) { requests_in_flight_ += static_cast<uint32_t>(delta); }

  // When it got where, in MonotonicNs(); 0: not yet. Node's performance.nodeTiming.
  struct Milestones {
    uint64_t created_ns = MonotonicNs();
    uint64_t bootstrap_complete_ns = 0;
    std::atomic<uint64_t> loop_start_ns = 0;  // Other threads may ask.
    uint64_t loop_exit_ns = 0;
  };
  Milestones milestones;

  // What is gone, for async_hooks' destroy. The garbage collector tells of it where no JavaScript may run, so it is only noted.
  struct Destroyed {
    double async_id;
    v8::Global<v8::Object> state{};  // Of an AsyncResource: `destroyed` says that emitDestroy() was called by hand.
  };
  std::vector<Destroyed> destroyed;
  void TellDestroyed();

  // Calls under way whose caller reports what they throw. What V8 reports outside of them (from its own tasks) nobody else does.
  int reporting_calls = 0;

  // The inspector, once somebody has asked for it. Not owned: it lives in Data<>().
  DebuggerHooks* debugger = nullptr;
  // Tells a debugger that has just come of the contexts of node:vm; set by whoever makes them.
  void (*tell_contexts)(Environment* env) = nullptr;
  // Which of its hooks a stepping debugger wants.
  bool steps_callbacks = false;
  bool steps_microtasks = false;
  // Scopes in which an exception that no JavaScript catches is no reason for --abort-on-uncaught-exception: C++ takes it.
  int no_abort_depth = 0;

  // Null until kind `resource` is first watched.
  std::shared_ptr<ResourceTracker> resources;
  bool resource_watch_changed = false;  // And JavaScript has not been told.

  // Of the outermost CallbackScope while callbacks are watched, else null.
  CallbackTimer* callback_timer = nullptr;

  // Depth of open CallbackScopes and what the outermost one counts.
  int callback_depth = 0;
  uint64_t microtasks_run = 0;

 private:
  v8::Isolate* const isolate_;
  EventLoop* const event_loop_;
  uv_loop_t* const uv_loop_;
  Producer* const producer_;
  Settings settings_;
  SharedFields fields_;
  v8::Global<v8::Context> context_;
  v8::Global<v8::ArrayBuffer> fields_buffer_;
  std::array<v8::Global<v8::Value>, static_cast<size_t>(HostFunction::kCount)> host_values_;
  std::unique_ptr<LoopDriver> loop_driver_;
  ExitHandler exit_handler_;
  struct CleanupHook {
    void (*hook)(void*);
    void* data;
  };
  std::vector<CleanupHook> cleanup_hooks_;
  std::map<const void*, std::shared_ptr<void>> data_;
  IntrusiveList<BaseObject> base_objects_;
  IntrusiveList<HandleWrap, HandleListTag> handles_;
  uint32_t requests_in_flight_ = 0;
  bool can_call_into_js_ = false;
  std::atomic<bool> stopping_{false};
  std::mutex interrupts_mutex_;
  std::vector<Interrupt> interrupts_;
};

class NoAbortScope {
 public:
  explicit NoAbortScope(Environment* env) : env_(env) { env_->no_abort_depth++; }
  ~NoAbortScope() { env_->no_abort_depth--; }
  NoAbortScope(const NoAbortScope&) = delete;
  NoAbortScope& operator=(const NoAbortScope&) = delete;

 private:
  Environment* const env_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ENVIRONMENT_H_
