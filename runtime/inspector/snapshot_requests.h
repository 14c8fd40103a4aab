// Snapshots with fresh heap figures: asks every isolate for them and answers when all have, or kMaxWaitMs later with what there is.
//
// Service thread only. Nothing waits meanwhile. Close() before the loop ends; pending requests are answered then.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_SNAPSHOT_REQUESTS_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_SNAPSHOT_REQUESTS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <uv.h>

#include "runtime/probes/isolate_info.h"

namespace isoscope {

class SnapshotRequests {
 public:
  static constexpr uint64_t kMaxWaitMs = 20;
  using Answer = std::function<void(std::string json)>;

  explicit SnapshotRequests(uv_loop_t* loop);

  void Add(Answer answer);
  void Close();

 private:
  struct Request {
    uint64_t asked_us;
    std::vector<std::shared_ptr<IsolateInfo>> waiting_for;
    Answer answer;
  };

  void Check(bool all);

  uv_timer_t timer_{};
  bool closed_ = false;
  std::vector<Request> requests_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_SNAPSHOT_REQUESTS_H_
