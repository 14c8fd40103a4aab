// The deflate family over zlib: deflate, gzip, raw, and unzip, which looks at the first two bytes.

#include <algorithm>
#include <climits>

#include <zlib.h>

#include "runtime/bindings/zlib_codec.h"
#include "runtime/bindings/zlib_names.h"

namespace isoscope {
namespace {

const char* ErrorName(int error) {
#define NAME(name) \
  case name:       \
    return #name;
  switch (error) {
    ISOSCOPE_ZLIB_ERRORS(NAME)
    default:
      return "Z_UNKNOWN";
  }
#undef NAME
}

constexpr uint8_t kGzipMagic[] = {0x1f, 0x8b};

class DeflateCodec final : public Codec {
 public:
  explicit DeflateCodec(const CodecConfig& config)
      : mode_(config.mode),
        window_bits_(config.window_bits),
        level_(config.level),
        mem_level_(config.mem_level),
        strategy_(config.strategy),
        dictionary_(config.dictionary) {
    if (mode_ == CodecMode::kGzip || mode_ == CodecMode::kGunzip) window_bits_ += 16;
    if (mode_ == CodecMode::kUnzip) window_bits_ += 32;  // zlib finds out.
    if (mode_ == CodecMode::kDeflateRaw || mode_ == CodecMode::kInflateRaw) window_bits_ = -window_bits_;
  }
  ~DeflateCodec() override {
    if (!initialized_) return;
    if (IsCompressor()) {
      deflateEnd(&stream_);
    } else {
      inflateEnd(&stream_);
    }
  }

  // zlib counts in 32 bits: more is handed over in pieces, of which only the last is flushed as asked.
  CodecError Process(CodecStep* step) override {
    CodecError error = Initialize();
    while (!error) {
      auto in = static_cast<uInt>(std::min<size_t>(step->available_in, UINT_MAX));
      auto out = static_cast<uInt>(std::min<size_t>(step->available_out, UINT_MAX));
      bool is_last = in == step->available_in;
      stream_.next_in = const_cast<Bytef*>(step->next_in);
      stream_.avail_in = in;
      stream_.next_out = step->next_out;
      stream_.avail_out = out;
      flush_ = is_last ? step->flush : Z_NO_FLUSH;
      status_ = IsCompressor() ? deflate(&stream_, flush_) : Decompress();
      size_t taken = in - stream_.avail_in;
      size_t given = out - stream_.avail_out;
      step->next_in += taken;
      step->available_in -= taken;
      step->next_out += given;
      step->available_out -= given;
      error = Check();
      bool is_done = is_last ? stream_.avail_out != 0 || step->available_out == 0 : status_ == Z_STREAM_END || step->available_out == 0;
      if (error || is_done || taken + given == 0) break;
    }
    return error;
  }

  CodecError Reset() override {
    CodecError error = Initialize();
    if (error) return error;
    ResetStream();
    if (status_ != Z_OK) return Error("Failed to reset stream");
    return SetDictionary();
  }

  CodecError SetParameters(int level, int strategy) override {
    CodecError error = Initialize();
    if (error) return error;
    status_ = Z_OK;
    if (mode_ == CodecMode::kDeflate || mode_ == CodecMode::kDeflateRaw) status_ = deflateParams(&stream_, level, strategy);
    if (status_ != Z_OK && status_ != Z_BUF_ERROR) return Error("Failed to set parameters");
    return {};
  }

 private:
  bool IsCompressor() const { return mode_ == CodecMode::kDeflate || mode_ == CodecMode::kGzip || mode_ == CodecMode::kDeflateRaw; }

  CodecError Error(const char* message) const { return {stream_.msg != nullptr ? stream_.msg : message, ErrorName(status_), status_}; }

  // On first use: a stream that nobody writes to costs nothing.
  CodecError Initialize() {
    if (initialized_) return {};
    status_ = IsCompressor() ? deflateInit2(&stream_, level_, Z_DEFLATED, window_bits_, mem_level_, strategy_) : inflateInit2(&stream_, window_bits_);
    if (status_ != Z_OK) return Error("Init error");
    initialized_ = true;
    return SetDictionary();
  }

  CodecError SetDictionary() {
    if (dictionary_.empty()) return {};
    status_ = Z_OK;
    if (mode_ == CodecMode::kDeflate || mode_ == CodecMode::kDeflateRaw) {
      status_ = deflateSetDictionary(&stream_, DictionaryBytes(), static_cast<uInt>(dictionary_.size()));
    } else if (mode_ == CodecMode::kInflateRaw) {  // With a header, the stream asks for it.
      status_ = inflateSetDictionary(&stream_, DictionaryBytes(), static_cast<uInt>(dictionary_.size()));
    }
    if (status_ != Z_OK) return Error("Failed to set dictionary");
    return {};
  }
  const Bytef* DictionaryBytes() const { return reinterpret_cast<const Bytef*>(dictionary_.data()); }

  void ResetStream() { status_ = IsCompressor() ? deflateReset(&stream_) : inflateReset(&stream_); }

  int Decompress() {
    if (mode_ == CodecMode::kUnzip && stream_.avail_in > 0) LookAtMagic();
    status_ = inflate(&stream_, flush_);
    if (mode_ != CodecMode::kInflateRaw && status_ == Z_NEED_DICT && !dictionary_.empty()) {
      status_ = inflateSetDictionary(&stream_, DictionaryBytes(), static_cast<uInt>(dictionary_.size()));
      if (status_ == Z_OK) {
        status_ = inflate(&stream_, flush_);
      } else if (status_ == Z_DATA_ERROR) {
        status_ = Z_NEED_DICT;  // Tells a wrong dictionary from wrong data.
      }
    }
    // What follows a member is the next one, unless it is zero: that is padding.
    while (stream_.avail_in > 0 && mode_ == CodecMode::kGunzip && status_ == Z_STREAM_END && stream_.next_in[0] != 0) {
      ResetStream();
      status_ = inflate(&stream_, flush_);
    }
    return status_;
  }

  // zlib finds the format on its own; we only need to know whether further members may follow.
  void LookAtMagic() {
    if (stream_.next_in[0] != kGzipMagic[magic_seen_]) {
      mode_ = CodecMode::kInflate;
    } else if (magic_seen_ == 1 || (stream_.avail_in > 1 && stream_.next_in[1] == kGzipMagic[1])) {
      mode_ = CodecMode::kGunzip;
    } else if (stream_.avail_in > 1) {
      mode_ = CodecMode::kInflate;
    } else {
      magic_seen_ = 1;
    }
  }

  CodecError Check() const {
    switch (status_) {
      case Z_OK:
      case Z_BUF_ERROR:
        if (stream_.avail_out != 0 && flush_ == Z_FINISH) return {"unexpected end of file", ErrorName(Z_BUF_ERROR), Z_BUF_ERROR};
        return {};
      case Z_STREAM_END:
        return {};
      case Z_NEED_DICT:
        return Error(dictionary_.empty() ? "Missing dictionary" : "Bad dictionary");
      default:
        return Error("Zlib error");
    }
  }

  CodecMode mode_;
  int window_bits_;
  const int level_;
  const int mem_level_;
  const int strategy_;
  const std::string dictionary_;
  z_stream stream_{};
  bool initialized_ = false;
  int magic_seen_ = 0;
  int flush_ = Z_NO_FLUSH;
  int status_ = Z_OK;
};

}  // namespace

std::unique_ptr<Codec> MakeDeflateCodec(const CodecConfig& config) { return std::make_unique<DeflateCodec>(config); }

}  // namespace isoscope
