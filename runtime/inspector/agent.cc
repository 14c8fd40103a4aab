#include "runtime/inspector/agent.h"

#include <unistd.h>

#include <cstdio>
#include <utility>
#include <vector>

#include <sys/random.h>
#include <uv.h>
#include <v8-context.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-microtask-queue.h>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/env/arguments.h"
#include "runtime/env/builtin_call.h"
#include "runtime/env/environment.h"
#include "runtime/env/worker_thread.h"
#include "runtime/inspector/file_url.h"

namespace isoscope {

using v8_inspector::StringView;
using v8_inspector::V8ContextInfo;
using v8_inspector::V8Inspector;

namespace {

StringView Latin1View(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

// What a V8 API wants as a StringView, kept in UTF-16: V8 takes 8-bit text for Latin-1.
class Utf16 {
 public:
  Utf16(v8::Isolate* isolate, v8::Local<v8::Value> value) : value_(isolate, value) {}
  StringView view() const { return *value_ != nullptr ? StringView(*value_, value_.length()) : StringView(); }

 private:
  v8::String::Value value_;
};

}  // namespace

// V8 wants regular calls while it tracks the heap: from the isolate's own loop, which it must not keep alive.
class Agent::RepeatingTimer {
 public:
  static std::unique_ptr<RepeatingTimer> Start(uv_loop_t* loop, double seconds, TimerCallback callback, void* data) {
    auto timer = std::make_unique<RepeatingTimer>();
    timer->callback_ = callback;
    timer->data_ = data;
    ISOSCOPE_CHECK(uv_timer_init(loop, timer->handle_) == 0);
    timer->handle_->data = timer.get();
    const auto ms = static_cast<uint64_t>(seconds * 1000);
    uv_timer_start(
        timer->handle_,
        [](uv_timer_t* handle) {
          auto* self = static_cast<RepeatingTimer*>(handle->data);
          self->callback_(self->data_);
        },
        ms > 0 ? ms : 1, ms > 0 ? ms : 1);
    uv_unref(reinterpret_cast<uv_handle_t*>(timer->handle_));
    return timer;
  }
  ~RepeatingTimer() {
    uv_close(reinterpret_cast<uv_handle_t*>(handle_), [](uv_handle_t* handle) { delete reinterpret_cast<uv_timer_t*>(handle); });
  }

 private:
  uv_timer_t* const handle_ = new uv_timer_t;  // Freed in its close callback.
  TimerCallback callback_ = nullptr;
  void* data_ = nullptr;
};

// CPU profiles show the time in which the loop waits as idle.
struct Agent::IdleHandles {
  explicit IdleHandles(Agent* agent) {
    uv_loop_t* loop = agent->env_->uv_loop();
    ISOSCOPE_CHECK(uv_prepare_init(loop, &prepare) == 0);
    ISOSCOPE_CHECK(uv_check_init(loop, &check) == 0);
    prepare.data = check.data = agent;
    uv_prepare_start(&prepare, [](uv_prepare_t* handle) { static_cast<Agent*>(handle->data)->inspector_->idleStarted(); });
    uv_check_start(&check, [](uv_check_t* handle) { static_cast<Agent*>(handle->data)->inspector_->idleFinished(); });
    uv_unref(reinterpret_cast<uv_handle_t*>(&prepare));
    uv_unref(reinterpret_cast<uv_handle_t*>(&check));
  }
  void Close() {
    prepare.data = check.data = this;
    const auto closed = [](uv_handle_t* handle) {
      auto* self = static_cast<IdleHandles*>(handle->data);
      if (--self->open == 0) delete self;
    };
    uv_close(reinterpret_cast<uv_handle_t*>(&prepare), closed);
    uv_close(reinterpret_cast<uv_handle_t*>(&check), closed);
  }

