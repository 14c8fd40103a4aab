// The door of debuggers, as the isolates' side sees it: opened by the command line, SIGUSR1 or inspector.open(), closed by
// inspector.close() or the end.
//
// Isolate threads; every function may be called from any of them. The door itself lives on the service thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_SERVER_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_SERVER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <uv.h>

#include "runtime/base/status.h"
#include "runtime/inspector/debug_address.h"
#include "runtime/inspector/debugger_door.h"

namespace isoscope {

class Agent;
class Environment;
struct InspectableWorker;

class InspectorServer {
 public:
  static InspectorServer& Get();                 // The main thread's, which the command line and SIGUSR1 open.
  static InspectorServer& Of(Environment* env);  // A worker may open one of its own.

  explicit InspectorServer(Environment* worker);  // By Of().
  ~InspectorServer();
  InspectorServer(const InspectorServer&) = delete;
  InspectorServer& operator=(const InspectorServer&) = delete;

  // Where the next Open() listens, and what it tells where.
  DebugAddress address();
  void SetAddress(const DebugAddress& address);
  void SetPublish(const PublishUid& publish);

  // Opens the door for `agent`'s isolate and prints where. What went wrong is printed, as Node does, and false returned.
  bool Open(Agent* agent);
  // Ends every debugger's connection.
  void Close();
  bool open();
  // "ws://host:port/id"; empty while closed.
  std::string url();
  // The same, for whoever asks over HTTP; empty when --inspect-publish-uid does not want that.
  std::string published_url();

  // Workers are targets of their own.
  void AddWorker(const InspectableWorker& worker);
  void RemoveWorker(uint64_t id);

  // While the process waits for its debuggers to go.
  void StopAccepting();
  // After the service has stopped.
  void Forget();

 private:
  InspectorServer() = default;
  int Listen(uv_loop_t* resolver, const DebugTarget& target, int* port);

  std::mutex mutex_;
  DebugAddress address_;
  PublishUid publish_{.to_stderr = true, .http = true};
  std::string url_;
  std::map<uint64_t, std::string> worker_targets_;  // Their targets' ids, by worker.
  std::unique_ptr<DebuggerDoor> door_;
  std::vector<std::unique_ptr<DebuggerDoor>> closed_;  // Their handles belong to the service's loop until it ends.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_INSPECTOR_SERVER_H_
