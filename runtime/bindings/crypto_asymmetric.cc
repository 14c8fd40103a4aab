// Encrypting with RSA keys, making keys, and agreeing on secrets with the keys of two parties.

#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "runtime/bindings/crypto_compute_job.h"
#include "runtime/bindings/crypto_key.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

// -- RSA -------------------------------------------------------------------------------------------------------------------------------------

// The numbers are a contract with internal/crypto/cipher.js.
enum class RsaOperation : uint32_t { kPublicEncrypt, kPrivateDecrypt, kPrivateEncrypt, kPublicDecrypt };

struct RsaTask {
  RsaOperation operation;
  SharedKey key;
  std::string data;
  int32_t padding;
  const EVP_MD* digest = nullptr;
  std::string label;
};

bool RunRsa(const RsaTask& task, std::string* out) {
  PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, task.key->pkey, nullptr));
  if (context == nullptr) return false;
  using Init = int (*)(EVP_PKEY_CTX*);
  using Run = int (*)(EVP_PKEY_CTX*, unsigned char*, size_t*, const unsigned char*, size_t);
  constexpr Init kInits[] = {EVP_PKEY_encrypt_init, EVP_PKEY_decrypt_init, EVP_PKEY_sign_init, EVP_PKEY_verify_recover_init};
  constexpr Run kRuns[] = {EVP_PKEY_encrypt, EVP_PKEY_decrypt, EVP_PKEY_sign, EVP_PKEY_verify_recover};
  auto which = static_cast<size_t>(task.operation);
  if (kInits[which](context.get()) <= 0 || EVP_PKEY_CTX_set_rsa_padding(context.get(), task.padding) <= 0) return false;
  if (task.digest != nullptr && EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), task.digest) <= 0) return false;
  if (!task.label.empty()) {
    void* label = OPENSSL_memdup(task.label.data(), task.label.size());
    if (label == nullptr || EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), label, static_cast<int>(task.label.size())) <= 0) {
      OPENSSL_free(label);
      return false;
    }
  }
  size_t size = 0;
  if (kRuns[which](context.get(), nullptr, &size, Readable(task.data), task.data.size()) <= 0) return false;
  out->resize(size);
  if (kRuns[which](context.get(), Writable(out), &size, Readable(task.data), task.data.size()) <= 0) return false;
  out->resize(size);
  return true;
}

// new RsaCipherJob(operation, key, data, padding, OAEP's digest or undefined, its label or undefined)
void NewRsaCipherJob(const CallInfo& info) {
  RsaTask task{};
  uint32_t operation = 0;
  std::string digest;
  if (!IsConstruct(info) || !GetUint32(info, 0, &operation)) return;
  task.key = KeyObjectHandle::PkeyOf(info, 1);
  if (task.key == nullptr || !GetByteSource(info, 2, &task.data) || !GetInt32(info, 3, &task.padding) ||
      (!info[4]->IsUndefined() && !GetUtf8(info, 4, &digest)) || (!info[5]->IsUndefined() && !GetByteSource(info, 5, &task.label))) {
    return;
  }
  v8::Isolate* isolate = info.GetIsolate();
  if (operation > static_cast<uint32_t>(RsaOperation::kPublicDecrypt) || task.label.size() > INT32_MAX) {
    return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "There is no such operation");
  }
  task.operation = static_cast<RsaOperation>(operation);
  if (!info[4]->IsUndefined()) {
    task.digest = FindDigest(digest);
    ERR_clear_error();
    if (task.digest == nullptr) return ThrowError(isolate, "ERR_OSSL_EVP_INVALID_DIGEST", "Invalid digest used");
  }
  ComputeJob::Make(info, AsyncProvider::kCIPHERREQUEST, "crypto.rsa", "Cipher job failed",
                   [task = std::move(task)](std::string* out) { return RunRsa(task, out); });
}

// -- Making keys ------------------------------------------------------------------------------------------------------------------------------

