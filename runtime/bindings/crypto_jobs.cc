// The operations of internalBinding('crypto') that may take long: key derivation and random bytes. See CryptoJob.

#include <algorithm>
#include <cstring>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

// How many bytes to derive. OpenSSL counts them in an int, and more would wrap around.
bool GetResultSize(const CallInfo& info, int index, uint32_t* out) {
  if (!GetUint32(info, index, out)) return false;
  if (*out <= INT32_MAX) return true;
  ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "Too many bytes are to be derived");
  return false;
}

// new Pbkdf2Job(password, salt, iterations, keylen, digest)
class Pbkdf2Job final : public CryptoJob {
 public:
  static void New(const CallInfo& info) {
    std::string password, salt, digest;
    uint32_t iterations = 0, size = 0;
    if (!IsConstruct(info) || !GetByteSource(info, 0, &password) || !GetByteSource(info, 1, &salt) || !GetUint32(info, 2, &iterations) ||
        !GetResultSize(info, 3, &size) || !GetUtf8(info, 4, &digest)) {
      return;
    }
    new Pbkdf2Job(Environment::From(info.GetIsolate()), info.This(), std::move(password), std::move(salt), iterations, size, digest);
  }

  void Compute() override {
    // OpenSSL 3.0 derives no bytes without a word; Node's newer one refuses.
    if (digest_ == nullptr || result_.empty() || iterations_ > INT32_MAX || password_.size() > INT32_MAX || salt_.size() > INT32_MAX ||
        PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()), Readable(salt_), static_cast<int>(salt_.size()),
                          static_cast<int>(iterations_), digest_, static_cast<int>(result_.size()), Writable(&result_)) != 1) {
      Fail("Deriving bits failed");
    }
  }

 private:
  Pbkdf2Job(Environment* env, v8::Local<v8::Object> object, std::string password, std::string salt, uint32_t iterations, uint32_t size,
            const std::string& digest)
      : CryptoJob(env, object, AsyncProvider::kPBKDF2REQUEST, "crypto.pbkdf2"),
        password_(std::move(password)),
        salt_(std::move(salt)),
        iterations_(iterations),
        digest_(FindDigest(digest)) {
    result_.resize(size);
  }

  const std::string password_;
  const std::string salt_;
  const uint32_t iterations_;
  const EVP_MD* const digest_;
};

// new ScryptJob(password, salt, N, r, p, maxmem, keylen); throws when OpenSSL refuses the parameters.
class ScryptJob final : public CryptoJob {
 public:
  static void New(const CallInfo& info) {
    std::string password, salt;
    uint32_t cost = 0, block_size = 0, parallelization = 0, size = 0;
    double max_memory = 0;
    if (!IsConstruct(info) || !GetByteSource(info, 0, &password) || !GetByteSource(info, 1, &salt) || !GetUint32(info, 2, &cost) ||
        !GetUint32(info, 3, &block_size) || !GetUint32(info, 4, &parallelization) || !GetDouble(info, 5, &max_memory) ||
        !GetResultSize(info, 6, &size)) {
      return;
    }
    EnsureOpenSsl();
    constexpr double kMostMemory = 9007199254740991.0;  // 2^53 - 1
    Parameters parameters{cost, block_size, parallelization, max_memory > 0 ? static_cast<uint64_t>(std::min(max_memory, kMostMemory)) : 0};
    if (EVP_PBE_scrypt(nullptr, 0, nullptr, 0, parameters.cost, parameters.block_size, parameters.parallelization, parameters.max_memory, nullptr,
                       0) != 1) {
      unsigned long error = TakeOpenSslError();
      std::string message = "Invalid scrypt params";
      if (error != 0) message += ": " + OpenSslErrorText(error);
      return ThrowRangeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", message);
    }
    new ScryptJob(Environment::From(info.GetIsolate()), info.This(), std::move(password), std::move(salt), parameters, size);
  }

  void Compute() override {
    if (EVP_PBE_scrypt(password_.data(), password_.size(), Readable(salt_), salt_.size(), parameters_.cost, parameters_.block_size,
                       parameters_.parallelization, parameters_.max_memory, Writable(&result_), result_.size()) != 1) {
      Fail("Deriving bits failed");
    }
  }

 private:
  struct Parameters {
    uint64_t cost, block_size, parallelization, max_memory;
  };
  ScryptJob(Environment* env, v8::Local<v8::Object> object, std::string password, std::string salt, const Parameters& parameters, uint32_t size)
      : CryptoJob(env, object, AsyncProvider::kSCRYPTREQUEST, "crypto.scrypt"),
        password_(std::move(password)),
        salt_(std::move(salt)),
        parameters_(parameters) {
    result_.resize(size);
  }

