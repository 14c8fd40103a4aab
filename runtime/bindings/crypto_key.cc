#include "runtime/bindings/crypto_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <v8-function.h>

#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"
#include "runtime/env/host_functions.h"
#include "runtime/env/transferable.h"

namespace isoscope {

KeyData::~KeyData() {
  EVP_PKEY_free(pkey);
  OPENSSL_cleanse(secret.data(), secret.size());
}

namespace {

class TransferredKey final : public Transferred {
 public:
  explicit TransferredKey(SharedKey key) : key_(std::move(key)) {}
  v8::MaybeLocal<v8::Object> Receive(Environment* env, v8::Local<v8::Context> context) override {
    v8::Isolate* isolate = env->isolate();
    v8::Local<v8::Function> require = env->host_function(HostFunction::kRequireBuiltin);
    v8::Local<v8::Value> id = OneByte(isolate, "internal/crypto/keys");
    v8::Local<v8::Value> module, constructor;
    v8::Local<v8::Object> object;
    if (require.IsEmpty() || !require->Call(context, v8::Undefined(isolate), 1, &id).ToLocal(&module) || !module->IsObject() ||
        !module.As<v8::Object>()->Get(context, OneByte(isolate, "KeyObjectHandle")).ToLocal(&constructor) || !constructor->IsFunction() ||
        !constructor.As<v8::Function>()->NewInstance(context).ToLocal(&object)) {
      return {};
    }
    auto* handle = BaseObject::From<KeyObjectHandle>(object);
    if (handle == nullptr) return {};
    handle->set_key(key_);
    return object;
  }

 private:
  const SharedKey key_;
};

// What a handle's method works on; null after throwing.
KeyObjectHandle* Full(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  if (handle == nullptr) return nullptr;
  if (handle->key() != nullptr) return handle;
  ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "The key is empty");
  return nullptr;
}

const KeyData* FullPkey(const CallInfo& info) {
  KeyObjectHandle* handle = Full(info);
  if (handle == nullptr) return nullptr;
  if (handle->key()->pkey != nullptr) return handle->key().get();
  ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "The key is a secret");
  return nullptr;
}

void InitSecret(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  std::string secret;
  if (handle == nullptr || !GetByteSource(info, 0, &secret)) return;
  handle->set_key(std::make_shared<KeyData>(KeyKind::kSecret, std::move(secret), nullptr));
}

void SetPkey(KeyObjectHandle* handle, KeyKind kind, EVP_PKEY* pkey) { handle->set_key(std::make_shared<KeyData>(kind, std::string(), pkey)); }

// (kind, data, format, encoding, passphrase or undefined)
void InitParse(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  uint32_t kind = 0, format = 0, encoding = 0;
  std::string data, passphrase;
  if (handle == nullptr || !GetUint32(info, 0, &kind) || !GetByteSource(info, 1, &data) || !GetUint32(info, 2, &format) ||
      !GetUint32(info, 3, &encoding) || (!info[4]->IsUndefined() && !GetByteSource(info, 4, &passphrase))) {
    return;
  }
  v8::Isolate* isolate = info.GetIsolate();
  EnsureOpenSsl();
  ERR_clear_error();
  const std::string* given = info[4]->IsUndefined() ? nullptr : &passphrase;
  EVP_PKEY* pkey = nullptr;
  bool is_private = kind == static_cast<uint32_t>(KeyKind::kPrivate);
  if (is_private) {
    pkey = ParsePrivateKey(data, static_cast<KeyFormat>(format), static_cast<KeyEncoding>(encoding), given);
  } else {
    pkey = ParsePublicKey(data, static_cast<KeyFormat>(format), static_cast<KeyEncoding>(encoding), given);
  }
  OPENSSL_cleanse(data.data(), data.size());
  OPENSSL_cleanse(passphrase.data(), passphrase.size());
  if (pkey == nullptr) {
    bool is_public_der = !is_private && static_cast<KeyFormat>(format) == KeyFormat::kDer;
    return ThrowOpenSslError(isolate, is_private ? "Failed to read private key" : "Failed to read asymmetric key",
                             is_public_der ? ErrorStack::kOnly : ErrorStack::kAll);
  }
  ERR_clear_error();
  SetPkey(handle, is_private ? KeyKind::kPrivate : KeyKind::kPublic, pkey);
}

