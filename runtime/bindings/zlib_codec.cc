#include "runtime/bindings/zlib_codec.h"

namespace isoscope {

const char* CodecLabel(CodecMode mode) {
  switch (mode) {
    case CodecMode::kDeflate:
      return "zlib.deflate";
    case CodecMode::kInflate:
      return "zlib.inflate";
    case CodecMode::kGzip:
      return "zlib.gzip";
    case CodecMode::kGunzip:
      return "zlib.gunzip";
    case CodecMode::kDeflateRaw:
      return "zlib.deflateRaw";
    case CodecMode::kInflateRaw:
      return "zlib.inflateRaw";
    case CodecMode::kUnzip:
      return "zlib.unzip";
    case CodecMode::kBrotliDecode:
      return "zlib.brotliDecompress";
    case CodecMode::kBrotliEncode:
      return "zlib.brotliCompress";
    case CodecMode::kZstdCompress:
      return "zlib.zstdCompress";
    case CodecMode::kZstdDecompress:
      return "zlib.zstdDecompress";
  }
  return "zlib";
}

CodecError Codec::SetParameters(int, int) { return {}; }

std::unique_ptr<Codec> MakeCodec(const CodecConfig& config, CodecError* error) {
  switch (config.mode) {
    case CodecMode::kBrotliDecode:
    case CodecMode::kBrotliEncode:
      return MakeBrotliCodec(config, error);
    case CodecMode::kZstdCompress:
    case CodecMode::kZstdDecompress:
      return MakeZstdCodec(config, error);
    default:
      return MakeDeflateCodec(config);
  }
}

}  // namespace isoscope
