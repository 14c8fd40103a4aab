#include "runtime/loop/thread_pool.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"
#include "runtime/probes/trace_log.h"

extern "C" void __real_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*),
                                       void (*done)(struct uv__work*, int));

namespace isoscope {
namespace {

uv_work_t* RequestOf(uv__work* work) { return reinterpret_cast<uv_work_t*>(reinterpret_cast<char*>(work) - offsetof(uv_work_t, work_req)); }

// "crypto" of "crypto.pbkdf2". Operations on files have trace events of their own.
std::string_view TracedName(const char* label) {
  const std::string_view text(label);
  return text.substr(0, text.find('.'));
}

const char* TraceSubmit(const void* work, const char* label) {
  if (TracedName(label) == "fs") return nullptr;
  TraceLog::Get().Emit(TraceGroup::kPoolWorkAsync, {.phase = 'b', .name = TracedName(label), .id = TraceIdOf(work)});
  return label;
}

bool IsTraced() { return Traced(TraceGroup::kPoolWorkAsync) || Traced(TraceGroup::kPoolWorkSync); }

}  // namespace

int SubmitPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label) {
  NotePoolSubmission();
  std::unique_ptr<PoolOperation> operation = BeginPoolOperation(loop, WorkKind::kCpu, label, PoolLabel::Current());
  work->operation_ = operation.get();
  work->request_.data = work.get();
  if (IsTraced()) [[unlikely]]
    work->traced_label_ = TraceSubmit(work.get(), label);
  int err = uv_queue_work(loop->uv(), &work->request_, PoolWork::RunOnPool, PoolWork::AfterOnLoop);
  if (err != 0) {
    if (operation != nullptr) AbandonPoolOperation(std::move(operation));
    return err;
  }
  (void)operation.release();  // AfterOnLoop takes both back.
  (void)work.release();
  return 0;
}

int SubmitSlowPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label) {
  constexpr int kSlowIo = 2;  // UV__WORK_SLOW_IO, which libuv's headers do not show.
  NotePoolSubmission();
  std::unique_ptr<PoolOperation> operation = BeginPoolOperation(loop, WorkKind::kSlowIo, label, PoolLabel::Current());
  PoolWork* submitted = work.release();  // AfterOnLoop takes both back.
  submitted->operation_ = operation.release();
  if (IsTraced()) [[unlikely]]
    submitted->traced_label_ = TraceSubmit(submitted, label);
  uv_work_t* request = &submitted->request_;
  // What uv_queue_work does, but for the class of work.
  request->data = submitted;
  request->type = UV_WORK;
  request->loop = loop->uv();
  loop->uv()->active_reqs.count++;
  const auto run = [](uv__work* work) { PoolWork::RunOnPool(RequestOf(work)); };
  const auto done = [](uv__work* work, int status) {
    uv_work_t* request = RequestOf(work);
    request->loop->active_reqs.count--;
    PoolWork::AfterOnLoop(request, status);
  };
  __real_uv__work_submit(loop->uv(), &request->work_req, kSlowIo, run, done);
  return 0;
}

void PoolWork::RunOnPool(uv_work_t* request) {
  auto* work = static_cast<PoolWork*>(request->data);
  const bool traced = work->traced_label_ != nullptr;
  if (traced) [[unlikely]]
    TraceLog::Get().Emit(TraceGroup::kPoolWorkSync, {.phase = 'B', .name = TracedName(work->traced_label_)});
  if (work->operation_ != nullptr) StampPoolStart(work->operation_);
  work->Run();
  if (work->operation_ != nullptr) StampPoolEnd(work->operation_);
  if (traced) [[unlikely]]
    TraceLog::Get().Emit(TraceGroup::kPoolWorkSync, {.phase = 'E', .name = TracedName(work->traced_label_)});
}

void PoolWork::AfterOnLoop(uv_work_t* request, int status) {
  std::unique_ptr<PoolWork> work(static_cast<PoolWork*>(request->data));
  if (work->operation_ != nullptr) {
    EndPoolOperation(std::unique_ptr<PoolOperation>(work->operation_), status);
    work->operation_ = nullptr;
  }
  if (work->traced_label_ != nullptr) [[unlikely]] {
    TraceLog::Get().Emit(
        TraceGroup::kPoolWorkAsync,
        {.phase = 'e', .name = TracedName(work->traced_label_), .args = TraceArg("result", int64_t{status}), .id = TraceIdOf(work.get())});
  }
  work->Done(status);
}

}  // namespace isoscope
