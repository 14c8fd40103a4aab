#include "runtime/loop/queue_work.h"

#include <cstddef>
#include <utility>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/work_names.h"
#include "runtime/probes/hub.h"

extern "C" void __real_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*),
                                       void (*done)(struct uv__work*, int));

namespace isoscope {
namespace {

uv_work_t* RequestOf(uv__work* work) { return reinterpret_cast<uv_work_t*>(reinterpret_cast<char*>(work) - offsetof(uv_work_t, work_req)); }
PoolOperation*& OperationOf(uv_work_t* request) { return reinterpret_cast<PoolOperation*&>(request->reserved[5]); }

void Run(uv__work* work) {
  uv_work_t* request = RequestOf(work);
  PoolOperation* operation = OperationOf(request);
  if (operation != nullptr) StampPoolStart(operation);
  request->work_cb(request);
  if (operation != nullptr) StampPoolEnd(operation);
}

void Done(uv__work* work, int status) {
  uv_work_t* request = RequestOf(work);
  request->loop->active_reqs.count--;
  if (PoolOperation* operation = std::exchange(OperationOf(request), nullptr)) EndPoolOperation(std::unique_ptr<PoolOperation>(operation), status);
  if (request->after_work_cb != nullptr) request->after_work_cb(request, status);
}

}  // namespace

void QueueWork(uv_loop_t* loop, uv_work_t* request, WorkKind kind, std::unique_ptr<PoolOperation> operation, uv_work_cb work,
               uv_after_work_cb after) {
  NotePoolSubmission();
  request->type = UV_WORK;
  request->loop = loop;
  request->work_cb = work;
  request->after_work_cb = after;
  OperationOf(request) = operation.release();  // Done() takes it back.
  loop->active_reqs.count++;
  __real_uv__work_submit(loop, &request->work_req, static_cast<int>(kind), Run, Done);
}

}  // namespace isoscope

// What add-ons call. Of a loop of their own nothing is observed.
extern "C" __attribute__((visibility("default"))) int isoscope_uv_queue_work(uv_loop_t* loop, uv_work_t* request, uv_work_cb work,
                                                                             uv_after_work_cb after) {
  using namespace isoscope;
  if (work == nullptr) return UV_EINVAL;
  std::unique_ptr<PoolOperation> operation;
  if (Hub::Wants(Kind::kPool)) {
    EventLoop* observed = EventLoop::From(loop);
    if (observed != nullptr) operation = BeginPoolOperation(observed, WorkKind::kCpu, "uv_queue_work", LibraryOf(reinterpret_cast<void*>(work)));
  }
  QueueWork(loop, request, WorkKind::kCpu, std::move(operation), work, after);
  return 0;
}
