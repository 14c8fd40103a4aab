// ECDH: the exchange with points as bytes; the curves there are.

#define OPENSSL_SUPPRESS_DEPRECATED
#include <set>

#include <openssl/ec.h>
#include <openssl/ecdh.h>
#include <openssl/err.h>
#include <v8-container.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

using EcKeyPtr = std::unique_ptr<EC_KEY, OpenSslFree<EC_KEY, EC_KEY_free>>;
using EcPointPtr = std::unique_ptr<EC_POINT, OpenSslFree<EC_POINT, EC_POINT_free>>;
using EcGroupPtr = std::unique_ptr<EC_GROUP, OpenSslFree<EC_GROUP, EC_GROUP_free>>;

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

EcPointPtr DecodePoint(const EC_GROUP* group, const std::string& bytes) {
  EcPointPtr point(EC_POINT_new(group));
  bool done = point != nullptr && EC_POINT_oct2point(group, point.get(), Readable(bytes), bytes.size(), nullptr) == 1;
  ERR_clear_error();
  return done ? std::move(point) : nullptr;
}

void ReturnBytes(const CallInfo& info, const std::string& bytes) {
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(Environment::From(info.GetIsolate()), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void ReturnPoint(const CallInfo& info, const EC_GROUP* group, const EC_POINT* point, uint32_t form) {
  auto conversion = static_cast<point_conversion_form_t>(form);
  size_t size = EC_POINT_point2oct(group, point, conversion, nullptr, 0, nullptr);
  std::string bytes(size, '\0');
  if (size == 0 || EC_POINT_point2oct(group, point, conversion, Writable(&bytes), size, nullptr) != size) {
    return ThrowOpenSslError(info.GetIsolate(), "Failed to get public key length");
  }
  ReturnBytes(info, bytes);
}

void ThrowFailed(v8::Isolate* isolate, const char* message) {
  ERR_clear_error();
  ThrowError(isolate, "ERR_CRYPTO_OPERATION_FAILED", message);
}

void ThrowUnknownCurve(v8::Isolate* isolate) {
  ERR_clear_error();
  ThrowTypeError(isolate, "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
}

// new ECDH(curve)
class Ecdh final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"ECDH", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    std::string curve;
    if (!IsConstruct(info) || !GetUtf8(info, 0, &curve)) return;
    EnsureOpenSsl();
    int nid = OBJ_sn2nid(curve.c_str());
    EcKeyPtr key(nid == NID_undef ? nullptr : EC_KEY_new_by_curve_name(nid));
    if (key == nullptr) return ThrowUnknownCurve(info.GetIsolate());
    new Ecdh(Environment::From(info.GetIsolate()), info.This(), std::move(key));
  }

  static void GenerateKeys(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    if (self != nullptr && EC_KEY_generate_key(self->key_.get()) != 1) ThrowFailed(info.GetIsolate(), "Failed to generate key");
  }

  // (other's point) => the secret; undefined when that is no point of the curve
  static void ComputeSecret(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    std::string other;
    if (self == nullptr || !GetByteSource(info, 0, &other)) return;
    v8::Isolate* isolate = info.GetIsolate();
    if (EC_KEY_get0_private_key(self->key_.get()) == nullptr || EC_KEY_check_key(self->key_.get()) != 1) {
      ERR_clear_error();
      return ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_KEYPAIR", "Invalid key pair");
    }
    EcPointPtr point = DecodePoint(self->group(), other);
    if (point == nullptr) return;
    std::string secret((static_cast<size_t>(EC_GROUP_get_degree(self->group())) + 7) / 8, '\0');
    if (ECDH_compute_key(secret.data(), secret.size(), point.get(), self->key_.get(), nullptr) <= 0) {
      return ThrowFailed(isolate, "Failed to compute ECDH key");
    }
    ReturnBytes(info, secret);
  }

  // (form)
  static void GetPublicKey(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    uint32_t form = 0;
    if (self == nullptr || !GetUint32(info, 0, &form)) return;
    const EC_POINT* point = EC_KEY_get0_public_key(self->key_.get());
    if (point == nullptr) return ThrowFailed(info.GetIsolate(), "Failed to get ECDH public key");
    ReturnPoint(info, self->group(), point, form);
  }

  static void GetPrivateKey(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    if (self == nullptr) return;
    const BIGNUM* number = EC_KEY_get0_private_key(self->key_.get());
    if (number == nullptr) return ThrowFailed(info.GetIsolate(), "Failed to get ECDH private key");
    std::string bytes((static_cast<size_t>(EC_GROUP_order_bits(self->group())) + 7) / 8, '\0');
    BN_bn2binpad(number, Writable(&bytes), static_cast<int>(bytes.size()));
    ReturnBytes(info, bytes);
  }

  static void SetPrivateKey(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    std::string bytes;
    if (self == nullptr || !GetByteSource(info, 0, &bytes)) return;
    v8::Isolate* isolate = info.GetIsolate();
    BnPtr number(bytes.size() > INT32_MAX ? nullptr : BN_bin2bn(Readable(bytes), static_cast<int>(bytes.size()), nullptr));
    bool fits = number != nullptr && !BN_is_zero(number.get()) && BN_cmp(number.get(), EC_GROUP_get0_order(self->group())) < 0;
    if (!fits) return ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve.");
    EcKeyPtr key(EC_KEY_dup(self->key_.get()));
    EcPointPtr point(EC_POINT_new(self->group()));
    if (key == nullptr || point == nullptr || EC_KEY_set_private_key(key.get(), number.get()) != 1 ||
        EC_POINT_mul(self->group(), point.get(), number.get(), nullptr, nullptr, nullptr) != 1 ||
        EC_KEY_set_public_key(key.get(), point.get()) != 1) {
      return ThrowFailed(isolate, "Failed to convert BN to a private key");
    }
    self->key_ = std::move(key);
  }

  static void SetPublicKey(const CallInfo& info) {
    auto* self = This<Ecdh>(info);
    std::string bytes;
    if (self == nullptr || !GetByteSource(info, 0, &bytes)) return;
    EcPointPtr point = DecodePoint(self->group(), bytes);
    if (point == nullptr) return ThrowFailed(info.GetIsolate(), "Failed to convert Buffer to EC_POINT");
    if (EC_KEY_set_public_key(self->key_.get(), point.get()) != 1) ThrowFailed(info.GetIsolate(), "Failed to set EC_POINT as the public key");
  }

 private:
  Ecdh(Environment* env, v8::Local<v8::Object> object, EcKeyPtr key) : BaseObject(env, object), key_(std::move(key)) { MakeWeak(); }
  const EC_GROUP* group() const { return EC_KEY_get0_group(key_.get()); }

  EcKeyPtr key_;
};

constinit const BindingFunction kMethods[] = {
    Method<Ecdh::GenerateKeys>("generateKeys"),   Method<Ecdh::ComputeSecret>("computeSecret", 1), Method<Ecdh::GetPublicKey>("getPublicKey", 1),
    Method<Ecdh::GetPrivateKey>("getPrivateKey"), Method<Ecdh::SetPrivateKey>("setPrivateKey", 1), Method<Ecdh::SetPublicKey>("setPublicKey", 1),
};

}  // namespace

