// JSON Web Keys, and what keys tell of themselves.

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <v8-context.h>
#include <v8-typed-array.h>

#include "runtime/bindings/crypto_key.h"
#include "runtime/env/environment.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

struct Curve {
  const char* jwk;
  const char* group;
  size_t bytes;
};
constexpr Curve kCurves[] = {{"P-256", "prime256v1", 32}, {"secp256k1", "secp256k1", 32}, {"P-384", "secp384r1", 48}, {"P-521", "secp521r1", 66}};

struct OctetKey {
  int id;
  const char* name;
};
constexpr OctetKey kOctetKeys[] = {{EVP_PKEY_ED25519, "Ed25519"}, {EVP_PKEY_ED448, "Ed448"}, {EVP_PKEY_X25519, "X25519"}, {EVP_PKEY_X448, "X448"}};

struct Number {
  const char* jwk;
  const char* parameter;
};
// In the order of the exported object: the first two are public.
constexpr Number kRsaNumbers[] = {{"n", OSSL_PKEY_PARAM_RSA_N},          {"e", OSSL_PKEY_PARAM_RSA_E},
                                  {"d", OSSL_PKEY_PARAM_RSA_D},          {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
                                  {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},    {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
                                  {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2}, {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};

class JwkObject {
 public:
  explicit JwkObject(v8::Isolate* isolate) : isolate_(isolate), object_(v8::Object::New(isolate)) {}
  void Set(const char* name, const char* text) { SetProperty(isolate_->GetCurrentContext(), object_, name, OneByte(isolate_, text)); }
  bool SetBytes(const char* name, const std::string& bytes) {
    v8::Local<v8::String> text;
    if (!BytesToString(isolate_, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, Encoding::kBase64Url).ToLocal(&text)) return false;
    SetProperty(isolate_->GetCurrentContext(), object_, name, text);
    return true;
  }
  v8::Local<v8::Value> object() const { return object_; }

 private:
  v8::Isolate* const isolate_;
  const v8::Local<v8::Object> object_;
};

v8::MaybeLocal<v8::Value> ThrowUnsupported(v8::Isolate* isolate) {
  ThrowError(isolate, "ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE", "Unsupported JWK Key Type.");
  return {};
}

// Reads the text members of a JWK.
class JwkReader {
 public:
  JwkReader(const CallInfo& info, v8::Local<v8::Object> jwk) : isolate_(info.GetIsolate()), jwk_(jwk) {}
  // "" when it is no string.
  std::string Text(const char* name) {
    v8::Local<v8::Value> value;
    if (!jwk_->Get(isolate_->GetCurrentContext(), Internalized(isolate_, name)).ToLocal(&value)) return {};
    return ToUtf8(isolate_, value);
  }
  std::string Bytes(const char* name) {
    v8::Local<v8::Value> value;
    if (!jwk_->Get(isolate_->GetCurrentContext(), Internalized(isolate_, name)).ToLocal(&value) || !value->IsString()) return {};
    return StringToBytes(isolate_, value.As<v8::String>(), Encoding::kBase64Url);
  }
  BnPtr BigNumber(const char* name) {
    std::string bytes = Bytes(name);
    if (bytes.empty() || bytes.size() > INT32_MAX) return nullptr;
    return BnPtr(BN_bin2bn(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
  }

 private:
  v8::Isolate* const isolate_;
  const v8::Local<v8::Object> jwk_;
};

using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, OpenSslFree<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, OpenSslFree<OSSL_PARAM, OSSL_PARAM_free>>;

EVP_PKEY* FromData(const char* type, OSSL_PARAM_BLD* builder, bool is_private) {
  Params parameters(OSSL_PARAM_BLD_to_param(builder));
  PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* pkey = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &pkey, is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return pkey;
}

EVP_PKEY* ImportRsa(JwkReader reader, bool is_private) {
  ParamBuilder builder(OSSL_PARAM_BLD_new());
  std::vector<BnPtr> numbers;  // Must live until the parameters are built.
  size_t count = is_private ? std::size(kRsaNumbers) : 2;
  for (size_t i = 0; i < count; i++) {
    numbers.push_back(reader.BigNumber(kRsaNumbers[i].jwk));
    if (numbers.back() == nullptr || OSSL_PARAM_BLD_push_BN(builder.get(), kRsaNumbers[i].parameter, numbers.back().get()) != 1) return nullptr;
  }
  return FromData("RSA", builder.get(), is_private);
}

EVP_PKEY* ImportEc(JwkReader reader, bool is_private) {
  std::string name = reader.Text("crv");
  for (const Curve& curve : kCurves) {
    if (name != curve.jwk) continue;
    std::string x = reader.Bytes("x"), y = reader.Bytes("y");
    if (x.size() > curve.bytes || y.size() > curve.bytes || x.empty() || y.empty()) return nullptr;
    std::string point = "\x04" + std::string(curve.bytes - x.size(), '\0') + x + std::string(curve.bytes - y.size(), '\0') + y;
    ParamBuilder builder(OSSL_PARAM_BLD_new());
    BnPtr secret = is_private ? reader.BigNumber("d") : nullptr;
    if (is_private && secret == nullptr) return nullptr;
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.group, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1 ||
        (is_private && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get()) != 1)) {
      return nullptr;
    }
    return FromData("EC", builder.get(), is_private);
  }
  return nullptr;
}

EVP_PKEY* ImportOctet(JwkReader reader, bool is_private) {
  std::string name = reader.Text("crv");
  std::string bytes = reader.Bytes(is_private ? "d" : "x");
  auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  for (const OctetKey& key : kOctetKeys) {
    if (name == key.name)
      return is_private ? EVP_PKEY_new_raw_private_key(key.id, nullptr, data, bytes.size())
                        : EVP_PKEY_new_raw_public_key(key.id, nullptr, data, bytes.size());
  }
  return nullptr;
}

std::string RawKey(EVP_PKEY* pkey, int (*get)(const EVP_PKEY*, unsigned char*, size_t*)) {
  size_t size = 0;
  if (get(pkey, nullptr, &size) != 1) return {};
  std::string bytes(size, '\0');
  get(pkey, reinterpret_cast<uint8_t*>(bytes.data()), &size);
  return bytes;
}

v8::Local<v8::String> LowerName(v8::Isolate* isolate, std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  // OpenSSL writes SHA2-256, Node sha256.
  if (name.starts_with("sha2-")) name = "sha" + name.substr(5);
  return OneByte(isolate, name);
}

}  // namespace

bool PkeyNumber(EVP_PKEY* pkey, const char* name, std::string* out, size_t size) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(pkey, name, &number) != 1) return false;
  BnPtr owned(number);
  out->resize(std::max(size, static_cast<size_t>(BN_num_bytes(number))));
  return BN_bn2binpad(number, reinterpret_cast<uint8_t*>(out->data()), static_cast<int>(out->size())) >= 0;
}

