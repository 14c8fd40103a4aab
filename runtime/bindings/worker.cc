// internalBinding('worker'): a worker's thread as its parent holds it, and what a worker asks of itself.
//
// What the parent wants to know of the running worker is asked with request(): the answer comes as onanswer(id, values).
//
// Isolate thread of the parent, or of the worker for the functions. The handle is active while the thread runs and is closed once it was
// joined; the thread's life is in env/worker_thread.
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <v8-container.h>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/bindings/worker_answers.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/message_port.h"
#include "runtime/env/option_variables.h"
#include "runtime/env/options.h"
#include "runtime/env/variables.h"
#include "runtime/env/worker_thread.h"
#include "runtime/loop/event_loop.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

class Worker final : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"Worker", &HandleWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  Worker(Environment* env, v8::Local<v8::Object> object, WorkerThread::Settings settings)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&ended_), AsyncProvider::kWORKER) {
    int err =
        uv_async_init(env->uv_loop(), &ended_, [](uv_async_t* handle) { static_cast<Worker*>(static_cast<HandleWrap*>(handle->data))->OnWake(); });
    ISOSCOPE_CHECK_EQ(err, 0);
    ended_.data = static_cast<HandleWrap*>(this);
    settings.ended = [this] {
      has_ended_.store(true, std::memory_order_release);
      uv_async_send(&ended_);
    };
    thread_ = std::make_unique<WorkerThread>(std::move(settings));
  }

  static void New(const CallInfo& info);
  static void Start(const CallInfo& info);
  static void Stop(const CallInfo& info);
  static void ResourceLimits(const CallInfo& info);
  static void Request(const CallInfo& info);
  static void LoopIdleTime(const CallInfo& info);
  static void LoopStartTime(const CallInfo& info);

  void OnEnvironmentTeardown() override {
    StopAndJoin();
    Close();
  }
  void OnProcessExit() override { StopAndJoin(); }

 private:
  ~Worker() override {
    StopAndJoin();
    answers_->Close();
  }

  bool running() const { return thread_ != nullptr && thread_->running(); }

  void StopAndJoin() {
    if (!running()) return;
    thread_->Stop();
    Join();
  }

  void Join() {
    if (thread_->Join()) return;
    static auto& parked = *new std::vector<std::unique_ptr<WorkerThread>>();  // Their stacks point to them.
    static std::mutex mutex;
    std::lock_guard lock(mutex);
    parked.push_back(std::move(thread_));
  }

  void OnWake() {
    TellAnswers();
    if (has_ended_.load(std::memory_order_acquire)) OnEnded();
  }

  void TellAnswers() {
    std::vector<WorkerAnswer> answers = answers_->Take();
    v8::Isolate* isolate = this->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(env()->context());
    for (const WorkerAnswer& answer : answers) {
      v8::Local<v8::Value> argv[] = {v8::Integer::NewFromUnsigned(isolate, answer.id), v8::Undefined(isolate)};
      if (answer.ToValue(env()).ToLocal(&argv[1])) MakeCallback(OneByte(isolate, "onanswer"), 2, argv);
    }
  }

  void OnEnded() {
    WorkerThread* thread = thread_.get();  // Stays where it is also when it is parked.
    Join();
    v8::Isolate* isolate = this->isolate();
    v8::HandleScope handles(isolate);
    v8::Local<v8::Value> code = v8::Undefined(isolate);
    v8::Local<v8::Value> reason = v8::Undefined(isolate);
    v8::Local<v8::String> text;
    if (!thread->error_code().empty()) code = OneByte(isolate, thread->error_code());
    if (Utf8(isolate, thread->error_reason()).ToLocal(&text)) reason = text;
    Record(WorkerEvent::kExit, thread->isolate_id(), thread->exit_code());
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, thread->exit_code()), code, reason};
    MakeCallback(OneByte(isolate, "onexit"), 3, argv);
    Close();
  }

  // In the parent's lane; `peer` is the worker's.
  void Record(WorkerEvent event, uint32_t peer = 0, std::optional<int> exit_code = {}) {
    if (!Hub::Wants(Kind::kWorker) || env()->producer() == nullptr) return;
    WorkerRecord record;
    record.event = event;
    if (peer != 0) record.peer = peer;
    if (exit_code.has_value()) record.exitCode = *exit_code;
    env()->producer()->Emit(record);
  }

  uv_async_t ended_{};
  std::unique_ptr<WorkerThread> thread_;
  std::atomic<bool> has_ended_{false};
  const std::shared_ptr<WorkerAnswers> answers_ = std::make_shared<WorkerAnswers>([this] { uv_async_send(&ended_); });
};

