// Hash and Hmac of internalBinding('crypto'), and the hash of one piece of data.

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evperr.h>
#include <openssl/params.h>

#include "runtime/bindings/crypto_support.h"
#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/env/text_encoding.h"

namespace isoscope {
namespace {

// Fetching it walks the providers, so it is fetched once per process.
EVP_MAC* HmacAlgorithm() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return algorithm;
}

// Feeds what JavaScript gave, a string in an encoding or the bytes of a view, to `update`. False after throwing, or when `update` failed.
template <typename Update>
bool Feed(const CallInfo& info, int index, Update update) {
  v8::Isolate* isolate = info.GetIsolate();
  if (info[index]->IsString()) {
    auto string = info[index].As<v8::String>();
    Encoding encoding = EncodingOf(isolate, info[index + 1], Encoding::kUtf8);
    size_t bound = StringBytesBound(string, encoding);
    uint8_t small[2048];
    if (bound <= sizeof(small)) return update(small, WriteString(isolate, string, encoding, {small, bound}));
    std::string bytes = StringToBytes(isolate, string, encoding);
    return update(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  }
  ReadableBytes bytes(info[index]);
  if (!bytes) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "data must be a string or a buffer");
    return false;
  }
  return update(bytes.span().data(), bytes.span().size());
}

// As a string in the encoding given, else as a Buffer.
void ReturnDigest(const CallInfo& info, v8::Local<v8::Value> wanted, std::span<const uint8_t> digest) {
  v8::Isolate* isolate = info.GetIsolate();
  Encoding encoding = EncodingOf(isolate, wanted, Encoding::kBuffer);
  if (encoding != Encoding::kBuffer) {
    v8::Local<v8::String> text;
    if (BytesToString(isolate, digest, encoding).ToLocal(&text)) info.GetReturnValue().Set(text);
    return;
  }
  v8::Local<v8::Uint8Array> buffer;
  std::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
  if (CopyToBuffer(Environment::From(isolate), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void ThrowUnknownDigest(v8::Isolate* isolate, const std::string& name, const char* message) {
  // A name that OpenSSL knows but no provider implements is told in OpenSSL's words.
  if (EVP_get_digestbyname(name.c_str()) != nullptr) return ThrowOpenSslError(isolate, message);
  ERR_clear_error();
  isolate->ThrowException(v8::Exception::Error(OneByte(isolate, message)));
}

// Checks a wanted length: only extendable functions give another than their own. False after throwing.
bool CheckOutputLength(v8::Isolate* isolate, const EVP_MD* digest, size_t length) {
  if (length == static_cast<size_t>(EVP_MD_get_size(digest)) || (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) != 0) return true;
  ERR_raise(ERR_LIB_EVP, EVP_R_NOT_XOF_OR_INVALID_LENGTH);
  ThrowOpenSslError(isolate, "Invalid output length");
  return false;
}

bool FinishDigest(EVP_MD_CTX* context, const EVP_MD* digest, std::string* out) {
  auto* bytes = reinterpret_cast<uint8_t*>(out->data());
  if (out->empty()) return true;
  if (out->size() == static_cast<size_t>(EVP_MD_get_size(digest))) return EVP_DigestFinal_ex(context, bytes, nullptr) == 1;
  return EVP_DigestFinalXOF(context, bytes, out->size()) == 1;
}

// A context that has done its work, for the next hash of its kind: making one costs as much as hashing a short text.
struct SpareContext {
  const EVP_MD* digest = nullptr;
  MdContext context;
};
thread_local SpareContext spare_context;

// new Hash(algorithm or its number or another Hash, output length or undefined)
class Hash final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Hash", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!IsConstruct(info)) return;
    auto* original = BaseObject::From<Hash>(info[0]);
    const EVP_MD* digest = nullptr;
    if (original != nullptr) {
      digest = original->digest_;
    } else {
      digest = info[0]->IsInt32() ? DigestById(info[0].As<v8::Int32>()->Value()) : nullptr;
      std::string name;
      if (digest == nullptr && !GetUtf8(info, 0, &name)) return;
      if (digest == nullptr) digest = FindDigest(name);
      if (digest == nullptr) return ThrowUnknownDigest(isolate, name, "Digest method not supported");
    }
    if (original != nullptr && original->context_ == nullptr) return ThrowError(isolate, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    MdContext context(spare_context.digest == digest ? spare_context.context.release() : nullptr);
    if (context == nullptr) context.reset(EVP_MD_CTX_new());
    bool ready = context != nullptr && (original != nullptr ? EVP_MD_CTX_copy_ex(context.get(), original->context_.get()) == 1
                                                            : EVP_DigestInit_ex(context.get(), digest, nullptr) == 1);
    if (!ready) return ThrowOpenSslError(isolate, "Digest method not supported");
    uint32_t length = static_cast<uint32_t>(EVP_MD_get_size(digest));
    if (!info[1]->IsUndefined() && (!GetUint32(info, 1, &length) || !CheckOutputLength(isolate, digest, length))) return;
    new Hash(Environment::From(isolate), info.This(), digest, std::move(context), length);
  }

  static void Update(const CallInfo& info) {
    auto* hash = This<Hash>(info);
    if (hash == nullptr) return;
    if (hash->context_ == nullptr) return info.GetReturnValue().Set(false);
    bool updated = Feed(info, 0, [hash](const uint8_t* data, size_t size) { return EVP_DigestUpdate(hash->context_.get(), data, size) == 1; });
    info.GetReturnValue().Set(updated);
  }

  // digest(encoding): may be asked again, as the stream's end and digest() both do.
  static void Digest(const CallInfo& info) {
    auto* hash = This<Hash>(info);
    if (hash == nullptr) return;
    if (!hash->finished_) {
      hash->result_.resize(hash->length_);
      if (!FinishDigest(hash->context_.get(), hash->digest_, &hash->result_)) return ThrowOpenSslError(info.GetIsolate(), "Unsupported state");
      hash->finished_ = true;
      spare_context = {hash->digest_, std::move(hash->context_)};
    }
    ReturnDigest(info, info[0], {reinterpret_cast<const uint8_t*>(hash->result_.data()), hash->result_.size()});
  }

 private:
  Hash(Environment* env, v8::Local<v8::Object> object, const EVP_MD* digest, MdContext context, size_t length)
      : BaseObject(env, object), digest_(digest), context_(std::move(context)), length_(length) {
    MakeWeak();
  }

  const EVP_MD* const digest_;
  MdContext context_;  // Null after digest().
  const size_t length_;
  std::string result_;
  bool finished_ = false;
};

// new Hmac(algorithm, key): JavaScript has seen that the digest exists.
class Hmac final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Hmac", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!IsConstruct(info)) return;
    std::string name, key;
    if (!GetUtf8(info, 0, &name) || !GetByteSource(info, 1, &key)) return;
    const EVP_MD* digest = FindDigest(name);
    if (digest == nullptr) return ThrowUnknownDigest(isolate, name, "Invalid digest");
    MacContext context(HmacAlgorithm() == nullptr ? nullptr : EVP_MAC_CTX_new(HmacAlgorithm()));
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(EVP_MD_get0_name(digest)), 0),
        OSSL_PARAM_construct_end(),
    };
    // An empty key is a key: the pointer must not be null.
    if (context == nullptr || EVP_MAC_init(context.get(), reinterpret_cast<const uint8_t*>(key.c_str()), key.size(), parameters) != 1) {
      return ThrowOpenSslError(isolate, "Invalid digest");
    }
    new Hmac(Environment::From(isolate), info.This(), std::move(context));
  }

  static void Update(const CallInfo& info) {
    auto* hmac = This<Hmac>(info);
    if (hmac == nullptr) return;
    if (hmac->context_ == nullptr) return info.GetReturnValue().Set(false);
    bool updated = Feed(info, 0, [hmac](const uint8_t* data, size_t size) { return EVP_MAC_update(hmac->context_.get(), data, size) == 1; });
    info.GetReturnValue().Set(updated);
  }

  static void Digest(const CallInfo& info) {
    auto* hmac = This<Hmac>(info);
    if (hmac == nullptr) return;
    uint8_t digest[EVP_MAX_MD_SIZE];
    size_t size = 0;
    if (hmac->context_ != nullptr && EVP_MAC_final(hmac->context_.get(), digest, &size, sizeof(digest)) != 1) {
      return ThrowOpenSslError(info.GetIsolate(), "Unsupported state");
    }
    hmac->context_.reset();
    ReturnDigest(info, info[0], {digest, size});
  }

 private:
  Hmac(Environment* env, v8::Local<v8::Object> object, MacContext context) : BaseObject(env, object), context_(std::move(context)) { MakeWeak(); }

  MacContext context_;
};