std::string PkeyGroup(EVP_PKEY* pkey) {
  char name[80];
  size_t size = 0;
  return EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof(name), &size) == 1 ? name : "";
}

const char* KeyTypeName(EVP_PKEY* pkey) {
  switch (EVP_PKEY_get_id(pkey)) {
    case EVP_PKEY_RSA:
      return "rsa";
    case EVP_PKEY_RSA_PSS:
      return "rsa-pss";
    case EVP_PKEY_DSA:
      return "dsa";
    case EVP_PKEY_DH:
    case EVP_PKEY_DHX:
      return "dh";
    case EVP_PKEY_EC:
      return "ec";
    case EVP_PKEY_X25519:
      return "x25519";
    case EVP_PKEY_X448:
      return "x448";
    case EVP_PKEY_ED25519:
      return "ed25519";
    case EVP_PKEY_ED448:
      return "ed448";
    default:
      return nullptr;
  }
}

v8::MaybeLocal<v8::Value> KeyDetails(v8::Isolate* isolate, EVP_PKEY* pkey) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Object> details = v8::Object::New(isolate);
  int id = EVP_PKEY_get_id(pkey);
  if (id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS) {
    SetConstant(context, details, "modulusLength", EVP_PKEY_get_bits(pkey));
    std::string exponent;
    if (!PkeyNumber(pkey, OSSL_PKEY_PARAM_RSA_E, &exponent)) return details;
    uint64_t word = 0;
    for (char c : exponent) word = word << 8 | static_cast<uint8_t>(c);
    SetProperty(context, details, "publicExponent", v8::BigInt::NewFromUnsigned(isolate, word));
  } else if (id == EVP_PKEY_DSA) {
    std::string q;
    SetConstant(context, details, "modulusLength", EVP_PKEY_get_bits(pkey));
    if (PkeyNumber(pkey, OSSL_PKEY_PARAM_FFC_Q, &q)) SetConstant(context, details, "divisorLength", static_cast<double>(q.size() * 8));
  } else if (id == EVP_PKEY_EC) {
    SetProperty(context, details, "namedCurve", OneByte(isolate, PkeyGroup(pkey)));
  }
  if (id == EVP_PKEY_RSA_PSS) {
    char digest[80], mgf_digest[80];
    int salt = 0;
    if (EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_RSA_DIGEST, digest, sizeof(digest), nullptr) == 1) {
      SetProperty(context, details, "hashAlgorithm", LowerName(isolate, digest));
      // OpenSSL leaves out what is the default.
      bool has_mgf = EVP_PKEY_get_utf8_string_param(pkey, OSSL_PKEY_PARAM_RSA_MGF1_DIGEST, mgf_digest, sizeof(mgf_digest), nullptr) == 1;
      SetProperty(context, details, "mgf1HashAlgorithm", LowerName(isolate, has_mgf ? mgf_digest : "sha1"));
      if (EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_RSA_PSS_SALTLEN, &salt) == 1) SetConstant(context, details, "saltLength", salt);
    }
  }
  ERR_clear_error();
  return details;
}

