#include "runtime/bindings/scope_observer.h"

#include <v8-json.h>

#include "runtime/base/check.h"
#include "runtime/env/environment.h"
#include "runtime/probes/collector.h"

namespace isoscope {

v8::MaybeLocal<v8::Value> ParseJson(Environment* env, const std::string& json) {
  v8::EscapableHandleScope scope(env->isolate());
  v8::Local<v8::String> text;
  v8::Local<v8::Value> value;
  if (!Utf8(env->isolate(), json).ToLocal(&text)) {
    // V8 says nothing of its own here.
    ThrowRangeError(env->isolate(), "ERR_STRING_TOO_LONG", "The records asked for do not fit into one string: ask for fewer with 'limit'");
    return {};
  }
  if (!v8::JSON::Parse(env->context(), text).ToLocal(&value)) return {};
  return scope.Escape(value);
}

ScopeObserver::ScopeObserver(Environment* env, v8::Local<v8::Object> object, KindMask kinds)
    : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&wake_), AsyncProvider::kSCOPEOBSERVER), watching_(kinds) {
  const auto on_wake = [](uv_async_t* handle) { static_cast<ScopeObserver*>(static_cast<HandleWrap*>(handle->data))->Deliver(); };
  ISOSCOPE_CHECK(uv_async_init(env->uv_loop(), &wake_, on_wake) == 0);
  wake_.data = static_cast<HandleWrap*>(this);
  uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
  subscription_ = Collector::Get().Subscribe(kinds, [this] { uv_async_send(&wake_); });
}

void ScopeObserver::New(const CallInfo& info) {
  if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor ScopeObserver needs 'new'");
  uint32_t kinds = 0;
  if (GetUint32(info, 0, &kinds)) new ScopeObserver(Environment::From(info.GetIsolate()), info.This(), kinds & kAllKinds);
}

void ScopeObserver::Take(const CallInfo& info) {
  auto* observer = From<ScopeObserver>(info.This());
  if (observer == nullptr || observer->subscription_ == nullptr) return;
  Collector::Get().Drain();
  std::string json;
  v8::Local<v8::Value> batch;
  if (observer->subscription_->Take(&json) && ParseJson(observer->env(), json).ToLocal(&batch)) info.GetReturnValue().Set(batch);
}

void ScopeObserver::Stop(const CallInfo& info) {
  auto* observer = From<ScopeObserver>(info.This());
  if (observer == nullptr) return;
  observer->subscription_.reset();
  observer->watching_.Change(0);
}

void ScopeObserver::OnEnvironmentTeardown() {
  subscription_.reset();
  HandleWrap::OnEnvironmentTeardown();
}

void ScopeObserver::Deliver() {
  std::string json;
  v8::HandleScope handles(isolate());
  v8::Local<v8::Context> context = env()->context();
  v8::Context::Scope context_scope(context);
  // The batches that are there now; the callback may close the observer, and what it causes comes later.
  for (int batches = 0; batches < kMaxBatchesPerWake; batches++) {
    if (subscription_ == nullptr || !env()->can_call_into_js() || !subscription_->Take(&json)) return;
    v8::HandleScope batch_scope(isolate());
    v8::Local<v8::Value> batch;
    if (!ParseJson(env(), json).ToLocal(&batch)) return;
    MakeCallback(Internalized(isolate(), "onbatch"), 1, &batch);
  }
  uv_async_send(&wake_);  // Others of the loop come first.
}

namespace {

constexpr BindingFunction kMethods[] = {Method<ScopeObserver::Take>("take"), Method<ScopeObserver::Stop>("stop")};

}  // namespace

const BindingClass kScopeObserverClass = {
    .name = "ScopeObserver", .construct = Method<ScopeObserver::New>("ScopeObserver", 1), .methods = kMethods, .base = &kHandleWrapClass};

}  // namespace isoscope
