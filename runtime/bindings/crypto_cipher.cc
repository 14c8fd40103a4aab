// Symmetric ciphers: CipherBase for createCipheriv() and createDecipheriv(), CipherJob for a whole message, and what there is of them.

#include <algorithm>
#include <set>

#include <openssl/err.h>
#include <v8-container.h>
#include <v8-context.h>

#include "runtime/bindings/crypto_compute_job.h"
#include "runtime/bindings/crypto_key.h"
#include "runtime/env/buffers.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

constexpr int kUnspecified = -1;

uint8_t* Writable(std::string* bytes) { return reinterpret_cast<uint8_t*>(bytes->data()); }
const uint8_t* Readable(const std::string& bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }

bool IsChaCha(const EVP_CIPHER* cipher) { return EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305; }
bool IsAuthenticated(const EVP_CIPHER* cipher) {
  int mode = EVP_CIPHER_get_mode(cipher);
  return mode == EVP_CIPH_GCM_MODE || mode == EVP_CIPH_CCM_MODE || mode == EVP_CIPH_OCB_MODE || IsChaCha(cipher);
}
bool IsGcmTagLength(int length) { return length == 4 || length == 8 || (length >= 12 && length <= 16); }

const EVP_CIPHER* FindCipher(const std::string& name) {
  EnsureOpenSsl();
  return EVP_get_cipherbyname(name.c_str());
}

// A secret key, as a handle or as bytes.
bool GetSecretBytes(const CallInfo& info, int index, std::string* out) {
  if (auto* handle = BaseObject::From<KeyObjectHandle>(info[index]); handle != nullptr && handle->key() != nullptr) {
    *out = handle->key()->secret;
    return true;
  }
  return GetByteSource(info, index, out);
}

