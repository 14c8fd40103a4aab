// Whole buffers in one go: one piece of pool work, or one call. libdeflate serves those with zlib's default settings, in half of zlib's
// time; what it cannot or will not do (other settings, damaged data, too much output) goes through the codec, which knows the error.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

#include <libdeflate.h>
#include <v8-typed-array.h>

#include "runtime/bindings/zlib_config.h"
#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/buffers.h"
#include "runtime/env/byte_span.h"
#include "runtime/env/environment.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"

namespace isoscope {
namespace {

constexpr int kFinish = 4;             // Z_FINISH
constexpr int kSmallResult = 1 << 16;  // Up to here a copy is cheaper than giving memory away.

struct CompressorFree {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
struct DecompressorFree {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

// Kept: making one costs as much as compressing a page. One a thread, of the level used last.
libdeflate_compressor* CompressorOf(int level) {
  thread_local std::unique_ptr<libdeflate_compressor, CompressorFree> compressor;
  thread_local int kept_level = -1;
  if (compressor == nullptr || kept_level != level) compressor.reset(libdeflate_alloc_compressor(kept_level = level));
  return compressor.get();
}

// libdeflate's levels compress as well as zlib's next ones, in less time.
int LevelFor(int level) {
  if (level < 0) level = 6;
  return level <= 1 || level >= 9 ? std::min(level, 9) : level - 1;
}

libdeflate_decompressor* Decompressor() {
  thread_local std::unique_ptr<libdeflate_decompressor, DecompressorFree> decompressor(libdeflate_alloc_decompressor());
  return decompressor.get();
}

// Output that grows, in memory that a Buffer can take over. Never more than `limit` plus one, which tells that there was too much.
class Output {
 public:
  explicit Output(size_t limit) : limit_(limit == SIZE_MAX ? limit : limit + 1) {}
  ~Output() { std::free(data_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // False when there is no memory, or the limit is reached.
  bool Reserve(size_t capacity) {
    capacity = std::min(capacity, limit_);
    if (capacity <= capacity_) return false;
    void* grown = std::realloc(data_, capacity);
    if (grown == nullptr) return false;
    data_ = static_cast<uint8_t*>(grown);
    capacity_ = capacity;
    return true;
  }
  uint8_t* end() { return data_ + size_; }
  uint8_t* data() { return data_; }
  size_t room() const { return capacity_ - size_; }
  size_t size() const { return size_; }
  void Add(size_t size) { size_ += size; }
  void Clear() { size_ = 0; }
  bool TooLarge() const { return size_ == limit_; }

  // Gives the memory away, cut to size.
  v8::MaybeLocal<v8::Uint8Array> TakeBuffer(Environment* env) {
    if (size_ <= kSmallResult) return CopyToBuffer(env, {reinterpret_cast<char*>(data_), size_});
    if (void* cut = std::realloc(data_, size_); cut != nullptr) data_ = static_cast<uint8_t*>(cut);
    return AdoptToBuffer(env, std::exchange(data_, nullptr), size_);
  }

 private:
  const size_t limit_;
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

struct OneShot {
  OneShot(CodecConfig config, int flush, size_t limit) : config(std::move(config)), flush(flush), output(limit) {}
  // Any thread.
  void Run(std::span<const uint8_t> input) {
    if (RunFast(input)) return;
    output.Clear();
    std::unique_ptr<Codec> codec = MakeCodec(config, &error);
    if (codec == nullptr) return;
    CodecStep step{.next_in = input.data(), .available_in = input.size(), .flush = flush};
    while (!error) {
      if (output.room() == 0 && !output.Reserve(std::max<size_t>({output.size() * 2, input.size() / 2, 4096}))) {
        error = output.TooLarge() ? CodecError{"too large", "ERR_BUFFER_TOO_LARGE", 0}
                                  : CodecError{"Array buffer allocation failed", "ERR_MEMORY_ALLOCATION_FAILED", 0};
        return;
      }
      step.next_out = output.end();
      step.available_out = output.room();
      error = codec->Process(&step);
      output.Add(output.room() - step.available_out);
      if (step.available_out != 0) break;
    }
    if (!error && output.TooLarge()) error = {"too large", "ERR_BUFFER_TOO_LARGE", 0};
  }

  const CodecConfig config;
  const int flush;
  Output output;
  CodecError error;

 private:
  bool RunFast(std::span<const uint8_t> input) {
    if (flush != kFinish || !config.dictionary.empty() || config.strategy != 0 || input.empty()) return false;
    switch (config.mode) {
      case CodecMode::kDeflate:
        return Compress(input, libdeflate_zlib_compress_bound, libdeflate_zlib_compress);
      case CodecMode::kDeflateRaw:
        return Compress(input, libdeflate_deflate_compress_bound, libdeflate_deflate_compress);
      case CodecMode::kGzip: {
        if (!Compress(input, libdeflate_gzip_compress_bound, libdeflate_gzip_compress)) return false;
        output.data()[8] = 0;  // The flags and the system as zlib writes them.
        output.data()[9] = 3;
        return true;
      }
      case CodecMode::kInflate:
        return Decompress(input, libdeflate_zlib_decompress_ex);
      case CodecMode::kInflateRaw:
        return Decompress(input, libdeflate_deflate_decompress_ex);
      case CodecMode::kGunzip:
        return Gunzip(input);
      case CodecMode::kUnzip: {
        bool is_gzip = input.size() > 1 && input[0] == 0x1f && input[1] == 0x8b;
        return is_gzip ? Gunzip(input) : Decompress(input, libdeflate_zlib_decompress_ex);
      }
      default:
        return false;
    }
  }

  bool Compress(std::span<const uint8_t> input, size_t (*bound)(libdeflate_compressor*, size_t),
                size_t (*compress)(libdeflate_compressor*, const void*, size_t, void*, size_t)) {
    if (config.window_bits != 15) return false;
    libdeflate_compressor* compressor = CompressorOf(LevelFor(config.level));
    if (compressor == nullptr || !output.Reserve(bound(compressor, input.size()))) return false;
    size_t size = compress(compressor, input.data(), input.size(), output.data(), output.room());
    output.Add(size);
    return size != 0 && !output.TooLarge();
  }

  // Appends one stream. The number of bytes it took, or none when the codec has to look at it.
  template <typename Function>
  std::optional<size_t> DecompressStream(std::span<const uint8_t> input, Function decompress) {
    while (true) {
      size_t taken = 0, given = 0;
      libdeflate_result result = decompress(Decompressor(), input.data(), input.size(), output.end(), output.room(), &taken, &given);
      if (result == LIBDEFLATE_SUCCESS) {
        output.Add(given);
        if (output.TooLarge()) return {};
        return taken;
      }
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE || !output.Reserve(output.size() + output.room() * 4)) return {};
    }
  }

  template <typename Function>
  bool Decompress(std::span<const uint8_t> input, Function decompress) {
    if (config.window_bits != 0 && config.window_bits != 15) return false;
    if (Decompressor() == nullptr || !output.Reserve(std::max<size_t>(input.size() * 4, 1024))) return false;
    return DecompressStream(input, decompress).has_value();
  }

  bool Gunzip(std::span<const uint8_t> input) {
    if ((config.window_bits != 0 && config.window_bits != 15) || Decompressor() == nullptr || input.size() < 18) return false;
    // The last four bytes tell the size, unless they lie or there are several members: it is only a first guess.
    uint32_t told = 0;
    std::memcpy(&told, &input[input.size() - 4], sizeof(told));
    if (!output.Reserve(std::clamp<size_t>(told, 64, input.size() * 1032))) return false;
    while (true) {
      std::optional<size_t> taken = DecompressStream(input, libdeflate_gzip_decompress_ex);
      if (!taken.has_value()) return false;
      input = input.subspan(*taken);
      if (input.empty() || input[0] == 0) return true;  // Zeros are padding.
      if (output.room() == 0 && !output.Reserve(output.size() * 2)) return false;
    }
  }
};

// (configuration, input, flush, limit), but for the input. Null after throwing.
std::unique_ptr<OneShot> GetOneShot(const CallInfo& info) {
  CodecConfig config;
  int flush = 0;
  int64_t limit = 0;
  if (!GetCodecConfig(info, 0, &config) || !GetCodecFlush(info, kCodecConfigArguments + 1, config.mode, &flush) ||
      !GetInt64(info, kCodecConfigArguments + 2, &limit)) {
    return nullptr;
  }
  if (limit < 0) {
    ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The limit is negative");
    return nullptr;
  }
  return std::make_unique<OneShot>(std::move(config), flush, static_cast<size_t>(limit));
}

// new OneShot(configuration, input, flush, limit); oncomplete(error tuple or undefined, buffer) comes after start().
class OneShotWrap final : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"OneShot", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor OneShot needs 'new'");
    Bytes input;
    std::unique_ptr<OneShot> shot = GetOneShot(info);
    if (shot == nullptr || !GetBytes(info, kCodecConfigArguments, &input)) return;
    new OneShotWrap(Environment::From(isolate), info.This(), std::move(shot), std::move(input));
  }