  uv_prepare_t prepare{};
  uv_check_t check{};
  int open = 2;
};

Agent* Agent::Of(Environment* env) {
  if (env->debugger == nullptr) env->debugger = env->Data<Agent>();
  return Existing(env);
}

Agent* Agent::Existing(Environment* env) { return static_cast<Agent*>(env->debugger); }

Agent::Agent(Environment* env)
    : env_(env), inspector_(V8Inspector::create(env->isolate(), this)), mailbox_(IsolateMailbox::Of(env)), idle_(new IdleHandles(this)) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope scope(isolate);
  const std::string name =
      worker_id() != 0 ? "Worker[" + std::to_string(worker_id()) + "]" : env->settings().exec_path + "[" + std::to_string(getpid()) + "]";
  const v8::Local<v8::Context> context = env->context();
  v8::Local<v8::String> name_text;
  if (!isoscope::Utf8(isolate, name).ToLocal(&name_text)) name_text = v8::String::Empty(isolate);
  const Utf16 name_units(isolate, name_text);
  V8ContextInfo info(context, kContextGroup, name_units.view());
  info.auxData = Latin1View("{\"isDefault\":true}");
  inspector_->contextCreated(info);
  // Node's functions of the console reach V8's, too, from now on.
  env->debugger = this;
  if (env->tell_contexts != nullptr) env->tell_contexts(env);
  env->AddCleanupHook([](void* self) { static_cast<Agent*>(self)->CloseHandles(); }, this);
  CallBuiltin(env_, "internal/inspector/console", "wrapConsole", v8::Undefined(isolate));
}

// While the loop still turns: the rest goes with the environment's data.
void Agent::CloseHandles() {
  timers_.clear();
  idle_->Close();
}

Agent::~Agent() {
  env_->debugger = nullptr;
  sessions_.clear();
}

// --- Sessions

uint64_t Agent::worker_id() const {
  const WorkerThread* worker = env_->settings().worker;
  return worker != nullptr ? worker->id() : 0;
}

void Agent::Connect(SessionId id, CdpSession::Send send, CdpSession::Origin origin) {
  sessions_[id] = std::make_shared<CdpSession>(this, id, std::move(send), origin);
}

CdpSession* Agent::Find(SessionId id) {
  const auto found = sessions_.find(id);
  return found != sessions_.end() ? found->second.get() : nullptr;
}

void Agent::Receive(SessionId id, std::function<void(const std::string& message)> receiver) { receivers_[id] = std::move(receiver); }

void Agent::Deliver(SessionId id, const std::string& message) {
  const auto found = receivers_.find(id);
  if (found == receivers_.end()) return;
  const auto receiver = found->second;  // It may be taken away by what it calls.
  receiver(message);
}

void Agent::OnWorkerStarted(uint64_t worker) {
  for (const auto& [id, session] : std::map(sessions_)) session->OnWorkerStarted(worker);
}

void Agent::OnWorkerEnded(uint64_t worker) {
  for (const auto& [id, session] : std::map(sessions_)) session->OnWorkerEnded(worker);
}

void Agent::Dispatch(SessionId id, std::string_view text) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return;
  const std::shared_ptr<CdpSession> session = found->second;  // It may be disconnected while it runs.
  v8::HandleScope scope(env_->isolate());
  v8::Context::Scope context_scope(env_->context());
  session->Dispatch(text);
}

void Agent::Disconnect(SessionId id) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return;
  const std::shared_ptr<CdpSession> session = found->second;
  sessions_.erase(found);
  stepper_.OnSessionEnded(id);
  v8::HandleScope scope(env_->isolate());
  session->Stop();  // What is on the stack of this session holds it until it returns.
}

bool Agent::HasDebuggers() const {
  for (const auto& [id, session] : sessions_) {
    if (session->is_remote()) return true;
  }
  return false;
}

// --- Waiting

void Agent::WaitForDebugger() {
  waiting_for_debugger_ = true;
  for (const auto& [id, session] : std::map(sessions_)) session->OnWaitingForDebugger();
  while (waiting_for_debugger_ && mailbox_->Wait()) {
    mailbox_->ReadOne();
    // Between two programs, nobody else would run what an evaluate has queued.
    if (env_->callback_depth == 0) v8::MicrotasksScope::PerformCheckpoint(env_->isolate());
  }
}

void Agent::WaitForDebuggerAtStart() {
  if (!told_to_run_) WaitForDebugger();
}

void Agent::runIfWaitingForDebugger(int) {
  waiting_for_debugger_ = false;
  told_to_run_ = true;
}

void Agent::PauseOnNextStatement() {
  for (const auto& [id, session] : std::map(sessions_)) {
    if (session->v8() != nullptr) session->v8()->schedulePauseOnNextStatement(Latin1View("Break on start"), StringView());
  }
}

void Agent::runMessageLoopOnPause(int) {
  if (paused_) return;
  paused_ = true;
  leave_pause_ = false;
  // A session of the program with itself has to go on by itself.
  while (!leave_pause_ && HasDebuggers() && mailbox_->Wait()) mailbox_->ReadOne();
  paused_ = false;
}

