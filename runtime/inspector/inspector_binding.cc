// internalBinding('inspector'): what node:inspector and the console's link to debuggers are made of. Isolate thread only.
#include <string>
#include <utility>

#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/inspector.h"
#include "runtime/inspector/inspector_server.h"
#include "runtime/inspector/session_id.h"
#include "runtime/inspector/worker_registry.h"

namespace isoscope {
namespace {

Environment* EnvOf(const CallInfo& info) { return Environment::From(info.GetIsolate()); }

// A session of the program: messages go in by dispatch() and come out, during it or later, by the function given. Lives until it is disconnected.
class ProgramSession : public AsyncWrap {
 public:
  template <class Session>
  static void New(const CallInfo& info) {
    v8::Local<v8::Function> on_message;
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "A session needs 'new'");
    if (GetFunction(info, 0, &on_message)) new Session(EnvOf(info), info.This(), on_message);
  }

  template <class Session>
  static void Dispatch(const CallInfo& info) {
    ProgramSession* self = This<Session>(info);
    std::string message;
    if (self != nullptr && GetUtf8(info, 0, &message) && self->is_open()) self->Send(std::move(message));
  }

  template <class Session>
  static void Disconnect(const CallInfo& info) {
    if (ProgramSession* self = This<Session>(info)) self->End();
  }

  void OnEnvironmentTeardown() override { End(); }

 protected:
  ProgramSession(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Function> on_message)
      : AsyncWrap(env, object, AsyncProvider::kINSPECTORJSBINDING), on_message_(env->isolate(), on_message) {
    Agent::Of(env)->Receive(session_, [this](const std::string& message) { OnMessage(message); });
  }

  virtual void Send(std::string message) = 0;
  virtual void Leave() = 0;  // Takes the session from where it is connected.

  uint64_t session() const { return session_; }
  bool is_open() const { return !on_message_.IsEmpty(); }

  void OnMessage(const std::string& message) {
    v8::HandleScope scope(isolate());
    v8::Local<v8::String> text;
    if (!is_open() || !Utf8(isolate(), message).ToLocal(&text)) return;
    v8::Local<v8::Value> argument = text;
    MakeCallback(on_message_.Get(isolate()), 1, &argument);
  }

 private:
  void End() {
    if (!is_open()) return;
    Leave();
    if (Agent* own = Agent::Existing(env())) own->StopReceiving(session_);
    on_message_.Reset();
    MakeWeak();
  }

