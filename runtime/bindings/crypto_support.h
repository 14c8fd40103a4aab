// What the parts of internalBinding('crypto') share: OpenSSL started on first use, its errors as Node shows them, and jobs that run at once
// or on the observed pool.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_SUPPORT_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_SUPPORT_H_

#include <memory>
#include <string>
#include <vector>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>
#include <v8-function-callback.h>

#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"

namespace isoscope {

template <typename T, void (*kFree)(T*)>
struct OpenSslFree {
  void operator()(T* pointer) const { kFree(pointer); }
};
using MdContext = std::unique_ptr<EVP_MD_CTX, OpenSslFree<EVP_MD_CTX, EVP_MD_CTX_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, OpenSslFree<EVP_KDF_CTX, EVP_KDF_CTX_free>>;
using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO, BIO_free_all>>;
using BnPtr = std::unique_ptr<BIGNUM, OpenSslFree<BIGNUM, BN_clear_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpenSslFree<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslFree<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY, EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, OpenSslFree<X509, X509_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, OpenSslFree<EVP_MAC_CTX, EVP_MAC_CTX_free>>;

// Before any other OpenSSL call, on any thread: without its configuration file, so that nothing outside the binary changes what we do.
void EnsureOpenSsl();

// A digest by any of its names; null (with OpenSSL's error queued) when there is none. Fetched once per process.
const EVP_MD* FindDigest(const std::string& name);
std::vector<std::string> DigestNames();
// A short way to the digests that JavaScript has asked for by name: their numbers, -1 for none; null for a wrong one.
int DigestId(const std::string& name);
const EVP_MD* DigestById(int id);

// The oldest error of this thread's queue, which it empties; 0 when there is none. `others` are all but that, newest first.
unsigned long TakeOpenSslError(std::vector<std::string>* others = nullptr);
std::string OpenSslErrorText(unsigned long error);
// What `opensslErrorStack` lists of the queue, if anything: as Node does, by operation. kOnly has the list alone, the message is the fallback.
enum class ErrorStack { kOthers, kAll, kNone, kOnly };
// Throws what the queue holds with `library`, `reason`, `code` (ERR_OSSL_...) and `opensslErrorStack`, or an Error saying `fallback`.
void ThrowOpenSslError(v8::Isolate* isolate, const char* fallback, ErrorStack stack = ErrorStack::kOthers);

// The error for what the queue holds, which it empties. Any thread may take it, the isolate's makes the value.
struct OpenSslError {
  unsigned long code = 0;
  std::vector<std::string> stack;
  std::string fallback;
  bool has_code = true;
};
OpenSslError TakeWholeOpenSslError(const char* fallback, ErrorStack stack = ErrorStack::kOthers);
v8::Local<v8::Value> OpenSslErrorValue(v8::Isolate* isolate, const OpenSslError& error);

// False after throwing: a class was called without `new`.
bool IsConstruct(const v8::FunctionCallbackInfo<v8::Value>& info);

// The bytes of a string (UTF-8), ArrayBuffer or view: a copy, so that a pool thread may read it while JavaScript goes on.
bool GetByteSource(const v8::FunctionCallbackInfo<v8::Value>& info, int index, std::string* out);

// One operation that gives bytes. JavaScript: `job.run()` returns [error, result] at once; with `job.ondone = (error, result) => {}` set and
// `job.start()` called it runs on the pool. The job holds itself alive while the pool has it.
class CryptoJob : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"CryptoJob", &AsyncWrap::kClass};
  CryptoJob(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider, const char* label);
  const ClassInfo* class_info() const override { return &kClass; }
  void OnEnvironmentTeardown() override;

  static void JsRun(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsStart(const v8::FunctionCallbackInfo<v8::Value>& info);

 protected:
  virtual void Compute() = 0;  // Any thread; sets result_ or calls Fail().
  // By default an ArrayBuffer over result_.
  virtual v8::MaybeLocal<v8::Value> TakeResult();
  // `message` for the error, to which OpenSSL's own text is added after ": " if `with_reason` and there is one.
  void Fail(const char* message, bool with_reason = false, const char* code = nullptr);
  // The whole of OpenSSL's error, or one saying `fallback`. That of the pool never has a code.
  void FailWithOpenSslError(const char* fallback, bool has_code = true);

  std::string result_;

 private:
  class Work;
  // The job a method was called on, once; null after throwing.
  static CryptoJob* RunnableJob(const v8::FunctionCallbackInfo<v8::Value>& info);
  void Finish(int status);
  v8::Local<v8::Value> TakeError();

  const char* const label_;
  Work* work_ = nullptr;  // Owned by the pool while it runs.
  bool used_ = false;
  bool failed_ = false;
  std::string error_message_;
  const char* error_code_ = nullptr;
  OpenSslError openssl_error_;  // Unless its fallback is empty, it is the error.
};

// The methods of every job class.
extern const BindingFunction kCryptoJobMethods[2];

// The classes and functions of the parts, put together in crypto.cc.
extern const BindingClass kHashClass;
extern const BindingClass kHmacClass;
extern const BindingClass kPbkdf2JobClass;
extern const BindingClass kScryptJobClass;
extern const BindingClass kHkdfJobClass;
extern const BindingClass kRandomBytesJobClass;
extern const BindingClass kKeyObjectHandleClass;
extern const BindingClass kCipherBaseClass;
extern const BindingClass kCipherJobClass;
extern const BindingClass kRsaCipherJobClass;
extern const BindingClass kSignClass;
extern const BindingClass kVerifyClass;
extern const BindingClass kSignJobClass;
extern const BindingClass kKeyPairJobClass;
extern const BindingClass kDiffieHellmanClass;
extern const BindingClass kEcdhClass;
extern const BindingClass kDhJobClass;
extern const BindingClass kRandomPrimeJobClass;
extern const BindingClass kCheckPrimeJobClass;
extern const BindingClass kHashJobClass;
extern const BindingClass kX509CertificateClass;
void CryptoOneShotHash(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoCipherInfo(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoCiphers(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoCurves(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoConvertPoint(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoDhGroup(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoVerifySpkac(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoSpkacPublicKey(const v8::FunctionCallbackInfo<v8::Value>& info);
void CryptoSpkacChallenge(const v8::FunctionCallbackInfo<v8::Value>& info);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_SUPPORT_H_