// new CipherBase(encrypts, cipher, key, iv or null, length of the tag or -1)
class CipherBase final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"CipherBase", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    bool encrypts = false;
    std::string name, key, iv;
    int32_t tag_length = kUnspecified;
    if (!IsConstruct(info) || !GetBool(info, 0, &encrypts) || !GetUtf8(info, 1, &name) || !GetSecretBytes(info, 2, &key) ||
        (!info[3]->IsNull() && !GetByteSource(info, 3, &iv)) || !GetInt32(info, 4, &tag_length)) {
      return;
    }
    v8::Isolate* isolate = info.GetIsolate();
    const EVP_CIPHER* cipher = FindCipher(name);
    if (cipher == nullptr) return ThrowError(isolate, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
    auto iv_size = static_cast<size_t>(EVP_CIPHER_get_iv_length(cipher));
    bool is_authenticated = IsAuthenticated(cipher);
    bool iv_fits = info[3]->IsNull() ? iv_size == 0 : is_authenticated ? iv.size() <= INT32_MAX : iv.size() == iv_size;
    if (!iv_fits || (IsChaCha(cipher) && iv.size() > 12)) {
      return ThrowTypeError(isolate, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    }
    CipherContext context(EVP_CIPHER_CTX_new());
    if (context == nullptr) return ThrowOpenSslError(isolate, "Failed to initialize cipher");
    if (EVP_CIPHER_get_mode(cipher) == EVP_CIPH_WRAP_MODE) EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, encrypts) != 1) {
      return ThrowOpenSslError(isolate, "Failed to initialize cipher");
    }
    int64_t most = INT32_MAX;
    if (is_authenticated && !InitAuthenticated(isolate, context.get(), cipher, name, iv.size(), &tag_length, &most)) return;
    if (key.size() > INT32_MAX || EVP_CIPHER_CTX_set_key_length(context.get(), static_cast<int>(key.size())) != 1) {
      ERR_clear_error();
      return ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    }
    if (EVP_CipherInit_ex(context.get(), nullptr, nullptr, Readable(key), info[3]->IsNull() ? nullptr : Readable(iv), encrypts) != 1) {
      return ThrowOpenSslError(isolate, "Failed to initialize cipher");
    }
    OPENSSL_cleanse(key.data(), key.size());
    auto* self = new CipherBase(Environment::From(isolate), info.This(), std::move(context), encrypts, is_authenticated);
    self->tag_length_ = tag_length;
    self->most_ = most;
  }

  // (data, encoding) => Buffer
  static void Update(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    std::string data;
    if (info[0]->IsString()) {
      data = StringToBytes(isolate, info[0].As<v8::String>(), EncodingOf(isolate, info[1], Encoding::kUtf8));
    } else {
      ReadableBytes bytes(info[0]);
      if (!bytes) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "data must be a string or have bytes");
      data.assign(reinterpret_cast<const char*>(bytes.span().data()), bytes.span().size());
    }
    if (static_cast<int64_t>(data.size()) > self->most_ || data.size() > INT32_MAX - EVP_MAX_BLOCK_LENGTH) {
      return ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
    }
    std::string out;
    bool done = self->context_ != nullptr && self->UpdateWith(data, &out);
    if (!done && self->is_authenticated_) ERR_clear_error();
    if (!done) return ThrowOpenSslError(isolate, "Trying to add data in unsupported state");
    self->Return(info, out);
  }

  static void Final(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    if (self->context_ == nullptr) return ThrowError(isolate, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
    std::string out;
    bool done = self->FinalWith(&out);
    self->context_.reset();
    const char* fallback = self->is_authenticated_ ? "Unsupported state or unable to authenticate data" : "Unsupported state";
    if (!done) return ThrowOpenSslError(isolate, fallback, ErrorStack::kAll);
    self->Return(info, out);
  }

  static void SetAutoPadding(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    bool on = true;
    if (self == nullptr || !GetBool(info, 0, &on)) return;
    info.GetReturnValue().Set(self->context_ != nullptr && EVP_CIPHER_CTX_set_padding(self->context_.get(), on) == 1);
  }

  static void GetAuthTag(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    if (self == nullptr || self->context_ != nullptr || !self->encrypts_ || self->tag_.empty()) return;
    self->Return(info, self->tag_);
  }

  // False when this is not the time for it.
  static void SetAuthTag(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    std::string tag;
    if (self == nullptr || !GetByteSource(info, 0, &tag)) return;
    if (self->context_ == nullptr || !self->is_authenticated_ || self->encrypts_ || !self->tag_.empty()) return info.GetReturnValue().Set(false);
    auto length = static_cast<int>(std::min<size_t>(tag.size(), INT32_MAX));
    bool is_gcm = EVP_CIPHER_CTX_get_mode(self->context_.get()) == EVP_CIPH_GCM_MODE;
    bool fits = (self->tag_length_ == kUnspecified || self->tag_length_ == length) && (!is_gcm || IsGcmTagLength(length));
    if (!fits || tag.empty()) {
      return ThrowTypeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: " + std::to_string(tag.size()));
    }
    self->tag_ = std::move(tag);
    info.GetReturnValue().Set(true);
  }

  // (data, length of the plaintext or -1)
  static void SetAad(const CallInfo& info) {
    auto* self = This<CipherBase>(info);
    std::string data;
    int32_t plaintext = -1;
    if (self == nullptr || !GetByteSource(info, 0, &data) || !GetInt32(info, 1, &plaintext)) return;
    if (self->context_ == nullptr || !self->is_authenticated_ || data.size() > INT32_MAX) return info.GetReturnValue().Set(false);
    EVP_CIPHER_CTX* context = self->context_.get();
    int ignored = 0;
    if (self->IsCcm()) {
      v8::Isolate* isolate = info.GetIsolate();
      if (plaintext < 0) return ThrowTypeError(isolate, "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD");
      if (plaintext > self->most_) return ThrowRangeError(isolate, "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
      if (!self->PassTag() || EVP_CipherUpdate(context, nullptr, &ignored, nullptr, plaintext) != 1) return info.GetReturnValue().Set(false);
    }
    info.GetReturnValue().Set(EVP_CipherUpdate(context, nullptr, &ignored, Readable(data), static_cast<int>(data.size())) == 1);
    ERR_clear_error();
  }

 private:
  CipherBase(Environment* env, v8::Local<v8::Object> object, CipherContext context, bool encrypts, bool is_authenticated)
      : BaseObject(env, object), context_(std::move(context)), encrypts_(encrypts), is_authenticated_(is_authenticated) {
    MakeWeak();
  }

  // False after throwing.
  static bool InitAuthenticated(v8::Isolate* isolate, EVP_CIPHER_CTX* context, const EVP_CIPHER* cipher, const std::string& name, size_t iv_size,
                                int32_t* tag_length, int64_t* most) {
    int mode = EVP_CIPHER_get_mode(cipher);
    auto refuse_tag = [&] {
      ERR_clear_error();
      ThrowTypeError(isolate, "ERR_CRYPTO_INVALID_AUTH_TAG",
                     "Invalid authentication tag length: " + std::to_string(static_cast<uint32_t>(*tag_length)));
      return false;
    };
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv_size), nullptr) != 1) {
      ERR_clear_error();
      ThrowTypeError(isolate, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
      return false;
    }
    if (mode == EVP_CIPH_GCM_MODE) return *tag_length == kUnspecified || IsGcmTagLength(*tag_length) || refuse_tag();
    if (*tag_length == kUnspecified) {
      if (!IsChaCha(cipher)) {
        ThrowTypeError(isolate, "ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for " + name);
        return false;
      }
      *tag_length = 16;
    }
    if (*tag_length <= 0 || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, *tag_length, nullptr) != 1) return refuse_tag();
    if (mode == EVP_CIPH_CCM_MODE && iv_size == 12) *most = 16777215;
    if (mode == EVP_CIPH_CCM_MODE && iv_size == 13) *most = 65535;
    return true;
  }

  bool IsCcm() const { return EVP_CIPHER_CTX_get_mode(context_.get()) == EVP_CIPH_CCM_MODE; }

  bool PassTag() {
    if (encrypts_ || tag_passed_ || tag_.empty()) return true;
    tag_passed_ = true;
    return EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_.size()), tag_.data()) == 1;
  }

  bool UpdateWith(const std::string& data, std::string* out) {
    if (is_authenticated_ && !PassTag()) return false;
    int size = static_cast<int>(data.size()) + EVP_MAX_BLOCK_LENGTH;
    if (encrypts_ && EVP_CIPHER_CTX_get_mode(context_.get()) == EVP_CIPH_WRAP_MODE &&
        EVP_CipherUpdate(context_.get(), nullptr, &size, Readable(data), static_cast<int>(data.size())) != 1) {
      return false;
    }
    out->resize(static_cast<size_t>(size));
    bool done = EVP_CipherUpdate(context_.get(), Writable(out), &size, Readable(data), static_cast<int>(data.size())) == 1;
    // CCM authenticates all at once: the failure is told by final(), as with other modes.
    if (!done && !encrypts_ && IsCcm()) {
      ERR_clear_error();
      ccm_failed_ = true;
      out->clear();
      return true;
    }
    out->resize(done ? static_cast<size_t>(size) : 0);
    return done;
  }

  bool FinalWith(std::string* out) {
    if (!encrypts_ && is_authenticated_) {
      if (!PassTag()) return false;
      if (IsCcm()) return !ccm_failed_;
      if (tag_.empty()) return false;
    }
    int size = 0;
    out->resize(EVP_MAX_BLOCK_LENGTH);
    if (encrypts_ && is_authenticated_ && IsCcm()) {
      out->clear();
    } else if (EVP_CipherFinal_ex(context_.get(), Writable(out), &size) != 1) {
      if (is_authenticated_) ERR_clear_error();
      return false;
    }
    out->resize(static_cast<size_t>(size));
    if (!encrypts_ || !is_authenticated_) return true;
    tag_.resize(static_cast<size_t>(tag_length_ == kUnspecified ? 16 : tag_length_));
    return EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_.size()), tag_.data()) == 1;
  }

  void Return(const CallInfo& info, const std::string& bytes) {
    v8::Local<v8::Uint8Array> buffer;
    if (CopyToBuffer(env(), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
  }

  CipherContext context_;  // Null after final().
  const bool encrypts_;
  const bool is_authenticated_;
  int32_t tag_length_ = kUnspecified;
  int64_t most_ = INT32_MAX;
  std::string tag_;
  bool tag_passed_ = false;
  bool ccm_failed_ = false;
};

constinit const BindingFunction kCipherMethods[] = {
    Method<CipherBase::Update>("update", 2),
    Method<CipherBase::Final>("final"),
    Method<CipherBase::SetAutoPadding>("setAutoPadding", 1),
    Method<CipherBase::GetAuthTag>("getAuthTag"),
    Method<CipherBase::SetAuthTag>("setAuthTag", 1),
    Method<CipherBase::SetAad>("setAAD", 2),
};

// -- A whole message -------------------------------------------------------------------------------------------------------------------------

struct Message {
  bool encrypts;
  const EVP_CIPHER* cipher;
  std::string key, iv, data, aad;
  int tag_length;  // -1: no tag. Otherwise it stands behind the ciphertext.
};

bool RunMessage(const Message& message, std::string* out) {
  CipherContext context(EVP_CIPHER_CTX_new());
  if (context == nullptr || message.key.size() != static_cast<size_t>(EVP_CIPHER_get_key_length(message.cipher))) return false;
  bool is_wrap = EVP_CIPHER_get_mode(message.cipher) == EVP_CIPH_WRAP_MODE;
  if (is_wrap) EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  if (EVP_CipherInit_ex(context.get(), message.cipher, nullptr, nullptr, nullptr, message.encrypts) != 1) return false;
  size_t data_size = message.data.size();
  bool has_tag = message.tag_length >= 0;
  if (has_tag) {
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(message.iv.size()), nullptr) != 1) return false;
    if (!message.encrypts) {
      if (data_size < static_cast<size_t>(message.tag_length)) return false;
      data_size -= static_cast<size_t>(message.tag_length);
    }
  } else if (!message.iv.empty() && message.iv.size() != static_cast<size_t>(EVP_CIPHER_get_iv_length(message.cipher))) {
    return false;
  }
  if (EVP_CipherInit_ex(context.get(), nullptr, nullptr, Readable(message.key), message.iv.empty() ? nullptr : Readable(message.iv),
                        message.encrypts) != 1) {
    return false;
  }
  std::string tag = has_tag && !message.encrypts ? message.data.substr(data_size) : std::string();
  if (!tag.empty() && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) != 1) return false;
  int size = 0, rest = 0;
  if (!message.aad.empty() && EVP_CipherUpdate(context.get(), nullptr, &size, Readable(message.aad), static_cast<int>(message.aad.size())) != 1)
    return false;
  out->resize(data_size + 2 * EVP_MAX_BLOCK_LENGTH + (has_tag ? 16 : 0));
  if (EVP_CipherUpdate(context.get(), Writable(out), &size, Readable(message.data), static_cast<int>(data_size)) != 1 ||
      EVP_CipherFinal_ex(context.get(), Writable(out) + size, &rest) != 1) {
    return false;
  }
  size += is_wrap ? 0 : rest;
  if (has_tag && message.encrypts) {
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, message.tag_length, Writable(out) + size) != 1) return false;
    size += message.tag_length;
  }
  out->resize(static_cast<size_t>(size));
  return true;
}

