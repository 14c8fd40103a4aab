#include "runtime/observers/delay.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/loop/event_loop.h"

namespace isoscope {
namespace {

constexpr uint64_t kNsPerMs = 1'000'000;
constexpr int64_t kHighestUs = 3'600'000'000;  // An hour; later ones count as that.

FieldDistribution DistributionOf(const Histogram& histogram) {
  const Histogram::Summary summary = histogram.Summarize();
  FieldDistribution result;
  result.count = static_cast<uint64_t>(summary.count);
  result.min = static_cast<uint64_t>(summary.min);
  result.mean = summary.mean;
  result.stddev = summary.stddev;
  result.p50 = static_cast<uint64_t>(summary.p50);
  result.p90 = static_cast<uint64_t>(summary.p90);
  result.p99 = static_cast<uint64_t>(summary.p99);
  result.max = static_cast<uint64_t>(summary.max);
  return result;
}

}  // namespace

DelayObserver::DelayObserver(EventLoop* loop, Producer* producer)
    : loop_(loop), producer_(producer), window_(1, kHighestUs), total_(1, kHighestUs), busy_window_(1, kHighestUs), busy_total_(1, kHighestUs) {
  poll_.data = this;
}

DelayObserver::~DelayObserver() {
  Stop();
  if (timer_ < 0) return;
  uv_close(reinterpret_cast<uv_handle_t*>(&poll_), [](uv_handle_t* poll) { static_cast<DelayObserver*>(poll->data)->closed_ = true; });
  while (!closed_) loop_->Run(UV_RUN_NOWAIT);
  if (!lost_) close(timer_);
}

int DelayObserver::Open() {
  if (lost_) return UV_EBADF;
  if (timer_ >= 0) return 0;
  const int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer < 0) return uv_translate_sys_error(errno);
  if (const int error = uv_poll_init(loop_->uv(), &poll_, timer); error != 0) {
    close(timer);
    return error;
  }
  timer_ = timer;
  return 0;
}

// Anew: that it had expired is forgotten too, so that nothing needs to be read. A script may have closed the descriptor, or have another file there
// by now: then it is not ours to touch any more.
void DelayObserver::Arm(uint64_t after_ms) {
  const itimerspec when{.it_interval = {}, .it_value = {.tv_sec = 0, .tv_nsec = static_cast<long>(after_ms * kNsPerMs)}};
  if (lost_ || timerfd_settime(timer_, 0, &when, nullptr) == 0) return;
  lost_ = true;
  uv_poll_stop(&poll_);
  std::fprintf(stderr, "isoscope: the loop's delay is no longer measured: its timer was closed\n");
}

void DelayObserver::Start() {
  if (running_) return;
  if (const int error = Open(); error != 0) {
    std::fprintf(stderr, "isoscope: the loop's delay is not measured: %s\n", uv_strerror(error));
    return;
  }
  Arm(kResolutionMs);
  if (lost_) return;  // libuv would end the process over a descriptor that is none.
  running_ = true;
  total_.Reset();
  busy_window_.Reset();
  busy_total_.Reset();
  loop_->phase_clock().SetBusyHistogram(&busy_window_);
  previous_ns_ = window_start_ns_ = MonotonicNs();
  window_idle_ns_ = loop_->idle_ns();
  const int error = uv_poll_start(&poll_, UV_READABLE, [](uv_poll_t* poll, int, int) { static_cast<DelayObserver*>(poll->data)->OnTimer(); });
  ISOSCOPE_CHECK_EQ(error, 0);
  uv_unref(reinterpret_cast<uv_handle_t*>(&poll_));
}

void DelayObserver::Stop() {
  if (!running_) return;
  running_ = false;
  uv_poll_stop(&poll_);
  Arm(0);
  EndWindow(MonotonicNs());
  loop_->phase_clock().SetBusyHistogram(nullptr);
}

void DelayObserver::OnTimer() {
  const uint64_t now = MonotonicNs();
  Arm(kResolutionMs);
  const uint64_t due = previous_ns_ + kResolutionMs * kNsPerMs;
  previous_ns_ = now;
  const uint64_t late_us = now > due ? (now - due) / 1000 : 0;
  window_.Record(static_cast<int64_t>(late_us));
  total_.Record(static_cast<int64_t>(late_us));
  if (now - window_start_ns_ >= kWindowMs * kNsPerMs) EndWindow(now);
}

void DelayObserver::EndWindow(uint64_t now_ns) {
  loop_->phase_clock().UpdateBusyHistogram();
  const uint64_t length_ns = now_ns - window_start_ns_;
  const uint64_t idle_ns = loop_->idle_ns();
  if (window_.count() > 0) {
    DelayRecord record;
    record.windowUs = length_ns / 1000;
    if (length_ns > 0) {
      const double idle = static_cast<double>(idle_ns - window_idle_ns_) / static_cast<double>(length_ns);
      record.utilization = 1 - std::clamp(idle, 0.0, 1.0);
    }
    record.delayUs = DistributionOf(window_);
    record.iterationUs = DistributionOf(busy_window_);
    busy_total_.Add(busy_window_);
    producer_->Emit(record);
    producer_->isolate()->live.delay_us.Publish(DistributionOf(total_));
    if (busy_total_.count() > 0) producer_->isolate()->live.iteration_us.Publish(DistributionOf(busy_total_));
  }
  window_.Reset();
  busy_window_.Reset();
  window_start_ns_ = now_ns;
  window_idle_ns_ = idle_ns;
}

}  // namespace isoscope
