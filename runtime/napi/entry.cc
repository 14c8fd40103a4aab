#include "runtime/napi/entry.h"

namespace isoscope::napi {

bool JsEntry::Open() {
  if (env_ == nullptr) {
    status_ = napi_invalid_arg;
    return false;
  }
  env_->CheckNotInGc();
  if (!env_->last_exception.IsEmpty()) {
    Fail(napi_pending_exception);
    return false;
  }
  if (!env_->can_call_into_js()) {
    Fail(env_->api_version() >= 10 ? napi_cannot_run_js : napi_pending_exception);
    return false;
  }
  env_->ClearError();
  try_catch_.emplace(env_->isolate());
  return true;
}

}  // namespace isoscope::napi
