// The one door for our own work on libuv's pool (crypto, zlib, sleeps, what Node-API is given), with the same records that the wrapped libuv
// operations get.
//
// Submit and cancel on the loop's thread. The work is owned by the pool from a successful submit until Done() returned.
#ifndef ISOSCOPE_RUNTIME_LOOP_THREAD_POOL_H_
#define ISOSCOPE_RUNTIME_LOOP_THREAD_POOL_H_

#include <memory>

#include <uv.h>

namespace isoscope {

class EventLoop;

class PoolWork {
 public:
  virtual ~PoolWork() = default;
  PoolWork() = default;
  PoolWork(const PoolWork&) = delete;
  PoolWork& operator=(const PoolWork&) = delete;

  virtual void Run() = 0;             // On a pool thread, once; never after a successful Cancel().
  virtual void Done(int status) = 0;  // On the loop's thread, always, 0 or UV_ECANCELED; the work is deleted when it returns.

  // 0, or UV_EBUSY when it already runs. Done(UV_ECANCELED) still comes, from the loop.
  int Cancel() { return uv_cancel(reinterpret_cast<uv_req_t*>(&request_)); }

 private:
  friend int SubmitPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label);
  friend int SubmitSlowPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label);
  static int Submit(EventLoop* loop, std::unique_ptr<PoolWork> work, bool slow_io, const char* label);
  static void RunOnPool(uv_work_t* request);
  static void AfterOnLoop(uv_work_t* request, int status);

  uv_work_t request_{};
  const char* traced_label_ = nullptr;  // Null when nobody traced at submit.
};

// A uv error code or 0; on failure the work is deleted and Done() never comes. `label` must be static text ("crypto.pbkdf2").
int SubmitPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label);
// The same in libuv's class of slow I/O, as name lookups are: it gives them half of its threads, rounded up.
int SubmitSlowPoolWork(EventLoop* loop, std::unique_ptr<PoolWork> work, const char* label);

// How many threads libuv's pool has, or will have when first used: UV_THREADPOOL_SIZE as libuv reads it.
int PoolThreadCount();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_THREAD_POOL_H_
