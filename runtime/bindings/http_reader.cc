#include "runtime/bindings/http_reader.h"

namespace isoscope {

// llhttp's entry points into a reader: 0 goes on, HPE_USER is an error whose reason is "CODE:text", -1 an error of the callback.
struct HttpReaderCallbacks {
  static HttpReader* Self(llhttp_t* parser) { return static_cast<HttpReader*>(parser->data); }
  static int Stop(bool go_on) { return go_on ? 0 : -1; }

  static int MessageBegin(llhttp_t* p) {
    Self(p)->ForgetMessage();
    return Stop(Self(p)->sink_->OnMessageBegin());
  }

  static int Url(llhttp_t* p, const char* at, size_t size) {
    HttpReader* reader = Self(p);
    if (int error = reader->CountHeaderBytes(size); error != 0) return error;
    reader->Append(&reader->url_, at, size);
    return 0;
  }

  static int Status(llhttp_t* p, const char* at, size_t size) {
    HttpReader* reader = Self(p);
    if (int error = reader->CountHeaderBytes(size); error != 0) return error;
    reader->Append(&reader->status_message_, at, size);
    return 0;
  }

  static int HeaderField(llhttp_t* p, const char* at, size_t size) { return Self(p)->AddToField(false, at, size); }
  static int HeaderValue(llhttp_t* p, const char* at, size_t size) { return Self(p)->AddToField(true, at, size); }
  static int ChunkExtension(llhttp_t* p, const char*, size_t size) { return Self(p)->CountExtensionBytes(size); }

  static int HeadersComplete(llhttp_t* p) {
    HttpReader* reader = Self(p);
    reader->headers_complete_ = true;
    reader->header_bytes_ = 0;
    int result = reader->sink_->OnHeadersComplete();
    reader->fields_.clear();  // What follows are trailers.
    reader->in_value_ = false;
    return result;
  }

  static int Body(llhttp_t* p, const char* at, size_t size) { return size == 0 ? 0 : Stop(Self(p)->sink_->OnBody({at, size})); }
  static int MessageComplete(llhttp_t* p) { return Stop(Self(p)->sink_->OnMessageComplete()); }

  static int ChunkHeader(llhttp_t* p) {
    Self(p)->header_bytes_ = Self(p)->extension_bytes_ = 0;
    return 0;
  }
  static int ChunkComplete(llhttp_t* p) {
    Self(p)->header_bytes_ = 0;
    return 0;
  }

  static const llhttp_settings_t* Settings() {
    static const llhttp_settings_t settings = [] {
      llhttp_settings_t made;
      llhttp_settings_init(&made);
      made.on_message_begin = MessageBegin;
      made.on_url = Url;
      made.on_status = Status;
      made.on_header_field = HeaderField;
      made.on_header_value = HeaderValue;
      made.on_chunk_extension_name = ChunkExtension;
      made.on_chunk_extension_value = ChunkExtension;
      made.on_headers_complete = HeadersComplete;
      made.on_body = Body;
      made.on_message_complete = MessageComplete;
      made.on_chunk_header = ChunkHeader;
      made.on_chunk_complete = ChunkComplete;
      return made;
    }();
    return &settings;
  }
};

void HttpReader::Start(llhttp_type_t type, uint64_t max_header_bytes, uint32_t lenient) {
  llhttp_init(&parser_, type, HttpReaderCallbacks::Settings());
  parser_.data = this;
  parser_.lenient_flags = static_cast<uint16_t>(lenient);
  max_header_bytes_ = max_header_bytes;
  ForgetMessage();
}

void HttpReader::ForgetMessage() {
  constexpr size_t kKept = 4096;  // An idle connection keeps no more.
  texts_.clear();
  if (texts_.capacity() > kKept) texts_.shrink_to_fit();
  fields_.clear();
  url_ = status_message_ = {};
  header_bytes_ = extension_bytes_ = 0;
  in_value_ = headers_complete_ = false;
}

HttpReader::Outcome HttpReader::Execute(std::string_view input) { return Conclude(llhttp_execute(&parser_, input.data(), input.size()), input); }

HttpReader::Outcome HttpReader::Finish() { return Conclude(llhttp_finish(&parser_), {}); }

HttpReader::Outcome HttpReader::Conclude(llhttp_errno_t error, std::string_view input) {
  Outcome outcome;
  outcome.bytes_read = input.size();
  if (error == HPE_OK) return outcome;
  const char* position = llhttp_get_error_pos(&parser_);
  if (position >= input.data() && position <= input.data() + input.size()) outcome.bytes_read = static_cast<size_t>(position - input.data());
  if (error == HPE_PAUSED_UPGRADE) {  // Only llhttp's way to stop early.
    llhttp_resume_after_upgrade(&parser_);
    return outcome;
  }
  if (parser_.upgrade != 0) return outcome;
  outcome.ok = false;
  std::string_view reason = llhttp_get_error_reason(&parser_);
  if (error == HPE_USER) {
    const size_t colon = reason.find(':');
    outcome.code = reason.substr(0, colon);
    outcome.reason = reason.substr(colon + 1);
  } else {
    outcome.code = llhttp_errno_name(error);
    outcome.reason = reason == "Expected HTTP/" ? "Expected HTTP/, RTSP/ or ICE/" : reason;  // As in llhttp 9.3, which Node 24 has.
  }
  return outcome;
}

void HttpReader::Append(Slice* slice, const char* at, size_t size) {
  if (slice->size == 0) slice->offset = texts_.size();
  texts_.append(at, size);
  slice->size += size;
}

int HttpReader::CountHeaderBytes(size_t size) {
  header_bytes_ += size;
  if (header_bytes_ < max_header_bytes_) return 0;
  llhttp_set_error_reason(&parser_, "HPE_HEADER_OVERFLOW:Header overflow");
  return HPE_USER;
}

int HttpReader::AddToField(bool is_value, const char* at, size_t size) {
  if (int error = CountHeaderBytes(size); error != 0) return error;
  if (!is_value && (in_value_ || fields_.empty())) fields_.resize(fields_.size() + 2);
  if (fields_.empty()) return 0;  // llhttp gives no value before a name.
  in_value_ = is_value;
  Append(&fields_[fields_.size() - (is_value ? 1 : 2)], at, size);
  return 0;
}

int HttpReader::CountExtensionBytes(size_t size) {
  extension_bytes_ += size;
  if (extension_bytes_ <= kMaxChunkExtensionBytes) return 0;
  llhttp_set_error_reason(&parser_, "HPE_CHUNK_EXTENSIONS_OVERFLOW:Chunk extensions overflow");
  return HPE_USER;
}

std::string_view HttpReader::value(size_t index) const {
  std::string_view text = Text(fields_[index * 2 + 1]);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool HttpReader::IsRequestWithoutBody() const {
  if (parser_.type != HTTP_REQUEST || parser_.upgrade != 0 || parser_.method == HTTP_CONNECT) return false;
  if ((parser_.flags & (F_CHUNKED | F_TRANSFER_ENCODING)) != 0) return false;
  return (parser_.flags & F_CONTENT_LENGTH) == 0 || parser_.content_length == 0;
}

}  // namespace isoscope
