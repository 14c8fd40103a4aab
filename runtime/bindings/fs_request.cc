#include "runtime/bindings/fs_request.h"

#include <v8-exception.h>

#include "runtime/base/check.h"
#include "runtime/env/buffers.h"
#include "runtime/loop/pool_label.h"

namespace isoscope::fs {
namespace {

void New(const CallInfo& info, AsyncProvider provider) {
  if (!info.IsConstructCall()) {
    return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor FSReqCallback cannot be invoked without `new`");
  }
  auto* request = new FsRequest(Environment::From(info.GetIsolate()), info.This(), provider);
  request->MakeWeak();  // Until it is started, JavaScript may drop it.
}

}  // namespace

FsRequest::FsRequest(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider) : ReqWrap(env, object, provider) {}

void FsRequest::NewCallback(const CallInfo& info) { New(info, AsyncProvider::kFSREQCALLBACK); }
void FsRequest::NewPromise(const CallInfo& info) { New(info, AsyncProvider::kFSREQPROMISE); }

// request.cancel(): a job stops at its next step; a plain operation ends with UV_ECANCELED if it did not start yet.
void FsRequest::JsCancel(const CallInfo& info) {
  auto* request = BaseObject::From<FsRequest>(info.This());
  if (request != nullptr) request->OnEnvironmentTeardown();
}

void FsRequest::OnEnvironmentTeardown() {
  if (!in_flight()) return;
  if (job_ == nullptr) {
    uv_cancel(uv_request());  // UV_EBUSY: it runs already and ends by itself.
  } else {
    job_->RequestStop();
    job_->Cancel();
  }
}

FsRequest* FsRequest::Idle(const CallInfo& info, int index) {
  auto* request = BaseObject::From<FsRequest>(info[index]);
  if (request != nullptr && !request->in_flight() && request->env()->uv_loop() != nullptr) return request;
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The \"request\" argument must be a FSReqCallback that was not used before");
  return nullptr;
}

void FsRequest::After(uv_fs_t* uv) {
  std::unique_ptr<FsRequest> self = Take<FsRequest>(uv);
  struct Cleanup {
    uv_fs_t* req;
    ~Cleanup() { uv_fs_req_cleanup(req); }
  } cleanup{uv};
  self->FinishTrace(uv->result);
  Environment* env = self->env();
  if (!env->can_call_into_js()) return;
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handle_scope(isolate);
  v8::Context::Scope context_scope(env->context());
  if (uv->result < 0) return self->Complete(v8::Integer::New(isolate, static_cast<int>(uv->result)), {});
  v8::TryCatch try_catch(isolate);
  v8::MaybeLocal<v8::Value> value = self->convert_(env, uv);
  if (value.IsEmpty()) {
    if (try_catch.HasTerminated()) return;
    v8::Local<v8::Value> error = try_catch.Exception();
    try_catch.Reset();
    return self->Complete(error, {});
  }
  self->Complete(v8::Integer::New(isolate, 0), value);
}

void FsRequest::BeginTrace(const char* label, bool job, const char* path) {
  traced_label_ = label;
  traced_job_ = job;
  TraceBegin(label, job, this, path);
}

void FsRequest::FinishTrace(int64_t result) {
  if (const char* label = std::exchange(traced_label_, nullptr); label != nullptr) [[unlikely]]
    TraceEnd(label, traced_job_, this, result);
}

void FsRequest::Complete(v8::Local<v8::Value> error, v8::MaybeLocal<v8::Value> maybe_value) {
  v8::Local<v8::Value> argv[2] = {error};
  int argc = maybe_value.ToLocal(&argv[1]) ? 2 : 1;
  MakeCallback(Internalized(isolate(), "oncomplete"), argc, argv);
}

void FsRequest::StartJob(std::unique_ptr<FsJob> job, const char* label) {
  job->request_ = this;
  if (TracesAsync()) [[unlikely]]
    BeginTrace(label, true, nullptr);
  job_ = job.get();
  ClearWeak();
  MarkDispatched();
  PoolSubmitter submitter(async_context().async_id);
  int err = SubmitPoolWork(env()->event_loop(), std::move(job), label);
  ISOSCOPE_CHECK(err == 0);  // libuv refuses only work without a function.
}

