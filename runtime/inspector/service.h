// The service thread: one per process, with a uv loop of its own. It empties the producers regularly and carries the network doors, so both
// go on while JavaScript spins.
//
// Started on demand, once; stopped at exit, when it collects the last records and lets its parts say goodbye. Start, Stop, Post and Wake:
// any thread (Stop: any but its own). The rest: service thread only. Never destroyed.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_SERVICE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_SERVICE_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <uv.h>

#include "runtime/base/status.h"

namespace isoscope {

// What lives on the service thread, as the HTTP server does.
class ServicePart {
 public:
  virtual ~ServicePart() = default;
  virtual void OnDrained() = 0;  // After each drain.
  virtual void OnStop() = 0;     // After the last drain: must close every handle of its own soon.
};

class Service {
 public:
  static constexpr uint64_t kDrainIntervalMs = 50;

  static Service& Get();

  // Does nothing when it runs already.
  Status Start();
  void Stop();
  // Runs `task` on the service thread; false when that does not run.
  bool Post(std::function<void()> task);
  // Runs `task` there and waits for it; `task` must not wait for the caller's thread.
  bool Run(const std::function<void()>& task);
  // Drains soon.
  void Wake();

  uv_loop_t* loop() { return &loop_; }
  // Kept until its OnStop().
  void AddPart(ServicePart* part) { parts_.push_back(part); }

 private:
  enum class State { kStopped, kRunning, kStopping };

  Service() = default;
  void Main();
  void OnWake();
  void Drain();
  void Close();

  std::mutex control_mutex_;  // Start and Stop, one at a time.
  std::thread thread_;

  std::mutex mutex_;  // The members up to the blank line; wake_ is open while state_ is kRunning.
  State state_ = State::kStopped;
  std::vector<std::function<void()>> tasks_;
  bool stop_requested_ = false;

  uv_loop_t loop_{};
  uv_async_t wake_{};
  uv_timer_t timer_{};
  std::vector<ServicePart*> parts_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_SERVICE_H_
