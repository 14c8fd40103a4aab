// DiffieHellman: the classic exchange with explicit numbers, which have no other door in OpenSSL than the older one.

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/dh.h>
#include <openssl/err.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

using DhPtr = std::unique_ptr<DH, OpenSslFree<DH, DH_free>>;

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }

struct Group {
  const char* name;
  BIGNUM* (*prime)(BIGNUM*);
};
constexpr Group kGroups[] = {
    {"modp5", BN_get_rfc3526_prime_1536},  {"modp14", BN_get_rfc3526_prime_2048}, {"modp15", BN_get_rfc3526_prime_3072},
    {"modp16", BN_get_rfc3526_prime_4096}, {"modp17", BN_get_rfc3526_prime_6144}, {"modp18", BN_get_rfc3526_prime_8192},
    {"modp1", BN_get_rfc2409_prime_768},   {"modp2", BN_get_rfc2409_prime_1024},
};

BnPtr Number(const std::string& bytes) {
  if (bytes.size() > INT32_MAX) return nullptr;
  return BnPtr(BN_bin2bn(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}

void ReturnNumber(const CallInfo& info, const BIGNUM* number, const char* missing) {
  if (number == nullptr) return ThrowError(info.GetIsolate(), "ERR_CRYPTO_INVALID_STATE", missing);
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, Writable(&bytes));
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(Environment::From(info.GetIsolate()), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

// new DiffieHellman(size of the prime or its bytes, generator as number or bytes)
class DiffieHellman final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"DiffieHellman", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!IsConstruct(info)) return;
    v8::Isolate* isolate = info.GetIsolate();
    EnsureOpenSsl();
    DhPtr dh(DH_new());
    ERR_clear_error();
    if (info[0]->IsNumber()) {
      int32_t bits = 0, generator = 0;
      if (!GetInt32(info, 0, &bits) || !GetInt32(info, 1, &generator)) return;
      if (bits < 2) {
        ERR_raise(ERR_LIB_DH, DH_R_MODULUS_TOO_SMALL);
        return ThrowOpenSslError(isolate, "Initialization failed");
      }
      if (generator < 2) {
        ERR_raise(ERR_LIB_DH, DH_R_BAD_GENERATOR);
        return ThrowOpenSslError(isolate, "Initialization failed");
      }
      if (DH_generate_parameters_ex(dh.get(), bits, generator, nullptr) != 1) return ThrowOpenSslError(isolate, "Initialization failed");
    } else {
      std::string prime, generator;
      int32_t small = 0;
      if (!GetByteSource(info, 0, &prime) || (info[1]->IsNumber() ? !GetInt32(info, 1, &small) : !GetByteSource(info, 1, &generator))) return;
      BnPtr p = Number(prime);
      BnPtr g = info[1]->IsNumber() ? BnPtr(BN_new()) : Number(generator);
      if (info[1]->IsNumber() && (small < 2 || BN_set_word(g.get(), static_cast<BN_ULONG>(small)) != 1)) g = nullptr;
      if (g == nullptr || BN_is_zero(g.get()) || BN_is_one(g.get())) {
        ERR_raise(ERR_LIB_DH, DH_R_BAD_GENERATOR);
        return ThrowOpenSslError(isolate, "Initialization failed");
      }
      if (p == nullptr || DH_set0_pqg(dh.get(), p.get(), nullptr, g.get()) != 1) return ThrowOpenSslError(isolate, "Initialization failed");
      (void)p.release();
      (void)g.release();
    }
    new DiffieHellman(Environment::From(isolate), info.This(), std::move(dh));
  }

  static void GenerateKeys(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self == nullptr) return;
    if (DH_generate_key(self->dh_.get()) != 1) {
      ERR_clear_error();
      return ThrowError(info.GetIsolate(), "ERR_CRYPTO_OPERATION_FAILED", "Key generation failed");
    }
    ReturnNumber(info, DH_get0_pub_key(self->dh_.get()), "");
  }

  static void ComputeSecret(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    std::string other;
    if (self == nullptr || !GetByteSource(info, 0, &other)) return;
    v8::Isolate* isolate = info.GetIsolate();
    ERR_clear_error();
    BnPtr key = Number(other);
    int flaws = 0;
    bool checked = key != nullptr && DH_check_pub_key(self->dh_.get(), key.get(), &flaws) == 1;
    if (checked && (flaws & DH_CHECK_PUBKEY_TOO_SMALL) != 0) return Refuse(isolate, "Supplied key is too small");
    if (checked && (flaws & DH_CHECK_PUBKEY_TOO_LARGE) != 0) return Refuse(isolate, "Supplied key is too large");
    ERR_clear_error();
    std::string secret(static_cast<size_t>(DH_size(self->dh_.get())), '\0');
    int size = key == nullptr ? -1 : DH_compute_key(Writable(&secret), key.get(), self->dh_.get());
    if (size < 0) return ThrowOpenSslError(isolate, "Unspecified error during key computation");
    // As long as the prime, whatever the number.
    std::string padded(secret.size() - static_cast<size_t>(size), '\0');
    padded.append(secret, 0, static_cast<size_t>(size));
    v8::Local<v8::Uint8Array> buffer;
    if (CopyToBuffer(self->env(), padded).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
  }

  static void GetPrime(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self != nullptr) ReturnNumber(info, DH_get0_p(self->dh_.get()), "p is null");
  }
  static void GetGenerator(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self != nullptr) ReturnNumber(info, DH_get0_g(self->dh_.get()), "g is null");
  }
  static void GetPublicKey(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self != nullptr) ReturnNumber(info, DH_get0_pub_key(self->dh_.get()), "No public key - did you forget to generate one?");
  }
  static void GetPrivateKey(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self != nullptr) ReturnNumber(info, DH_get0_priv_key(self->dh_.get()), "No private key - did you forget to generate one?");
  }
  static void SetPublicKey(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    std::string bytes;
    if (self == nullptr || !GetByteSource(info, 0, &bytes)) return;
    BnPtr number = Number(bytes);
    if (number != nullptr && DH_set0_key(self->dh_.get(), number.get(), nullptr) == 1) (void)number.release();
  }
  static void SetPrivateKey(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    std::string bytes;
    if (self == nullptr || !GetByteSource(info, 0, &bytes)) return;
    BnPtr number = Number(bytes);
    if (number != nullptr && DH_set0_key(self->dh_.get(), nullptr, number.get()) == 1) (void)number.release();
  }
  static void VerifyError(const CallInfo& info) {
    auto* self = This<DiffieHellman>(info);
    if (self == nullptr) return;
    int flaws = 0;
    if (DH_check(self->dh_.get(), &flaws) != 1) return ThrowOpenSslError(info.GetIsolate(), "Checking DH parameters failed");
    ERR_clear_error();
    info.GetReturnValue().Set(flaws);
  }

 private:
  DiffieHellman(Environment* env, v8::Local<v8::Object> object, DhPtr dh) : BaseObject(env, object), dh_(std::move(dh)) { MakeWeak(); }
  static void Refuse(v8::Isolate* isolate, const char* message) {
    ERR_clear_error();
    ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_KEYLEN", message);
  }

  const DhPtr dh_;
};

constinit const BindingFunction kMethods[] = {
    Method<DiffieHellman::GenerateKeys>("generateKeys"),
    Method<DiffieHellman::ComputeSecret>("computeSecret", 1),
    Method<DiffieHellman::GetPrime>("getPrime"),
    Method<DiffieHellman::GetGenerator>("getGenerator"),
    Method<DiffieHellman::GetPublicKey>("getPublicKey"),
    Method<DiffieHellman::GetPrivateKey>("getPrivateKey"),
    Method<DiffieHellman::SetPublicKey>("setPublicKey", 1),
    Method<DiffieHellman::SetPrivateKey>("setPrivateKey", 1),
    Method<DiffieHellman::VerifyError>("getVerifyError"),
};

}  // namespace

// (name) => the prime of a group, or undefined
void CryptoDhGroup(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const Group& group : kGroups) {
    if (name != group.name) continue;
    BnPtr prime(group.prime(nullptr));
    return ReturnNumber(info, prime.get(), "p is null");
  }
}

constinit const BindingClass kDiffieHellmanClass = {
    .name = "DiffieHellman", .construct = Method<DiffieHellman::New>("DiffieHellman", 2), .methods = kMethods};

}  // namespace isoscope
