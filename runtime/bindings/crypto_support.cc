#include "runtime/bindings/crypto_support.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <map>
#include <mutex>
#include <set>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <v8-array-buffer.h>
#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"

namespace isoscope {
namespace {

// The part of an error code that names OpenSSL's library: ERR_OSSL_EVP_UNSUPPORTED.
struct LibraryName {
  int library;
  const char* name;
};
constexpr LibraryName kLibraryNames[] = {
    {ERR_LIB_SYS, "SYS_"},   {ERR_LIB_BN, "BN_"},         {ERR_LIB_RSA, "RSA_"},       {ERR_LIB_DH, "DH_"},         {ERR_LIB_EVP, "EVP_"},
    {ERR_LIB_BUF, "BUF_"},   {ERR_LIB_OBJ, "OBJ_"},       {ERR_LIB_PEM, "PEM_"},       {ERR_LIB_DSA, "DSA_"},       {ERR_LIB_X509, "X509_"},
    {ERR_LIB_ASN1, "ASN1_"}, {ERR_LIB_CONF, "CONF_"},     {ERR_LIB_CRYPTO, "CRYPTO_"}, {ERR_LIB_EC, "EC_"},         {ERR_LIB_SSL, "SSL_"},
    {ERR_LIB_BIO, "BIO_"},   {ERR_LIB_PKCS7, "PKCS7_"},   {ERR_LIB_X509V3, "X509V3_"}, {ERR_LIB_PKCS12, "PKCS12_"}, {ERR_LIB_RAND, "RAND_"},
    {ERR_LIB_DSO, "DSO_"},   {ERR_LIB_ENGINE, "ENGINE_"}, {ERR_LIB_OCSP, "OCSP_"},     {ERR_LIB_UI, "UI_"},         {ERR_LIB_CMS, "CMS_"},
    {ERR_LIB_TS, "TS_"},     {ERR_LIB_CT, "CT_"},         {ERR_LIB_ASYNC, "ASYNC_"},   {ERR_LIB_SM2, "SM2_"},       {ERR_LIB_USER, "USER_"},
};

std::string ErrorCode(unsigned long error, const char* reason) {
  int library = ERR_GET_LIB(error);
  std::string code = library == ERR_LIB_SSL ? "ERR_" : "ERR_OSSL_";
  for (const LibraryName& row : kLibraryNames) {
    if (row.library == library) code += row.name;
  }
  for (const char* c = reason; *c != '\0'; c++) code += *c == ' ' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
  return code;
}

}  // namespace

void EnsureOpenSsl() {
  static std::once_flag once;
  std::call_once(once, [] { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr); });
}

const EVP_MD* FindDigest(const std::string& name) {
  EnsureOpenSsl();
  // Fetching walks the providers (a microsecond and more); the found are kept for the life of the process.
  static std::mutex mutex;
  static auto& found = *new std::map<std::string, EVP_MD*>;
  std::lock_guard lock(mutex);
  auto it = found.find(name);
  if (it != found.end()) return it->second;
  // The legacy table knows aliases that the providers do not (RSA-SHA256).
  const EVP_MD* alias = EVP_get_digestbyname(name.c_str());
  EVP_MD* digest = EVP_MD_fetch(nullptr, alias != nullptr ? EVP_MD_get0_name(alias) : name.c_str(), nullptr);
  if (digest != nullptr) found.emplace(name, digest);
  return digest;
}

namespace {

// Only grows. A number is given out after its place is filled.
constexpr int kMostDigests = 512;
std::array<std::atomic<const EVP_MD*>, kMostDigests> digests_by_id;

}  // namespace

int DigestId(const std::string& name) {
  const EVP_MD* digest = FindDigest(name);
  if (digest == nullptr) {
    ERR_clear_error();
    return -1;
  }
  static std::mutex mutex;
  std::lock_guard lock(mutex);
  for (int id = 0; id < kMostDigests; id++) {
    auto& place = digests_by_id[static_cast<size_t>(id)];
    if (place.load() == nullptr) place.store(digest);
    if (place.load() == digest) return id;
  }
  return -1;
}

const EVP_MD* DigestById(int id) {
  return id >= 0 && id < kMostDigests ? digests_by_id[static_cast<size_t>(id)].load(std::memory_order_acquire) : nullptr;
}

