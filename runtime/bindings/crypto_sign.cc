// Signatures: Sign and Verify, which are fed piece by piece, and SignJob for a whole message. HMAC too, for webcrypto.

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "runtime/bindings/crypto_compute_job.h"
#include "runtime/bindings/crypto_key.h"
#include "runtime/env/buffers.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

// How to sign, besides key and digest.
struct SignOptions {
  bool has_padding = false;
  int32_t padding = 0;
  bool has_salt = false;
  int32_t salt = 0;
  bool is_p1363 = false;  // Of ECDSA and DSA: the two numbers side by side, not DER.
  std::string context;    // Of Ed448.
};

// (padding, salt length, is P1363) at `index`, each may be undefined. False after throwing.
bool GetSignOptions(const CallInfo& info, int index, SignOptions* out) {
  out->has_padding = !info[index]->IsUndefined();
  out->has_salt = !info[index + 1]->IsUndefined();
  if (out->has_padding && !GetInt32(info, index, &out->padding)) return false;
  if (out->has_salt && !GetInt32(info, index + 1, &out->salt)) return false;
  return GetBool(info, index + 2, &out->is_p1363);
}

bool ApplyOptions(EVP_PKEY* pkey, EVP_PKEY_CTX* context, const SignOptions& options) {
  int id = EVP_PKEY_get_id(pkey);
  if (id != EVP_PKEY_RSA && id != EVP_PKEY_RSA_PSS) return true;
  int padding = options.has_padding ? options.padding : id == EVP_PKEY_RSA_PSS ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  if (EVP_PKEY_CTX_set_rsa_padding(context, padding) <= 0) return false;
  return padding != RSA_PKCS1_PSS_PADDING || !options.has_salt || EVP_PKEY_CTX_set_rsa_pss_saltlen(context, options.salt) > 0;
}

// The size of one number of a signature; 0 for keys without them.
size_t NumberSize(EVP_PKEY* pkey) {
  int id = EVP_PKEY_get_id(pkey);
  if (id == EVP_PKEY_EC) return (static_cast<size_t>(EVP_PKEY_get_bits(pkey)) + 7) / 8;
  std::string q;
  if (id == EVP_PKEY_DSA && PkeyNumber(pkey, OSSL_PKEY_PARAM_FFC_Q, &q)) return q.size();
  return 0;
}

using EcdsaSignature = std::unique_ptr<ECDSA_SIG, OpenSslFree<ECDSA_SIG, ECDSA_SIG_free>>;

bool ToP1363(EVP_PKEY* pkey, std::string* signature) {
  size_t size = NumberSize(pkey);
  if (size == 0) return true;
  const unsigned char* at = Readable(*signature);
  EcdsaSignature parsed(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(signature->size())));
  if (parsed == nullptr) return false;
  std::string out(size * 2, '\0');
  bool done = BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), Writable(&out), static_cast<int>(size)) > 0 &&
              BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), Writable(&out) + size, static_cast<int>(size)) > 0;
  *signature = std::move(out);
  return done;
}