EVP_PKEY* GenerateFrom(EVP_PKEY_CTX* context) {
  EVP_PKEY* pkey = nullptr;
  return EVP_PKEY_keygen(context, &pkey) > 0 ? pkey : nullptr;
}

struct RsaRequest {
  uint32_t bits, exponent;
  const EVP_MD *digest, *mgf_digest;  // Of RSA-PSS, as is the salt.
  int32_t salt;
};

EVP_PKEY* GenerateRsa(bool is_pss, const RsaRequest& request) {
  PkeyContext context(EVP_PKEY_CTX_new_id(is_pss ? EVP_PKEY_RSA_PSS : EVP_PKEY_RSA, nullptr));
  if (context == nullptr || EVP_PKEY_keygen_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(request.bits)) <= 0) {
    return nullptr;
  }
  BnPtr exponent(BN_new());
  if (exponent == nullptr || BN_set_word(exponent.get(), request.exponent) != 1 ||
      EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), exponent.get()) <= 0) {
    return nullptr;
  }
  if (request.digest != nullptr && EVP_PKEY_CTX_set_rsa_pss_keygen_md(context.get(), request.digest) <= 0) return nullptr;
  if (request.mgf_digest != nullptr && EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md(context.get(), request.mgf_digest) <= 0) return nullptr;
  if (request.salt >= 0 && EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(context.get(), request.salt) <= 0) return nullptr;
  return GenerateFrom(context.get());
}

EVP_PKEY* GenerateFromParameters(EVP_PKEY_CTX* parameters_context) {
  EVP_PKEY* parameters = nullptr;
  if (EVP_PKEY_paramgen(parameters_context, &parameters) <= 0) return nullptr;
  PkeyPtr owned(parameters);
  PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, parameters, nullptr));
  return context != nullptr && EVP_PKEY_keygen_init(context.get()) > 0 ? GenerateFrom(context.get()) : nullptr;
}

EVP_PKEY* GenerateDsa(uint32_t bits, int32_t divisor_bits) {
  PkeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, nullptr));
  if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_dsa_paramgen_bits(context.get(), static_cast<int>(bits)) <= 0 ||
      (divisor_bits >= 0 && EVP_PKEY_CTX_set_dsa_paramgen_q_bits(context.get(), divisor_bits) <= 0)) {
    return nullptr;
  }
  return GenerateFromParameters(context.get());
}

EVP_PKEY* GenerateEc(std::string curve, bool is_explicit) {
  std::string encoding = is_explicit ? OSSL_PKEY_EC_ENCODING_EXPLICIT : OSSL_PKEY_EC_ENCODING_GROUP;
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), 0),
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_EC_ENCODING, encoding.data(), 0),
      OSSL_PARAM_construct_end(),
  };
  PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  if (context == nullptr || EVP_PKEY_keygen_init(context.get()) <= 0 || EVP_PKEY_CTX_set_params(context.get(), parameters) <= 0) return nullptr;
  return GenerateFrom(context.get());
}

struct DhRequest {
  std::string group, prime;  // One of them, or a length.
  int32_t prime_bits, generator;
};