std::vector<std::string> DigestNames() {
  EnsureOpenSsl();
  std::set<std::string> names;
  EVP_MD_do_all_sorted(
      [](const EVP_MD*, const char* from, const char*, void* out) {
        if (from != nullptr) static_cast<std::set<std::string>*>(out)->insert(from);
      },
      &names);
  std::vector<std::string> usable;
  for (const std::string& name : names) {
    // The table repeats names in capitals, and lists what no provider implements.
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower != name && names.contains(lower)) continue;
    if (FindDigest(name) != nullptr) usable.push_back(name);
  }
  ERR_clear_error();
  return usable;
}

unsigned long TakeOpenSslError(std::vector<std::string>* others) {
  unsigned long first = ERR_get_error();
  std::vector<std::string> texts;
  for (unsigned long error = first; error != 0 && (error = ERR_get_error()) != 0;) texts.push_back(OpenSslErrorText(error));
  if (others != nullptr) others->assign(texts.rbegin(), texts.rend());
  return first;
}

std::string OpenSslErrorText(unsigned long error) {
  char text[256];
  ERR_error_string_n(error, text, sizeof(text));
  return text;
}

OpenSslError TakeWholeOpenSslError(const char* fallback, ErrorStack stack) {
  OpenSslError error;
  error.fallback = fallback;
  error.code = TakeOpenSslError(&error.stack);
  if (stack == ErrorStack::kNone) error.stack.clear();
  if (error.code != 0 && (stack == ErrorStack::kAll || stack == ErrorStack::kOnly)) error.stack.push_back(OpenSslErrorText(error.code));
  if (stack == ErrorStack::kOnly) error.code = 0;
  return error;
}

v8::Local<v8::Value> OpenSslErrorValue(v8::Isolate* isolate, const OpenSslError& from) {
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::String> message;
  if (!Utf8(isolate, from.code != 0 ? OpenSslErrorText(from.code) : from.fallback).ToLocal(&message)) message = v8::String::Empty(isolate);
  auto error = v8::Exception::Error(message).As<v8::Object>();
  if (!from.stack.empty()) {
    std::vector<v8::Local<v8::Value>> texts;
    for (const std::string& line : from.stack) {
      v8::Local<v8::String> text;
      if (Utf8(isolate, line).ToLocal(&text)) texts.push_back(text);
    }
    SetProperty(context, error, "opensslErrorStack", v8::Array::New(isolate, texts.data(), texts.size()));
  }
  if (from.code == 0 || !from.has_code) return scope.Escape(error.As<v8::Value>());
  const char* library = ERR_lib_error_string(from.code);
  const char* reason = ERR_reason_error_string(from.code);
  if (library != nullptr) SetProperty(context, error, "library", OneByte(isolate, library));
  if (reason != nullptr) {
    SetProperty(context, error, "reason", OneByte(isolate, reason));
    SetProperty(context, error, "code", OneByte(isolate, ErrorCode(from.code, reason)));
  }
  return scope.Escape(error.As<v8::Value>());
}

void ThrowOpenSslError(v8::Isolate* isolate, const char* fallback, ErrorStack stack) {
  v8::HandleScope scope(isolate);
  isolate->ThrowException(OpenSslErrorValue(isolate, TakeWholeOpenSslError(fallback, stack)));
}

bool IsConstruct(const CallInfo& info) {
  if (info.IsConstructCall()) return true;
  ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor cannot be invoked without 'new'");
  return false;
}

bool GetByteSource(const v8::FunctionCallbackInfo<v8::Value>& info, int index, std::string* out) {
  if (info[index]->IsString()) {
    *out = ToUtf8(info.GetIsolate(), info[index]);
    return true;
  }
  Bytes bytes;
  if (!GetBytes(info, index, &bytes)) return false;
  out->assign(bytes.view());
  return true;
}

// The pool's share of a job. The job outlives it: it is strong from Start to Finish.
class CryptoJob::Work final : public PoolWork {
 public:
  explicit Work(CryptoJob* job) : job_(job) {}
  void Run() override { job_->Compute(); }
  void Done(int status) override { job_->Finish(status); }

 private:
  CryptoJob* const job_;
};

