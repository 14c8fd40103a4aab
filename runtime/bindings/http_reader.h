// Reads HTTP/1 messages with llhttp and gathers what comes in pieces: the URL, the status message, the headers.
//
// One thread at a time; knows neither V8 nor uv, so that it can be fuzzed. Input is copied where it must outlive a call; a Sink sees the
// gathered texts until the next message begins. Limits: the bytes of a message's headers, and of the chunk extensions before each chunk.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_HTTP_READER_H_
#define ISOSCOPE_RUNTIME_BINDINGS_HTTP_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <llhttp.h>

namespace isoscope {

class HttpReader {
 public:
  // Told as it happens, from within Execute() and Finish(). `false` stops the reading for good (the sink knows why).
  class Sink {
   public:
    virtual bool OnMessageBegin() = 0;
    // 0: go on; 1: the message has no body whatever its headers say; 2: nor does HTTP go on behind it. Negative: stop.
    virtual int OnHeadersComplete() = 0;
    virtual bool OnBody(std::string_view bytes) = 0;
    // fields() holds the trailers.
    virtual bool OnMessageComplete() = 0;

   protected:
    ~Sink() = default;
  };

  struct Outcome {
    bool ok = true;
    size_t bytes_read = 0;  // Less than given: HTTP ended there (upgrade), or the error is there.
    std::string_view code;  // "HPE_INVALID_METHOD"; of an error.
    std::string_view reason;
  };

  static constexpr uint64_t kMaxChunkExtensionBytes = 16384;

  explicit HttpReader(Sink* sink) : sink_(sink) {}
  HttpReader(const HttpReader&) = delete;
  HttpReader& operator=(const HttpReader&) = delete;

  // Begins anew. `lenient`: bits of llhttp_lenient_flags.
  void Start(llhttp_type_t type, uint64_t max_header_bytes, uint32_t lenient);
  Outcome Execute(std::string_view input);
  Outcome Finish();  // The input ended.
  void Pause() { llhttp_pause(&parser_); }
  void Resume() { llhttp_resume(&parser_); }

  bool is_request() const { return parser_.type == HTTP_REQUEST; }
  bool headers_complete() const { return headers_complete_; }
  std::string_view url() const { return Text(url_); }
  std::string_view status_message() const { return Text(status_message_); }
  // Names and values in turn; values without the white space around them.
  size_t field_count() const { return fields_.size() / 2; }
  std::string_view name(size_t index) const { return Text(fields_[index * 2]); }
  std::string_view value(size_t index) const;
  void ForgetFields() { fields_.clear(); }

  uint8_t method() const { return parser_.method; }
  uint16_t status_code() const { return parser_.status_code; }
  uint8_t http_major() const { return parser_.http_major; }
  uint8_t http_minor() const { return parser_.http_minor; }
  bool upgrade() const { return parser_.upgrade != 0; }
  bool should_keep_alive() const { return llhttp_should_keep_alive(&parser_) != 0; }
  // In OnHeadersComplete: a request that ends right there, when the sink returns 0.
  bool IsRequestWithoutBody() const;

 private:
  struct Slice {
    size_t offset = 0;
    size_t size = 0;
  };
  friend struct HttpReaderCallbacks;

  std::string_view Text(Slice slice) const { return std::string_view(texts_).substr(slice.offset, slice.size); }
  void Append(Slice* slice, const char* at, size_t size);
  int CountHeaderBytes(size_t size);
  int AddToField(bool is_value, const char* at, size_t size);
  int CountExtensionBytes(size_t size);
  void ForgetMessage();
  Outcome Conclude(llhttp_errno_t error, std::string_view input);

  Sink* const sink_;
  llhttp_t parser_{};
  std::string texts_;  // Where the slices point.
  Slice url_;
  Slice status_message_;
  std::vector<Slice> fields_;
  uint64_t max_header_bytes_ = 0;
  uint64_t header_bytes_ = 0;
  uint64_t extension_bytes_ = 0;
  bool in_value_ = false;
  bool headers_complete_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_HTTP_READER_H_
