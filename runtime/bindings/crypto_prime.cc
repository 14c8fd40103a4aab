// Primes: making and checking them.

#define OPENSSL_SUPPRESS_DEPRECATED  // The number of checks can only be given to the older function.
#include <openssl/bn.h>
#include <openssl/err.h>

#include "runtime/bindings/crypto_compute_job.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

// new RandomPrimeJob(bits, is safe, add or undefined, rem or undefined)
void NewRandomPrimeJob(const CallInfo& info) {
  uint32_t bits = 0;
  bool is_safe = false;
  std::string add, rem;
  if (!IsConstruct(info) || !GetUint32(info, 0, &bits) || !GetBool(info, 1, &is_safe) || (!info[2]->IsUndefined() && !GetByteSource(info, 2, &add)) ||
      (!info[3]->IsUndefined() && !GetByteSource(info, 3, &rem))) {
    return;
  }
  v8::Isolate* isolate = info.GetIsolate();
  if (bits == 0 || bits > INT32_MAX || add.size() > INT32_MAX || rem.size() > INT32_MAX) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The size of the prime is out of range");
  }
  auto number = [](const std::string& bytes) -> std::shared_ptr<BIGNUM> {
    if (bytes.empty()) return nullptr;
    return {BN_bin2bn(Readable(bytes), static_cast<int>(bytes.size()), nullptr), BN_clear_free};
  };
  EnsureOpenSsl();
  std::shared_ptr<BIGNUM> add_number = number(add), rem_number = number(rem);
  // OpenSSL would look for ever.
  if (add_number != nullptr && BN_num_bits(add_number.get()) > static_cast<int>(bits)) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "invalid options.add");
  }
  if (rem_number != nullptr && add_number != nullptr && BN_cmp(add_number.get(), rem_number.get()) != 1) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "invalid options.rem");
  }
  ComputeJob::Make(
      info, AsyncProvider::kRANDOMPRIMEREQUEST, "crypto.generatePrime", "could not generate prime",
      [bits, is_safe, add_number, rem_number](std::string* out) {
        BnPtr prime(BN_secure_new());
        if (prime == nullptr || BN_generate_prime_ex(prime.get(), static_cast<int>(bits), is_safe, add_number.get(), rem_number.get(), nullptr) != 1)
          return false;
        out->resize(static_cast<size_t>(BN_num_bytes(prime.get())));
        return BN_bn2binpad(prime.get(), Writable(out), static_cast<int>(out->size())) >= 0;
      });
}

// new CheckPrimeJob(candidate, checks)
void NewCheckPrimeJob(const CallInfo& info) {
  std::string candidate;
  uint32_t checks = 0;
  if (!IsConstruct(info) || !GetByteSource(info, 0, &candidate) || !GetUint32(info, 1, &checks)) return;
  if (candidate.size() > INT32_MAX || checks > INT32_MAX) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The candidate is too large");
  EnsureOpenSsl();
  ComputeJob::Make(
      info, AsyncProvider::kCHECKPRIMEREQUEST, "crypto.checkPrime", "could not check prime",
      [candidate = std::move(candidate), checks](std::string* out) {
        BnPtr number(BN_bin2bn(Readable(candidate), static_cast<int>(candidate.size()), nullptr));
        std::unique_ptr<BN_CTX, OpenSslFree<BN_CTX, BN_CTX_free>> context(BN_CTX_new());
        if (number == nullptr || context == nullptr) return false;
        int result = BN_is_prime_ex(number.get(), static_cast<int>(checks), context.get(), nullptr);
        *out = result == 1 ? "1" : "0";
        return result >= 0;
      },
      ComputeJob::Result::kBoolean);
}

}  // namespace

constinit const BindingClass kRandomPrimeJobClass = {
    .name = "RandomPrimeJob", .construct = Method<NewRandomPrimeJob>("RandomPrimeJob", 4), .methods = kCryptoJobMethods};
constinit const BindingClass kCheckPrimeJobClass = {
    .name = "CheckPrimeJob", .construct = Method<NewCheckPrimeJob>("CheckPrimeJob", 2), .methods = kCryptoJobMethods};

}  // namespace isoscope