// (jwk) => the kind
void InitJwk(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  v8::Local<v8::Object> jwk;
  if (handle == nullptr || !GetObject(info, 0, &jwk)) return;
  EnsureOpenSsl();
  bool is_private = false;
  EVP_PKEY* pkey = ImportJwk(info, jwk, &is_private);
  ERR_clear_error();
  if (pkey == nullptr) return;
  SetPkey(handle, is_private ? KeyKind::kPrivate : KeyKind::kPublic, pkey);
  info.GetReturnValue().Set(static_cast<uint32_t>(is_private ? KeyKind::kPrivate : KeyKind::kPublic));
}

// (kind, OpenSSL's type name, raw bytes) => whether they are a key: X25519, Ed448 and their like.
void InitRaw(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  uint32_t kind = 0;
  std::string type, bytes;
  if (handle == nullptr || !GetUint32(info, 0, &kind) || !GetUtf8(info, 1, &type) || !GetByteSource(info, 2, &bytes)) return;
  EnsureOpenSsl();
  auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  bool is_private = kind == static_cast<uint32_t>(KeyKind::kPrivate);
  EVP_PKEY* pkey = is_private ? EVP_PKEY_new_raw_private_key_ex(nullptr, type.c_str(), nullptr, data, bytes.size())
                              : EVP_PKEY_new_raw_public_key_ex(nullptr, type.c_str(), nullptr, data, bytes.size());
  ERR_clear_error();
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (pkey != nullptr) SetPkey(handle, is_private ? KeyKind::kPrivate : KeyKind::kPublic, pkey);
  info.GetReturnValue().Set(pkey != nullptr);
}

// (curve, encoded point) => whether it is one.
void InitEcRaw(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  std::string curve, point;
  if (handle == nullptr || !GetUtf8(info, 0, &curve) || !GetByteSource(info, 1, &point)) return;
  EnsureOpenSsl();
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end(),
  };
  PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* pkey = nullptr;
  bool done = context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
              EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, parameters) == 1;
  ERR_clear_error();
  if (done) SetPkey(handle, KeyKind::kPublic, pkey);
  info.GetReturnValue().Set(done);
}

// The public half of a private key, into the handle given.
void InitPublicOf(const CallInfo& info) {
  auto* handle = BaseObject::This<KeyObjectHandle>(info);
  if (handle == nullptr) return;
  SharedKey from = KeyObjectHandle::PkeyOf(info, 0);
  if (from == nullptr) return;
  EVP_PKEY_up_ref(from->pkey);
  SetPkey(handle, KeyKind::kPublic, from->pkey);
}

