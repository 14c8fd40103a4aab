#include "runtime/bindings/crypto_compute_job.h"

#include <openssl/err.h>

#include "runtime/env/environment.h"

namespace isoscope {

void ComputeJob::Make(const CallInfo& info, AsyncProvider provider, const char* label, const char* fallback, Function function, Result result,
                      std::function<void()> on_success) {
  new ComputeJob(Environment::From(info.GetIsolate()), info.This(), provider, label, fallback, std::move(function), result, std::move(on_success));
}

void ComputeJob::Compute() {
  ERR_clear_error();
  if (!function_(&result_)) return FailWithOpenSslError(fallback_, result_kind_ != Result::kNothing);
  ERR_clear_error();
}

v8::MaybeLocal<v8::Value> ComputeJob::TakeResult() {
  if (on_success_ != nullptr) on_success_();
  if (result_kind_ == Result::kBytes) return CryptoJob::TakeResult();
  if (result_kind_ == Result::kBoolean) return v8::Boolean::New(isolate(), result_ == "1");
  return v8::Undefined(isolate());
}

}  // namespace isoscope