  const std::string password_;
  const std::string salt_;
  const Parameters parameters_;
};

// new HkdfJob(digest, key, salt, info, length)
class HkdfJob final : public CryptoJob {
 public:
  static void New(const CallInfo& info) {
    std::string digest, key, salt, context;
    uint32_t size = 0;
    if (!IsConstruct(info) || !GetUtf8(info, 0, &digest) || !GetByteSource(info, 1, &key) || !GetByteSource(info, 2, &salt) ||
        !GetByteSource(info, 3, &context) || !GetResultSize(info, 4, &size)) {
      return;
    }
    new HkdfJob(Environment::From(info.GetIsolate()), info.This(), digest, std::move(key), std::move(salt), std::move(context), size);
  }

  void Compute() override {
    if (!Derive()) Fail("Deriving bits failed");
  }

 private:
  HkdfJob(Environment* env, v8::Local<v8::Object> object, const std::string& digest, std::string key, std::string salt, std::string context,
          uint32_t size)
      : CryptoJob(env, object, AsyncProvider::kDERIVEBITSREQUEST, "crypto.hkdf"),
        digest_(FindDigest(digest)),
        key_(std::move(key)),
        salt_(std::move(salt)),
        context_(std::move(context)) {
    result_.resize(size);
  }

  bool Derive() {
    if (digest_ == nullptr || result_.empty()) return false;
    std::unique_ptr<EVP_KDF, OpenSslFree<EVP_KDF, EVP_KDF_free>> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    if (kdf == nullptr) return false;
    KdfContext context(EVP_KDF_CTX_new(kdf.get()));
    if (context == nullptr) return false;
    auto octets = [](const char* name, const std::string& bytes) {
      return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
    };
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(EVP_MD_get0_name(digest_)), 0),
        octets(OSSL_KDF_PARAM_KEY, key_),
        octets(OSSL_KDF_PARAM_SALT, salt_),
        octets(OSSL_KDF_PARAM_INFO, context_),
        OSSL_PARAM_construct_end(),
    };
    return EVP_KDF_derive(context.get(), Writable(&result_), result_.size(), parameters) == 1;
  }

  const EVP_MD* const digest_;
  const std::string key_;
  const std::string salt_;
  const std::string context_;
};

// new RandomBytesJob(buffer or view, offset, size): writes into the caller's memory, which it pins.
class RandomBytesJob final : public CryptoJob {
 public:
  static void New(const CallInfo& info) {
    Bytes bytes;
    uint32_t offset = 0, size = 0;
    if (!IsConstruct(info) || !GetBytes(info, 0, &bytes) || !GetUint32(info, 1, &offset) || !GetUint32(info, 2, &size)) return;
    if (offset > bytes.size || size > bytes.size - offset) {
      return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The random bytes do not fit into the buffer");
    }
    new RandomBytesJob(Environment::From(info.GetIsolate()), info.This(), std::move(bytes), offset, size);
  }

  void Compute() override {
    if (size_ > 0 && RAND_bytes(bytes_.data + offset_, static_cast<int>(size_)) != 1) Fail("Operation failed");
  }
  v8::MaybeLocal<v8::Value> TakeResult() override { return v8::Undefined(isolate()); }

 private:
  RandomBytesJob(Environment* env, v8::Local<v8::Object> object, Bytes bytes, uint32_t offset, uint32_t size)
      : CryptoJob(env, object, AsyncProvider::kRANDOMBYTESREQUEST, "crypto.randomBytes"), bytes_(std::move(bytes)), offset_(offset), size_(size) {}

  const Bytes bytes_;
  const uint32_t offset_;
  const uint32_t size_;
};

}  // namespace

constinit const BindingClass kPbkdf2JobClass = {.name = "Pbkdf2Job", .construct = Method<Pbkdf2Job::New>("Pbkdf2Job"), .methods = kCryptoJobMethods};
constinit const BindingClass kScryptJobClass = {.name = "ScryptJob", .construct = Method<ScryptJob::New>("ScryptJob"), .methods = kCryptoJobMethods};
constinit const BindingClass kHkdfJobClass = {.name = "HkdfJob", .construct = Method<HkdfJob::New>("HkdfJob"), .methods = kCryptoJobMethods};
constinit const BindingClass kRandomBytesJobClass = {
    .name = "RandomBytesJob", .construct = Method<RandomBytesJob::New>("RandomBytesJob"), .methods = kCryptoJobMethods};

}  // namespace isoscope