void Agent::quitMessageLoopOnPause() { leave_pause_ = true; }

void Agent::EmitNetworkEvent(const std::string& method, const std::string& params) {
  for (const auto& [id, session] : std::map(sessions_)) session->OnNetworkEvent(method, params);
}

void Agent::OnProgramEnd(bool wait) {
  const bool is_worker = worker_id() != 0;
  if (wait && !is_worker && HasDebuggers()) {
    std::fprintf(stderr, "Waiting for the debugger to disconnect...\n");
    std::fflush(stderr);
  }
  bool told = false;
  for (const auto& [id, session] : std::map(sessions_)) told |= session->NotifyWaitingForDisconnect();
  if (!told && main_context_alive_) {
    v8::HandleScope scope(env_->isolate());
    main_context_alive_ = false;
    inspector_->contextDestroyed(env_->context());
  }
  // A worker waits only for those who asked to be told.
  if (is_worker && !told) return;
  while (wait && HasDebuggers() && mailbox_->Wait()) mailbox_->ReadOne();
}

// --- What happens in the isolate

void Agent::OnUncaughtException(v8::Local<v8::Value> error, v8::Local<v8::Message> message) {
  v8::Isolate* isolate = env_->isolate();
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context = env_->context();
  int script_id = message->GetScriptOrigin().ScriptId();
  v8::Local<v8::StackTrace> stack = message->GetStackTrace();
  // V8 names the script by its id where the stack does not.
  if (!stack.IsEmpty() && stack->GetFrameCount() > 0 && script_id == stack->GetFrame(isolate, 0)->GetScriptId()) script_id = 0;
  inspector_->exceptionThrown(context, Latin1View("Uncaught"), error, Utf16(isolate, message->Get()).view(),
                              Utf16(isolate, message->GetScriptResourceName()).view(),
                              static_cast<unsigned>(message->GetLineNumber(context).FromMaybe(0)),
                              static_cast<unsigned>(message->GetStartColumn(context).FromMaybe(0)), inspector_->createStackTrace(stack), script_id);
}

void Agent::OnContextCreated(v8::Local<v8::Context> context, std::string_view name, std::string_view origin) {
  v8::HandleScope scope(env_->isolate());
  v8::Local<v8::String> name_text, origin_text;
  if (!Utf8(env_->isolate(), name).ToLocal(&name_text) || !Utf8(env_->isolate(), origin).ToLocal(&origin_text)) return;
  const Utf16 name_units(env_->isolate(), name_text), origin_units(env_->isolate(), origin_text);
  V8ContextInfo info(context, kContextGroup, name_units.view());
  info.origin = origin_units.view();
  info.auxData = Latin1View("{\"isDefault\":false}");
  inspector_->contextCreated(info);
}

v8::Local<v8::Context> Agent::ensureDefaultContextInGroup(int) { return env_->context(); }

// What the debugger's command line has beyond V8's own: require.
void Agent::installAdditionalCommandLineAPI(v8::Local<v8::Context> context, v8::Local<v8::Object> api) {
  if (context == env_->context()) CallBuiltin(env_, "internal/inspector/console", "installCommandLineApi", api);
}

double Agent::currentTimeMS() { return WallClockMs(); }

void Agent::startRepeatingTimer(double seconds, TimerCallback callback, void* data) {
  timers_[data] = RepeatingTimer::Start(env_->uv_loop(), seconds, callback, data);
}

void Agent::cancelTimer(void* data) { timers_.erase(data); }

void Agent::maxAsyncCallStackDepthChanged(int depth) {
  CallBuiltin(env_, "internal/inspector/async_stacks", "setAsyncStacks", v8::Boolean::New(env_->isolate(), depth > 0));
}

std::unique_ptr<v8_inspector::StringBuffer> Agent::resourceNameToUrl(const StringView& name) {
  const std::string text = ToUtf8(name);
  if (!text.starts_with('/')) return nullptr;
  const std::string url = FileUrl(text);  // ASCII.
  return v8_inspector::StringBuffer::create(Latin1View(url));
}

int64_t Agent::generateUniqueId() {
  int64_t id = 0;
  if (getrandom(&id, sizeof(id), 0) != sizeof(id)) return 0;  // V8 then makes one itself.
  return id;
}

}  // namespace isoscope