// (point, curve, form)
void CryptoConvertPoint(const CallInfo& info) {
  std::string bytes, curve;
  uint32_t form = 0;
  if (!GetByteSource(info, 0, &bytes) || !GetUtf8(info, 1, &curve) || !GetUint32(info, 2, &form)) return;
  if (bytes.empty()) return ReturnBytes(info, "");
  EnsureOpenSsl();
  int nid = OBJ_sn2nid(curve.c_str());
  EcGroupPtr group(nid == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(nid));
  if (group == nullptr) return ThrowUnknownCurve(info.GetIsolate());
  EcPointPtr point = DecodePoint(group.get(), bytes);
  if (point == nullptr) return ThrowFailed(info.GetIsolate(), "Failed to convert Buffer to EC_POINT");
  ReturnPoint(info, group.get(), point.get(), form);
}

void CryptoCurves(const CallInfo& info) {
  EnsureOpenSsl();
  v8::Isolate* isolate = info.GetIsolate();
  std::vector<EC_builtin_curve> curves(EC_get_builtin_curves(nullptr, 0));
  std::set<std::string> sorted;
  std::vector<v8::Local<v8::Value>> names;
  EC_get_builtin_curves(curves.data(), curves.size());
  for (const EC_builtin_curve& curve : curves) sorted.insert(OBJ_nid2sn(curve.nid));
  for (const std::string& name : sorted) names.push_back(OneByte(isolate, name));
  info.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
}

constinit const BindingClass kEcdhClass = {.name = "ECDH", .construct = Method<Ecdh::New>("ECDH", 1), .methods = kMethods};

}  // namespace isoscope
