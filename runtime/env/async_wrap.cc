#include "runtime/env/async_wrap.h"

#include <v8-function.h>

#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"

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
  double trigger = env->fields().asyncIds()[kDefaultTriggerAsyncId];
  context_ = {env->NewAsyncId(), trigger >= 0 ? trigger : env->execution_async_id()};
  v8::HandleScope scope(env->isolate());
  v8::Local<v8::Value> data = env->isolate()->GetContinuationPreservedEmbedderData();
  if (!data->IsUndefined()) continuation_data_.Reset(env->isolate(), data);
}

AsyncWrap::~AsyncWrap() = default;

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
