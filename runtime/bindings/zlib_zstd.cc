// Zstandard as codecs.

#include <zstd.h>
#include <zstd_errors.h>

#include "runtime/bindings/zlib_codec.h"
#include "runtime/bindings/zlib_names.h"

namespace isoscope {
namespace {

const CodecError kNotInitialized = {"Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", 0};
const CodecError kBadParameter = {"Setting parameter failed", "ERR_ZLIB_INITIALIZATION_FAILED", 0};
const CodecError kBadDictionary = {"Failed to load zstd dictionary", "ERR_ZLIB_DICTIONARY_LOAD_FAILED", 0};

const char* ErrorName(ZSTD_ErrorCode code) {
#define NAME(name) \
  case name:       \
    return #name;
  switch (code) {
    ISOSCOPE_ZSTD_ERRORS(NAME)
    default:
      return "ZSTD_error_GENERIC";
  }
#undef NAME
}

CodecError ErrorOf(size_t result) {
  ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
  return {ZSTD_getErrorString(code), ErrorName(code), code};
}

// Both directions move a step in the same way.
template <typename Stream>
CodecError Move(CodecStep* step, Stream stream) {
  ZSTD_inBuffer input = {step->next_in, step->available_in, 0};
  ZSTD_outBuffer output = {step->next_out, step->available_out, 0};
  size_t result = stream(&output, &input);
  step->next_in += input.pos;
  step->available_in -= input.pos;
  step->next_out += output.pos;
  step->available_out -= output.pos;
  return ZSTD_isError(result) ? ErrorOf(result) : CodecError();
}

class ZstdCompressor final : public Codec {
 public:
  explicit ZstdCompressor(const CodecConfig& config) : config_(config) {}
  ~ZstdCompressor() override { ZSTD_freeCCtx(context_); }

  CodecError Initialize() {
    context_ = ZSTD_createCCtx();
    if (context_ == nullptr) return kNotInitialized;
    for (auto [key, value] : config_.parameters) {
      if (ZSTD_isError(ZSTD_CCtx_setParameter(context_, static_cast<ZSTD_cParameter>(key), static_cast<int>(value)))) return kBadParameter;
    }
    if (!config_.dictionary.empty() && ZSTD_isError(ZSTD_CCtx_loadDictionary(context_, config_.dictionary.data(), config_.dictionary.size()))) {
      return kBadDictionary;
    }
    return Pledge();
  }

  CodecError Reset() override {
    size_t result = ZSTD_CCtx_reset(context_, ZSTD_reset_session_only);
    return ZSTD_isError(result) ? ErrorOf(result) : Pledge();
  }

  CodecError Process(CodecStep* step) override {
    auto directive = static_cast<ZSTD_EndDirective>(step->flush);
    return Move(step, [&](ZSTD_outBuffer* output, ZSTD_inBuffer* input) { return ZSTD_compressStream2(context_, output, input, directive); });
  }

 private:
  CodecError Pledge() {
    if (config_.pledged_size == UINT64_MAX || !ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(context_, config_.pledged_size))) return {};
    return {"Could not set pledged src size", "ERR_ZLIB_INITIALIZATION_FAILED", 0};
  }

  const CodecConfig config_;
  ZSTD_CCtx* context_ = nullptr;
};

class ZstdDecompressor final : public Codec {
 public:
  explicit ZstdDecompressor(const CodecConfig& config) : config_(config) {}
  ~ZstdDecompressor() override { ZSTD_freeDCtx(context_); }

  CodecError Initialize() {
    context_ = ZSTD_createDCtx();
    if (context_ == nullptr) return kNotInitialized;
    for (auto [key, value] : config_.parameters) {
      if (ZSTD_isError(ZSTD_DCtx_setParameter(context_, static_cast<ZSTD_dParameter>(key), static_cast<int>(value)))) return kBadParameter;
    }
    if (!config_.dictionary.empty() && ZSTD_isError(ZSTD_DCtx_loadDictionary(context_, config_.dictionary.data(), config_.dictionary.size()))) {
      return kBadDictionary;
    }
    return {};
  }

  CodecError Reset() override {
    size_t result = ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
    return ZSTD_isError(result) ? ErrorOf(result) : CodecError();
  }

  CodecError Process(CodecStep* step) override {
    return Move(step, [&](ZSTD_outBuffer* output, ZSTD_inBuffer* input) { return ZSTD_decompressStream(context_, output, input); });
  }

 private:
  const CodecConfig config_;
  ZSTD_DCtx* context_ = nullptr;
};

template <typename T>
std::unique_ptr<Codec> Make(const CodecConfig& config, CodecError* error) {
  auto codec = std::make_unique<T>(config);
  *error = codec->Initialize();
  if (*error) return nullptr;
  return codec;
}

}  // namespace

std::unique_ptr<Codec> MakeZstdCodec(const CodecConfig& config, CodecError* error) {
  return config.mode == CodecMode::kZstdCompress ? Make<ZstdCompressor>(config, error) : Make<ZstdDecompressor>(config, error);
}

}  // namespace isoscope