void FsJob::Done(int status) {
  std::unique_ptr<FsRequest> request = FsRequest::Take<FsRequest>(request_->req());
  request->FinishTrace(status);
  Environment* env = request->env();
  if (!env->can_call_into_js()) return;
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handle_scope(isolate);
  v8::Context::Scope context_scope(env->context());
  if (status < 0) return request->Complete(v8::Integer::New(isolate, status), {});
  v8::TryCatch try_catch(isolate);
  v8::MaybeLocal<v8::Value> value = Finish(env);
  if (!value.IsEmpty()) return request->Complete(v8::Integer::New(isolate, 0), value);
  if (try_catch.HasTerminated()) return;
  v8::Local<v8::Value> error = try_catch.Exception();
  try_catch.Reset();
  request->Complete(error, {});
}

void RunJob(const CallInfo& info, int req_index, const char* label, std::unique_ptr<FsJob> job) {
  if (info[req_index]->IsUndefined()) {
    {
      SyncTrace trace(label, true);
      job->Perform();
    }
    v8::Local<v8::Value> value;
    if (job->Finish(Environment::From(info.GetIsolate())).ToLocal(&value)) info.GetReturnValue().Set(value);
    return;
  }
  FsRequest* request = FsRequest::Idle(info, req_index);
  if (request != nullptr) request->StartJob(std::move(job), label);
}

v8::MaybeLocal<v8::Value> ZeroOf(Environment* env, uv_fs_t*) { return v8::Integer::New(env->isolate(), 0); }

v8::MaybeLocal<v8::Value> NumberOf(Environment* env, uv_fs_t* req) { return v8::Number::New(env->isolate(), static_cast<double>(req->result)); }

v8::MaybeLocal<v8::Value> NameValue(Environment* env, std::string_view name, bool as_buffer) {
  if (as_buffer) return CopyToBuffer(env, name);
  return Utf8(env->isolate(), name);
}

template <bool as_buffer>
v8::MaybeLocal<v8::Value> LinkOf(Environment* env, uv_fs_t* req) {
  return NameValue(env, static_cast<const char*>(req->ptr), as_buffer);
}
template v8::MaybeLocal<v8::Value> LinkOf<true>(Environment*, uv_fs_t*);
template v8::MaybeLocal<v8::Value> LinkOf<false>(Environment*, uv_fs_t*);

template <bool as_buffer>
v8::MaybeLocal<v8::Value> PathOf(Environment* env, uv_fs_t* req) {
  return NameValue(env, req->path, as_buffer);
}
template v8::MaybeLocal<v8::Value> PathOf<true>(Environment*, uv_fs_t*);
template v8::MaybeLocal<v8::Value> PathOf<false>(Environment*, uv_fs_t*);

void ThrowUv(v8::Isolate* isolate, int err, const char* syscall, std::string_view path, std::string_view dest) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  std::string code = uv_err_name(err);
  std::string text = code + ": " + uv_strerror(err) + ", " + syscall;
  if (path.data() != nullptr) text += " '" + std::string(path) + "'";
  if (dest.data() != nullptr) text += " -> '" + std::string(dest) + "'";
  v8::Local<v8::String> message;
  if (!Utf8(isolate, text).ToLocal(&message)) return;
  v8::Local<v8::Object> error = v8::Exception::Error(message).As<v8::Object>();
  // Own data properties of a fresh object: only termination can stop them, and then the error does not matter.
  auto set = [&](const char* name, v8::MaybeLocal<v8::Value> maybe) {
    v8::Local<v8::Value> value;
    if (maybe.ToLocal(&value)) error->CreateDataProperty(context, Internalized(isolate, name), value).IsJust();
  };
  set("errno", v8::Integer::New(isolate, err));
  set("code", OneByte(isolate, code));
  set("syscall", OneByte(isolate, syscall));
  if (path.data() != nullptr) set("path", Utf8(isolate, path));
  if (dest.data() != nullptr) set("dest", Utf8(isolate, dest));
  isolate->ThrowException(error);
}

}  // namespace isoscope::fs
