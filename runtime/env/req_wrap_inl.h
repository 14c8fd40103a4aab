// The templates of req_wrap.h that need Environment; included by it.
#ifndef ISOSCOPE_RUNTIME_ENV_REQ_WRAP_INL_H_
#define ISOSCOPE_RUNTIME_ENV_REQ_WRAP_INL_H_

#include "runtime/env/environment.h"
#include "runtime/loop/pool_label.h"

namespace isoscope {

template <typename Req>
template <typename Start, typename... Args>
int ReqWrap<Req>::Dispatch(Start start, Args... args) {
  MarkDispatched();
  PoolSubmitter submitter(async_context().async_id);  // Joins a pool record to what waits for it.
  int err = start(env()->uv_loop(), &req_, args...);
  if (err < 0) MarkDone();
  return err;
}

template <typename Req>
template <typename Start, typename... Args>
int ReqWrap<Req>::DispatchOnHandle(Start start, Args... args) {
  MarkDispatched();
  int err = start(&req_, args...);
  if (err < 0) MarkDone();
  return err;
}

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_REQ_WRAP_INL_H_
