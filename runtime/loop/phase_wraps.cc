// libuv's own phase functions, wrapped by the linker (-Wl,--wrap=NAME): each tells the loop's clock, then does what it did.
//
// epoll_pwait is wrapped too: only there is it known when poll waits and when it runs callbacks. The alternative, UV_METRICS_IDLE_TIME,
// makes libuv call epoll_pwait twice for every wait, takes a mutex twice, and hides from other threads which of the two is going on.
#include <sys/epoll.h>

#include <uv.h>

#include "runtime/loop/event_loop.h"

namespace isoscope {
namespace {

// The clock of the loop that this thread polls for; null while it polls for an unobserved one.
constinit thread_local PhaseClock* polling = nullptr;

class PollingScope {
 public:
  explicit PollingScope(PhaseClock* clock) : previous_(polling) { polling = clock; }
  ~PollingScope() { polling = previous_; }
  PollingScope(const PollingScope&) = delete;
  PollingScope& operator=(const PollingScope&) = delete;

 private:
  PhaseClock* const previous_;
};

}  // namespace
}  // namespace isoscope

using isoscope::EventLoop;
using isoscope::LoopPhase;
using isoscope::PhaseClock;

extern "C" {

void __real_uv__run_timers(uv_loop_t* loop);
void __real_uv__run_idle(uv_loop_t* loop);
void __real_uv__run_prepare(uv_loop_t* loop);
void __real_uv__run_check(uv_loop_t* loop);
void __real_uv__io_poll(uv_loop_t* loop, int timeout);
int __real_epoll_pwait(int epoll, struct epoll_event* events, int count, int timeout, const sigset_t* mask);

void __wrap_uv__run_timers(uv_loop_t* loop) {
  EventLoop* observed = EventLoop::From(loop);
  if (observed != nullptr) observed->phase_clock().Enter(LoopPhase::kTimers);
  __real_uv__run_timers(loop);
  if (observed != nullptr) observed->phase_clock().EndIteration();
}

void __wrap_uv__run_idle(uv_loop_t* loop) {
  if (EventLoop* observed = EventLoop::From(loop)) observed->phase_clock().Enter(LoopPhase::kIdle);
  __real_uv__run_idle(loop);
}

void __wrap_uv__run_prepare(uv_loop_t* loop) {
  if (EventLoop* observed = EventLoop::From(loop)) observed->phase_clock().Enter(LoopPhase::kPrepare);
  __real_uv__run_prepare(loop);
}

void __wrap_uv__io_poll(uv_loop_t* loop, int timeout) {
  EventLoop* observed = EventLoop::From(loop);
  if (observed == nullptr) {
    isoscope::PollingScope scope(nullptr);
    __real_uv__io_poll(loop, timeout);
    return;
  }
  PhaseClock& clock = observed->phase_clock();
  clock.EnterPoll(timeout);
  {
    isoscope::PollingScope scope(&clock);
    __real_uv__io_poll(loop, timeout);
  }
  clock.Enter(LoopPhase::kPending);
}

void __wrap_uv__run_check(uv_loop_t* loop) {
  EventLoop* observed = EventLoop::From(loop);
  if (observed != nullptr) observed->phase_clock().Enter(LoopPhase::kCheck);
  __real_uv__run_check(loop);
  if (observed != nullptr) observed->phase_clock().Enter(LoopPhase::kClosing);
}

int __wrap_epoll_pwait(int epoll, struct epoll_event* events, int count, int timeout, const sigset_t* mask) {
  PhaseClock* clock = isoscope::polling;
  if (clock == nullptr || timeout == 0) return __real_epoll_pwait(epoll, events, count, timeout, mask);
  clock->BeginWait();
  int result = __real_epoll_pwait(epoll, events, count, timeout, mask);
  clock->EndWait();
  return result;
}

}  // extern "C"
