// Brotli as codecs.

#include <brotli/decode.h>
#include <brotli/encode.h>

#include "runtime/bindings/zlib_codec.h"

namespace isoscope {
namespace {

const CodecError kNotInitialized = {"Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", 0};

// "_ERROR_FORMAT_PADDING_1": with what older versions of the library leave out.
std::string DecoderErrorName(BrotliDecoderErrorCode code) {
#define NAME(PREFIX, NAME, CODE)     \
  case BROTLI_DECODER##PREFIX##NAME: \
    return #PREFIX #NAME;
  switch (code) { BROTLI_DECODER_ERROR_CODES_LIST(NAME, ) default : return "_UNKNOWN"; }
#undef NAME
}

class BrotliEncoder final : public Codec {
 public:
  explicit BrotliEncoder(const CodecConfig& config) : parameters_(config.parameters) {}
  ~BrotliEncoder() override { BrotliEncoderDestroyInstance(state_); }

  CodecError Reset() override {
    BrotliEncoderDestroyInstance(state_);
    state_ = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    if (state_ == nullptr) return kNotInitialized;
    for (auto [key, value] : parameters_) {
      if (!BrotliEncoderSetParameter(state_, static_cast<BrotliEncoderParameter>(key), value)) return kNotInitialized;
    }
    return {};
  }

  CodecError Process(CodecStep* step) override {
    if (BrotliEncoderCompressStream(state_, static_cast<BrotliEncoderOperation>(step->flush), &step->available_in, &step->next_in,
                                    &step->available_out, &step->next_out, nullptr)) {
      return {};
    }
    return {"Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1};
  }

 private:
  const std::vector<std::pair<uint32_t, uint32_t>> parameters_;
  BrotliEncoderState* state_ = nullptr;
};

class BrotliDecoder final : public Codec {
 public:
  explicit BrotliDecoder(const CodecConfig& config) : parameters_(config.parameters) {}
  ~BrotliDecoder() override { BrotliDecoderDestroyInstance(state_); }

  CodecError Reset() override {
    BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    if (state_ == nullptr) return kNotInitialized;
    for (auto [key, value] : parameters_) {
      if (!BrotliDecoderSetParameter(state_, static_cast<BrotliDecoderParameter>(key), value)) return kNotInitialized;
    }
    return {};
  }

  CodecError Process(CodecStep* step) override {
    BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_, &step->available_in, &step->next_in, &step->available_out, &step->next_out, nullptr);
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_);
      return {"Decompression failed", "ERR_" + DecoderErrorName(code), code};
    }
    if (step->flush == BROTLI_OPERATION_FINISH && result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
      return {"unexpected end of file", "Z_BUF_ERROR", -5};
    }
    return {};
  }

 private:
  const std::vector<std::pair<uint32_t, uint32_t>> parameters_;
  BrotliDecoderState* state_ = nullptr;
};

}  // namespace

std::unique_ptr<Codec> MakeBrotliCodec(const CodecConfig& config, CodecError* error) {
  std::unique_ptr<Codec> codec;
  if (config.mode == CodecMode::kBrotliEncode) {
    codec = std::make_unique<BrotliEncoder>(config);
  } else {
    codec = std::make_unique<BrotliDecoder>(config);
  }
  *error = codec->Reset();
  if (*error) codec.reset();
  return codec;
}

}  // namespace isoscope
