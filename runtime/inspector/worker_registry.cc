#include "runtime/inspector/worker_registry.h"

#include <algorithm>
#include <utility>

#include "runtime/inspector/agent.h"

namespace isoscope {

WorkerRegistry& WorkerRegistry::Get() {
  static WorkerRegistry* const registry = new WorkerRegistry;
  return *registry;
}

std::vector<WorkerRegistry::Listeners*> WorkerRegistry::ListenersOf(const InspectableWorker& worker) {
  std::vector<Listeners*> all;
  if (const auto found = listeners_.find(0); found != listeners_.end()) all.push_back(&found->second);
  if (worker.parent == 0) return all;
  if (const auto found = listeners_.find(worker.parent); found != listeners_.end()) all.push_back(&found->second);
  return all;
}

bool WorkerRegistry::Add(InspectableWorker worker) {
  std::lock_guard lock(mutex_);
  const uint64_t id = worker.id;
  const std::vector<Listeners*> listeners = ListenersOf(worker);
  worker.waits = std::any_of(listeners.begin(), listeners.end(), [](const Listeners* group) { return group->waiting > 0; });
  const bool waits = worker.waits;
  workers_[id] = std::move(worker);
  for (Listeners* group : listeners) group->mailbox->Post([id](Agent* parent) { parent->OnWorkerStarted(id); });
  return waits;
}

void WorkerRegistry::Remove(uint64_t id) {
  std::lock_guard lock(mutex_);
  const auto worker = workers_.find(id);
  if (worker == workers_.end()) return;
  for (Listeners* group : ListenersOf(worker->second)) group->mailbox->Post([id](Agent* parent) { parent->OnWorkerEnded(id); });
  workers_.erase(worker);
}

std::optional<InspectableWorker> WorkerRegistry::Find(uint64_t id) {
  std::lock_guard lock(mutex_);
  const auto found = workers_.find(id);
  return found != workers_.end() ? std::optional(found->second) : std::nullopt;
}

std::vector<InspectableWorker> WorkerRegistry::All() {
  std::lock_guard lock(mutex_);
  std::vector<InspectableWorker> all;
  for (const auto& [id, worker] : workers_) all.push_back(worker);
  return all;
}

std::vector<uint64_t> WorkerRegistry::Listen(uint64_t parent, const std::shared_ptr<IsolateMailbox>& mailbox, bool wait) {
  std::lock_guard lock(mutex_);
  Listeners& listeners = listeners_[parent];
  listeners.mailbox = mailbox;
  listeners.count++;
  if (wait) listeners.waiting++;
  std::vector<uint64_t> children;
  for (const auto& [id, worker] : workers_) {
    if (parent == 0 || worker.parent == parent) children.push_back(id);
  }
  return children;
}

void WorkerRegistry::Unlisten(uint64_t parent, bool wait) {
  std::lock_guard lock(mutex_);
  const auto found = listeners_.find(parent);
  if (found == listeners_.end()) return;
  if (wait) found->second.waiting--;
  if (--found->second.count == 0) listeners_.erase(found);
}

void WorkerRegistry::SetMain(std::shared_ptr<IsolateMailbox> mailbox, uint32_t isolate) {
  std::lock_guard lock(mutex_);
  main_ = std::move(mailbox);
  main_isolate_ = isolate;
}

std::shared_ptr<IsolateMailbox> WorkerRegistry::main() {
  std::lock_guard lock(mutex_);
  return main_;
}

std::shared_ptr<IsolateMailbox> WorkerRegistry::MailboxOf(uint32_t isolate) {
  std::lock_guard lock(mutex_);
  if (isolate == main_isolate_) return main_;
  const auto found = std::find_if(workers_.begin(), workers_.end(), [isolate](const auto& entry) { return entry.second.isolate == isolate; });
  return found != workers_.end() ? found->second.mailbox : nullptr;
}

}  // namespace isoscope
