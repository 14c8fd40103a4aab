// X509Certificate: one certificate, what it says and whom it fits.

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <v8-container.h>
#include <v8-context.h>

#include <ctime>

#include "runtime/bindings/crypto_key.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

std::string TakeText(BIO* bio) {
  char* data = nullptr;
  long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

constexpr char kHexDigits[] = "0123456789ABCDEF";

// -- Names of others: subjectAltName and infoAccess ------------------------------------------------------------------------------------------------

// Whether a name may stand without quotes: nothing in it may end it or start another one.
bool IsPlainName(std::string_view name, bool utf8) {
  for (char c : name) {
    if (c == '"' || c == '\\' || c == ',' || c == '\'' || (!utf8 && (c < ' ' || c > '~')) || (utf8 && c >= 0 && c < ' ')) return false;
  }
  return true;
}

// As a JSON string would, in ASCII: bytes of what is no UTF-8 count as Latin-1.
void AppendName(std::string* out, std::string_view prefix, std::string_view name, bool utf8) {
  out->append(prefix);
  out->push_back(':');
  if (IsPlainName(name, utf8)) {
    out->append(name);
    return;
  }
  out->push_back('"');
  for (char c : name) {
    auto byte = static_cast<uint8_t>(c);
    if (c == '\\') {
      out->append("\\\\");
    } else if (c == '"') {
      out->append("\\\"");
    } else if ((byte >= ' ' && byte != '\\' && byte < 0x7f) || (utf8 && byte >= 0x80)) {
      out->push_back(c);
    } else {
      out->append("\\u00");
      out->push_back("0123456789abcdef"[byte >> 4]);
      out->push_back("0123456789abcdef"[byte & 15]);
    }
  }
  out->push_back('"');
}

std::string_view View(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<size_t>(ASN1_STRING_length(text))};
}

void AppendGeneralName(std::string* out, const GENERAL_NAME* name, bool is_access) {
  switch (name->type) {
    case GEN_EMAIL:
      return AppendName(out, "email", View(name->d.rfc822Name), false);
    case GEN_DNS:
      return AppendName(out, "DNS", View(name->d.dNSName), false);
    case GEN_URI:
      return AppendName(out, "URI", View(name->d.uniformResourceIdentifier), false);
    case GEN_DIRNAME: {
      BioPtr bio(BIO_new(BIO_s_mem()));
      X509_NAME_print_ex(bio.get(), name->d.dirn, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
      return AppendName(out, "DirName", TakeText(bio.get()), true);
    }
    case GEN_IPADD: {
      const uint8_t* ip = ASN1_STRING_get0_data(name->d.iPAddress);
      char text[64] = "<invalid>";
      int size = ASN1_STRING_length(name->d.iPAddress);
      if (size == 4) std::snprintf(text, sizeof(text), "%d.%d.%d.%d", ip[0], ip[1], ip[2], ip[3]);
      if (size == 16) {
        std::string groups;
        for (int i = 0; i < 16; i += 2) {
          char group[8];
          std::snprintf(group, sizeof(group), "%s%X", i == 0 ? "" : ":", ip[i] << 8 | ip[i + 1]);
          groups += group;
        }
        std::snprintf(text, sizeof(text), "%s", groups.c_str());
      }
      out->append("IP Address:").append(text);
      return;
    }
    case GEN_RID: {
      char text[256];
      OBJ_obj2txt(text, sizeof(text), name->d.rid, 1);
      out->append("Registered ID:").append(text);
      return;
    }
    case GEN_OTHERNAME:
      out->append("othername:<unsupported>");
      return;
    case GEN_X400:
      out->append("X400Name:<unsupported>");
      return;
    case GEN_EDIPARTY:
      out->append("EdiPartyName:<unsupported>");
      return;
    default:
      if (is_access) out->append("<unsupported>");
  }
}

std::string AltNames(X509* certificate) {
  auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  std::string out;
  for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names); i++) {
    if (i > 0) out += ", ";
    AppendGeneralName(&out, sk_GENERAL_NAME_value(names, i), false);
  }
  GENERAL_NAMES_free(names);
  return out;
}

std::string InfoAccess(X509* certificate) {
  auto* list = static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  std::string out;
  for (int i = 0; list != nullptr && i < sk_ACCESS_DESCRIPTION_num(list); i++) {
    ACCESS_DESCRIPTION* entry = sk_ACCESS_DESCRIPTION_value(list, i);
    if (i > 0) out += '\n';
    char text[80];
    i2t_ASN1_OBJECT(text, sizeof(text), entry->method);
    out.append(text).append(" - ");
    AppendGeneralName(&out, entry->location, true);
  }
  AUTHORITY_INFO_ACCESS_free(list);
  return out;
}

// -- The object ----------------------------------------------------------------------------------------------------------------------------------