void GetSecret(const CallInfo& info) {
  KeyObjectHandle* handle = Full(info);
  v8::Local<v8::Uint8Array> buffer;
  if (handle != nullptr && CopyToBuffer(handle->env(), handle->key()->secret).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void GetSecretSize(const CallInfo& info) {
  KeyObjectHandle* handle = Full(info);
  if (handle != nullptr) info.GetReturnValue().Set(static_cast<double>(handle->key()->secret.size()));
}

void GetAsymmetricKeyType(const CallInfo& info) {
  const KeyData* key = FullPkey(info);
  if (key == nullptr) return;
  const char* name = KeyTypeName(key->pkey);
  if (name != nullptr) info.GetReturnValue().Set(Internalized(info.GetIsolate(), name));
}

void GetDetails(const CallInfo& info) {
  const KeyData* key = FullPkey(info);
  v8::Local<v8::Value> details;
  if (key != nullptr && KeyDetails(info.GetIsolate(), key->pkey).ToLocal(&details)) info.GetReturnValue().Set(details);
}

// (format, encoding, cipher, passphrase)
void Export(const CallInfo& info) {
  const KeyData* key = FullPkey(info);
  KeyExport how;
  if (key == nullptr || !GetKeyExport(info, 0, &how)) return;
  std::string bytes;
  ERR_clear_error();
  if (!ExportKey(key->pkey, key->kind == KeyKind::kPrivate, how, &bytes)) {
    return ThrowOpenSslError(info.GetIsolate(), key->kind == KeyKind::kPrivate ? "Failed to encode private key" : "Failed to encode public key");
  }
  v8::Local<v8::Value> value;
  if (ExportedValue(Environment::From(info.GetIsolate()), bytes, how.format).ToLocal(&value)) info.GetReturnValue().Set(value);
  OPENSSL_cleanse(bytes.data(), bytes.size());
}

void ExportJwkMethod(const CallInfo& info) {
  KeyObjectHandle* handle = Full(info);
  v8::Local<v8::Value> jwk;
  if (handle != nullptr && ExportJwk(info.GetIsolate(), *handle->key()).ToLocal(&jwk)) info.GetReturnValue().Set(jwk);
}

// The raw bytes of an Ed or X key, or the encoded point of an EC one (compressed when asked); undefined for others.
void ExportRaw(const CallInfo& info) {
  const KeyData* key = FullPkey(info);
  bool is_private = false;
  if (key == nullptr || !GetBool(info, 0, &is_private)) return;
  std::string bytes;
  if (EVP_PKEY_get_id(key->pkey) == EVP_PKEY_EC) {
    if (is_private) return;
    unsigned char* point = nullptr;
    size_t size = EVP_PKEY_get1_encoded_public_key(key->pkey, &point);
    if (size == 0) return ERR_clear_error();
    bytes.assign(reinterpret_cast<char*>(point), size);
    OPENSSL_free(point);
  } else {
    size_t size = 0;
    auto get = is_private ? EVP_PKEY_get_raw_private_key : EVP_PKEY_get_raw_public_key;
    if (get(key->pkey, nullptr, &size) != 1) return ERR_clear_error();
    bytes.resize(size);
    if (get(key->pkey, reinterpret_cast<uint8_t*>(bytes.data()), &size) != 1) return ERR_clear_error();
  }
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(Environment::From(info.GetIsolate()), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void Equals(const CallInfo& info) {
  KeyObjectHandle* handle = Full(info);
  if (handle == nullptr) return;
  SharedKey other = KeyObjectHandle::KeyOf(info, 0);
  if (other == nullptr) return;
  const KeyData& key = *handle->key();
  bool equal = key.kind == other->kind;
  if (equal && key.pkey == nullptr) {
    equal = key.secret.size() == other->secret.size() && CRYPTO_memcmp(key.secret.data(), other->secret.data(), key.secret.size()) == 0;
  } else if (equal) {
    int result = EVP_PKEY_eq(key.pkey, other->pkey);
    ERR_clear_error();
    equal = result == 1;
  }
  info.GetReturnValue().Set(equal);
}

// Whether the point of an EC key is on its curve.
void CheckEc(const CallInfo& info) {
  const KeyData* key = FullPkey(info);
  if (key == nullptr) return;
  PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key->pkey, nullptr));
  info.GetReturnValue().Set(context != nullptr && EVP_PKEY_public_check(context.get()) == 1);
  ERR_clear_error();
}

constinit const BindingFunction kMethods[] = {
    Method<InitSecret>("initSecret", 1),
    Method<InitParse>("initParse", 5),
    Method<InitJwk>("initJwk", 1),
    Method<InitRaw>("initRaw", 3),
    Method<InitEcRaw>("initEcRaw", 2),
    Method<InitPublicOf>("initPublicOf", 1),
    Method<GetSecret>("getSecret"),
    Method<GetSecretSize>("getSymmetricKeySize"),
    Method<GetAsymmetricKeyType>("getAsymmetricKeyType"),
    Method<GetDetails>("keyDetail"),
    Method<Export>("export", 4),
    Method<ExportJwkMethod>("exportJwk"),
    Method<ExportRaw>("exportRaw", 1),
    Method<Equals>("equals", 1),
    Method<CheckEc>("checkEcKeyData"),
};

}  // namespace

void KeyObjectHandle::New(const CallInfo& info) {
  if (IsConstruct(info)) new KeyObjectHandle(Environment::From(info.GetIsolate()), info.This());
}

std::unique_ptr<Transferred> KeyObjectHandle::CloneForMessaging() const {
  if (key_ == nullptr) return nullptr;
  return std::make_unique<TransferredKey>(key_);
}

SharedKey KeyObjectHandle::KeyOf(const CallInfo& info, int index) {
  auto* handle = BaseObject::From<KeyObjectHandle>(info[index]);
  if (handle != nullptr && handle->key() != nullptr) return handle->key();
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The native argument at index " + std::to_string(index) + " must be a key");
  return nullptr;
}

SharedKey KeyObjectHandle::PkeyOf(const CallInfo& info, int index) {
  SharedKey key = KeyOf(info, index);
  if (key == nullptr || key->pkey != nullptr) return key;
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The native argument at index " + std::to_string(index) + " must be an asymmetric key");
  return nullptr;
}

constinit const BindingClass kKeyObjectHandleClass = {
    .name = "KeyObjectHandle", .construct = Method<KeyObjectHandle::New>("KeyObjectHandle"), .methods = kMethods};

}  // namespace isoscope
