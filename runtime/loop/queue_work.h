// uv_queue_work, with the record of the operation, for both who hand work to the pool: our own (thread_pool.h), and add-ons, whose
// uv_queue_work the linker binds to ours (BUILD.gn).
//
// Loop thread. The operation hangs at a word of the request that libuv reserves and, on Unix, never touches (uv_req_s::reserved).
#ifndef ISOSCOPE_RUNTIME_LOOP_QUEUE_WORK_H_
#define ISOSCOPE_RUNTIME_LOOP_QUEUE_WORK_H_

#include <memory>

#include <uv.h>

#include "runtime/loop/pool_operation.h"

namespace isoscope {

// `operation` may be null: nobody watches. `after` may be null. uv_cancel works on the request as ever; `after` may free it.
void QueueWork(uv_loop_t* loop, uv_work_t* request, WorkKind kind, std::unique_ptr<PoolOperation> operation, uv_work_cb work, uv_after_work_cb after);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_QUEUE_WORK_H_
