#include "runtime/napi/thread_safe_function.h"

#include <utility>

#include "runtime/napi/entry.h"

using isoscope::napi::AsyncScope;
using isoscope::napi::FromLocal;
using isoscope::napi::ToLocal;

namespace {

// Without a call_js of the add-on's.
void CallWithoutArguments(napi_env env, napi_value function, void*, void*) {
  napi_value receiver;
  if (env == nullptr || function == nullptr || napi_get_undefined(env, &receiver) != napi_ok) return;
  const napi_status status = napi_call_function(env, receiver, function, 0, nullptr, nullptr);
  if (status == napi_ok || status == napi_pending_exception || status == napi_cannot_run_js) return;
  napi_throw_error(env, "ERR_NAPI_TSFN_CALL_JS", "Failed to call JS callback");
}

}  // namespace

napi_threadsafe_function__::napi_threadsafe_function__(napi_env env, v8::Local<v8::Object> resource, v8::Local<v8::String> name,
                                                       const Settings& settings)
    : env_(env),
      settings_(settings),
      async_context_(std::make_unique<isoscope::napi::AsyncContext>(env->host(), resource, name)),
      thread_count_(settings.thread_count) {}

napi_threadsafe_function napi_threadsafe_function__::New(napi_env env, v8::Local<v8::Function> function, v8::Local<v8::Object> resource,
                                                         v8::Local<v8::String> name, const Settings& settings) {
  auto* made = new napi_threadsafe_function__(env, resource, name, settings);
  const auto on_wake = [](uv_async_t* async) { static_cast<napi_threadsafe_function>(async->data)->Dispatch(); };
  made->async_.data = made;
  if (uv_async_init(env->host()->uv_loop(), &made->async_, on_wake) != 0) {
    delete made;
    return nullptr;
  }
  if (!function.IsEmpty()) made->function_.Reset(env->isolate(), function);
  env->Ref();
  env->host()->AddCleanupHook(Cleanup, made);
  return made;
}

napi_status napi_threadsafe_function__::Push(void* data, napi_threadsafe_function_call_mode mode) {
  std::unique_lock lock(mutex_);
  const size_t most = settings_.max_queue_size;
  while (most > 0 && queue_.size() >= most && !closing_) {
    if (mode == napi_tsfn_nonblocking) return napi_queue_full;
    has_room_.wait(lock);
  }
  if (!closing_) {
    queue_.push_back(data);
    uv_async_send(&async_);
    return napi_ok;
  }
  if (thread_count_ == 0) return napi_invalid_arg;
  const bool last = --thread_count_ == 0 && closed_;
  lock.unlock();
  if (last) delete this;
  return napi_closing;
}

napi_status napi_threadsafe_function__::Acquire() {
  std::lock_guard lock(mutex_);
  if (closing_) return napi_closing;
  thread_count_++;
  return napi_ok;
}

napi_status napi_threadsafe_function__::Release(napi_threadsafe_function_release_mode mode) {
  std::unique_lock lock(mutex_);
  if (thread_count_ == 0) return napi_invalid_arg;
  thread_count_--;
  if (!closing_ && (thread_count_ == 0 || mode == napi_tsfn_abort)) {
    closing_ = mode == napi_tsfn_abort;
    if (closing_) has_room_.notify_all();
    uv_async_send(&async_);
  }
  const bool last = thread_count_ == 0 && closed_;
  lock.unlock();
  if (last) delete this;
  return napi_ok;
}

void napi_threadsafe_function__::Dispatch() {
  constexpr int kMostInOneTurn = 1000;  // The loop has others to serve.
  for (int i = 0; i < kMostInOneTurn; i++) {
    if (!DispatchOne()) return;
  }
  uv_async_send(&async_);
}

// Whether there is more.
bool napi_threadsafe_function__::DispatchOne() {
  void* data = nullptr;
  bool taken = false;
  bool more = false;
  {
    std::lock_guard lock(mutex_);
    if (!closing_ && !queue_.empty()) {
      data = queue_.front();
      queue_.pop_front();
      taken = true;
      has_room_.notify_one();
    }
    if (!closing_ && queue_.empty() && thread_count_ == 0) closing_ = true;
    more = !closing_ && !queue_.empty();
    if (closing_) Close();
  }
  if (taken) Call(data);
  return more;
}

void napi_threadsafe_function__::Call(void* data) {
  v8::HandleScope handles(env_->isolate());
  AsyncScope scope(*async_context_);
  napi_value function = function_.IsEmpty() ? nullptr : FromLocal(function_.Get(env_->isolate()));
  auto* call_js = settings_.call_js != nullptr ? settings_.call_js : CallWithoutArguments;
  env_->CallBack([&] { call_js(env_, function, settings_.context, data); });
}

