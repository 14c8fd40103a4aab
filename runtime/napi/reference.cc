#include "runtime/napi/reference.h"

#include <utility>

#include "runtime/napi/napi_state.h"

namespace isoscope::napi {

Finalization::Finalization(napi_env env, Finalizer finalizer) : env_(env), finalizer_(finalizer) { env->finalizing.Push(this); }

Finalization::~Finalization() { env_->state()->Dequeue(this); }

void Finalization::Finalize() {
  Unlink();
  if (env_->instance_data == this) env_->instance_data = nullptr;
  Finalizer finalizer = finalizer_;
  napi_env env = env_;
  delete this;
  if (finalizer.callback != nullptr) env->CallFinalizer(finalizer.callback, finalizer.data, finalizer.hint);
}

void PostFinalizer(napi_env env, Finalizer finalizer) { env->state()->Enqueue(new Finalization(env, finalizer)); }

}  // namespace isoscope::napi

using isoscope::napi::Finalizer;
using isoscope::napi::Ownership;

napi_ref__::napi_ref__(napi_env env, v8::Local<v8::Value> value, uint32_t count, Ownership ownership, Finalizer finalizer)
    : env_(env),
      value_(env->isolate(), value),
      count_(count),
      ownership_(ownership),
      can_be_weak_(value->IsObject() || value->IsSymbol()),
      finalizer_(finalizer) {
  (finalizer.callback != nullptr ? env->finalizing : env->others).Push(this);
  if (count == 0) Weaken();
}

napi_ref__::~napi_ref__() { env_->state()->Dequeue(this); }

uint32_t napi_ref__::Ref() {
  if (value_.IsEmpty()) return 0;
  if (++count_ == 1 && can_be_weak_) value_.ClearWeak();
  return count_;
}

uint32_t napi_ref__::Unref() {
  if (value_.IsEmpty() || count_ == 0) return 0;
  if (--count_ == 0) Weaken();
  return count_;
}

void napi_ref__::Weaken() {
  if (can_be_weak_) {
    value_.SetWeak(this, OnCollected, v8::WeakCallbackType::kParameter);
  } else {
    value_.Reset();
  }
}

// Inside the garbage collector.
void napi_ref__::OnCollected(const v8::WeakCallbackInfo<napi_ref__>& info) {
  napi_ref__* reference = info.GetParameter();
  napi_env env = reference->env_;
  reference->value_.Reset();
  if (reference->finalizer_.callback == nullptr) {
    reference->Finalize();
  } else if (env->api_version() == NAPI_VERSION_EXPERIMENTAL) {
    const bool outer = std::exchange(env->in_gc_finalizer, true);
    reference->Finalize();
    env->in_gc_finalizer = outer;
  } else {
    env->state()->Enqueue(reference);
  }
}

void napi_ref__::Finalize() {
  value_.Reset();
  Unlink();
  Finalizer finalizer = std::exchange(finalizer_, {});
  napi_env env = env_;
  if (ownership_ == Ownership::kOurs) delete this;  // Else the add-on may do so in its finalizer.
  if (finalizer.callback == nullptr) return;
  if (env->in_gc_finalizer) {
    finalizer.callback(env, finalizer.data, finalizer.hint);  // May not even make a handle.
  } else {
    env->CallFinalizer(finalizer.callback, finalizer.data, finalizer.hint);
  }
}