// Node's options of a whole process: they mean nothing for one of its workers.
bool IsForWorkers(const std::string& option) {
  for (const char* name : {"--title", "--version", "--help", "--v8-options", "--check", "--interactive", "--print", "--scope", "--report",
                           "--observe", "--history", "--icu-data-dir", "--node-snapshot", "--no-node-snapshot", "-v", "-h", "-c", "-i", "-p"}) {
    if (option == name || option.starts_with(std::string(name) + "=")) return false;
  }
  return true;
}

v8::Local<v8::Value> ErrorList(v8::Isolate* isolate, const std::vector<std::string>& texts) {
  std::vector<v8::Local<v8::Value>> items;
  for (const std::string& text : texts) {
    v8::Local<v8::String> item;
    if (Utf8(isolate, text).ToLocal(&item)) items.push_back(item);
  }
  return v8::Array::New(isolate, items.data(), items.size());
}

bool ReadStrings(const CallInfo& info, v8::Local<v8::Value> list, std::vector<std::string>* texts) {
  v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
  if (!list->IsArray()) return true;
  for (uint32_t i = 0; i < list.As<v8::Array>()->Length(); i++) {
    v8::Local<v8::Value> item;
    v8::Local<v8::String> text;
    if (!list.As<v8::Array>()->Get(context, i).ToLocal(&item) || !item->ToString(context).ToLocal(&text)) return false;
    texts->push_back(ToUtf8(info.GetIsolate(), text));
  }
  return true;
}

// The own enumerable properties of an object as variables.
bool ReadVariables(v8::Isolate* isolate, v8::Local<v8::Object> object, std::map<std::string, std::string>* variables) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Array> names;
  if (!object->GetOwnPropertyNames(context).ToLocal(&names)) return false;
  for (uint32_t i = 0; i < names->Length(); i++) {
    v8::HandleScope handles(isolate);
    v8::Local<v8::Value> name;
    v8::Local<v8::Value> value;
    v8::Local<v8::String> name_text;
    v8::Local<v8::String> value_text;
    if (!names->Get(context, i).ToLocal(&name) || !name->ToString(context).ToLocal(&name_text)) return false;
    if (!object->Get(context, name).ToLocal(&value) || !value->ToString(context).ToLocal(&value_text)) return false;
    (*variables)[ToUtf8(isolate, name_text)] = ToUtf8(isolate, value_text);
  }
  return true;
}

// Fills options and exec_argv. The flags a worker can't have, or why NODE_OPTIONS is wrong, go to `bad`; `*in_environment` says which.
bool ReadOptions(const CallInfo& info, v8::Local<v8::Value> exec_argv, Environment::Settings* settings, std::vector<std::string>* bad,
                 bool* in_environment) {
  std::string node_options;
  std::string of_process;
  settings->variables->Get("NODE_OPTIONS", &node_options);
  Variables::OfProcess()->Get("NODE_OPTIONS", &of_process);
  if (!exec_argv->IsArray() && node_options == of_process) return true;
  ParsedCommandLine environment = ParseCommandLine({""}, node_options);
  *in_environment = true;
  if (!environment.error.empty()) bad->push_back(environment.error);
  if (!bad->empty()) return true;
  if (!exec_argv->IsArray()) {
    settings->options = std::move(environment.options);
    return true;
  }
  *in_environment = false;
  std::vector<std::string> words = {""};
  if (!ReadStrings(info, exec_argv, &words)) return false;
  ParsedCommandLine parsed = ParseCommandLine(words, node_options);
  if (!parsed.error.empty()) bad->push_back(parsed.error);
  const bool expose_internals = settings->options.expose_internals;
  for (const std::string& word : parsed.exec_argv) {
    if (!IsForWorkers(word)) bad->push_back(word);
  }
  for (const std::string& flag : parsed.v8_flags) {
    bool from_environment = std::find(environment.v8_flags.begin(), environment.v8_flags.end(), flag) != environment.v8_flags.end();
    if (!from_environment && !flag.starts_with("--stack-trace-limit")) bad->push_back(flag);
  }
  bad->insert(bad->end(), parsed.arguments.begin(), parsed.arguments.end());
  settings->options = std::move(parsed.options);
  settings->options.expose_internals |= expose_internals;
  settings->exec_argv = std::move(parsed.exec_argv);
  return true;
}

// Unlike SetProperty it bears an object that does not take it: who calls `new` decides what that is.
void Define(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* name, v8::Local<v8::Value> value) {
  if (object->CreateDataProperty(context, Internalized(v8::Isolate::GetCurrent(), name), value).IsNothing()) return;
}

