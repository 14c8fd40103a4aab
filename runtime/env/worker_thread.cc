#include "runtime/env/worker_thread.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include <v8-isolate.h>

#include "runtime/base/check.h"
#include "runtime/base/clock.h"
#include "runtime/env/environment.h"
#include "runtime/probes/producer.h"

namespace isoscope {
namespace {

constexpr double kDefaultStackMb = 4;
constexpr size_t kMb = 1024 * 1024;
// What C++ below the deepest JavaScript frame may need.
constexpr size_t kStackReserve = 192 * 1024;

uint64_t MbToBytes(double mb) { return mb > 0 ? static_cast<uint64_t>(mb * static_cast<double>(kMb)) : 0; }

}  // namespace

uint64_t WorkerThread::NewId() {
  static constinit std::atomic<uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

WorkerThread::WorkerThread(Settings settings) : settings_(std::move(settings)) {
  double& stack_mb = settings_.limits[kStackMb];
  if (!(stack_mb > 0)) stack_mb = kDefaultStackMb;
  // Never less than the reserve and room for some frames: below that nothing runs.
  stack_size_ = std::max(static_cast<size_t>(stack_mb * static_cast<double>(kMb)), 2 * kStackReserve);
}

WorkerThread::~WorkerThread() { ISOSCOPE_CHECK(!running()); }

int WorkerThread::Start() {
  start_ns_ = MonotonicNs();
  uv_thread_options_t options;
  options.flags = UV_THREAD_HAS_STACK_SIZE;
  options.stack_size = stack_size_;
  int err = uv_thread_create_ex(
      &thread_, &options, [](void* self) { static_cast<WorkerThread*>(self)->Run(); }, this);
  started_ = err == 0;
  return err;
}

void WorkerThread::Stop() {
  std::lock_guard lock(mutex_);
  stop_ = true;
  if (!has_exit_code_) {
    has_exit_code_ = true;
    exit_code_ = env_ != nullptr ? 1 : 0;  // As in Node: what never ran has not failed.
  }
  if (env_ != nullptr) env_->RequestStop();
}

bool WorkerThread::Join() {
  if (!running()) return !parked_;
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return done_; });
  joined_ = true;
  if (parked_) {
    uv_thread_detach(&thread_);
    return false;
  }
  lock.unlock();
  ISOSCOPE_CHECK_EQ(uv_thread_join(&thread_), 0);
  return true;
}

void WorkerThread::OnNearHeapLimit() {
  Fail("ERR_WORKER_OUT_OF_MEMORY", "JS heap out of memory");
  std::lock_guard lock(mutex_);
  stop_ = true;
  if (env_ != nullptr) env_->RequestStop();
}

void WorkerThread::OnOutOfMemory() {
  Fail("ERR_WORKER_OUT_OF_MEMORY", "JS heap out of memory");
  SetEnvironment(nullptr);
  if (world_ != nullptr) world_->Abandon();
  settings_.ended();
  Finish(true);
  for (;;) pause();
}

void WorkerThread::Finish(bool parked) {
  std::lock_guard lock(mutex_);
  done_ = true;
  parked_ = parked;
  ended_.notify_all();
}

void WorkerThread::Exit(int code) {
  std::lock_guard lock(mutex_);
  stop_ = true;
  if (!has_exit_code_) {
    has_exit_code_ = true;
    exit_code_ = code;
  }
  if (env_ != nullptr) env_->RequestStop();
}

void WorkerThread::Fail(const char* error_code, std::string reason) {
  std::lock_guard lock(mutex_);
  has_exit_code_ = true;
  exit_code_ = 1;
  error_code_ = error_code;
  error_reason_ = std::move(reason);
}

void WorkerThread::SetEnvironment(Environment* env) {
  std::lock_guard lock(mutex_);
  env_ = env;
  if (env != nullptr && stop_) env->RequestStop();
}

// The defaults, where no limit was asked for: what the worker itself sees.
void WorkerThread::ReadLimits() {
  v8::ResourceConstraints constraints;
  constraints.ConfigureDefaults(uv_get_total_memory(), 0);
  auto set = [this](Limit limit, size_t bytes) {
    if (!(settings_.limits[limit] > 0)) settings_.limits[limit] = static_cast<double>(bytes) / static_cast<double>(kMb);
  };
  set(kMaxYoungGenerationMb, constraints.max_young_generation_size_in_bytes());
  set(kMaxOldGenerationMb, constraints.max_old_generation_size_in_bytes());
  set(kCodeRangeMb, constraints.code_range_size_in_bytes());
}

void WorkerThread::Run() {
  const std::string thread_name = settings_.name.empty() ? "Worker" : settings_.name;
  pthread_setname_np(pthread_self(), thread_name.substr(0, 15).c_str());
  char top;
  World::Settings world_settings = std::move(settings_.world);
  world_settings.environment.worker = this;
  world_settings.max_young_generation_bytes = MbToBytes(settings_.limits[kMaxYoungGenerationMb]);
  world_settings.max_old_generation_bytes = MbToBytes(settings_.limits[kMaxOldGenerationMb]);
  world_settings.code_range_bytes = MbToBytes(settings_.limits[kCodeRangeMb]);
  world_settings.stack_limit = reinterpret_cast<uintptr_t>(&top) - (stack_size_ - kStackReserve);
  int err = 0;
  if (std::unique_ptr<World> world = World::Make(std::move(world_settings), &err)) {
    world_ = world.get();
    if (Producer* producer = world->env()->producer()) isolate_id_.store(producer->isolate()->id(), std::memory_order_relaxed);
    ReadLimits();
    world->env()->isolate()->SetAbortOnUncaughtExceptionCallback([](v8::Isolate*) { return false; });  // A worker's error is its parent's to see.
    SetOutOfMemoryGuard(this);
    world->env()->SetExitHandler([this](int code) { Exit(code); });
    SetEnvironment(world->env());
    int code = world->Run();
    {
      std::lock_guard lock(mutex_);
      if (!has_exit_code_) {
        has_exit_code_ = true;
        exit_code_ = code;
      }
    }
    SetEnvironment(nullptr);
    SetOutOfMemoryGuard(nullptr);
    world->Teardown();
  } else {
    Fail("ERR_WORKER_INIT_FAILED", uv_err_name(err));
  }
  settings_.mailbox.reset();
  settings_.ended();
  Finish(false);
}

}  // namespace isoscope
