// internalBinding('worker'): a worker's thread as its parent holds it, and what a worker asks of itself.
//
// Isolate thread of the parent, or of the worker for the functions. The handle is active while the thread runs and is closed once it was
// joined; the thread's life is in env/worker_thread.
#include <uv.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <v8-container.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/message_port.h"
#include "runtime/env/options.h"
#include "runtime/env/variables.h"
#include "runtime/env/worker_thread.h"

namespace isoscope {
namespace {

class Worker final : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"Worker", &HandleWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  Worker(Environment* env, v8::Local<v8::Object> object, WorkerThread::Settings settings)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&ended_), AsyncProvider::kWORKER) {
    int err =
        uv_async_init(env->uv_loop(), &ended_, [](uv_async_t* handle) { static_cast<Worker*>(static_cast<HandleWrap*>(handle->data))->OnEnded(); });
    ISOSCOPE_CHECK_EQ(err, 0);
    ended_.data = static_cast<HandleWrap*>(this);
    settings.ended = [this] { uv_async_send(&ended_); };
    thread_ = std::make_unique<WorkerThread>(std::move(settings));
  }

  static void New(const CallInfo& info);
  static void Start(const CallInfo& info);
  static void Stop(const CallInfo& info);
  static void ResourceLimits(const CallInfo& info);

  void OnEnvironmentTeardown() override {
    StopAndJoin();
    Close();
  }
  void OnProcessExit() override { StopAndJoin(); }

 private:
  ~Worker() override { StopAndJoin(); }

  void StopAndJoin() {
    if (!thread_->running()) return;
    thread_->Stop();
    thread_->Join();
  }

  void OnEnded() {
    thread_->Join();
    v8::Isolate* isolate = this->isolate();
    v8::HandleScope handles(isolate);
    v8::Local<v8::Value> code = v8::Undefined(isolate);
    v8::Local<v8::Value> reason = v8::Undefined(isolate);
    v8::Local<v8::String> text;
    if (!thread_->error_code().empty()) code = OneByte(isolate, thread_->error_code());
    if (Utf8(isolate, thread_->error_reason()).ToLocal(&text)) reason = text;
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, thread_->exit_code()), code, reason};
    MakeCallback(OneByte(isolate, "onexit"), 3, argv);
    Close();
  }

  uv_async_t ended_{};
  std::unique_ptr<WorkerThread> thread_;
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
    SetProperty(context, info.This(), "badOptions", ErrorList(isolate, bad));
    SetProperty(context, info.This(), "badInEnvironment", v8::Boolean::New(isolate, in_environment));
    return;
  }
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
  const double id = static_cast<double>(settings.id);
  MessagePort* port = MessagePort::New(env, context, std::move(mine));
  if (port == nullptr) return;
  new Worker(env, info.This(), std::move(settings));
  SetProperty(context, info.This(), "messagePort", port->object());
  SetProperty(context, info.This(), "threadId", v8::Number::New(isolate, id));
}

// () => 0 or a uv code
void Worker::Start(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  if (worker == nullptr || !worker->IsOpen() || worker->thread_->running()) return info.GetReturnValue().Set(UV_EBUSY);
  int err = worker->thread_->Start();
  if (err != 0) worker->Close();
  info.GetReturnValue().Set(err);
}

void Worker::Stop(const CallInfo& info) {
  auto* worker = From<Worker>(info.This());
  if (worker != nullptr && worker->thread_->running()) worker->thread_->Stop();
}

v8::Local<v8::Value> LimitsArray(v8::Isolate* isolate, const WorkerThread& thread) {
  std::vector<v8::Local<v8::Value>> limits;
  for (double limit : thread.limits()) limits.push_back(v8::Number::New(isolate, limit));
  return v8::Array::New(isolate, limits.data(), limits.size());
}

void Worker::ResourceLimits(const CallInfo& info) {
  if (auto* worker = From<Worker>(info.This())) info.GetReturnValue().Set(LimitsArray(info.GetIsolate(), *worker->thread_));
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

constexpr BindingFunction kFunctions[] = {
    Method<GetEnvMessagePort>("getEnvMessagePort"),
    Method<GetThreadId>("threadId"),
    Method<GetThreadName>("threadName"),
    Method<GetResourceLimits>("resourceLimits"),
};
constexpr BindingFunction kMethods[] = {
    Method<Worker::Start>("startThread"),
    Method<Worker::Stop>("stopThread"),
    Method<Worker::ResourceLimits>("getResourceLimits"),
};
const BindingClass kClasses[] = {
    {.name = "Worker", .construct = Method<Worker::New>("Worker", 6), .methods = kMethods, .base = &kHandleWrapClass},
};

}  // namespace

extern const BindingDefinition kWorkerBinding;
const BindingDefinition kWorkerBinding = {.name = "worker", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
