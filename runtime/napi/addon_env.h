// napi_env: what one add-on and one environment share. The add-on holds it as an opaque pointer in every call.
//
// Isolate thread only. Counted: the environment's teardown drops one reference, work in flight, thread-safe functions and async cleanup
// hooks hold others; the last one finalizes what the add-on still has and deletes it. It lies in the global namespace because the
// headers that add-ons are compiled with name it so.
#ifndef ISOSCOPE_RUNTIME_NAPI_ADDON_ENV_H_
#define ISOSCOPE_RUNTIME_NAPI_ADDON_ENV_H_

#include <cstdint>
#include <string>

#include <node_api.h>

#include <v8-context.h>
#include <v8-exception.h>
#include <v8-isolate.h>
#include <v8-persistent-handle.h>

#include "runtime/base/check.h"
#include "runtime/env/environment.h"
#include "runtime/napi/tracked.h"

namespace isoscope::napi {

class NapiState;

}  // namespace isoscope::napi

struct napi_env__ {
 public:
  napi_env__(isoscope::Environment* host, std::string file_url, int32_t api_version);
  napi_env__(const napi_env__&) = delete;
  napi_env__& operator=(const napi_env__&) = delete;

  isoscope::Environment* host() const { return host_; }
  isoscope::napi::NapiState* state() const { return state_; }
  v8::Isolate* isolate() const { return isolate_; }
  v8::Local<v8::Context> context() const { return host_->context(); }
  int32_t api_version() const { return api_version_; }
  const std::string& file_url() const { return file_url_; }
  bool can_call_into_js() const { return host_->can_call_into_js(); }

  void Ref() { references_++; }
  void Unref() {
    if (--references_ == 0) delete this;
  }

  napi_status SetError(napi_status status, uint32_t engine_code = 0) {
    last_error = {nullptr, nullptr, engine_code, status};
    return status;
  }
  napi_status ClearError() { return SetError(napi_ok); }

  // Calls the add-on. What it left thrown goes to `on_exception(error)`.
  template <typename Call, typename OnException>
  void CallIntoModule(Call call, OnException on_exception) {
    const int handle_scopes = open_handle_scopes;
    const int callback_scopes = open_callback_scopes;
    ClearError();
    call();
    ISOSCOPE_CHECK_EQ(open_handle_scopes, handle_scopes);
    ISOSCOPE_CHECK_EQ(open_callback_scopes, callback_scopes);
    if (last_exception.IsEmpty()) [[likely]]
      return;
    v8::Local<v8::Value> error = last_exception.Get(isolate_);
    last_exception.Reset();
    on_exception(error);
  }
  // The same where no JavaScript waits below: the exception is uncaught. Before version 10 only completed work is held to that
  // (`always`), the rest gets a warning, as in Node.
  template <typename Call>
  void CallBack(Call call, bool always = false) {
    CallIntoModule(call, [&](v8::Local<v8::Value> error) { ReportUncaught(error, always); });
  }
  void ThrowUncaught(v8::Local<v8::Value> error);

  // Opens the scopes it needs. JavaScript may be over: then the add-on's calls say so.
  void CallFinalizer(napi_finalize finalize, void* data, void* hint);

  // Experimental add-ons run their finalizers inside the garbage collector; what touches the engine there is their bug.
  void CheckNotInGc() const {
    if (in_gc_finalizer) [[unlikely]]
      FailInGc();
  }

  napi_extended_error_info last_error{};
  v8::Global<v8::Value> last_exception;
  int open_handle_scopes = 0;
  int open_callback_scopes = 0;
  bool in_gc_finalizer = false;
  isoscope::napi::Tracked* instance_data = nullptr;  // A Finalization of `finalizing`.
  // Those with a finalizer of the add-on's come first at the end: it may delete others in there.
  isoscope::napi::TrackedList finalizing;
  isoscope::napi::TrackedList others;

 private:
  ~napi_env__();
  [[noreturn]] static void FailInGc();
  void ReportUncaught(v8::Local<v8::Value> error, bool always);

  isoscope::Environment* const host_;
  isoscope::napi::NapiState* const state_;
  v8::Isolate* const isolate_;
  const std::string file_url_;
  const int32_t api_version_;
  int references_ = 1;
};

#endif  // ISOSCOPE_RUNTIME_NAPI_ADDON_ENV_H_
