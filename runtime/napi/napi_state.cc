#include "runtime/napi/napi_state.h"

#include <utility>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/napi/addon_env.h"

namespace isoscope::napi {

void FinalizerInbox::Post(uint64_t id) {
  std::lock_guard lock(mutex_);
  if (wake_ == nullptr) return;
  released_.push_back(id);
  uv_async_send(wake_);
}

std::vector<uint64_t> FinalizerInbox::Take() {
  std::lock_guard lock(mutex_);
  return std::exchange(released_, {});
}

void FinalizerInbox::Open(uv_async_t* wake) {
  std::lock_guard lock(mutex_);
  wake_ = wake;
}

void FinalizerInbox::Close() {
  std::lock_guard lock(mutex_);
  wake_ = nullptr;
  released_.clear();
}

NapiState::NapiState(Environment* host) : host_(host) {
  v8::Isolate* isolate = host->isolate();
  v8::HandleScope scope(isolate);
  wrap_key_.Reset(isolate, v8::Private::New(isolate, OneByte(isolate, "napi.wrap")));
  type_tag_key_.Reset(isolate, v8::Private::New(isolate, OneByte(isolate, "napi.type_tag")));
  uv_loop_t* loop = host->uv_loop();
  check_.data = idle_.data = wake_.data = this;
  ISOSCOPE_CHECK(uv_check_init(loop, &check_) == 0);
  ISOSCOPE_CHECK(uv_idle_init(loop, &idle_) == 0);
  ISOSCOPE_CHECK(uv_async_init(loop, &wake_, OnReleased) == 0);
  uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
  inbox_->Open(&wake_);
  // Before those of any add-on: it runs after them.
  host->AddCleanupHook([](void* state) { static_cast<NapiState*>(state)->Close(); }, this);
}

NapiState::~NapiState() = default;

void NapiState::Close() {
  closed_ = true;
  inbox_->Close();
  for (auto* handle : {reinterpret_cast<uv_handle_t*>(&check_), reinterpret_cast<uv_handle_t*>(&idle_), reinterpret_cast<uv_handle_t*>(&wake_)}) {
    uv_close(handle, nullptr);
  }
}

v8::Local<v8::Private> NapiState::wrap_key() const { return wrap_key_.Get(host_->isolate()); }
v8::Local<v8::Private> NapiState::type_tag_key() const { return type_tag_key_.Get(host_->isolate()); }

void NapiState::Enqueue(Tracked* tracked) {
  due_.push_back(tracked);
  if (closed_ || uv_is_active(reinterpret_cast<uv_handle_t*>(&check_))) return;
  uv_check_start(&check_, OnCheck);
  uv_idle_start(&idle_, [](uv_idle_t*) {});
}

void NapiState::Dequeue(Tracked* tracked) {
  for (Tracked*& entry : due_) {
    if (entry == tracked) entry = nullptr;
  }
}

uint64_t NapiState::AddMemory(Tracked* tracked) {
  memory_.emplace(++last_memory_, tracked);
  return last_memory_;
}

void NapiState::OnCheck(uv_check_t* check) {
  auto* state = static_cast<NapiState*>(check->data);
  uv_check_stop(check);
  uv_idle_stop(&state->idle_);
  state->RunDue();
}

void NapiState::OnReleased(uv_async_t* wake) {
  auto* state = static_cast<NapiState*>(wake->data);
  for (uint64_t id : state->inbox_->Take()) {
    auto memory = state->memory_.find(id);
    if (memory != state->memory_.end()) state->due_.push_back(memory->second);
  }
  state->RunDue();
}

// A finalizer may delete others that are due, and make new ones due: those wait for the next turn.
void NapiState::RunDue() {
  CallbackScope scope(host_, AsyncProvider::kNONE);
  const size_t count = due_.size();
  for (size_t i = 0; i < count; i++) {
    Tracked* tracked = std::exchange(due_[i], nullptr);
    if (tracked != nullptr) tracked->Finalize();
  }
  due_.erase(due_.begin(), due_.begin() + static_cast<ptrdiff_t>(count));
}

}  // namespace isoscope::napi
