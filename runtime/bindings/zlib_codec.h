// Compressors and decompressors of internalBinding('zlib') as one interface, without V8: a codec is stepped with input and room for output.
//
// Any thread, one at a time. A codec owns its library's state and no buffers.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CODEC_H_
#define ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace isoscope {

// Node's numbers: zlib.constants.
enum class CodecMode : uint32_t {
  kDeflate = 1,
  kInflate,
  kGzip,
  kGunzip,
  kDeflateRaw,
  kInflateRaw,
  kUnzip,
  kBrotliDecode,
  kBrotliEncode,
  kZstdCompress,
  kZstdDecompress,
};
// Of the pool's records: "zlib.gzip".
const char* CodecLabel(CodecMode mode);

struct CodecConfig {
  CodecMode mode = CodecMode::kDeflate;
  int32_t window_bits = 15;  // Of the deflate family, as are the next three. 0: what the stream's header says.
  int32_t level = -1;
  int32_t mem_level = 8;
  int32_t strategy = 0;
  std::string dictionary;
  std::vector<std::pair<uint32_t, uint32_t>> parameters;  // Of brotli and zstd.
  uint64_t pledged_size = UINT64_MAX;                     // Of zstd; UINT64_MAX: not said.
};

// What JavaScript makes an Error of. No message: no error.
struct CodecError {
  std::string message;
  std::string code;
  int number = 0;
  explicit operator bool() const { return !message.empty(); }
};

struct CodecStep {
  const uint8_t* next_in = nullptr;
  size_t available_in = 0;
  uint8_t* next_out = nullptr;
  size_t available_out = 0;
  int flush = 0;  // A flush or operation constant of the codec's own family.
};

class Codec {
 public:
  virtual ~Codec() = default;
  // Takes and gives as much as it can and moves the step on. Call again with room when it used up all room.
  virtual CodecError Process(CodecStep* step) = 0;
  virtual CodecError Reset() = 0;
  // Of the deflate compressors.
  virtual CodecError SetParameters(int level, int strategy);
};

// Null, with `error`, when the library refuses the configuration.
std::unique_ptr<Codec> MakeCodec(const CodecConfig& config, CodecError* error);

// The families; MakeCodec() chooses.
std::unique_ptr<Codec> MakeDeflateCodec(const CodecConfig& config);
std::unique_ptr<Codec> MakeBrotliCodec(const CodecConfig& config, CodecError* error);
std::unique_ptr<Codec> MakeZstdCodec(const CodecConfig& config, CodecError* error);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CODEC_H_