EVP_PKEY* GenerateDh(DhRequest request) {
  if (!request.group.empty()) {
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, request.group.data(), 0), OSSL_PARAM_construct_end()};
    PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr));
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) <= 0 || EVP_PKEY_CTX_set_params(context.get(), parameters) <= 0) return nullptr;
    return GenerateFrom(context.get());
  }
  if (!request.prime.empty()) {
    BnPtr prime(BN_bin2bn(Readable(request.prime), static_cast<int>(request.prime.size()), nullptr));
    BnPtr generator(BN_new());
    if (prime == nullptr || BN_set_word(generator.get(), static_cast<BN_ULONG>(request.generator)) != 1) return nullptr;
    std::unique_ptr<OSSL_PARAM_BLD, OpenSslFree<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_P, prime.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_G, generator.get()) != 1) {
      return nullptr;
    }
    std::unique_ptr<OSSL_PARAM, OpenSslFree<OSSL_PARAM, OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    PkeyContext from(EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr));
    EVP_PKEY* domain = nullptr;
    if (from == nullptr || EVP_PKEY_fromdata_init(from.get()) <= 0 ||
        EVP_PKEY_fromdata(from.get(), &domain, EVP_PKEY_KEY_PARAMETERS, parameters.get()) <= 0) {
      return nullptr;
    }
    PkeyPtr owned(domain);
    PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, domain, nullptr));
    return context != nullptr && EVP_PKEY_keygen_init(context.get()) > 0 ? GenerateFrom(context.get()) : nullptr;
  }
  PkeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_DH, nullptr));
  if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_dh_paramgen_prime_len(context.get(), request.prime_bits) <= 0 ||
      EVP_PKEY_CTX_set_dh_paramgen_generator(context.get(), request.generator) <= 0) {
    return nullptr;
  }
  return GenerateFromParameters(context.get());
}

EVP_PKEY* GenerateNamed(const std::string& type) {
  PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type.c_str(), nullptr));
  return context != nullptr && EVP_PKEY_keygen_init(context.get()) > 0 ? GenerateFrom(context.get()) : nullptr;
}

// A digest by name; undefined gives null. False after throwing.
bool GetDigest(const CallInfo& info, int index, const EVP_MD** out) {
  if (info[index]->IsUndefined()) return true;
  std::string name;
  if (!GetUtf8(info, index, &name)) return false;
  *out = FindDigest(name);
  ERR_clear_error();
  if (*out != nullptr) return true;
  ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  return false;
}

// The generator for the arguments from the fourth on; empty after throwing.
std::function<EVP_PKEY*()> GetGenerator(const CallInfo& info, const std::string& type) {
  if (type == "rsa" || type == "rsa-pss") {
    RsaRequest request{};
    if (!GetUint32(info, 3, &request.bits) || !GetUint32(info, 4, &request.exponent) || !GetDigest(info, 5, &request.digest) ||
        !GetDigest(info, 6, &request.mgf_digest) || !GetInt32(info, 7, &request.salt)) {
      return nullptr;
    }
    if (request.bits > INT32_MAX) request.bits = INT32_MAX;
    return [request, is_pss = type == "rsa-pss"] { return GenerateRsa(is_pss, request); };
  }
  if (type == "dsa") {
    uint32_t bits = 0;
    int32_t divisor_bits = -1;
    if (!GetUint32(info, 3, &bits) || !GetInt32(info, 4, &divisor_bits)) return nullptr;
    if (bits > INT32_MAX) bits = INT32_MAX;
    return [bits, divisor_bits] { return GenerateDsa(bits, divisor_bits); };
  }
  if (type == "ec") {
    std::string curve;
    bool is_explicit = false;
    if (!GetUtf8(info, 3, &curve) || !GetBool(info, 4, &is_explicit)) return nullptr;
    int nid = EC_curve_nist2nid(curve.c_str());
    if (nid == NID_undef) nid = OBJ_sn2nid(curve.c_str());
    std::unique_ptr<EC_GROUP, OpenSslFree<EC_GROUP, EC_GROUP_free>> group(nid == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(nid));
    ERR_clear_error();
    if (group == nullptr) {
      ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
      return nullptr;
    }
    return [name = std::string(OBJ_nid2sn(nid)), is_explicit] { return GenerateEc(name, is_explicit); };
  }
  if (type == "dh") {
    DhRequest request{};
    if ((!info[3]->IsUndefined() && !GetUtf8(info, 3, &request.group)) || (!info[4]->IsUndefined() && !GetByteSource(info, 4, &request.prime)) ||
        !GetInt32(info, 5, &request.prime_bits) || !GetInt32(info, 6, &request.generator)) {
      return nullptr;
    }
    if (request.prime.size() > INT32_MAX) request.prime.clear();
    return [request] { return GenerateDh(request); };
  }
  return [type] { return GenerateNamed(type); };
}

