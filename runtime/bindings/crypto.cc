// internalBinding('crypto') over OpenSSL 3, which starts on first use. Hashes are in crypto_hash.cc, what may run on the pool in
// crypto_jobs.cc.

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <v8-container.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// (name) => the digest's size in bytes, -1 when there is none.
void DigestSize(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  const EVP_MD* digest = FindDigest(name);
  if (digest == nullptr) ERR_clear_error();
  info.GetReturnValue().Set(digest == nullptr ? -1 : EVP_MD_get_size(digest));
}

// (name) => its number for Hash and oneShotHash, -1 when there is none.
void GetDigestId(const CallInfo& info) {
  std::string name;
  if (GetUtf8(info, 0, &name)) info.GetReturnValue().Set(DigestId(name));
}

void GetHashes(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::vector<v8::Local<v8::Value>> names;
  for (const std::string& name : DigestNames()) names.push_back(OneByte(isolate, name));
  info.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
}

// (a, b): in a time that depends on their length alone.
void TimingSafeEqual(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::span<uint8_t> a;
  std::span<uint8_t> b;
  constexpr const char* kExpected = " argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.";
  if (!SpanOf(info[0], &a)) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", std::string("The \"buf1\"") + kExpected);
  if (!SpanOf(info[1], &b)) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", std::string("The \"buf2\"") + kExpected);
  if (a.size() != b.size()) {
    return ThrowRangeError(isolate, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  }
  info.GetReturnValue().Set(CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

// (buffer or view): fills it, for the caches of randomInt and randomUUID.
void FillRandom(const CallInfo& info) {
  std::span<uint8_t> bytes;
  if (!SpanOf(info[0], &bytes)) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
  EnsureOpenSsl();
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) ThrowOpenSslError(info.GetIsolate(), "Operation failed");
}

void Version(const CallInfo& info) { info.GetReturnValue().Set(OneByte(info.GetIsolate(), OpenSSL_version(OPENSSL_VERSION_STRING))); }

void Initialize(Environment*, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  SetConstant(context, target, "RSA_PKCS1_PADDING", RSA_PKCS1_PADDING);
}

const BindingClass kClasses[] = {
    kHashClass,          kHmacClass,      kPbkdf2JobClass,    kScryptJobClass,      kHkdfJobClass,       kRandomBytesJobClass, kKeyObjectHandleClass,
    kCipherBaseClass,    kCipherJobClass, kRsaCipherJobClass, kSignClass,           kVerifyClass,        kSignJobClass,        kKeyPairJobClass,
    kDiffieHellmanClass, kEcdhClass,      kDhJobClass,        kRandomPrimeJobClass, kCheckPrimeJobClass, kHashJobClass,        kX509CertificateClass,
};

constexpr BindingFunction kFunctions[] = {
    Method<CryptoCipherInfo>("cipherInfo", 3),
    Method<CryptoCiphers>("getCiphers"),
    Method<CryptoConvertPoint>("convertPoint", 3),
    Method<CryptoCurves>("getCurves"),
    Method<CryptoDhGroup>("dhGroupPrime", 1),
    Method<CryptoOneShotHash>("oneShotHash", 6),
    Method<CryptoSpkacChallenge>("spkacChallenge", 1),
    Method<CryptoSpkacPublicKey>("spkacPublicKey", 1),
    Method<CryptoVerifySpkac>("verifySpkac", 1),
    Method<DigestSize>("digestSize", 1),
    Method<GetDigestId>("digestId", 1),
    Method<FillRandom>("fillRandom", 1),
    Method<GetHashes>("getHashes"),
    Method<TimingSafeEqual>("timingSafeEqual", 2),
    Method<Version>("opensslVersion"),
};

}  // namespace

extern const BindingDefinition kCryptoBinding = {.name = "crypto", .functions = kFunctions, .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
