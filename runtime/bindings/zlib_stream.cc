// The native half of zlib's streams: a codec that is stepped at once (writeSync) or on the pool (write).

#include <v8-function.h>

#include "runtime/bindings/zlib_config.h"
#include "runtime/engine/announced_memory.h"
#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/environment.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"

namespace isoscope {
namespace {

// About what a codec's state takes, for the garbage collector: a forgotten stream is worth collecting.
size_t StateSize(CodecMode mode) {
  switch (mode) {
    case CodecMode::kDeflate:
    case CodecMode::kGzip:
    case CodecMode::kDeflateRaw:
      return 268 << 10;
    case CodecMode::kBrotliEncode:
    case CodecMode::kZstdCompress:
      return 1 << 20;
    case CodecMode::kZstdDecompress:
      return 128 << 10;
    default:
      return 48 << 10;
  }
}

// new Zlib(configuration, state, callback): each write leaves the room and the input that remain in `state`, a Uint32Array of two.
// write() ends in callback(), or in onerror(message, errno, code).
class ZlibStream final : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"Zlib", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }
  ~ZlibStream() override { FreeCodec(); }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Zlib needs 'new'");
    CodecConfig config;
    Bytes state;
    v8::Local<v8::Function> callback;
    if (!GetCodecConfig(info, 0, &config) || !GetBytes(info, kCodecConfigArguments, &state) ||
        !GetFunction(info, kCodecConfigArguments + 1, &callback)) {
      return;
    }
    if (!info[kCodecConfigArguments]->IsUint32Array() || state.size < 2 * sizeof(uint32_t)) {
      return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The state must be a Uint32Array of two");
    }
    CodecError error;
    std::unique_ptr<Codec> codec = MakeCodec(config, &error);
    if (codec == nullptr) return ThrowCodecError(isolate, error);
    new ZlibStream(Environment::From(isolate), info.This(), config.mode, std::move(codec), std::move(state), callback);
  }

  // (flush, input or undefined, offset, length, output, offset, length)
  static void Write(const CallInfo& info) {
    auto* stream = This<ZlibStream>(info);
    if (stream == nullptr || !stream->GetWrite(info)) return;
    auto work = std::make_unique<Work>(stream);
    stream->work_ = work.get();
    stream->ClearWeak();
    stream->env()->AddRequestInFlight(1);
    PoolSubmitter submitter(stream->async_context().async_id);
    int err = SubmitPoolWork(stream->env()->event_loop(), std::move(work), CodecLabel(stream->mode_));
    if (err == 0) return;
    stream->EndWork();
    ThrowError(info.GetIsolate(), "ERR_OPERATION_FAILED", uv_strerror(err));
  }

  // The same at once: undefined or an error tuple.
  static void WriteSync(const CallInfo& info) {
    auto* stream = This<ZlibStream>(info);
    if (stream == nullptr || !stream->GetWrite(info)) return;
    stream->Run();
    stream->StoreState();
    if (stream->error_) info.GetReturnValue().Set(CodecErrorValue(info.GetIsolate(), stream->error_));
  }

  static void Reset(const CallInfo& info) {
    auto* stream = Idle(info);
    if (stream == nullptr) return;
    CodecError error = stream->codec_->Reset();
    if (error) info.GetReturnValue().Set(CodecErrorValue(info.GetIsolate(), error));
  }

  static void Params(const CallInfo& info) {
    auto* stream = Idle(info);
    int32_t level = 0, strategy = 0;
    if (stream == nullptr || !GetInt32(info, 0, &level) || !GetInt32(info, 1, &strategy)) return;
    CodecError error = stream->codec_->SetParameters(level, strategy);
    if (error) info.GetReturnValue().Set(CodecErrorValue(info.GetIsolate(), error));
  }

  // While the pool works, the codec goes when it is done.
  static void Close(const CallInfo& info) {
    auto* stream = This<ZlibStream>(info);
    if (stream == nullptr) return;
    stream->closing_ = true;
    if (stream->work_ == nullptr) stream->FreeCodec();
  }

  static void GetAsyncId(const CallInfo& info) {
    auto* stream = This<ZlibStream>(info);
    if (stream != nullptr) info.GetReturnValue().Set(stream->async_context().async_id);
  }

  void OnEnvironmentTeardown() override {
    if (work_ != nullptr) work_->Cancel();
  }

 private:
  // The pool's share. The stream outlives it: it is strong from Write to Finish.
  class Work final : public PoolWork {
   public:
    explicit Work(ZlibStream* stream) : stream_(stream) {}
    void Run() override { stream_->Run(); }
    void Done(int status) override { stream_->Finish(status); }

   private:
    ZlibStream* const stream_;
  };

  ZlibStream(Environment* env, v8::Local<v8::Object> object, CodecMode mode, std::unique_ptr<Codec> codec, Bytes state,
             v8::Local<v8::Function> callback)
      : AsyncWrap(env, object, AsyncProvider::kZLIB), mode_(mode), codec_(std::move(codec)), state_(std::move(state)) {
    callback_.Reset(env->isolate(), callback);
    AnnouncedMemory::Change(env->isolate(), static_cast<int64_t>(StateSize(mode)));
    MakeWeak();
  }

  void FreeCodec() {
    if (codec_ == nullptr) return;
    codec_.reset();
    AnnouncedMemory::Change(isolate(), -static_cast<int64_t>(StateSize(mode_)));
  }

  // The stream a method was called on, if it may be used now; null after throwing.
  static ZlibStream* Idle(const CallInfo& info) {
    auto* stream = This<ZlibStream>(info);
    if (stream == nullptr) return nullptr;
    if (stream->work_ == nullptr && stream->codec_ != nullptr) return stream;
    ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", stream->work_ != nullptr ? "A write is in progress" : "zlib binding closed");
    return nullptr;
  }

  bool GetWrite(const CallInfo& info) {
    if (Idle(info) == nullptr) return false;
    uint32_t in_offset = 0, in_length = 0, out_offset = 0, out_length = 0;
    input_ = {};
    if (!GetCodecFlush(info, 0, mode_, &step_.flush) || (!info[1]->IsNullOrUndefined() && !GetBytes(info, 1, &input_)) ||
        !GetUint32(info, 2, &in_offset) || !GetUint32(info, 3, &in_length) || !GetBytes(info, 4, &output_) || !GetUint32(info, 5, &out_offset) ||
        !GetUint32(info, 6, &out_length)) {
      return false;
    }
    bool fits =
        in_offset <= input_.size && in_length <= input_.size - in_offset && out_offset <= output_.size && out_length <= output_.size - out_offset;
    if (!fits) {
      ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The offset and the length do not fit into the buffer");
      return false;
    }
    step_.next_in = input_.data + in_offset;
    step_.available_in = in_length;
    step_.next_out = output_.data + out_offset;
    step_.available_out = out_length;
    return true;
  }

  void Run() { error_ = codec_->Process(&step_); }

  void StoreState() {
    auto* state = reinterpret_cast<uint32_t*>(state_.data);
    state[0] = static_cast<uint32_t>(step_.available_out);
    state[1] = static_cast<uint32_t>(step_.available_in);
    input_ = {};
    output_ = {};
  }

  void EndWork() {
    work_ = nullptr;
    env()->AddRequestInFlight(-1);
    MakeWeak();
  }

  void Finish(int status) {
    v8::HandleScope scope(isolate());
    [[maybe_unused]] v8::Local<v8::Object> self = object();  // Holds it until we return.
    EndWork();
    StoreState();
    if (closing_) FreeCodec();
    if (status != 0 || !env()->can_call_into_js()) return;
    v8::Context::Scope context_scope(env()->context());
    if (!error_) {
      MakeCallback(callback_.Get(isolate()), 0, nullptr);
      return;
    }
    v8::Local<v8::Value> values[] = {OneByte(isolate(), error_.message), v8::Integer::New(isolate(), error_.number), OneByte(isolate(), error_.code)};
    MakeCallback(Internalized(isolate(), "onerror"), 3, values);
  }

  const CodecMode mode_;
  std::unique_ptr<Codec> codec_;
  const Bytes state_;
  v8::Global<v8::Function> callback_;
  CodecStep step_;
  Bytes input_;
  Bytes output_;
  CodecError error_;
  Work* work_ = nullptr;  // Owned by the pool while it runs.
  bool closing_ = false;
};

constinit const BindingFunction kMethods[] = {
    Method<ZlibStream::Write>("write", 7),   Method<ZlibStream::WriteSync>("writeSync", 7),
    Method<ZlibStream::Params>("params", 2), Method<ZlibStream::Reset>("reset"),
    Method<ZlibStream::Close>("close"),      Method<ZlibStream::GetAsyncId>("getAsyncId"),
};

}  // namespace

constinit const BindingClass kZlibStreamClass = {.name = "Zlib", .construct = Method<ZlibStream::New>("Zlib", 10), .methods = kMethods};

}  // namespace isoscope
