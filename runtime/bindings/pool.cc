// internalBinding('pool'): sleeping on libuv's pool, so that a lab can occupy its threads for a known time without computing.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"

namespace isoscope {
namespace {

constexpr char kOperation[] = "isoscope.sleep";

// The request object of one sleep. JavaScript sets `oncomplete(status)`: 0, or a negative uv code.
class PoolSleep final : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"PoolSleep", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "PoolSleep needs 'new'");
    new PoolSleep(Environment::From(info.GetIsolate()), info.This());
  }

  bool idle() const { return work_ == nullptr; }
  int Start(uint32_t ms, bool slow);
  void OnEnvironmentTeardown() override;

 private:
  class Work;

  PoolSleep(Environment* env, v8::Local<v8::Object> object) : AsyncWrap(env, object, AsyncProvider::kPOOLSLEEP) { MakeWeak(); }
  void Finish(int status);

  Work* work_ = nullptr;  // Owned by the pool; it holds this object strong.
};

class PoolSleep::Work final : public PoolWork {
 public:
  Work(PoolSleep* owner, uint32_t ms) : owner_(owner), duration_(ms) {}

  void Run() override {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, duration_, [this] { return interrupted_; });
  }
  void Done(int status) override { owner_->Finish(status); }

  // Whether it sleeps already or waits for a thread: it ends soon.
  void Interrupt() {
    {
      std::lock_guard lock(mutex_);
      interrupted_ = true;
    }
    woken_.notify_one();
    Cancel();
  }

 private:
  PoolSleep* const owner_;
  const std::chrono::milliseconds duration_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool interrupted_ = false;
};

int PoolSleep::Start(uint32_t ms, bool slow) {
  auto work = std::make_unique<Work>(this, ms);
  Work* started = work.get();
  PoolSubmitter submitter(async_context().async_id);
  const auto submit = slow ? SubmitSlowPoolWork : SubmitPoolWork;
  int err = submit(env()->event_loop(), std::move(work), kOperation);
  if (err != 0) return err;
  work_ = started;
  ClearWeak();
  env()->AddRequestInFlight(1);
  return 0;
}

void PoolSleep::OnEnvironmentTeardown() {
  if (work_ != nullptr) work_->Interrupt();
}

void PoolSleep::Finish(int status) {
  work_ = nullptr;
  env()->AddRequestInFlight(-1);
  if (env()->can_call_into_js()) {
    v8::HandleScope scope(isolate());
    v8::Context::Scope context_scope(env()->context());
    v8::Local<v8::Value> argument = v8::Integer::New(isolate(), status);
    MakeCallback(Internalized(isolate(), "oncomplete"), 1, &argument);
  }
  if (work_ == nullptr) MakeWeak();  // The callback may have started it again.
}

// poolSleep(ms, new PoolSleep(), slow): occupies one thread of the pool for `ms`, in libuv's class of slow I/O if so wanted. Returns 0 or a negative
// uv code; then nothing was started.
void Sleep(const CallInfo& info) {
  uint32_t ms = 0;
  if (!GetUint32(info, 0, &ms)) return;
  auto* request = BaseObject::From<PoolSleep>(info[1]);
  if (request == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The \"req\" argument must be an instance of PoolSleep");
  if (!request->idle()) return ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "Invalid state: this PoolSleep is already in use");
  info.GetReturnValue().Set(request->Start(ms, info[2]->IsTrue()));
}

// poolThreads(): how many threads the pool has, or will have when first used.
void Threads(const CallInfo& info) { info.GetReturnValue().Set(PoolThreadCount()); }

constexpr BindingFunction kFunctions[] = {Method<Sleep>("poolSleep", 3), Method<Threads>("poolThreads")};
constexpr BindingClass kClasses[] = {{.name = "PoolSleep", .construct = Method<PoolSleep::New>("PoolSleep")}};

}  // namespace

extern const BindingDefinition kPoolBinding;
const BindingDefinition kPoolBinding = {.name = "pool", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
