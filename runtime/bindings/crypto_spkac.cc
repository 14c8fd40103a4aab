// Signed public keys and challenges (SPKAC), as <keygen> made them.

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

using SpkiPtr = std::unique_ptr<NETSCAPE_SPKI, OpenSslFree<NETSCAPE_SPKI, NETSCAPE_SPKI_free>>;

// Null for what is none, and after throwing.
SpkiPtr Decode(const CallInfo& info) {
  std::string text;
  if (!GetByteSource(info, 0, &text) || text.size() > INT32_MAX) return nullptr;
  EnsureOpenSsl();
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == '\t' || text.back() == ' ' || text.back() == '\0'))
    text.pop_back();
  SpkiPtr spki(text.empty() ? nullptr : NETSCAPE_SPKI_b64_decode(text.data(), static_cast<int>(text.size())));
  ERR_clear_error();
  return spki;
}

void ReturnBytes(const CallInfo& info, std::string_view bytes) {
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(Environment::From(info.GetIsolate()), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

}  // namespace

void CryptoVerifySpkac(const CallInfo& info) {
  SpkiPtr spki = Decode(info);
  PkeyPtr pkey(spki == nullptr ? nullptr : NETSCAPE_SPKI_get_pubkey(spki.get()));
  bool right = pkey != nullptr && NETSCAPE_SPKI_verify(spki.get(), pkey.get()) > 0;
  ERR_clear_error();
  info.GetReturnValue().Set(right);
}

// Empty when there is none.
void CryptoSpkacPublicKey(const CallInfo& info) {
  SpkiPtr spki = Decode(info);
  PkeyPtr pkey(spki == nullptr ? nullptr : NETSCAPE_SPKI_get_pubkey(spki.get()));
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (pkey == nullptr || bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), pkey.get()) != 1) {
    ERR_clear_error();
    return ReturnBytes(info, "");
  }
  char* data = nullptr;
  long size = BIO_get_mem_data(bio.get(), &data);
  ReturnBytes(info, {data, static_cast<size_t>(size)});
}

void CryptoSpkacChallenge(const CallInfo& info) {
  SpkiPtr spki = Decode(info);
  if (spki == nullptr) return ReturnBytes(info, "");
  unsigned char* text = nullptr;
  int size = ASN1_STRING_to_UTF8(&text, spki->spkac->challenge);
  if (size < 0) return ReturnBytes(info, "");
  ReturnBytes(info, {reinterpret_cast<char*>(text), static_cast<size_t>(size)});
  OPENSSL_free(text);
}

}  // namespace isoscope
