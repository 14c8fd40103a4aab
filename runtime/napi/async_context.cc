#include "runtime/napi/async_context.h"

#include <v8-function.h>

namespace isoscope::napi {

AsyncContext::AsyncContext(Environment* host, v8::Local<v8::Object> resource, v8::Local<v8::String> name) : host_(host) {
  v8::Isolate* isolate = host->isolate();
  v8::HandleScope scope(isolate);
  if (resource.IsEmpty()) resource = v8::Object::New(isolate);
  const double trigger = host->fields().asyncIds()[kDefaultTriggerAsyncId];
  ids_ = {host->NewAsyncId(), trigger >= 0 ? trigger : host->execution_async_id()};
  resource_.Reset(isolate, resource);
  continuation_data_.Reset(isolate, isolate->GetContinuationPreservedEmbedderData());
  v8::Local<v8::Function> init = host->host_function(HostFunction::kAsyncInit);
  if (host->fields().asyncHooks()[kHookInit] == 0 || init.IsEmpty() || !host->can_call_into_js()) return;
  v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, ids_.async_id), name, v8::Number::New(isolate, ids_.trigger_async_id), resource};
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Value> ignored;
  if (!init->Call(host->context(), v8::Undefined(isolate), 4, argv).ToLocal(&ignored)) return;  // Being terminated: hooks never throw.
}

AsyncContext::~AsyncContext() {
  if (host_->fields().attached() && host_->fields().asyncHooks()[kHookDestroy] != 0) host_->destroyed.push_back({ids_.async_id});
}

AsyncScope::AsyncScope(const AsyncContext& context) : scope_(context.host(), AsyncProvider::kNONE, context.ids()) {
  // The scope puts back what was there.
  context.host()->isolate()->SetContinuationPreservedEmbedderData(context.continuation_data());
}

}  // namespace isoscope::napi