constinit const BindingFunction kHashMethods[] = {Method<Hash::Update>("update", 2), Method<Hash::Digest>("digest", 1)};
constinit const BindingFunction kHmacMethods[] = {Method<Hmac::Update>("update", 2), Method<Hmac::Digest>("digest", 1)};

}  // namespace

// (algorithm or its number, data, data's encoding, output encoding, output length or undefined, algorithm for messages)
void CryptoOneShotHash(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  const EVP_MD* digest = info[0]->IsInt32() ? DigestById(info[0].As<v8::Int32>()->Value()) : nullptr;
  std::string name;
  if (digest == nullptr && !GetUtf8(info, 0, &name)) return;
  if (digest == nullptr) digest = FindDigest(name);
  if (digest == nullptr) return ThrowUnknownDigest(isolate, name, ("Digest method " + name + " is not supported").c_str());
  uint32_t length = static_cast<uint32_t>(EVP_MD_get_size(digest));
  if (!info[4]->IsUndefined()) {
    if (!GetUint32(info, 4, &length)) return;
    if (length != static_cast<uint32_t>(EVP_MD_get_size(digest)) && (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) == 0) {
      std::string message =
          "Output length " + std::to_string(length) + " is invalid for " + ToUtf8(isolate, info[5]) + ", which does not support XOF";
      isolate->ThrowException(v8::Exception::Error(OneByte(isolate, message)));
      return;
    }
  }
  // The context is kept: making one costs as much as hashing a short text.
  thread_local MdContext context(EVP_MD_CTX_new());
  std::string result(length, '\0');
  bool done = context != nullptr && EVP_DigestInit_ex(context.get(), digest, nullptr) == 1 &&
              Feed(info, 1, [](const uint8_t* data, size_t size) { return EVP_DigestUpdate(context.get(), data, size) == 1; }) &&
              FinishDigest(context.get(), digest, &result);
  if (!done) {
    if (!isolate->HasPendingException()) ThrowOpenSslError(isolate, "Hashing failed");
    return;
  }
  ReturnDigest(info, info[3], {reinterpret_cast<const uint8_t*>(result.data()), result.size()});
}

constinit const BindingClass kHashClass = {.name = "Hash", .construct = Method<Hash::New>("Hash", 2), .methods = kHashMethods};
constinit const BindingClass kHmacClass = {.name = "Hmac", .construct = Method<Hmac::New>("Hmac", 2), .methods = kHmacMethods};

}  // namespace isoscope
