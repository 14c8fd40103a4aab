#include "runtime/env/async_wrap.h"

#include <memory>

#include <v8-exception.h>
#include <v8-function.h>
#include <v8-primitive.h>

#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/env/resource_tracker.h"
#include "runtime/probes/hub.h"

namespace isoscope {

const char* AsyncProviderName(AsyncProvider provider) {
  static constexpr const char* kNames[] = {
#define V(name) #name,
      ISOSCOPE_ASYNC_PROVIDERS(V)
#undef V
  };
  return kNames[static_cast<size_t>(provider)];
}

AsyncWrap::AsyncWrap(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider) : BaseObject(env, object), provider_(provider) {
  if (provider != AsyncProvider::kNONE) Identify(object);
}

AsyncWrap::~AsyncWrap() { TellDestroy(); }

void AsyncWrap::AsyncReset(AsyncProvider provider, v8::Local<v8::Object> resource) {
  TellDestroy();
  provider_ = provider;
  Identify(resource.IsEmpty() ? object() : resource);
}

void AsyncWrap::Identify(v8::Local<v8::Object> resource) {
  double trigger = env()->fields().asyncIds()[kDefaultTriggerAsyncId];
  context_ = {env()->NewAsyncId(), trigger >= 0 ? trigger : env()->execution_async_id()};
  v8::HandleScope scope(env()->isolate());
  v8::Local<v8::Value> data = env()->isolate()->GetContinuationPreservedEmbedderData();
  if (!data->IsUndefined()) {
    continuation_data_.Reset(env()->isolate(), data);
  } else {
    continuation_data_.Reset();
  }
  if (Hub::Wants(Kind::kResource)) [[unlikely]] {
    if (ResourceTracker* resources = ResourceTracker::Of(env())) resources->Created(AsyncProviderName(provider_), context_);
  }
  if (env()->fields().asyncHooks()[kHookInit] != 0) [[unlikely]]
    TellInit(resource);
}

void AsyncWrap::EndResource() {
  TellDestroy();
  context_.async_id = -1;
}

void AsyncWrap::TellDestroy() {
  if (context_.async_id <= 0) return;
  if (env()->resources != nullptr) [[unlikely]]
    env()->resources->Destroyed(context_.async_id);
  if (env()->fields().attached() && env()->fields().asyncHooks()[kHookDestroy] != 0) env()->destroyed.push_back({context_.async_id});
}

void AsyncWrap::TellInit(v8::Local<v8::Object> resource) {
  v8::Isolate* isolate = env()->isolate();
  v8::Local<v8::Function> init = env()->host_function(HostFunction::kAsyncInit);
  if (init.IsEmpty() || !env()->can_call_into_js()) return;
  v8::Local<v8::String> type;
  if (!v8::String::NewFromUtf8(isolate, AsyncProviderName(provider_), v8::NewStringType::kInternalized).ToLocal(&type)) return;
  v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, context_.async_id), type, v8::Number::New(isolate, context_.trigger_async_id), resource};
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Value> ignored;
  if (!init->Call(env()->context(), v8::Undefined(isolate), 4, argv).ToLocal(&ignored)) return;  // Being terminated: hooks never throw.
}

void Environment::TellDestroyed() {
  std::vector<Destroyed> gone;
  gone.swap(destroyed);
  v8::HandleScope scope(isolate_);
  v8::Local<v8::Function> destroy = host_function(HostFunction::kAsyncDestroy);
  if (destroy.IsEmpty()) return;
  v8::TryCatch try_catch(isolate_);
  for (const Destroyed& entry : gone) {
    v8::HandleScope entry_scope(isolate_);
    v8::Local<v8::Value> argv[] = {v8::Number::New(isolate_, entry.async_id), v8::Undefined(isolate_)};
    if (!entry.state.IsEmpty()) argv[1] = entry.state.Get(isolate_);
    v8::Local<v8::Value> ignored;
    if (!destroy->Call(context(), v8::Undefined(isolate_), 2, argv).ToLocal(&ignored)) return;  // Being terminated: it only queues.
  }
}

v8::MaybeLocal<v8::Value> AsyncWrap::MakeCallback(v8::Local<v8::Function> callback, int argc, v8::Local<v8::Value>* argv) {
  v8::EscapableHandleScope handles(env()->isolate());
  CallbackScope scope(this);
  v8::Local<v8::Value> result;
  if (!scope.Call(object(), callback, argc, argv).ToLocal(&result)) return {};
  return handles.Escape(result);
}

v8::MaybeLocal<v8::Value> AsyncWrap::MakeCallback(v8::Local<v8::String> name, int argc, v8::Local<v8::Value>* argv) {
  v8::EscapableHandleScope handles(env()->isolate());
  if (!env()->can_call_into_js()) return {};
  CallbackScope scope(this);
  v8::Local<v8::Value> callback;
  {
    v8::TryCatch try_catch(env()->isolate());
    // A getter that throws leaves nothing to call: the wrap's own classes have none.
    if (!object()->Get(env()->context(), name).ToLocal(&callback) || !callback->IsFunction()) return {};
  }
  v8::Local<v8::Value> result;
  if (!scope.Call(object(), callback.As<v8::Function>(), argc, argv).ToLocal(&result)) return {};
  return handles.Escape(result);
}

}  // namespace isoscope
