// Keys from and to PEM and DER.

#include <cstring>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "runtime/bindings/crypto_key.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Passphrase {
  const std::string* given;
};

int GivePassphrase(char* out, int size, int, void* data) {
  auto* passphrase = static_cast<Passphrase*>(data);
  if (passphrase->given == nullptr) return -1;
  size_t length = passphrase->given->size();
  if (length > static_cast<size_t>(size)) return -1;
  std::memcpy(out, passphrase->given->data(), length);
  return static_cast<int>(length);
}

BioPtr MemoryBio(const std::string& data) {
  return BioPtr(data.size() > INT32_MAX ? nullptr : BIO_new_mem_buf(data.data(), static_cast<int>(data.size())));
}

// SEQUENCE { ... } whose first element is a number greater than the version of a private key: PKCS#1's public key.
bool IsRsaPublicDer(const std::string& data) {
  auto* at = reinterpret_cast<const uint8_t*>(data.data());
  long length = 0;
  int tag = 0, tag_class = 0;
  int result = ASN1_get_object(&at, &length, &tag, &tag_class, static_cast<long>(data.size()));
  bool is_sequence = (result & 0x80) == 0 && tag == V_ASN1_SEQUENCE;
  // A private key starts with the version 0 or 1 in one byte.
  bool is_private = is_sequence && length >= 3 && at[0] == V_ASN1_INTEGER && at[1] == 1 && at[2] <= 1;
  ERR_clear_error();
  return is_sequence && !is_private;
}

EVP_PKEY* ParsePrivateDer(const std::string& data, KeyEncoding encoding, Passphrase* passphrase) {
  auto* at = reinterpret_cast<const uint8_t*>(data.data());
  auto size = static_cast<long>(data.size());
  if (encoding == KeyEncoding::kPkcs1) return d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &at, size);
  if (encoding == KeyEncoding::kSec1) return d2i_PrivateKey(EVP_PKEY_EC, nullptr, &at, size);
  BioPtr bio = MemoryBio(data);
  if (bio == nullptr) return nullptr;
  // Encrypted ones start with an algorithm, which is a sequence; others with a version.
  long length = 0;
  int tag = 0, tag_class = 0;
  const uint8_t* inside = at;
  bool is_encrypted = (ASN1_get_object(&inside, &length, &tag, &tag_class, size) & 0x80) == 0 && length > 0 && inside < at + size &&
                      (*inside & 0x1f) == V_ASN1_SEQUENCE;
  if (is_encrypted) return d2i_PKCS8PrivateKey_bio(bio.get(), nullptr, GivePassphrase, passphrase);
  ERR_clear_error();
  std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslFree<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>> info(
      d2i_PKCS8_PRIV_KEY_INFO_bio(bio.get(), nullptr));
  return info == nullptr ? nullptr : EVP_PKCS82PKEY(info.get());
}

// One kind of PEM block; `found` tells whether there is one.
template <typename Decode>
EVP_PKEY* ParsePemBlock(const std::string& data, const char* name, bool* found, Decode decode) {
  BioPtr bio = MemoryBio(data);
  unsigned char* der = nullptr;
  long size = 0;
  ERR_set_mark();
  *found = bio != nullptr && PEM_bytes_read_bio(&der, &size, nullptr, name, bio.get(), nullptr, nullptr) == 1;
  ERR_pop_to_mark();
  if (!*found) return nullptr;
  const unsigned char* at = der;
  EVP_PKEY* pkey = decode(&at, size);
  OPENSSL_free(der);
  return pkey;
}

EVP_PKEY* KeyOfCertificate(const unsigned char** at, long size) {
  X509Ptr certificate(d2i_X509(nullptr, at, size));
  return certificate == nullptr ? nullptr : X509_get_pubkey(certificate.get());
}

bool TakeBio(BIO* bio, std::string* out) {
  char* data = nullptr;
  long size = BIO_get_mem_data(bio, &data);
  if (size < 0) return false;
  out->assign(data, static_cast<size_t>(size));
  return true;
}

}  // namespace

EVP_PKEY* ParsePrivateKey(const std::string& data, KeyFormat format, KeyEncoding encoding, const std::string* given) {
  Passphrase passphrase{given};
  EVP_PKEY* pkey = nullptr;
  if (format == KeyFormat::kPem) {
    BioPtr bio = MemoryBio(data);
    if (bio != nullptr) pkey = PEM_read_bio_PrivateKey(bio.get(), nullptr, GivePassphrase, &passphrase);
  } else {
    pkey = ParsePrivateDer(data, encoding, &passphrase);
  }
  return pkey;
}

