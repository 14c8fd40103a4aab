#include "runtime/inspector/service.h"

#include <csignal>
#include <ctime>

#include "runtime/base/check.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/snapshot.h"

namespace isoscope {

Service& Service::Get() {
  static Service* const service = new Service;  // Never destroyed: other threads may still call Wake() at exit.
  return *service;
}

Status Service::Start() {
  std::lock_guard control(control_mutex_);
  if (thread_.joinable()) return Status::Ok();
  if (const int err = uv_loop_init(&loop_); err != 0) return Status::Error(std::string("the service thread cannot start: ") + uv_strerror(err));
  ISOSCOPE_CHECK(uv_async_init(&loop_, &wake_, [](uv_async_t* handle) { static_cast<Service*>(handle->data)->OnWake(); }) == 0);
  ISOSCOPE_CHECK(uv_timer_init(&loop_, &timer_) == 0);
  wake_.data = this;
  timer_.data = this;
  uv_timer_start(
      &timer_, [](uv_timer_t* handle) { static_cast<Service*>(handle->data)->Drain(); }, kDrainIntervalMs, kDrainIntervalMs);
  {
    std::lock_guard lock(mutex_);
    state_ = State::kRunning;
    stop_requested_ = false;
  }
  // Signals are the main thread's.
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  thread_ = std::thread([this] { Main(); });
  pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  Hub::Get().SetDrainRequester([] { Service::Get().Wake(); });
  return Status::Ok();
}

void Service::Stop() {
  std::lock_guard control(control_mutex_);
  if (!thread_.joinable()) return;
  Hub::Get().SetDrainRequester(nullptr);
  {
    std::lock_guard lock(mutex_);
    stop_requested_ = true;
    uv_async_send(&wake_);
  }
  thread_.join();
}

bool Service::Post(std::function<void()> task) {
  std::lock_guard lock(mutex_);
  if (state_ != State::kRunning || stop_requested_) return false;
  tasks_.push_back(std::move(task));
  uv_async_send(&wake_);
  return true;
}

bool Service::Run(const std::function<void()>& task) {
  std::mutex mutex;
  std::condition_variable done_changed;
  bool done = false;
  const bool posted = Post([&] {
    task();
    std::lock_guard lock(mutex);
    done = true;
    done_changed.notify_one();
  });
  if (!posted) return false;
  std::unique_lock lock(mutex);
  done_changed.wait(lock, [&] { return done; });
  return true;
}

void Service::Wake() {
  std::lock_guard lock(mutex_);
  if (state_ == State::kRunning) uv_async_send(&wake_);
}

void Service::Main() {
  pthread_setname_np(pthread_self(), "isoscope-scope");
  uv_run(&loop_, UV_RUN_DEFAULT);
  ISOSCOPE_CHECK(uv_loop_close(&loop_) == 0);
}

void Service::OnWake() {
  std::vector<std::function<void()>> tasks;
  bool stop;
  {
    std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
    stop = stop_requested_;
    if (stop) state_ = State::kStopping;  // No Wake() after this: the handle closes.
  }
  for (auto& task : tasks) task();
  Drain();
  if (stop) Close();
}

void Service::Drain() {
  Collector::Get().Drain();
  for (ServicePart* part : parts_) part->OnDrained();
  timespec used{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) == 0) {
    SetServiceCpu(static_cast<uint64_t>(used.tv_sec) * 1'000'000 + static_cast<uint64_t>(used.tv_nsec) / 1000);
  }
}

void Service::Close() {
  for (ServicePart* part : parts_) part->OnStop();
  parts_.clear();
  uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
  uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
}

}  // namespace isoscope
