#include "runtime/loop/thread_pool.h"

#include <string_view>
#include <utility>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"
#include "runtime/loop/queue_work.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

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

int PoolWork::Submit(EventLoop* loop, std::unique_ptr<PoolWork> work, bool slow_io, const char* label) {
  const WorkKind kind = slow_io ? WorkKind::kSlowIo : WorkKind::kCpu;
  PoolWork* submitted = work.release();  // AfterOnLoop takes it back.
  submitted->request_.data = submitted;
  if (IsTraced()) [[unlikely]]
    submitted->traced_label_ = TraceSubmit(submitted, label);
  QueueWork(loop->uv(), &submitted->request_, kind, BeginPoolOperation(loop, kind, label, PoolLabel::Current()), RunOnPool, AfterOnLoop);
  return 0;
}

int SubmitPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label) {
  return PoolWork::Submit(loop, std::move(work), false, label);
}

int SubmitSlowPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label) {
  return PoolWork::Submit(loop, std::move(work), true, label);
}

void PoolWork::RunOnPool(uv_work_t* request) {
  auto* work = static_cast<PoolWork*>(request->data);
  const bool traced = work->traced_label_ != nullptr;
  if (traced) [[unlikely]]
    TraceLog::Get().Emit(TraceGroup::kPoolWorkSync, {.phase = 'B', .name = TracedName(work->traced_label_)});
  work->Run();
  if (traced) [[unlikely]]
    TraceLog::Get().Emit(TraceGroup::kPoolWorkSync, {.phase = 'E', .name = TracedName(work->traced_label_)});
}

void PoolWork::AfterOnLoop(uv_work_t* request, int status) {
  std::unique_ptr<PoolWork> work(static_cast<PoolWork*>(request->data));
  if (work->traced_label_ != nullptr) [[unlikely]] {
    TraceLog::Get().Emit(
        TraceGroup::kPoolWorkAsync,
        {.phase = 'e', .name = TracedName(work->traced_label_), .args = TraceArg("result", int64_t{status}), .id = TraceIdOf(work.get())});
  }
  work->Done(status);
}

}  // namespace isoscope
