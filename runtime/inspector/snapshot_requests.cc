#include "runtime/inspector/snapshot_requests.h"

#include <utility>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/snapshot.h"

namespace isoscope {

SnapshotRequests::SnapshotRequests(uv_loop_t* loop) {
  ISOSCOPE_CHECK(uv_timer_init(loop, &timer_) == 0);
  timer_.data = this;
}

void SnapshotRequests::Add(Answer answer) {
  Request request{.asked_us = MonotonicUs(), .waiting_for = {}, .answer = std::move(answer)};
  for (auto& isolate : Hub::Get().Isolates()) {
    if (isolate->state() != IsolateState::kEnded && isolate->RequestHeapSample()) request.waiting_for.push_back(std::move(isolate));
  }
  requests_.push_back(std::move(request));
  // A busy isolate answers in microseconds (its next stack check), so the first look comes at once.
  if (closed_) return Check(true);
  if (!uv_is_active(reinterpret_cast<uv_handle_t*>(&timer_))) {
    uv_timer_start(
        &timer_, [](uv_timer_t* timer) { static_cast<SnapshotRequests*>(timer->data)->Check(false); }, 0, 1);
  }
}

void SnapshotRequests::Check(bool all) {
  const uint64_t now_us = MonotonicUs();
  std::vector<Request> ready, waiting;
  for (Request& request : std::exchange(requests_, {})) {
    std::erase_if(request.waiting_for, [&](const std::shared_ptr<IsolateInfo>& isolate) {
      HeapRecord heap;
      return isolate->state() == IsolateState::kEnded || (isolate->live.heap.Read(&heap) && heap.header.timeUs >= request.asked_us);
    });
    const bool done = all || request.waiting_for.empty() || now_us - request.asked_us >= kMaxWaitMs * 1000;
    (done ? ready : waiting).push_back(std::move(request));
  }
  requests_ = std::move(waiting);
  if (requests_.empty() && !closed_) uv_timer_stop(&timer_);
  if (ready.empty()) return;
  const std::string json = SnapshotJson();
  for (Request& request : ready) request.answer(json);
}

void SnapshotRequests::Close() {
  closed_ = true;
  uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
  Check(true);
}

}  // namespace isoscope
