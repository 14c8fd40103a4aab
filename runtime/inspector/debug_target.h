// What debuggers may connect to: one isolate, as /json/list names it. A value; its mailbox may be used from any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_TARGET_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_TARGET_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace isoscope {

// The isolate's side, as the service thread sees it. Any thread; every function may find the isolate gone and then does nothing.
class DebugTargetLink {
 public:
  using Send = std::function<void(std::string message)>;  // Called on the isolate's thread.

  virtual ~DebugTargetLink() = default;
  virtual void Connect(uint64_t session, Send send) = 0;
  virtual void Dispatch(uint64_t session, std::string text) = 0;
  virtual void Disconnect(uint64_t session) = 0;
};

struct DebugTarget {
  std::string id;  // Unguessable: who knows it may execute code.
  std::string title;
  std::string url;
  std::shared_ptr<DebugTargetLink> link;
  bool announced = true;  // Whoever attaches is told of on stderr, as Node does.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_DEBUG_TARGET_H_