// new Worker(name, variables: an object, null for a copy or true to share, execArgv or undefined, argv or undefined, resource limits, the script's
// URL) What is wrong with the options is left as `this.badOptions` and `this.badInEnvironment`.
void Worker::New(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Worker needs 'new'");
  WorkerThread::Settings settings;
  Environment::Settings& world = settings.world.environment;
  world.options = env->options();
  world.exec_argv = env->settings().exec_argv;
  world.exec_path = env->settings().exec_path;
  world.argv0 = env->settings().argv0;
  world.argv = {world.exec_path};
  if (!GetUtf8(info, 0, &settings.name) || !ReadStrings(info, info[3], &world.argv)) return;
  if (info[5]->IsString()) world.script_url = ToUtf8(isolate, info[5]);
  world.parent_worker = env->settings().worker != nullptr ? env->settings().worker->id() : 0;
  if (info[1]->IsTrue()) {
    world.variables = env->variables();
  } else {
    std::map<std::string, std::string> variables;
    if (!info[1]->IsObject())
      variables = env->variables()->All();
    else if (!ReadVariables(isolate, info[1].As<v8::Object>(), &variables))
      return;
    world.variables = Variables::Copied(std::move(variables));
  }
  std::vector<std::string> bad;
  bool in_environment = false;
  if (!ReadOptions(info, info[2], &world, &bad, &in_environment)) return;
  v8::Local<v8::Context> context = env->context();
  if (!bad.empty()) {
    Define(context, info.This(), "badOptions", ErrorList(isolate, bad));
    Define(context, info.This(), "badInEnvironment", v8::Boolean::New(isolate, in_environment));
    return;
  }
  ApplyOptionVariables(world.variables.get(), &world.options);
  world.options.has_eval = false;
  world.options.print = false;
  world.options.check = false;
  if (info[4]->IsArray()) {
    for (uint32_t i = 0; i < WorkerThread::kLimits; i++) {
      v8::Local<v8::Value> limit;
      if (!info[4].As<v8::Array>()->Get(context, i).ToLocal(&limit)) return;
      if (limit->IsNumber()) settings.limits[i] = limit.As<v8::Number>()->Value();
    }
  }
  settings.id = WorkerThread::NewId();
  settings.world.name = settings.name.empty() ? "worker " + std::to_string(settings.id) : settings.name;
  auto mine = std::make_unique<Mailbox>();
  settings.mailbox = std::make_unique<Mailbox>();
  Mailbox::Entangle(mine.get(), settings.mailbox.get());
  settings.mailbox->Publish("thread " + std::to_string(settings.id));  // For postMessageToThread().
  const double id = static_cast<double>(settings.id);
  MessagePort* port = MessagePort::New(env, context, std::move(mine));
  if (port == nullptr) return;
  new Worker(env, info.This(), std::move(settings));
  Define(context, info.This(), "messagePort", port->object());
  Define(context, info.This(), "threadId", v8::Number::New(isolate, id));
}

// () => 0 or a uv code
void Worker::Start(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  if (worker == nullptr || !worker->IsOpen() || worker->thread_ == nullptr || worker->thread_->running()) return info.GetReturnValue().Set(UV_EBUSY);
  worker->Record(WorkerEvent::kStart);
  int err = worker->thread_->Start();
  if (err != 0) worker->Close();
  info.GetReturnValue().Set(err);
}

void Worker::Stop(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  if (worker != nullptr && worker->running()) worker->thread_->Stop();
}

// (id, question, option, option) => whether an answer may come: onanswer(id, array of numbers or text).
void Worker::Request(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  uint32_t id = 0;
  uint32_t question = 0;
  if (worker == nullptr || !GetUint32(info, 0, &id) || !GetUint32(info, 1, &question)) return;
  if (question >= static_cast<uint32_t>(WorkerQuestion::kCount) || !worker->running()) return info.GetReturnValue().Set(false);
  // Booleans, or an id.
  auto option = [&](int index) { return info[index]->IsUint32() ? info[index].As<v8::Uint32>()->Value() : info[index]->IsTrue() ? 1u : 0u; };
  Environment::Interrupt interrupt = worker->answers_->Ask(id, static_cast<WorkerQuestion>(question), option(2), option(3));
  bool asked = worker->thread_->WithEnvironment([&](Environment* env) { env->PostInterrupt(std::move(interrupt)); });
  info.GetReturnValue().Set(asked);
}

// () => milliseconds that the worker's loop has waited; -1 when it does not run.
void Worker::LoopIdleTime(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  double idle = -1;
  if (worker != nullptr && worker->running()) {
    worker->thread_->WithEnvironment([&](Environment* env) { idle = static_cast<double>(env->event_loop()->idle_ns()) / 1e6; });
  }
  info.GetReturnValue().Set(idle);
}