EVP_PKEY* ParsePublicKey(const std::string& data, KeyFormat format, KeyEncoding encoding, const std::string* given) {
  if (format == KeyFormat::kPem) {
    bool found = false;
    EVP_PKEY* pkey = ParsePemBlock(data, "PUBLIC KEY", &found, [](const unsigned char** at, long size) { return d2i_PUBKEY(nullptr, at, size); });
    if (found) return pkey;
    pkey = ParsePemBlock(data, "RSA PUBLIC KEY", &found,
                         [](const unsigned char** at, long size) { return d2i_PublicKey(EVP_PKEY_RSA, nullptr, at, size); });
    if (found) return pkey;
    pkey = ParsePemBlock(data, "CERTIFICATE", &found, KeyOfCertificate);
    if (found) return pkey;
    return ParsePrivateKey(data, format, encoding, given);
  }
  auto* at = reinterpret_cast<const uint8_t*>(data.data());
  auto size = static_cast<long>(data.size());
  if (encoding == KeyEncoding::kSpki) return d2i_PUBKEY(nullptr, &at, size);
  if (encoding == KeyEncoding::kPkcs1 && IsRsaPublicDer(data)) return d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, size);
  return ParsePrivateKey(data, format, encoding, given);
}

bool GetKeyExport(const CallInfo& info, int index, KeyExport* out) {
  uint32_t format = 0, encoding = 0;
  std::string cipher;
  if (!GetUint32(info, index, &format) || !GetUint32(info, index + 1, &encoding) ||
      (!info[index + 2]->IsUndefined() && !GetUtf8(info, index + 2, &cipher)) ||
      (!info[index + 3]->IsUndefined() && !GetByteSource(info, index + 3, &out->passphrase))) {
    return false;
  }
  out->format = static_cast<KeyFormat>(format);
  out->encoding = static_cast<KeyEncoding>(encoding);
  if (info[index + 2]->IsUndefined()) return true;
  EnsureOpenSsl();
  out->cipher = EVP_get_cipherbyname(cipher.c_str());
  if (out->cipher != nullptr) return true;
  ThrowError(info.GetIsolate(), "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  return false;
}

bool ExportKey(EVP_PKEY* pkey, bool is_private, const KeyExport& how, std::string* out) {
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr) return false;
  bool is_pem = how.format == KeyFormat::kPem;
  bool done = false;
  auto* passphrase = reinterpret_cast<const unsigned char*>(how.passphrase.data());
  int passphrase_size = static_cast<int>(how.passphrase.size());
  if (!is_private && how.encoding == KeyEncoding::kPkcs1) {
    unsigned char* der = nullptr;
    int size = i2d_PublicKey(pkey, &der);
    if (size <= 0) return false;
    done = is_pem ? PEM_write_bio(bio.get(), "RSA PUBLIC KEY", "", der, size) > 0 : BIO_write(bio.get(), der, size) == size;
    OPENSSL_free(der);
  } else if (!is_private) {
    done = (is_pem ? PEM_write_bio_PUBKEY(bio.get(), pkey) : i2d_PUBKEY_bio(bio.get(), pkey)) == 1;
  } else if (how.encoding == KeyEncoding::kPkcs8) {
    auto write = is_pem ? PEM_write_bio_PKCS8PrivateKey : i2d_PKCS8PrivateKey_bio;
    done = write(bio.get(), pkey, how.cipher, how.cipher == nullptr ? nullptr : how.passphrase.data(), how.cipher == nullptr ? 0 : passphrase_size,
                 nullptr, nullptr) == 1;
  } else if (is_pem) {
    done = PEM_write_bio_PrivateKey_traditional(bio.get(), pkey, how.cipher, how.cipher == nullptr ? nullptr : passphrase, passphrase_size, nullptr,
                                                nullptr) == 1;
  } else {
    unsigned char* der = nullptr;
    int size = i2d_PrivateKey(pkey, &der);
    if (size <= 0) return false;
    done = BIO_write(bio.get(), der, size) == size;
    OPENSSL_clear_free(der, static_cast<size_t>(size));
  }
  return done && TakeBio(bio.get(), out);
}

v8::MaybeLocal<v8::Value> ExportedValue(Environment* env, const std::string& bytes, KeyFormat format) {
  if (format == KeyFormat::kPem) return OneByte(env->isolate(), bytes);
  v8::Local<v8::Uint8Array> buffer;
  if (!CopyToBuffer(env, bytes).ToLocal(&buffer)) return {};
  return buffer;
}

}  // namespace isoscope
