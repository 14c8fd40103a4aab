// A libuv request with its JavaScript object, from dispatch to completion.
//
// Isolate thread only. The wrap owns itself: it is created by the binding, kept strong while libuv holds the request, and deleted by the
// completion (or at once when dispatch fails). At teardown requests in flight are cancelled and their completion does not enter JavaScript.
//
//   class FsReq : public ReqWrap<uv_fs_t> {...};
//   auto* req = new FsReq(env, object, AsyncProvider::kFSREQCALLBACK);
//   int err = req->Dispatch(uv_fs_stat, path, FsReq::After);   // calls uv_fs_stat(loop, req->req(), path, After)
//   static void FsReq::After(uv_fs_t* uv) { auto req = FsReq::Own(uv); if (!req->env()->can_call_into_js()) return; req->MakeCallback(...); }
#ifndef ISOSCOPE_RUNTIME_ENV_REQ_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_REQ_WRAP_H_

#include <memory>

#include <uv.h>

#include "runtime/env/async_wrap.h"

namespace isoscope {

// What teardown needs of every request whatever its type.
class ReqWrapBase : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"ReqWrap", &AsyncWrap::kClass};
  using AsyncWrap::AsyncWrap;
  const ClassInfo* class_info() const override { return &kClass; }
  virtual uv_req_t* uv_request() = 0;
  void OnEnvironmentTeardown() override {
    if (in_flight_) uv_cancel(uv_request());
  }
  bool in_flight() const { return in_flight_; }

 protected:
  void MarkDispatched();  // Counts in env->requests_in_flight().
  void MarkDone();
  ~ReqWrapBase() override;

 private:
  bool in_flight_ = false;
};

template <typename Req>
class ReqWrap : public ReqWrapBase {
 public:
  ReqWrap(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider) : ReqWrapBase(env, object, provider) { req_.data = this; }
  Req* req() { return &req_; }
  uv_req_t* uv_request() override { return reinterpret_cast<uv_req_t*>(&req_); }

  // Calls `start(loop, req, args...)`. On a negative result nothing is in flight and the caller still owns the wrap.
  template <typename Start, typename... Args>
  int Dispatch(Start start, Args... args);
  // For calls without a loop argument: `start(req, args...)`.
  template <typename Start, typename... Args>
  int DispatchOnHandle(Start start, Args... args);

  // Takes the completed request back from libuv: the result deletes the wrap at the end of the completion callback.
  template <typename Wrap>
  static std::unique_ptr<Wrap> Take(Req* req) {
    auto* wrap = static_cast<Wrap*>(static_cast<ReqWrap*>(req->data));
    wrap->MarkDone();
    return std::unique_ptr<Wrap>(wrap);
  }

 private:
  Req req_{};
};

}  // namespace isoscope

#include "runtime/env/req_wrap_inl.h"  // NOLINT: the templates need Environment.

#endif  // ISOSCOPE_RUNTIME_ENV_REQ_WRAP_H_