v8::MaybeLocal<v8::Value> ExportJwk(v8::Isolate* isolate, const KeyData& key) {
  JwkObject jwk(isolate);
  if (key.kind == KeyKind::kSecret) {
    jwk.Set("kty", "oct");
    if (!jwk.SetBytes("k", key.secret)) return {};
    return jwk.object();
  }
  bool is_private = key.kind == KeyKind::kPrivate;
  int id = EVP_PKEY_get_id(key.pkey);
  std::string bytes;
  if (id == EVP_PKEY_RSA) {
    jwk.Set("kty", "RSA");
    for (size_t i = 0; i < (is_private ? std::size(kRsaNumbers) : 2); i++) {
      if (!PkeyNumber(key.pkey, kRsaNumbers[i].parameter, &bytes) || !jwk.SetBytes(kRsaNumbers[i].jwk, bytes)) return ThrowUnsupported(isolate);
    }
    return jwk.object();
  }
  if (id == EVP_PKEY_EC) {
    std::string group = PkeyGroup(key.pkey);
    for (const Curve& curve : kCurves) {
      if (group != curve.group) continue;
      jwk.Set("kty", "EC");
      if (!PkeyNumber(key.pkey, OSSL_PKEY_PARAM_EC_PUB_X, &bytes, curve.bytes) || !jwk.SetBytes("x", bytes) ||
          !PkeyNumber(key.pkey, OSSL_PKEY_PARAM_EC_PUB_Y, &bytes, curve.bytes) || !jwk.SetBytes("y", bytes)) {
        return ThrowUnsupported(isolate);
      }
      jwk.Set("crv", curve.jwk);
      if (is_private && (!PkeyNumber(key.pkey, OSSL_PKEY_PARAM_PRIV_KEY, &bytes, curve.bytes) || !jwk.SetBytes("d", bytes))) {
        return ThrowUnsupported(isolate);
      }
      return jwk.object();
    }
    ThrowError(isolate, "ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", "Unsupported JWK EC curve: " + group + ".");
    return {};
  }
  for (const OctetKey& octet : kOctetKeys) {
    if (octet.id != id) continue;
    jwk.Set("crv", octet.name);
    if (is_private && !jwk.SetBytes("d", RawKey(key.pkey, EVP_PKEY_get_raw_private_key))) return {};
    if (!jwk.SetBytes("x", RawKey(key.pkey, EVP_PKEY_get_raw_public_key))) return {};
    jwk.Set("kty", "OKP");
    return jwk.object();
  }
  return ThrowUnsupported(isolate);
}

EVP_PKEY* ImportJwk(const CallInfo& info, v8::Local<v8::Object> jwk, bool* is_private) {
  JwkReader reader(info, jwk);
  std::string type = reader.Text("kty");
  *is_private = !reader.Text("d").empty();
  if (info[1]->IsTrue()) *is_private = false;  // Only the public half is wanted.
  EVP_PKEY* pkey = nullptr;
  const char* message = "Invalid JWK data";
  if (type == "RSA") {
    pkey = ImportRsa(reader, *is_private);
    message = "Invalid JWK RSA key";
  } else if (type == "EC") {
    pkey = ImportEc(reader, *is_private);
    message = "Invalid JWK EC key";
  } else if (type == "OKP") {
    pkey = ImportOctet(reader, *is_private);
  }
  if (pkey == nullptr && !info.GetIsolate()->HasPendingException()) ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_JWK", message);
  return pkey;
}

}  // namespace isoscope
