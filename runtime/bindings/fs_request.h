// One file system operation as JavaScript asked for it: at once when no request object was given, on libuv's pool with one.
//
// Isolate thread only. `internalBinding('fs')` functions take the request as their last argument. Without it they return the value, or a
// negative uv code. With a FSReqCallback (FSReqPromise: the same under the name that async_hooks shows for promises) they return nothing
// and call `request.oncomplete(error, value)` once: error is 0, a negative uv code, or an Error where a code cannot say it all.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_FS_REQUEST_H_
#define ISOSCOPE_RUNTIME_BINDINGS_FS_REQUEST_H_

#include <atomic>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <uv.h>

#include "runtime/bindings/fs_trace.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/env/req_wrap.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"

namespace isoscope::fs {

// A uv_fs_t that owns what libuv hung on it.
class ScopedFsReq {
 public:
  ScopedFsReq() = default;
  ~ScopedFsReq() { uv_fs_req_cleanup(&req_); }
  ScopedFsReq(const ScopedFsReq&) = delete;
  ScopedFsReq& operator=(const ScopedFsReq&) = delete;
  uv_fs_t* get() { return &req_; }

 private:
  uv_fs_t req_{};
};

class FsJob;

class FsRequest : public ReqWrap<uv_fs_t> {
 public:
  static constexpr ClassInfo kClass{"FSReqCallback", &ReqWrapBase::kClass};
  // The JavaScript value of an operation that succeeded; empty when JavaScript threw.
  using Convert = v8::MaybeLocal<v8::Value> (*)(Environment* env, uv_fs_t* req);

  FsRequest(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider);
  const ClassInfo* class_info() const override { return &kClass; }
  void OnEnvironmentTeardown() override;

  static void NewCallback(const CallInfo& info);
  static void NewPromise(const CallInfo& info);
  static void JsCancel(const CallInfo& info);

  // The idle request in info[index]; null after throwing.
  static FsRequest* Idle(const CallInfo& info, int index);

  // Starts `start(loop, req, args..., callback)` on the pool. `pinned` is the memory that the operation uses.
  template <typename Operation, typename... Args>
  void Start(const char* label, Convert convert, std::vector<Bytes> pinned, Operation start, Args... args) {
    convert_ = convert;
    pinned_ = std::move(pinned);
    ClearWeak();
    if (TracesAsync()) [[unlikely]]
      BeginTrace(label, false, PathAmong(args...));
    PoolLabel scope(label);
    int err = Dispatch(start, args..., &FsRequest::After);
    if (err < 0) {  // libuv refused the arguments: the callback hears it now, as in Node.
      req()->result = err;
      After(req());
    }
  }

  // Runs `job` on the pool and completes with what it gives.
  void StartJob(std::unique_ptr<FsJob> job, const char* label);
  void Complete(v8::Local<v8::Value> error, v8::MaybeLocal<v8::Value> value);

 private:
  friend class FsJob;
  static void After(uv_fs_t* req);
  void BeginTrace(const char* label, bool job, const char* path);
  void FinishTrace(int64_t result);
  template <typename First, typename... Rest>
  static const char* PathAmong(First first, Rest...) {
    if constexpr (std::is_same_v<First, const char*>) return first;
    return nullptr;
  }

  const char* traced_label_ = nullptr;  // Null: its begin was not traced.
  bool traced_job_ = false;
  Convert convert_ = nullptr;
  std::vector<Bytes> pinned_;
  FsJob* job_ = nullptr;  // Owned by the pool while it runs.
};

// An operation of several system calls that is one piece of work for the pool.
class FsJob : public PoolWork {
 public:
  // On the pool's thread or, for a synchronous call, on the isolate's.
  virtual void Perform() = 0;
  // On the isolate's thread, after Perform(). Throws what went wrong and returns empty, or makes the value.
  virtual v8::MaybeLocal<v8::Value> Finish(Environment* env) = 0;

  // Any thread: the job stops at its next step with UV_ECANCELED.
  void RequestStop() { stop_.store(true, std::memory_order_relaxed); }
  bool stop_requested() const { return stop_.load(std::memory_order_relaxed); }
  const std::atomic<bool>* stop_flag() const { return &stop_; }
  // Null: a synchronous call.
  const FsRequest* request() const { return request_; }

  void Run() final { Perform(); }
  void Done(int status) final;

 private:
  friend class FsRequest;
  FsRequest* request_ = nullptr;
  std::atomic<bool> stop_{false};
};

// Runs the job at once or on the pool, as info[req_index] says.
void RunJob(const CallInfo& info, int req_index, const char* label, std::unique_ptr<FsJob> job);

// The same for one libuv call.
template <typename Operation, typename... Args>
void Run(const CallInfo& info, int req_index, const char* label, FsRequest::Convert convert, std::vector<Bytes> pinned, Operation start,
         Args... args) {
  Environment* env = Environment::From(info.GetIsolate());
  if (!info[req_index]->IsUndefined()) {
    FsRequest* request = FsRequest::Idle(info, req_index);
    if (request != nullptr) request->Start(label, convert, std::move(pinned), start, args...);
    return;
  }
  ScopedFsReq req;
  int result;
  {
    SyncTrace trace(label, false);
    result = start(nullptr, req.get(), args..., nullptr);
  }
  if (result < 0) return info.GetReturnValue().Set(result);
  v8::Local<v8::Value> value;
  if (convert(env, req.get()).ToLocal(&value)) info.GetReturnValue().Set(value);
}

template <typename Operation, typename... Args>
void Run(const CallInfo& info, int req_index, const char* label, FsRequest::Convert convert, Operation start, Args... args) {
  Run(info, req_index, label, convert, std::vector<Bytes>(), start, args...);
}

// What operations give to JavaScript.
v8::MaybeLocal<v8::Value> ZeroOf(Environment* env, uv_fs_t* req);    // Nothing but success.
v8::MaybeLocal<v8::Value> NumberOf(Environment* env, uv_fs_t* req);  // A descriptor or a count of bytes.
template <bool as_buffer>
v8::MaybeLocal<v8::Value> LinkOf(Environment* env, uv_fs_t* req);  // readlink, realpath.
template <bool as_buffer>
v8::MaybeLocal<v8::Value> PathOf(Environment* env, uv_fs_t* req);  // mkdtemp.
// A file name: a string (invalid UTF-8 becomes U+FFFD) or a Buffer with its very bytes.
v8::MaybeLocal<v8::Value> NameValue(Environment* env, std::string_view name, bool as_buffer);

// Throws Node's error of a failed system call, for operations made of several.
void ThrowUv(v8::Isolate* isolate, int err, const char* syscall, std::string_view path = {}, std::string_view dest = {});

}  // namespace isoscope::fs

#endif  // ISOSCOPE_RUNTIME_BINDINGS_FS_REQUEST_H_