// new X509CertificateHandle(bytes of PEM or DER)
class X509Certificate final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"X509CertificateHandle", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    std::string bytes;
    if (!IsConstruct(info) || !GetByteSource(info, 0, &bytes)) return;
    v8::Isolate* isolate = info.GetIsolate();
    if (bytes.size() > INT32_MAX) return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The certificate is too large");
    EnsureOpenSsl();
    ERR_clear_error();
    auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
    X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
    if (certificate == nullptr) {
      ERR_clear_error();
      BioPtr bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
      // No certificate is encrypted: nobody is asked for a passphrase.
      certificate.reset(PEM_read_bio_X509_AUX(
          bio.get(), nullptr, [](char*, int, int, void*) { return -1; }, nullptr));
    }
    if (certificate == nullptr) return ThrowOpenSslError(isolate, "Invalid X.509 certificate", ErrorStack::kNone);
    new X509Certificate(Environment::From(isolate), info.This(), std::move(certificate));
  }

  // (what) => text or undefined
  static void GetText(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    std::string what;
    if (self == nullptr || !GetUtf8(info, 0, &what)) return;
    X509* certificate = self->certificate_.get();
    std::string text;
    if (what == "subject" || what == "issuer") {
      BioPtr bio(BIO_new(BIO_s_mem()));
      X509_NAME* name = what == "subject" ? X509_get_subject_name(certificate) : X509_get_issuer_name(certificate);
      constexpr unsigned long kFlags =
          ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | XN_FLAG_SEP_MULTILINE | XN_FLAG_FN_SN;
      if (X509_NAME_print_ex(bio.get(), name, 0, kFlags) < 0) return ERR_clear_error();
      text = TakeText(bio.get());
    } else if (what == "subjectAltName") {
      text = AltNames(certificate);
    } else if (what == "infoAccess") {
      text = InfoAccess(certificate);
    } else if (what == "validFrom" || what == "validTo") {
      BioPtr bio(BIO_new(BIO_s_mem()));
      ASN1_TIME_print(bio.get(), what == "validFrom" ? X509_get0_notBefore(certificate) : X509_get0_notAfter(certificate));
      text = TakeText(bio.get());
    } else if (what == "serialNumber") {
      BnPtr number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
      std::unique_ptr<char, void (*)(char*)> hex(number == nullptr ? nullptr : BN_bn2hex(number.get()), [](char* p) { OPENSSL_free(p); });
      if (hex != nullptr) text = hex.get();
    } else if (what == "signatureAlgorithm" || what == "signatureAlgorithmOid") {
      const ASN1_OBJECT* algorithm = nullptr;
      X509_ALGOR_get0(&algorithm, nullptr, nullptr, X509_get0_tbs_sigalg(certificate));
      char name[128];
      int nid = OBJ_obj2nid(algorithm);
      if (what == "signatureAlgorithm" && nid != NID_undef) {
        text = OBJ_nid2ln(nid);
      } else if (what == "signatureAlgorithmOid" && OBJ_obj2txt(name, sizeof(name), algorithm, 1) > 0) {
        text = name;
      }
    } else if (what == "pem") {
      BioPtr bio(BIO_new(BIO_s_mem()));
      PEM_write_bio_X509(bio.get(), certificate);
      text = TakeText(bio.get());
    } else if (what == "fingerprint" || what == "fingerprint256" || what == "fingerprint512") {
      text = Fingerprint(certificate, what == "fingerprint" ? EVP_sha1() : what == "fingerprint256" ? EVP_sha256() : EVP_sha512());
    }
    ERR_clear_error();
    v8::Local<v8::String> value;
    if (!text.empty() && Utf8(info.GetIsolate(), text).ToLocal(&value)) info.GetReturnValue().Set(value);
  }

  // Seconds since 1970 of (is the end).
  static void GetTime(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    bool is_end = false;
    if (self == nullptr || !GetBool(info, 0, &is_end)) return;
    tm parts{};
    const ASN1_TIME* time = is_end ? X509_get0_notAfter(self->certificate_.get()) : X509_get0_notBefore(self->certificate_.get());
    if (ASN1_TIME_to_tm(time, &parts) == 1) info.GetReturnValue().Set(static_cast<double>(timegm(&parts)));
  }

  static void GetRaw(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    if (self == nullptr) return;
    unsigned char* der = nullptr;
    int size = i2d_X509(self->certificate_.get(), &der);
    if (size < 0) return ThrowOpenSslError(info.GetIsolate(), "Failed to encode the certificate");
    v8::Local<v8::Uint8Array> buffer;
    if (CopyToBuffer(self->env(), {reinterpret_cast<char*>(der), static_cast<size_t>(size)}).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
    OPENSSL_free(der);
  }

  // (handle to fill)
  static void GetPublicKey(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    auto* handle = BaseObject::From<KeyObjectHandle>(info[0]);
    if (self == nullptr) return;
    EVP_PKEY* pkey = handle == nullptr ? nullptr : X509_get_pubkey(self->certificate_.get());
    if (pkey == nullptr) return ThrowOpenSslError(info.GetIsolate(), "Failed to get the public key");
    handle->set_key(std::make_shared<KeyData>(KeyKind::kPublic, std::string(), pkey));
  }

  static void GetKeyUsage(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    auto* usage = static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(self->certificate_.get(), NID_ext_key_usage, nullptr, nullptr));
    if (usage == nullptr) return ERR_clear_error();
    std::vector<v8::Local<v8::Value>> names;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usage); i++) {
      char text[256];
      if (OBJ_obj2txt(text, sizeof(text), sk_ASN1_OBJECT_value(usage, i), 1) > 0) names.push_back(OneByte(isolate, text));
    }
    sk_ASN1_OBJECT_pop_free(usage, ASN1_OBJECT_free);
    info.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
  }

  static void IsCa(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    if (self != nullptr) info.GetReturnValue().Set(X509_check_ca(self->certificate_.get()) == 1);
  }

  // (what: host, email or ip; name; flags) => the name that fits, or undefined
  static void Check(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    std::string what, name;
    uint32_t flags = 0;
    if (self == nullptr || !GetUtf8(info, 0, &what) || !GetUtf8(info, 1, &name) || !GetUint32(info, 2, &flags)) return;
    X509* certificate = self->certificate_.get();
    v8::Isolate* isolate = info.GetIsolate();
    int result = -2;
    char* peer = nullptr;
    if (what == "host") result = X509_check_host(certificate, name.data(), name.size(), flags, &peer);
    if (what == "email") result = X509_check_email(certificate, name.data(), name.size(), flags);
    if (what == "ip") result = X509_check_ip_asc(certificate, name.c_str(), flags);
    std::unique_ptr<char, void (*)(char*)> owned(peer, [](char* p) { OPENSSL_free(p); });
    ERR_clear_error();
    if (result == -2) return ThrowError(isolate, "ERR_INVALID_ARG_VALUE", "Invalid name");
    v8::Local<v8::String> text;
    if (result == 1 && Utf8(isolate, peer != nullptr ? std::string(peer) : name).ToLocal(&text)) info.GetReturnValue().Set(text);
  }

  static void CheckIssued(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    auto* issuer = BaseObject::From<X509Certificate>(info[0]);
    if (self == nullptr || issuer == nullptr) return;
    info.GetReturnValue().Set(X509_check_issued(issuer->certificate_.get(), self->certificate_.get()) == X509_V_OK);
    ERR_clear_error();
  }

  static void CheckPrivateKey(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    if (self == nullptr) return;
    SharedKey key = KeyObjectHandle::PkeyOf(info, 0);
    if (key == nullptr) return;
    info.GetReturnValue().Set(X509_check_private_key(self->certificate_.get(), key->pkey) == 1);
    ERR_clear_error();
  }

  static void Verify(const CallInfo& info) {
    auto* self = This<X509Certificate>(info);
    if (self == nullptr) return;
    SharedKey key = KeyObjectHandle::PkeyOf(info, 0);
    if (key == nullptr) return;
    info.GetReturnValue().Set(X509_verify(self->certificate_.get(), key->pkey) == 1);
    ERR_clear_error();
  }

 private:
  X509Certificate(Environment* env, v8::Local<v8::Object> object, X509Ptr certificate)
      : BaseObject(env, object), certificate_(std::move(certificate)) {
    MakeWeak();
  }

  static std::string Fingerprint(X509* certificate, const EVP_MD* digest) {
    uint8_t bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (X509_digest(certificate, digest, bytes, &size) != 1) return {};
    std::string text;
    for (unsigned i = 0; i < size; i++) {
      if (i > 0) text += ':';
      text += kHexDigits[bytes[i] >> 4];
      text += kHexDigits[bytes[i] & 15];
    }
    return text;
  }

  const X509Ptr certificate_;
};

constinit const BindingFunction kMethods[] = {
    Method<X509Certificate::GetText>("getText", 1),
    Method<X509Certificate::GetTime>("getTime", 1),
    Method<X509Certificate::GetRaw>("getRaw"),
    Method<X509Certificate::GetPublicKey>("getPublicKey", 1),
    Method<X509Certificate::GetKeyUsage>("getKeyUsage"),
    Method<X509Certificate::IsCa>("isCa"),
    Method<X509Certificate::Check>("check", 3),
    Method<X509Certificate::CheckIssued>("checkIssued", 1),
    Method<X509Certificate::CheckPrivateKey>("checkPrivateKey", 1),
    Method<X509Certificate::Verify>("verify", 1),
};

}  // namespace

constinit const BindingClass kX509CertificateClass = {
    .name = "X509CertificateHandle", .construct = Method<X509Certificate::New>("X509CertificateHandle", 1), .methods = kMethods};

}  // namespace isoscope