// new CipherJob(encrypts, cipher, key, iv, data, length of the tag or -1, additional data)
void NewCipherJob(const CallInfo& info) {
  Message message{};
  std::string name;
  if (!IsConstruct(info) || !GetBool(info, 0, &message.encrypts) || !GetUtf8(info, 1, &name) || !GetSecretBytes(info, 2, &message.key) ||
      !GetByteSource(info, 3, &message.iv) || !GetByteSource(info, 4, &message.data) || !GetInt32(info, 5, &message.tag_length) ||
      !GetByteSource(info, 6, &message.aad)) {
    return;
  }
  message.cipher = FindCipher(name);
  if (message.cipher == nullptr) return ThrowError(info.GetIsolate(), "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  constexpr size_t kMost = INT32_MAX - 64;
  if (message.data.size() > kMost || message.aad.size() > kMost || message.iv.size() > kMost || message.tag_length > 16 ||
      (message.tag_length >= 0 && !IsAuthenticated(message.cipher))) {
    return ThrowRangeError(info.GetIsolate(), "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
  }
  ComputeJob::Make(info, AsyncProvider::kCIPHERREQUEST, "crypto.cipher", "Cipher job failed",
                   [message = std::move(message)](std::string* out) { return RunMessage(message, out); });
}

const char* ModeName(const EVP_CIPHER* cipher) {
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_CBC_MODE:
      return "cbc";
    case EVP_CIPH_CCM_MODE:
      return "ccm";
    case EVP_CIPH_CFB_MODE:
      return "cfb";
    case EVP_CIPH_CTR_MODE:
      return "ctr";
    case EVP_CIPH_ECB_MODE:
      return "ecb";
    case EVP_CIPH_GCM_MODE:
      return "gcm";
    case EVP_CIPH_OCB_MODE:
      return "ocb";
    case EVP_CIPH_OFB_MODE:
      return "ofb";
    case EVP_CIPH_WRAP_MODE:
      return "wrap";
    case EVP_CIPH_XTS_MODE:
      return "xts";
    default:
      return "stream";
  }
}

}  // namespace