// new KeyPairJob(type, handle for the public key, for the private one, what the type needs ...)
void NewKeyPairJob(const CallInfo& info) {
  std::string type;
  if (!IsConstruct(info) || !GetUtf8(info, 0, &type)) return;
  v8::Isolate* isolate = info.GetIsolate();
  if (BaseObject::From<KeyObjectHandle>(info[1]) == nullptr || BaseObject::From<KeyObjectHandle>(info[2]) == nullptr) {
    return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "Two handles are needed");
  }
  EnsureOpenSsl();
  std::function<EVP_PKEY*()> generate = GetGenerator(info, type);
  if (generate == nullptr) return;
  struct State {
    PkeyPtr pkey;
    v8::Global<v8::Object> public_handle, private_handle;
    v8::Isolate* isolate;
  };
  auto state = std::make_shared<State>();
  state->isolate = isolate;
  state->public_handle.Reset(isolate, info[1].As<v8::Object>());
  state->private_handle.Reset(isolate, info[2].As<v8::Object>());
  ComputeJob::Make(
      info, AsyncProvider::kKEYPAIRGENREQUEST, "crypto.generateKeyPair", "Key generation job failed",
      [state, generate](std::string*) {
        state->pkey.reset(generate());
        return state->pkey != nullptr;
      },
      ComputeJob::Result::kNothing,
      [state] {
        EVP_PKEY_up_ref(state->pkey.get());
        auto* public_handle = BaseObject::From<KeyObjectHandle>(state->public_handle.Get(state->isolate));
        auto* private_handle = BaseObject::From<KeyObjectHandle>(state->private_handle.Get(state->isolate));
        public_handle->set_key(std::make_shared<KeyData>(KeyKind::kPublic, std::string(), state->pkey.get()));
        private_handle->set_key(std::make_shared<KeyData>(KeyKind::kPrivate, std::string(), state->pkey.release()));
      });
}

// -- Agreeing on a secret -----------------------------------------------------------------------------------------------------------------------

// new DhJob(own private key, the other's public key)
void NewDhJob(const CallInfo& info) {
  if (!IsConstruct(info)) return;
  SharedKey own = KeyObjectHandle::PkeyOf(info, 0);
  if (own == nullptr) return;
  SharedKey other = KeyObjectHandle::PkeyOf(info, 1);
  if (other == nullptr) return;
  ComputeJob::Make(info, AsyncProvider::kDERIVEBITSREQUEST, "crypto.diffieHellman", "diffieHellman failed", [own, other](std::string* out) {
    PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, own->pkey, nullptr));
    size_t size = 0;
    if (context == nullptr || EVP_PKEY_derive_init(context.get()) <= 0 || EVP_PKEY_derive_set_peer(context.get(), other->pkey) <= 0) return false;
    if (EVP_PKEY_get_id(own->pkey) == EVP_PKEY_DH && EVP_PKEY_CTX_set_dh_pad(context.get(), 1) <= 0) return false;
    if (EVP_PKEY_derive(context.get(), nullptr, &size) <= 0) return false;
    out->resize(size);
    if (EVP_PKEY_derive(context.get(), Writable(out), &size) <= 0) return false;
    out->resize(size);
    return true;
  });
}

}  // namespace

constinit const BindingClass kRsaCipherJobClass = {
    .name = "RsaCipherJob", .construct = Method<NewRsaCipherJob>("RsaCipherJob", 6), .methods = kCryptoJobMethods};
constinit const BindingClass kKeyPairJobClass = {
    .name = "KeyPairJob", .construct = Method<NewKeyPairJob>("KeyPairJob", 8), .methods = kCryptoJobMethods};
constinit const BindingClass kDhJobClass = {.name = "DhJob", .construct = Method<NewDhJob>("DhJob", 2), .methods = kCryptoJobMethods};
}  // namespace isoscope
