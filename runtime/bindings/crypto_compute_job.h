// A CryptoJob whose work is a function: signing, ciphers, key generation, primes.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_COMPUTE_JOB_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_COMPUTE_JOB_H_

#include <functional>
#include <string>
#include <utility>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"

namespace isoscope {

class ComputeJob final : public CryptoJob {
 public:
  // Any thread: puts its bytes into the string. False with OpenSSL's errors queued.
  using Function = std::function<bool(std::string* out)>;
  enum class Result { kBytes, kBoolean, kNothing };

  // `fallback` is said when OpenSSL says nothing.
  // A job of kNothing, which makes keys, fails with OpenSSL's text alone, as Node's do.
  // `on_success` runs on the isolate's thread before the result is taken.
  static void Make(const CallInfo& info, AsyncProvider provider, const char* label, const char* fallback, Function function,
                   Result result = Result::kBytes, std::function<void()> on_success = nullptr);
  void Compute() override;
  v8::MaybeLocal<v8::Value> TakeResult() override;

 private:
  ComputeJob(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider, const char* label, const char* fallback, Function function,
             Result result, std::function<void()> on_success)
      : CryptoJob(env, object, provider, label),
        fallback_(fallback),
        function_(std::move(function)),
        result_kind_(result),
        on_success_(std::move(on_success)) {}

  const char* const fallback_;
  const Function function_;
  const Result result_kind_;
  const std::function<void()> on_success_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_COMPUTE_JOB_H_
