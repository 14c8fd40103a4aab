#include "runtime/inspector/inspector.h"

#include <signal.h>

#include "runtime/env/environment.h"
#include "runtime/env/worker_thread.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/debug_signal.h"
#include "runtime/inspector/inspector_server.h"
#include "runtime/inspector/isolate_mailbox.h"
#include "runtime/inspector/worker_registry.h"
#include "runtime/probes/producer.h"

namespace isoscope {
namespace {

// While the process waits for its debuggers nobody handles signals any more: they must end it.
void RestoreSignals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaction(number, &action, nullptr);
}

}  // namespace

bool PrepareInspector(const Options& options, std::string* error) {
  const bool asked = options.inspect || options.inspect_brk || options.inspect_wait || !options.inspect_port.empty();
  if (!asked && options.inspect_publish_uid == "stderr,http") return true;
  Result<PublishUid> publish = PublishUid::Parse(options.inspect_publish_uid);
  if (!publish.ok()) return *error = publish.status().message(), false;
  InspectorServer::Get().SetPublish(publish.value());
  DebugAddress address;
  for (const std::string& text :
       {options.inspect_port, options.inspect.value_or(""), options.inspect_brk.value_or(""), options.inspect_wait.value_or("")}) {
    if (const Status status = address.Update(text); !status.ok()) return *error = status.message(), false;
  }
  InspectorServer::Get().SetAddress(address);
  return true;
}

namespace {

// As records number it.
uint32_t IsolateOf(Environment* env) { return env->producer() != nullptr ? env->producer()->isolate()->id() : 0; }

void StartWorker(Environment* env) {
  const WorkerThread* thread = env->settings().worker;
  const std::string name = thread->name().empty() ? "WorkerThread" : thread->name();
  InspectableWorker worker{.id = thread->id(),
                           .parent = env->settings().parent_worker,
                           .title = "[worker " + std::to_string(thread->id()) + "] " + name,
                           .url = env->settings().script_url,
                           .mailbox = IsolateMailbox::Of(env),
                           .isolate = IsolateOf(env)};
  InspectorServer::Get().AddWorker(worker);
  if (WorkerRegistry::Get().Add(std::move(worker))) Agent::Of(env)->WaitForDebuggerAtStart();
}

}  // namespace

void StartInspector(Environment* env) {
  if (!env->settings().is_main_thread()) return StartWorker(env);
  WorkerRegistry::Get().SetMain(IsolateMailbox::Of(env), IsolateOf(env));
  const Options& options = env->options();
  if (options.sigusr1) {
    WatchDebugSignal(env, [](Environment* signalled) { InspectorServer::Get().Open(Agent::Of(signalled)); });
  }
  if (!options.inspect && !options.inspect_brk && !options.inspect_wait) return;
  Agent* agent = Agent::Of(env);
  if (!InspectorServer::Get().Open(agent)) return;
  if (options.inspect_brk || options.inspect_wait) agent->WaitForDebuggerAtStart();
}

void FinishInspector(Environment* env) {
  Agent* agent = Agent::Existing(env);
  InspectorServer& server = InspectorServer::Get();
  if (const WorkerThread* worker = env->settings().worker) {
    if (agent != nullptr) agent->OnProgramEnd(true);
    WorkerRegistry::Get().Remove(worker->id());
    server.RemoveWorker(worker->id());
    IsolateMailbox::Of(env)->Close();
    return;
  }
  if (agent == nullptr) return;
  const bool wait = server.open();
  if (wait) {
    server.StopAccepting();
    if (agent->HasDebuggers()) RestoreSignals();
  }
  agent->OnProgramEnd(wait);
}

}  // namespace isoscope
