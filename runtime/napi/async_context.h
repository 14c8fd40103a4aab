// The asynchronous resource an add-on's work runs for: ids that async_hooks hear of, and the AsyncLocalStorage stores of its creation.
// Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_NAPI_ASYNC_CONTEXT_H_
#define ISOSCOPE_RUNTIME_NAPI_ASYNC_CONTEXT_H_

#include <string>

#include <v8-object.h>
#include <v8-persistent-handle.h>

#include "runtime/env/callback_scope.h"
#include "runtime/napi/addon_env.h"

namespace isoscope::napi {

class AsyncContext {
 public:
  // `resource` may be empty: it gets one.
  AsyncContext(Environment* host, v8::Local<v8::Object> resource, v8::Local<v8::String> name);
  ~AsyncContext();
  AsyncContext(const AsyncContext&) = delete;
  AsyncContext& operator=(const AsyncContext&) = delete;

  Environment* host() const { return host_; }
  isoscope::AsyncContext ids() const { return ids_; }
  v8::Local<v8::Value> continuation_data() const { return continuation_data_.Get(host_->isolate()); }

 private:
  Environment* const host_;
  isoscope::AsyncContext ids_;
  v8::Global<v8::Object> resource_;
  v8::Global<v8::Value> continuation_data_;
};

// Ticks and microtasks are drained when the outermost one closes, and the callback is recorded.
class AsyncScope {
 public:
  explicit AsyncScope(const AsyncContext& context);

 private:
  CallbackScope scope_;
};

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_ASYNC_CONTEXT_H_