  static void Start(const CallInfo& info) {
    auto* wrap = This<OneShotWrap>(info);
    if (wrap == nullptr) return;
    if (wrap->used_) return ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "It has been started already");
    wrap->used_ = true;
    auto work = std::make_unique<Work>(wrap);
    wrap->work_ = work.get();
    wrap->ClearWeak();
    wrap->env()->AddRequestInFlight(1);
    PoolSubmitter submitter(wrap->async_context().async_id);
    int err = SubmitPoolWork(wrap->env()->event_loop(), std::move(work), CodecLabel(wrap->shot_->config.mode));
    if (err == 0) return;
    wrap->EndWork();
    info.GetReturnValue().Set(err);
  }

  void OnEnvironmentTeardown() override {
    if (work_ != nullptr) work_->Cancel();
  }

 private:
  // The pool's share. The wrap outlives it: it is strong from Start to Finish.
  class Work final : public PoolWork {
   public:
    explicit Work(OneShotWrap* wrap) : wrap_(wrap) {}
    void Run() override { wrap_->shot_->Run({wrap_->input_.data, wrap_->input_.size}); }
    void Done(int status) override { wrap_->Finish(status); }

   private:
    OneShotWrap* const wrap_;
  };

  OneShotWrap(Environment* env, v8::Local<v8::Object> object, std::unique_ptr<OneShot> shot, Bytes input)
      : AsyncWrap(env, object, AsyncProvider::kZLIB), shot_(std::move(shot)), input_(std::move(input)) {
    MakeWeak();
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
    input_ = {};
    if (status != 0 || !env()->can_call_into_js()) return;
    v8::Context::Scope context_scope(env()->context());
    v8::Local<v8::Value> values[] = {v8::Undefined(isolate()), v8::Undefined(isolate())};
    v8::Local<v8::Uint8Array> buffer;
    if (shot_->error) {
      values[0] = CodecErrorValue(isolate(), shot_->error);
    } else if (shot_->output.TakeBuffer(env()).ToLocal(&buffer)) {
      values[1] = buffer;
    } else {
      return;
    }
    MakeCallback(Internalized(isolate(), "oncomplete"), 2, values);
  }

  const std::unique_ptr<OneShot> shot_;
  Bytes input_;
  Work* work_ = nullptr;  // Owned by the pool while it runs.
  bool used_ = false;
};

constinit const BindingFunction kMethods[] = {Method<OneShotWrap::Start>("start")};

}  // namespace

// (configuration, input, flush, limit): a Buffer, or an error tuple.
void CompressOnceSync(const CallInfo& info) {
  std::unique_ptr<OneShot> shot = GetOneShot(info);
  if (shot == nullptr) return;
  ReadableBytes input(info[kCodecConfigArguments]);
  if (!input) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The input must have bytes");
  shot->Run(input.span());
  if (shot->error) return info.GetReturnValue().Set(CodecErrorValue(info.GetIsolate(), shot->error));
  v8::Local<v8::Uint8Array> buffer;
  if (shot->output.TakeBuffer(Environment::From(info.GetIsolate())).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

constinit const BindingClass kOneShotClass = {.name = "OneShot", .construct = Method<OneShotWrap::New>("OneShot", 11), .methods = kMethods};

}  // namespace isoscope