// () => when the worker's loop started, in milliseconds on the monotonic clock; -1 when it has not, or runs no more.
void Worker::LoopStartTime(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  uint64_t start = 0;
  if (worker != nullptr && worker->running()) {
    worker->thread_->WithEnvironment([&](Environment* env) { start = env->milestones.loop_start_ns.load(); });
  }
  info.GetReturnValue().Set(start == 0 ? -1.0 : static_cast<double>(start) / 1e6);
}

v8::Local<v8::Value> LimitsArray(v8::Isolate* isolate, const WorkerThread& thread) {
  std::vector<v8::Local<v8::Value>> limits;
  for (double limit : thread.limits()) limits.push_back(v8::Number::New(isolate, limit));
  return v8::Array::New(isolate, limits.data(), limits.size());
}

void Worker::ResourceLimits(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  if (worker != nullptr && worker->thread_ != nullptr) info.GetReturnValue().Set(LimitsArray(info.GetIsolate(), *worker->thread_));
}

// ---- Of the worker itself ----

WorkerThread* ThreadOf(const CallInfo& info) { return Environment::From(info.GetIsolate())->settings().worker; }

// () => the worker's port to its parent, once; undefined on the main thread.
void GetEnvMessagePort(const CallInfo& info) {
  WorkerThread* thread = ThreadOf(info);
  std::unique_ptr<Mailbox> mailbox = thread != nullptr ? thread->TakeMailbox() : nullptr;
  if (mailbox == nullptr) return;
  Environment* env = Environment::From(info.GetIsolate());
  if (MessagePort* port = MessagePort::New(env, env->context(), std::move(mailbox))) info.GetReturnValue().Set(port->object());
}

void GetThreadId(const CallInfo& info) {
  WorkerThread* thread = ThreadOf(info);
  info.GetReturnValue().Set(thread != nullptr ? static_cast<double>(thread->id()) : 0.0);
}

void GetThreadName(const CallInfo& info) {
  WorkerThread* thread = ThreadOf(info);
  v8::Local<v8::String> name;
  if (Utf8(info.GetIsolate(), thread != nullptr ? thread->name() : "").ToLocal(&name)) info.GetReturnValue().Set(name);
}

void GetResourceLimits(const CallInfo& info) {
  if (WorkerThread* thread = ThreadOf(info)) info.GetReturnValue().Set(LimitsArray(info.GetIsolate(), *thread));
}

// Plain descriptors that the worker has open: closed with it.
struct UnmanagedFds {
  explicit UnmanagedFds(Environment*) {}
  ~UnmanagedFds() {
    for (int fd : fds) close(fd);
  }
  std::set<int> fds;
};

// (fd) => false when it was known already
void TrackFd(const CallInfo& info) {
  int32_t fd = -1;
  if (GetInt32(info, 0, &fd)) info.GetReturnValue().Set(Environment::From(info.GetIsolate())->Data<UnmanagedFds>()->fds.insert(fd).second);
}

// (fd) => false when it was not known
void UntrackFd(const CallInfo& info) {
  int32_t fd = -1;
  if (GetInt32(info, 0, &fd)) info.GetReturnValue().Set(Environment::From(info.GetIsolate())->Data<UnmanagedFds>()->fds.erase(fd) > 0);
}

// The worker's own code runs from now on.
void MarkOnline(const CallInfo& info) {
  Environment* env = Environment::From(info.GetIsolate());
  WorkerThread* thread = ThreadOf(info);
  if (thread == nullptr || !Hub::Wants(Kind::kWorker) || env->producer() == nullptr) return;
  WorkerRecord record;
  record.event = WorkerEvent::kOnline;
  record.durationUs = (MonotonicNs() - thread->start_ns()) / 1000;
  env->producer()->Emit(record);
}

constexpr BindingFunction kFunctions[] = {
    Method<MarkOnline>("markOnline"),
    Method<TrackFd>("trackFd", 1),
    Method<UntrackFd>("untrackFd", 1),
    Method<GetEnvMessagePort>("getEnvMessagePort"),
    Method<GetThreadId>("threadId"),
    Method<GetThreadName>("threadName"),
    Method<GetResourceLimits>("resourceLimits"),
};
constexpr BindingFunction kMethods[] = {
    Method<Worker::Start>("startThread"),  Method<Worker::Stop>("stopThread"),           Method<Worker::ResourceLimits>("getResourceLimits"),
    Method<Worker::Request>("request", 4), Method<Worker::LoopIdleTime>("loopIdleTime"), Method<Worker::LoopStartTime>("loopStartTime"),
};
const BindingClass kClasses[] = {
    {.name = "Worker", .construct = Method<Worker::New>("Worker", 6), .methods = kMethods, .base = &kHandleWrapClass},
};

}  // namespace

extern const BindingDefinition kWorkerBinding;
const BindingDefinition kWorkerBinding = {.name = "worker", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
