// Which workers there are for debuggers, and who wants to hear of them. Any thread; one per process, never destroyed.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_WORKER_REGISTRY_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_WORKER_REGISTRY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/inspector/isolate_mailbox.h"

namespace isoscope {

struct InspectableWorker {
  uint64_t id = 0;
  uint64_t parent = 0;  // Its parent's id; 0: the main thread.
  std::string title;
  std::string url;
  std::shared_ptr<IsolateMailbox> mailbox;
  uint32_t isolate = 0;  // As records number them.
  bool waits = false;    // Until a debugger lets it go on.
};

class WorkerRegistry {
 public:
  static WorkerRegistry& Get();

  // Tells the listeners of its parent and, as Node does, of the main thread. True when one of them wants it to wait before its script.
  bool Add(InspectableWorker worker);
  void Remove(uint64_t id);
  std::optional<InspectableWorker> Find(uint64_t id);
  std::vector<InspectableWorker> All();

  // From now on `mailbox`'s agent hears of the parent's workers; of the main thread's, those of all. Returns those there are.
  std::vector<uint64_t> Listen(uint64_t parent, const std::shared_ptr<IsolateMailbox>& mailbox, bool wait);
  void Unlisten(uint64_t parent, bool wait);

  // For sessions of workers with the main thread; null before it has started.
  void SetMain(std::shared_ptr<IsolateMailbox> mailbox, uint32_t isolate);
  std::shared_ptr<IsolateMailbox> main();

  // Of an isolate as records number them; null when there is none (any more).
  std::shared_ptr<IsolateMailbox> MailboxOf(uint32_t isolate);

 private:
  struct Listeners {
    std::shared_ptr<IsolateMailbox> mailbox;
    int count = 0;
    int waiting = 0;
  };

  WorkerRegistry() = default;
  std::vector<Listeners*> ListenersOf(const InspectableWorker& worker);

  std::mutex mutex_;
  std::map<uint64_t, InspectableWorker> workers_;
  std::map<uint64_t, Listeners> listeners_;  // By the parent's id.
  std::shared_ptr<IsolateMailbox> main_;
  uint32_t main_isolate_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_WORKER_REGISTRY_H_