bool FromP1363(EVP_PKEY* pkey, std::string* signature) {
  size_t size = NumberSize(pkey);
  if (size == 0) return true;
  if (signature->size() != size * 2) return false;
  EcdsaSignature made(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(Readable(*signature), static_cast<int>(size), nullptr);
  BIGNUM* s = BN_bin2bn(Readable(*signature) + size, static_cast<int>(size), nullptr);
  if (made == nullptr || ECDSA_SIG_set0(made.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return false;
  }
  unsigned char* der = nullptr;
  int length = i2d_ECDSA_SIG(made.get(), &der);
  if (length <= 0) return false;
  signature->assign(reinterpret_cast<char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return true;
}

// -- Piece by piece --------------------------------------------------------------------------------------------------------------------------

// What Sign and Verify share. The digest is made known by init(name).
class SignBase : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"SignBase", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (IsConstruct(info)) new SignBase(Environment::From(info.GetIsolate()), info.This());
  }

  static void Init(const CallInfo& info) {
    auto* self = This<SignBase>(info);
    std::string name;
    if (self == nullptr || !GetUtf8(info, 0, &name)) return;
    const EVP_MD* digest = FindDigest(name);
    ERR_clear_error();
    if (digest == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
    self->context_.reset(EVP_MD_CTX_new());
    if (self->context_ == nullptr || EVP_DigestInit_ex(self->context_.get(), digest, nullptr) != 1) {
      self->context_.reset();
      return ThrowOpenSslError(info.GetIsolate(), "EVP_DigestInit_ex failed");
    }
    self->digest_ = digest;
  }

  static void Update(const CallInfo& info) {
    auto* self = This<SignBase>(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    if (self->context_ == nullptr) return ThrowNotInitialised(isolate);
    bool done = false;
    if (info[0]->IsString()) {
      std::string data = StringToBytes(isolate, info[0].As<v8::String>(), EncodingOf(isolate, info[1], Encoding::kUtf8));
      done = EVP_DigestUpdate(self->context_.get(), data.data(), data.size()) == 1;
    } else {
      ReadableBytes data(info[0]);
      if (!data) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "data must be a string or have bytes");
      done = EVP_DigestUpdate(self->context_.get(), data.span().data(), data.span().size()) == 1;
    }
    if (!done) ThrowOpenSslError(isolate, "EVP_DigestUpdate failed");
  }

  // (key, padding, salt length, is P1363) => Buffer
  static void Sign(const CallInfo& info) {
    auto* self = This<SignBase>(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    SharedKey key = KeyObjectHandle::PkeyOf(info, 0);
    SignOptions options;
    if (key == nullptr || !GetSignOptions(info, 1, &options)) return;
    std::string digest, signature;
    PkeyContext context;
    if (!self->Finish(isolate, *key, &digest)) return;
    ERR_clear_error();
    bool done = self->Prepare(key->pkey, options, EVP_PKEY_sign_init, &context);
    size_t size = 0;
    done = done && EVP_PKEY_sign(context.get(), nullptr, &size, Readable(digest), digest.size()) == 1;
    signature.resize(size);
    done = done && EVP_PKEY_sign(context.get(), Writable(&signature), &size, Readable(digest), digest.size()) == 1;
    signature.resize(size);
    if (!done || (options.is_p1363 && !ToP1363(key->pkey, &signature))) return ThrowOpenSslError(isolate, "PrivateKey operation failed");
    v8::Local<v8::Uint8Array> buffer;
    if (CopyToBuffer(self->env(), signature).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
  }

  // (key, padding, salt length, is P1363, signature) => whether it is right
  static void Verify(const CallInfo& info) {
    auto* self = This<SignBase>(info);
    if (self == nullptr) return;
    SharedKey key = KeyObjectHandle::PkeyOf(info, 0);
    SignOptions options;
    std::string digest, signature;
    if (key == nullptr || !GetSignOptions(info, 1, &options) || !GetByteSource(info, 4, &signature)) return;
    if (!self->Finish(info.GetIsolate(), *key, &digest)) return;
    PkeyContext context;
    ERR_clear_error();
    if (options.is_p1363 && !FromP1363(key->pkey, &signature)) return info.GetReturnValue().Set(false);
    if (!self->Prepare(key->pkey, options, EVP_PKEY_verify_init, &context)) return ThrowOpenSslError(info.GetIsolate(), "PublicKey operation failed");
    int result = EVP_PKEY_verify(context.get(), Readable(signature), signature.size(), Readable(digest), digest.size());
    ERR_clear_error();
    info.GetReturnValue().Set(result == 1);
  }

 private:
  SignBase(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) { MakeWeak(); }

  static void ThrowNotInitialised(v8::Isolate* isolate) { ThrowError(isolate, "ERR_CRYPTO_INVALID_STATE", "Not initialised"); }

  // The digest of all that was fed. False after throwing.
  bool Finish(v8::Isolate* isolate, const KeyData& key, std::string* out) {
    if (context_ == nullptr) {
      ThrowNotInitialised(isolate);
      return false;
    }
    int id = EVP_PKEY_get_id(key.pkey);
    if (id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448) {
      ThrowError(isolate, "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
      return false;
    }
    out->resize(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    MdContext context = std::move(context_);
    if (EVP_DigestFinal_ex(context.get(), Writable(out), &size) != 1) {
      ThrowOpenSslError(isolate, "EVP_DigestFinal_ex failed");
      return false;
    }
    out->resize(size);
    return true;
  }

  bool Prepare(EVP_PKEY* pkey, const SignOptions& options, int (*init)(EVP_PKEY_CTX*), PkeyContext* out) {
    out->reset(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr));
    return *out != nullptr && init(out->get()) > 0 && ApplyOptions(pkey, out->get(), options) &&
           EVP_PKEY_CTX_set_signature_md(out->get(), digest_) > 0;
  }

  MdContext context_;  // Null before init() and after the end.
  const EVP_MD* digest_ = nullptr;
};

// -- A whole message -------------------------------------------------------------------------------------------------------------------------

struct SignTask {
  SharedKey key;
  std::string data;
  const EVP_MD* digest = nullptr;
  SignOptions options;
  std::string signature;  // To verify.
};

bool Hmac(const SignTask& task, std::string* out) {
  out->resize(EVP_MAX_MD_SIZE);
  size_t size = 0;
  std::string name = task.digest == nullptr ? "" : EVP_MD_get0_name(task.digest);
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
  std::unique_ptr<EVP_MAC, OpenSslFree<EVP_MAC, EVP_MAC_free>> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  MacContext context(mac == nullptr ? nullptr : EVP_MAC_CTX_new(mac.get()));
  if (context == nullptr || EVP_MAC_init(context.get(), Readable(task.key->secret), task.key->secret.size(), parameters) != 1 ||
      EVP_MAC_update(context.get(), Readable(task.data), task.data.size()) != 1 ||
      EVP_MAC_final(context.get(), Writable(out), &size, out->size()) != 1) {
    return false;
  }
  out->resize(size);
  return true;
}

bool SignWhole(const SignTask& task, std::string* out) {
  if (task.key->pkey == nullptr) return Hmac(task, out);
  MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* pkey_context = nullptr;
  if (context == nullptr || EVP_DigestSignInit(context.get(), &pkey_context, task.digest, nullptr, task.key->pkey) != 1 ||
      !ApplyOptions(task.key->pkey, pkey_context, task.options)) {
    return false;
  }
  size_t size = 0;
  if (EVP_DigestSign(context.get(), nullptr, &size, Readable(task.data), task.data.size()) != 1) return false;
  out->resize(size);
  if (EVP_DigestSign(context.get(), Writable(out), &size, Readable(task.data), task.data.size()) != 1) return false;
  out->resize(size);
  return !task.options.is_p1363 || ToP1363(task.key->pkey, out);
}

bool VerifyWhole(SignTask task, std::string* out) {
  if (task.key->pkey == nullptr) {
    std::string expected;
    if (!Hmac(task, &expected)) return false;
    bool equal = expected.size() == task.signature.size() && CRYPTO_memcmp(expected.data(), task.signature.data(), expected.size()) == 0;
    *out = equal ? "1" : "0";
    return true;
  }
  MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* pkey_context = nullptr;
  if (context == nullptr || EVP_DigestVerifyInit(context.get(), &pkey_context, task.digest, nullptr, task.key->pkey) != 1 ||
      !ApplyOptions(task.key->pkey, pkey_context, task.options)) {
    return false;
  }
  bool right = (!task.options.is_p1363 || FromP1363(task.key->pkey, &task.signature)) &&
               EVP_DigestVerify(context.get(), Readable(task.signature), task.signature.size(), Readable(task.data), task.data.size()) == 1;
  *out = right ? "1" : "0";
  return true;
}

// new SignJob(key, data, digest or undefined, padding, salt length, is P1363, signature to verify or undefined)
void NewSignJob(const CallInfo& info) {
  SignTask task;
  std::string name;
  if (!IsConstruct(info)) return;
  task.key = KeyObjectHandle::KeyOf(info, 0);
  if (task.key == nullptr || !GetByteSource(info, 1, &task.data) || (!info[2]->IsUndefined() && !GetUtf8(info, 2, &name)) ||
      !GetSignOptions(info, 3, &task.options) || (!info[6]->IsUndefined() && !GetByteSource(info, 6, &task.signature))) {
    return;
  }
  if (!info[2]->IsUndefined()) {
    task.digest = FindDigest(name);
    ERR_clear_error();
    if (task.digest == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  }
  if (info[6]->IsUndefined()) {
    ComputeJob::Make(info, AsyncProvider::kSIGNREQUEST, "crypto.sign", "Signing failed",
                     [task = std::move(task)](std::string* out) { return SignWhole(task, out); });
  } else {
    ComputeJob::Make(
        info, AsyncProvider::kVERIFYREQUEST, "crypto.verify", "Verifying failed",
        [task = std::move(task)](std::string* out) { return VerifyWhole(task, out); }, ComputeJob::Result::kBoolean);
  }
}

// new HashJob(algorithm, data)
void NewHashJob(const CallInfo& info) {
  std::string name, data;
  if (!IsConstruct(info) || !GetUtf8(info, 0, &name) || !GetByteSource(info, 1, &data)) return;
  const EVP_MD* digest = FindDigest(name);
  ERR_clear_error();
  if (digest == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  ComputeJob::Make(info, AsyncProvider::kHASHREQUEST, "crypto.digest", "Hashing failed", [digest, data = std::move(data)](std::string* out) {
    out->resize(static_cast<size_t>(EVP_MD_get_size(digest)));
    return EVP_Digest(data.data(), data.size(), Writable(out), nullptr, digest, nullptr) == 1;
  });
}

constinit const BindingFunction kSignMethods[] = {Method<SignBase::Init>("init", 1), Method<SignBase::Update>("update", 2),
                                                  Method<SignBase::Sign>("sign", 4)};
constinit const BindingFunction kVerifyMethods[] = {Method<SignBase::Init>("init", 1), Method<SignBase::Update>("update", 2),
                                                    Method<SignBase::Verify>("verify", 5)};

}  // namespace

constinit const BindingClass kSignClass = {.name = "Sign", .construct = Method<SignBase::New>("Sign"), .methods = kSignMethods};
constinit const BindingClass kVerifyClass = {.name = "Verify", .construct = Method<SignBase::New>("Verify"), .methods = kVerifyMethods};
constinit const BindingClass kSignJobClass = {.name = "SignJob", .construct = Method<NewSignJob>("SignJob", 7), .methods = kCryptoJobMethods};
constinit const BindingClass kHashJobClass = {.name = "HashJob", .construct = Method<NewHashJob>("HashJob", 2), .methods = kCryptoJobMethods};

}  // namespace isoscope