  const uint64_t session_ = NewSessionId();
  v8::Global<v8::Function> on_message_;
};

// With its own isolate.
class Connection final : public ProgramSession {
 public:
  static constexpr ClassInfo kClass{"Connection", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  Connection(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Function> on_message) : ProgramSession(env, object, on_message) {
    Agent::Of(env)->Connect(
        session(), [this](std::string message) { Answer(std::move(message)); }, CdpSession::Origin::kInProcess);
    isolate()->AddGCPrologueCallback(OnGcStart, this);
    isolate()->AddGCEpilogueCallback(OnGcEnd, this);
  }

 private:
  static void OnGcStart(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self) { static_cast<Connection*>(self)->collecting_ = true; }
  static void OnGcEnd(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self) { static_cast<Connection*>(self)->collecting_ = false; }

  // V8 also answers amid a collection, that of a promise which was waited for: JavaScript hears of it afterwards.
  void Answer(std::string message) {
    if (!collecting_) return OnMessage(message);
    Agent::Of(env())->mailbox()->Post([session = session(), message = std::move(message)](Agent* agent) { agent->Deliver(session, message); });
  }

  void Send(std::string message) override {
    if (Agent* agent = Agent::Existing(env())) agent->Dispatch(session(), message);
  }

  void Leave() override {
    if (Agent* agent = Agent::Existing(env())) agent->Disconnect(session());
    isolate()->RemoveGCPrologueCallback(OnGcStart, this);
    isolate()->RemoveGCEpilogueCallback(OnGcEnd, this);
  }

  bool collecting_ = false;
};

// A worker's session with the main thread: answers come back as letters to this isolate.
class MainThreadConnection final : public ProgramSession {
 public:
  static constexpr ClassInfo kClass{"MainThreadConnection", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  MainThreadConnection(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Function> on_message)
      : ProgramSession(env, object, on_message), main_(WorkerRegistry::Get().main()) {
    const auto send = [session = session(), mailbox = Agent::Of(env)->mailbox()](std::string message) {
      mailbox->Post([session, message = std::move(message)](Agent* agent) { agent->Deliver(session, message); });
    };
    main_->Post([session = session(), send](Agent* main) { main->Connect(session, send, CdpSession::Origin::kRemote); });
  }

 private:
  void Send(std::string message) override {
    main_->Post([session = session(), message = std::move(message)](Agent* main) { main->Dispatch(session, message); });
  }

  void Leave() override {
    main_->Post([session = session()](Agent* main) { main->Disconnect(session); });
  }

  const std::shared_ptr<IsolateMailbox> main_;
};

// open(port?, host?): prints why when it cannot.
void Open(const CallInfo& info) {
  InspectorServer& server = InspectorServer::Of(EnvOf(info));
  DebugAddress address = server.address();
  uint32_t port = 0;
  if (!info[0]->IsUndefined()) {
    if (!GetUint32(info, 0, &port)) return;
    address.port = static_cast<int>(port & 0xFFFF);
  }
  if (!info[1]->IsUndefined() && !GetUtf8(info, 1, &address.host)) return;
  server.SetAddress(address);
  server.Open(Agent::Of(EnvOf(info)));
}

void Close(const CallInfo& info) { InspectorServer::Of(EnvOf(info)).Close(); }

void Url(const CallInfo& info) {
  const std::string url = InspectorServer::Of(EnvOf(info)).url();
  if (!url.empty()) info.GetReturnValue().Set(OneByte(info.GetIsolate(), url));
}

void IsEnabled(const CallInfo& info) { info.GetReturnValue().Set(InspectorServer::Of(EnvOf(info)).open()); }

// waitForDebugger(): false when nobody can come.
void WaitForDebugger(const CallInfo& info) {
  const bool open = InspectorServer::Of(EnvOf(info)).open();
  if (open) Agent::Of(EnvOf(info))->WaitForDebugger();
  info.GetReturnValue().Set(open);
}

void IsMainThread(const CallInfo& info) { info.GetReturnValue().Set(EnvOf(info)->settings().is_main_thread()); }

void DebugPort(const CallInfo& info) { info.GetReturnValue().Set(InspectorServer::Of(EnvOf(info)).address().port); }

void SetDebugPort(const CallInfo& info) {
  uint32_t port = 0;
  if (!GetUint32(info, 0, &port)) return;
  DebugAddress address = InspectorServer::Of(EnvOf(info)).address();
  address.port = static_cast<int>(port & 0xFFFF);
  InspectorServer::Of(EnvOf(info)).SetAddress(address);
}

void Console(const CallInfo& info) {
  v8::Local<v8::Value> console = EnvOf(info)->host_value(HostFunction::kVmConsole);
  if (!console.IsEmpty()) info.GetReturnValue().Set(console);
}

std::vector<v8::Local<v8::Value>> Arguments(const CallInfo& info, int from) {
  std::vector<v8::Local<v8::Value>> arguments;
  for (int i = from; i < info.Length(); i++) arguments.push_back(info[i]);
  return arguments;
}

// consoleCall(V8's method, ours, ...arguments)
void ConsoleCall(const CallInfo& info) {
  v8::Local<v8::Function> vm_method, own_method;
  if (!GetFunction(info, 0, &vm_method) || !GetFunction(info, 1, &own_method)) return;
  v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
  std::vector<v8::Local<v8::Value>> arguments = Arguments(info, 2);
  const int argc = static_cast<int>(arguments.size());
  v8::Local<v8::Value> result;
  // What a method prints through another (console.time through log) is told once.
  if (Agent* agent = Agent::Existing(EnvOf(info)); agent != nullptr && !agent->in_console_call) {
    agent->in_console_call = true;
    const bool returned = vm_method->Call(context, info.This(), argc, arguments.data()).ToLocal(&result);
    agent->in_console_call = false;
    if (!returned) return;
    agent->in_console_call = true;
    const bool printed = own_method->Call(context, info.This(), argc, arguments.data()).ToLocal(&result);
    agent->in_console_call = false;
    if (printed) info.GetReturnValue().Set(result);
    return;
  }
  if (own_method->Call(context, info.This(), argc, arguments.data()).ToLocal(&result)) info.GetReturnValue().Set(result);
}

// callAndPauseOnStart(function, this, ...arguments): a debugger's first pause is at its first statement.
void CallAndPauseOnStart(const CallInfo& info) {
  v8::Local<v8::Function> function;
  if (!GetFunction(info, 0, &function)) return;
  std::vector<v8::Local<v8::Value>> arguments = Arguments(info, 2);
  if (Agent* agent = Agent::Existing(EnvOf(info))) agent->PauseOnNextStatement();
  v8::Local<v8::Value> result;
  const int argc = static_cast<int>(arguments.size());
  if (function->Call(info.GetIsolate()->GetCurrentContext(), info[1], argc, arguments.data()).ToLocal(&result)) info.GetReturnValue().Set(result);
}

// emitProtocolEvent(method, params as JSON)
void EmitProtocolEvent(const CallInfo& info) {
  std::string method, params;
  if (!GetUtf8(info, 0, &method) || !GetUtf8(info, 1, &params)) return;
  if (Agent* agent = Agent::Existing(EnvOf(info))) agent->EmitNetworkEvent(method, params);
}

// V8 names tasks by a pointer and keeps odd ones for promises.
void* TaskOf(double async_id) { return reinterpret_cast<void*>(static_cast<uintptr_t>(async_id) << 1); }

void AsyncTaskScheduled(const CallInfo& info) {
  double async_id = 0;
  bool recurring = false;
  if (!info[0]->IsString() || !GetDouble(info, 1, &async_id) || !GetBool(info, 2, &recurring)) return;
  const v8::String::Value name(info.GetIsolate(), info[0]);
  if (Agent* agent = Agent::Existing(EnvOf(info))) {
    agent->inspector()->asyncTaskScheduled({*name, static_cast<size_t>(name.length())}, TaskOf(async_id), recurring);
  }
}

template <void (v8_inspector::V8Inspector::*Method)(void*)>
void AsyncTask(const CallInfo& info) {
  double async_id = 0;
  if (!GetDouble(info, 0, &async_id)) return;
  if (Agent* agent = Agent::Existing(EnvOf(info))) (agent->inspector()->*Method)(TaskOf(async_id));
}

constexpr BindingFunction kFunctions[] = {
    Method<Open>("open", 2),
    Method<Close>("close"),
    Method<Url>("url"),
    Method<IsEnabled>("isEnabled"),
    Method<WaitForDebugger>("waitForDebugger"),
    Method<IsMainThread>("isMainThread"),
    Method<DebugPort>("debugPort"),
    Method<SetDebugPort>("setDebugPort", 1),
    Method<Console>("console"),
    Method<ConsoleCall>("consoleCall"),
    Method<CallAndPauseOnStart>("callAndPauseOnStart", 2),
    Method<EmitProtocolEvent>("emitProtocolEvent", 2),
    Method<AsyncTaskScheduled>("asyncTaskScheduled", 3),
    Method<AsyncTask<&v8_inspector::V8Inspector::asyncTaskCanceled>>("asyncTaskCanceled", 1),
    Method<AsyncTask<&v8_inspector::V8Inspector::asyncTaskStarted>>("asyncTaskStarted", 1),
    Method<AsyncTask<&v8_inspector::V8Inspector::asyncTaskFinished>>("asyncTaskFinished", 1),
};
template <class Session>
constexpr BindingFunction kSessionMethods[] = {Method<ProgramSession::Dispatch<Session>>("dispatch", 1),
                                               Method<ProgramSession::Disconnect<Session>>("disconnect")};
template <class Session>
constexpr BindingClass SessionClass(const char* name) {
  return {.name = name, .construct = Method<ProgramSession::New<Session>>(name, 1), .methods = kSessionMethods<Session>};
}
constexpr BindingClass kClasses[] = {SessionClass<Connection>("Connection"), SessionClass<MainThreadConnection>("MainThreadConnection")};

}  // namespace

const BindingDefinition kInspectorBinding = {.name = "inspector", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
