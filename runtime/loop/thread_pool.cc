#include "runtime/loop/thread_pool.h"

#include <utility>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"

namespace isoscope {

int SubmitPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label) {
  NotePoolSubmission();
  std::unique_ptr<PoolOperation> operation = BeginPoolOperation(loop, WorkKind::kCpu, label, PoolLabel::Current());
  work->operation_ = operation.get();
  work->request_.data = work.get();
  int err = uv_queue_work(loop->uv(), &work->request_, PoolWork::RunOnPool, PoolWork::AfterOnLoop);
  if (err != 0) {
    if (operation != nullptr) AbandonPoolOperation(std::move(operation));
    return err;
  }
  (void)operation.release();  // AfterOnLoop takes both back.
  (void)work.release();
  return 0;
}

void PoolWork::RunOnPool(uv_work_t* request) {
  auto* work = static_cast<PoolWork*>(request->data);
  if (work->operation_ == nullptr) {
    work->Run();
    return;
  }
  StampPoolStart(work->operation_);
  work->Run();
  StampPoolEnd(work->operation_);
}

void PoolWork::AfterOnLoop(uv_work_t* request, int status) {
  std::unique_ptr<PoolWork> work(static_cast<PoolWork*>(request->data));
  if (work->operation_ != nullptr) {
    EndPoolOperation(std::unique_ptr<PoolOperation>(work->operation_), status);
    work->operation_ = nullptr;
  }
  work->Done(status);
}

}  // namespace isoscope
