// Keys of internalBinding('crypto'): immutable data, shared by the KeyObjectHandles of any isolate and by jobs on the pool.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_KEY_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_KEY_H_

#include <memory>
#include <string>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"

namespace isoscope {

// The numbers are a contract with JavaScript: internal/crypto/keys.js.
enum class KeyKind : uint32_t { kSecret, kPublic, kPrivate };
enum class KeyFormat : uint32_t { kDer, kPem };
enum class KeyEncoding : uint32_t { kPkcs1, kPkcs8, kSpki, kSec1, kNone };

struct KeyData {
  KeyData(KeyKind kind, std::string secret, EVP_PKEY* pkey) : kind(kind), secret(std::move(secret)), pkey(pkey) {}
  ~KeyData();
  KeyData(const KeyData&) = delete;
  KeyData& operator=(const KeyData&) = delete;

  const KeyKind kind;
  std::string secret;
  EVP_PKEY* const pkey;  // Owned; null for a secret.
};
using SharedKey = std::shared_ptr<const KeyData>;

// What a key is exported to, and how a private one is encrypted.
struct KeyExport {
  KeyFormat format = KeyFormat::kDer;
  KeyEncoding encoding = KeyEncoding::kSpki;
  const EVP_CIPHER* cipher = nullptr;
  std::string passphrase;
};

// new KeyObjectHandle(): empty until one of its init methods was called.
class KeyObjectHandle final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"KeyObjectHandle", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }
  uint32_t transfer_mode() const override { return kCloneable; }
  std::unique_ptr<Transferred> CloneForMessaging() const override;

  static void New(const CallInfo& info);
  // The key of an argument; null after throwing.
  static SharedKey KeyOf(const CallInfo& info, int index);
  static SharedKey PkeyOf(const CallInfo& info, int index);  // That is no secret.

  const SharedKey& key() const { return key_; }
  void set_key(SharedKey key) { key_ = std::move(key); }

 private:
  KeyObjectHandle(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) { MakeWeak(); }
  SharedKey key_;
};

// Null with OpenSSL's errors queued.
EVP_PKEY* ParsePrivateKey(const std::string& data, KeyFormat format, KeyEncoding encoding, const std::string* passphrase);
EVP_PKEY* ParsePublicKey(const std::string& data, KeyFormat format, KeyEncoding encoding, const std::string* passphrase);

// Reads (format, encoding, cipher name or undefined, passphrase or undefined). False after throwing.
constexpr int kKeyExportArguments = 4;
bool GetKeyExport(const CallInfo& info, int index, KeyExport* out);
// False with OpenSSL's errors queued.
bool ExportKey(EVP_PKEY* pkey, bool is_private, const KeyExport& how, std::string* out);
// PEM as a string, DER as a Buffer. Empty after throwing.
v8::MaybeLocal<v8::Value> ExportedValue(Environment* env, const std::string& bytes, KeyFormat format);

// Between keys and JSON Web Keys. Empty or false after throwing.
v8::MaybeLocal<v8::Value> ExportJwk(v8::Isolate* isolate, const KeyData& key);
EVP_PKEY* ImportJwk(const CallInfo& info, v8::Local<v8::Object> jwk, bool* is_private);
// {modulusLength, publicExponent, namedCurve ...}
v8::MaybeLocal<v8::Value> KeyDetails(v8::Isolate* isolate, EVP_PKEY* pkey);
const char* KeyTypeName(EVP_PKEY* pkey);  // Null when it has none in Node.

// A number of an EVP_PKEY as big-endian bytes, padded to `size` when that is greater.
bool PkeyNumber(EVP_PKEY* pkey, const char* name, std::string* out, size_t size = 0);
// The group of an EC key: its OpenSSL name.
std::string PkeyGroup(EVP_PKEY* pkey);

extern const BindingClass kKeyObjectHandleClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CRYPTO_KEY_H_