void napi_threadsafe_function__::Close() {
  if (std::exchange(handle_closing_, true)) return;
  uv_close(reinterpret_cast<uv_handle_t*>(&async_), [](uv_handle_t* handle) { static_cast<napi_threadsafe_function>(handle->data)->OnClosed(); });
}

void napi_threadsafe_function__::Cleanup(void* data) {
  auto* function = static_cast<napi_threadsafe_function>(data);
  std::lock_guard lock(function->mutex_);
  function->closing_ = true;
  function->has_room_.notify_all();
  function->Close();
}

void napi_threadsafe_function__::OnClosed() {
  env_->host()->RemoveCleanupHook(Cleanup, this);
  {
    v8::HandleScope handles(env_->isolate());
    if (settings_.finalize != nullptr) {
      AsyncScope scope(*async_context_);
      env_->CallFinalizer(settings_.finalize, settings_.finalize_data, settings_.context);
    }
  }
  // What was not called: the add-on frees it.
  std::deque<void*> left;
  {
    std::lock_guard lock(mutex_);
    left.swap(queue_);
  }
  auto* call_js = settings_.call_js != nullptr ? settings_.call_js : CallWithoutArguments;
  for (void* data : left) call_js(nullptr, nullptr, settings_.context, data);
  // The rest is of the isolate's thread; another one may delete this.
  function_.Reset();
  async_context_.reset();
  env_->Unref();
  std::unique_lock lock(mutex_);
  closed_ = true;
  const bool last = thread_count_ == 0;
  lock.unlock();
  if (last) delete this;
}

using isoscope::napi::Enter;
using isoscope::napi::EnterBasic;

napi_status napi_create_threadsafe_function(napi_env env, napi_value func, napi_value async_resource, napi_value async_resource_name,
                                            size_t max_queue_size, size_t initial_thread_count, void* thread_finalize_data,
                                            napi_finalize thread_finalize_cb, void* context, napi_threadsafe_function_call_js call_js_cb,
                                            napi_threadsafe_function* result) {
  if (napi_status bad = Enter(env, async_resource_name, result)) return bad;
  if (initial_thread_count == 0) return env->SetError(napi_invalid_arg);
  if (func == nullptr ? call_js_cb == nullptr : !ToLocal(func)->IsFunction()) return env->SetError(napi_invalid_arg);
  v8::Local<v8::Function> function;
  if (func != nullptr) function = ToLocal(func).As<v8::Function>();
  v8::Local<v8::Object> resource;
  if (async_resource != nullptr && !ToLocal(async_resource)->ToObject(env->context()).ToLocal(&resource)) return env->SetError(napi_object_expected);
  v8::Local<v8::String> name;
  if (!ToLocal(async_resource_name)->ToString(env->context()).ToLocal(&name)) return env->SetError(napi_string_expected);
  *result = napi_threadsafe_function__::New(env, function, resource, name,
                                            {max_queue_size, initial_thread_count, thread_finalize_data, thread_finalize_cb, context, call_js_cb});
  return *result != nullptr ? env->ClearError() : env->SetError(napi_generic_failure);
}

napi_status napi_get_threadsafe_function_context(napi_threadsafe_function func, void** result) {
  if (func == nullptr || result == nullptr) return napi_invalid_arg;
  *result = func->context();
  return napi_ok;
}

napi_status napi_call_threadsafe_function(napi_threadsafe_function func, void* data, napi_threadsafe_function_call_mode is_blocking) {
  return func != nullptr ? func->Push(data, is_blocking) : napi_invalid_arg;
}

napi_status napi_acquire_threadsafe_function(napi_threadsafe_function func) { return func != nullptr ? func->Acquire() : napi_invalid_arg; }

napi_status napi_release_threadsafe_function(napi_threadsafe_function func, napi_threadsafe_function_release_mode mode) {
  return func != nullptr ? func->Release(mode) : napi_invalid_arg;
}

napi_status napi_unref_threadsafe_function(node_api_basic_env env, napi_threadsafe_function func) {
  if (napi_status bad = EnterBasic(env, func)) return bad;
  func->Unref();
  return napi_ok;
}

napi_status napi_ref_threadsafe_function(node_api_basic_env env, napi_threadsafe_function func) {
  if (napi_status bad = EnterBasic(env, func)) return bad;
  func->Ref();
  return napi_ok;
}