// (name or nid, key length or undefined, iv length or undefined) => object, or undefined
void CryptoCipherInfo(const CallInfo& info) {
  EnsureOpenSsl();
  v8::Isolate* isolate = info.GetIsolate();
  const EVP_CIPHER* cipher = nullptr;
  if (info[0]->IsString()) {
    cipher = EVP_get_cipherbyname(ToUtf8(isolate, info[0]).c_str());
  } else {
    int32_t nid = 0;
    if (!GetInt32(info, 0, &nid)) return;
    cipher = EVP_get_cipherbyname(OBJ_nid2sn(nid));
  }
  ERR_clear_error();
  if (cipher == nullptr) return;
  int32_t key_length = EVP_CIPHER_get_key_length(cipher), iv_length = EVP_CIPHER_get_iv_length(cipher);
  int mode = EVP_CIPHER_get_mode(cipher);
  if (!info[1]->IsUndefined() || !info[2]->IsUndefined()) {
    CipherContext context(EVP_CIPHER_CTX_new());
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, 1) != 1) return ERR_clear_error();
    if (!info[1]->IsUndefined() && (!GetInt32(info, 1, &key_length) || EVP_CIPHER_CTX_set_key_length(context.get(), key_length) != 1)) {
      return ERR_clear_error();
    }
    if (!info[2]->IsUndefined()) {
      int32_t wanted = 0;
      if (!GetInt32(info, 2, &wanted)) return;
      bool fits = IsAuthenticated(cipher) ? EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, wanted, nullptr) == 1 : wanted == iv_length;
      if (mode == EVP_CIPH_CCM_MODE) fits = wanted >= 7 && wanted <= 13;
      ERR_clear_error();
      if (!fits) return;
      iv_length = wanted;
    }
  }
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Object> out = v8::Object::New(isolate);
  std::string name = OBJ_nid2sn(EVP_CIPHER_get_nid(cipher));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  SetProperty(context, out, "mode", OneByte(isolate, ModeName(cipher)));
  SetProperty(context, out, "name", OneByte(isolate, name));
  SetConstant(context, out, "nid", EVP_CIPHER_get_nid(cipher));
  if (std::string_view(ModeName(cipher)) != "stream") SetConstant(context, out, "blockSize", EVP_CIPHER_get_block_size(cipher));
  if (iv_length != 0) SetConstant(context, out, "ivLength", iv_length);
  SetConstant(context, out, "keyLength", key_length);
  info.GetReturnValue().Set(out);
}

void CryptoCiphers(const CallInfo& info) {
  EnsureOpenSsl();
  v8::Isolate* isolate = info.GetIsolate();
  std::set<std::string> names;
  EVP_CIPHER_do_all_sorted(
      [](const EVP_CIPHER*, const char* from, const char*, void* out) {
        if (from != nullptr) static_cast<std::set<std::string>*>(out)->insert(from);
      },
      &names);
  std::vector<v8::Local<v8::Value>> values;
  for (const std::string& name : names) {
    // The table repeats names in capitals, and lists what no provider implements.
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower != name && names.contains(lower)) continue;
    EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr);
    if (cipher == nullptr) continue;
    EVP_CIPHER_free(cipher);
    values.push_back(OneByte(isolate, name));
  }
  ERR_clear_error();
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

constinit const BindingClass kCipherBaseClass = {
    .name = "CipherBase", .construct = Method<CipherBase::New>("CipherBase", 5), .methods = kCipherMethods};
constinit const BindingClass kCipherJobClass = {.name = "CipherJob", .construct = Method<NewCipherJob>("CipherJob", 7), .methods = kCryptoJobMethods};

}  // namespace isoscope