CryptoJob::CryptoJob(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider, const char* label)
    : AsyncWrap(env, object, provider), label_(label) {
  EnsureOpenSsl();
  MakeWeak();
}

void CryptoJob::OnEnvironmentTeardown() {
  if (work_ != nullptr) work_->Cancel();
}

void CryptoJob::Fail(const char* message, bool with_reason, const char* code) {
  failed_ = true;
  error_code_ = code;
  error_message_ = message;
  unsigned long error = TakeOpenSslError();
  if (with_reason && error != 0) error_message_ += ": " + OpenSslErrorText(error);
}

void CryptoJob::FailWithOpenSslError(const char* fallback, bool has_code) {
  failed_ = true;
  openssl_error_ = TakeWholeOpenSslError(fallback);
  openssl_error_.has_code = has_code;
}

v8::Local<v8::Value> CryptoJob::TakeError() {
  if (!openssl_error_.fallback.empty()) return OpenSslErrorValue(isolate(), openssl_error_);
  v8::Local<v8::String> message;
  if (!Utf8(isolate(), error_message_).ToLocal(&message)) message = v8::String::Empty(isolate());
  v8::Local<v8::Value> error = v8::Exception::Error(message);
  if (error_code_ != nullptr) SetProperty(env()->context(), error.As<v8::Object>(), "code", OneByte(isolate(), error_code_));
  return error;
}

v8::MaybeLocal<v8::Value> CryptoJob::TakeResult() {
  std::unique_ptr<v8::BackingStore> store =
      v8::ArrayBuffer::NewBackingStore(isolate(), result_.size(), v8::BackingStoreInitializationMode::kUninitialized);
  std::copy(result_.begin(), result_.end(), static_cast<char*>(store->Data()));
  OPENSSL_cleanse(result_.data(), result_.size());
  return v8::ArrayBuffer::New(isolate(), std::move(store));
}

CryptoJob* CryptoJob::RunnableJob(const CallInfo& info) {
  auto* job = This<CryptoJob>(info);
  if (job == nullptr) return nullptr;
  if (job->used_) {
    ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "The job has run already");
    return nullptr;
  }
  job->used_ = true;
  return job;
}

void CryptoJob::JsRun(const CallInfo& info) {
  auto* job = RunnableJob(info);
  if (job == nullptr) return;
  job->Compute();
  v8::Local<v8::Value> values[] = {v8::Undefined(info.GetIsolate()), v8::Undefined(info.GetIsolate())};
  if (job->failed_) {
    values[0] = job->TakeError();
  } else if (!job->TakeResult().ToLocal(&values[1])) {
    return;
  }
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values, 2));
}

void CryptoJob::JsStart(const CallInfo& info) {
  auto* job = RunnableJob(info);
  if (job == nullptr) return;
  auto work = std::make_unique<Work>(job);
  job->work_ = work.get();
  job->ClearWeak();
  job->env()->AddRequestInFlight(1);
  PoolSubmitter submitter(job->async_context().async_id);
  int err = SubmitPoolWork(job->env()->event_loop(), std::move(work), job->label_);
  if (err == 0) return;
  job->work_ = nullptr;
  job->env()->AddRequestInFlight(-1);
  job->MakeWeak();
  info.GetReturnValue().Set(err);
}

void CryptoJob::Finish(int status) {
  v8::HandleScope scope(isolate());
  work_ = nullptr;
  openssl_error_.has_code = false;
  env()->AddRequestInFlight(-1);
  [[maybe_unused]] v8::Local<v8::Object> self = object();
  MakeWeak();  // `self` holds it until we return.
  if (status != 0 || !env()->can_call_into_js()) return;
  v8::Context::Scope context_scope(env()->context());
  v8::Local<v8::Value> values[] = {v8::Undefined(isolate()), v8::Undefined(isolate())};
  if (failed_) {
    values[0] = TakeError();
  } else if (!TakeResult().ToLocal(&values[1])) {
    return;
  }
  MakeCallback(Internalized(isolate(), "ondone"), 2, values);
}

constinit const BindingFunction kCryptoJobMethods[2] = {Method<CryptoJob::JsRun>("run"), Method<CryptoJob::JsStart>("start")};

}  // namespace isoscope
