#include "runtime/env/wasm_streaming.h"

#include <memory>
#include <string>
#include <utility>

#include <v8-exception.h>
#include <v8-function.h>
#include <v8-wasm.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Between V8's callback and the `new` inside the JavaScript it calls.
struct Begun {
  explicit Begun(Environment*) {}
  std::shared_ptr<v8::WasmStreaming> streaming;
};

class WasmStream final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"WasmStream", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  WasmStream(Environment* env, v8::Local<v8::Object> object, std::shared_ptr<v8::WasmStreaming> streaming)
      : BaseObject(env, object), streaming_(std::move(streaming)) {
    MakeWeak();
  }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    Environment* env = Environment::From(isolate);
    std::shared_ptr<v8::WasmStreaming> streaming = std::exchange(env->Data<Begun>()->streaming, nullptr);
    if (!info.IsConstructCall() || streaming == nullptr) {
      return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
    }
    new WasmStream(env, info.This(), std::move(streaming));
  }

  static void SetUrl(const CallInfo& info) {
    WasmStream* stream = This<WasmStream>(info);
    std::string url;
    if (stream != nullptr && stream->streaming_ != nullptr && GetUtf8(info, 0, &url)) stream->streaming_->SetUrl(url.data(), url.size());
  }

  static void Push(const CallInfo& info) {
    WasmStream* stream = This<WasmStream>(info);
    Bytes bytes;
    if (stream == nullptr || stream->streaming_ == nullptr || !GetBytes(info, 0, &bytes)) return;
    stream->streaming_->OnBytesReceived(bytes.data, bytes.size);
  }

  static void Finish(const CallInfo& info) {
    WasmStream* stream = This<WasmStream>(info);
    if (stream != nullptr && stream->streaming_ != nullptr) std::exchange(stream->streaming_, nullptr)->Finish();
  }

  // (error): what the promise is rejected with.
  static void Abort(const CallInfo& info) {
    WasmStream* stream = This<WasmStream>(info);
    if (stream != nullptr && stream->streaming_ != nullptr) std::exchange(stream->streaming_, nullptr)->Abort(info[0]);
  }

 private:
  std::shared_ptr<v8::WasmStreaming> streaming_;  // Null once it is over.
};

// Calls start(source) of internal/wasm_web_api.
void OnStreaming(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  std::shared_ptr<v8::WasmStreaming> streaming = v8::WasmStreaming::Unpack(isolate, info.Data());
  v8::Local<v8::Context> context = env->context();
  v8::Local<v8::Value> id = OneByte(isolate, "internal/wasm_web_api");
  v8::Local<v8::Value> exports;
  v8::Local<v8::Value> start;
  v8::Local<v8::Value> source = info[0];
  v8::TryCatch try_catch(isolate);
  env->Data<Begun>()->streaming = streaming;
  v8::Local<v8::Value> ignored;
  if (env->host_function(HostFunction::kRequireBuiltin)->Call(context, v8::Undefined(isolate), 1, &id).ToLocal(&exports) && exports->IsObject() &&
      exports.As<v8::Object>()->Get(context, OneByte(isolate, "start")).ToLocal(&start) && start->IsFunction() &&
      start.As<v8::Function>()->Call(context, v8::Undefined(isolate), 1, &source).ToLocal(&ignored)) {
    return;
  }
  env->Data<Begun>()->streaming = nullptr;
  if (try_catch.HasCaught() && !try_catch.HasTerminated()) streaming->Abort(try_catch.Exception());
}

constexpr BindingFunction kMethods[] = {
    Method<WasmStream::SetUrl>("setUrl", 1),
    Method<WasmStream::Push>("push", 1),
    Method<WasmStream::Finish>("finish"),
    Method<WasmStream::Abort>("abort", 1),
};

}  // namespace

constinit const BindingClass kWasmStreamClass = {.name = "WasmStream", .construct = Method<WasmStream::New>("WasmStream"), .methods = kMethods};

void InstallWasmStreaming(v8::Isolate* isolate) { isolate->SetWasmStreamingCallback(OnStreaming); }

}  // namespace isoscope
