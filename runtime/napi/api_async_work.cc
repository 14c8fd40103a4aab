// Work of an add-on for libuv's pool, through the observed door.
#include <memory>
#include <utility>

#include "runtime/env/arguments.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"
#include "runtime/loop/work_names.h"
#include "runtime/napi/async_context.h"
#include "runtime/napi/entry.h"

using namespace isoscope::napi;

namespace {
class Job;
}

// The add-on's until napi_delete_async_work; while it is queued or runs, the job keeps it.
struct napi_async_work__ {
  napi_env env;
  AsyncContext context;
  napi_async_execute_callback execute;
  napi_async_complete_callback complete;
  void* data;
  const char* operation;
  Job* job = nullptr;    // Queued or running.
  bool deleted = false;  // By the add-on, meanwhile.
};

namespace {

napi_status StatusOf(int err) {
  if (err == 0) return napi_ok;
  if (err == UV_EINVAL) return napi_invalid_arg;
  return err == UV_ECANCELED ? napi_cancelled : napi_generic_failure;
}

class Job : public isoscope::PoolWork {
 public:
  explicit Job(napi_async_work work) : work_(work) { work->env->Ref(); }

  void Run() override { work_->execute(work_->env, work_->data); }

  void Done(int status) override {
    napi_env env = work_->env;
    work_->job = nullptr;
    if (work_->deleted) {
      delete work_;
    } else if (work_->complete != nullptr) {
      AsyncScope scope(work_->context);
      // It usually deletes the work.
      auto* complete = work_->complete;
      void* data = work_->data;
      env->CallBack([&] { complete(env, StatusOf(status), data); }, true);
    }
    env->Unref();
  }

 private:
  napi_async_work const work_;
};

}  // namespace

napi_status napi_create_async_work(napi_env env, napi_value async_resource, napi_value async_resource_name, napi_async_execute_callback execute,
                                   napi_async_complete_callback complete, void* data, napi_async_work* result) {
  if (napi_status bad = Enter(env, execute, result)) return bad;
  v8::Local<v8::Object> resource;
  if (async_resource != nullptr && !ToLocal(async_resource)->ToObject(env->context()).ToLocal(&resource)) return env->SetError(napi_object_expected);
  if (async_resource_name == nullptr) return env->SetError(napi_invalid_arg);
  v8::Local<v8::String> name;
  if (!ToLocal(async_resource_name)->ToString(env->context()).ToLocal(&name)) return env->SetError(napi_string_expected);
  const char* operation = isoscope::KeepWorkName("napi." + isoscope::ToUtf8(env->isolate(), name));
  *result = new napi_async_work__{env, {env->host(), resource, name}, execute, complete, data, operation};
  return env->ClearError();
}

napi_status napi_delete_async_work(napi_env env, napi_async_work work) {
  if (napi_status bad = Enter(env, work)) return bad;
  if (work->job != nullptr) {
    work->deleted = true;
  } else {
    delete work;
  }
  return env->ClearError();
}

napi_status napi_queue_async_work(node_api_basic_env env, napi_async_work work) {
  if (napi_status bad = EnterBasic(env, work)) return bad;
  if (work->job != nullptr) return env->SetError(napi_generic_failure);
  auto job = std::make_unique<Job>(work);
  work->job = job.get();
  const isoscope::PoolSubmitter submitter(work->context.ids().async_id);
  const isoscope::PoolLabel label(isoscope::LibraryOf(reinterpret_cast<void*>(work->execute)));
  if (int err = isoscope::SubmitPoolWork(env->host()->event_loop(), std::move(job), work->operation); err != 0) {
    work->job = nullptr;
    env->Unref();
    return env->SetError(StatusOf(err), static_cast<uint32_t>(err));
  }
  return env->ClearError();
}

napi_status napi_cancel_async_work(node_api_basic_env env, napi_async_work work) {
  if (napi_status bad = EnterBasic(env, work)) return bad;
  if (work->job == nullptr) return env->SetError(napi_generic_failure);
  const int err = work->job->Cancel();
  if (err != 0) return env->SetError(StatusOf(err), static_cast<uint32_t>(err));
  return env->ClearError();
}
