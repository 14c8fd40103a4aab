#include "runtime/bindings/http_parser.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>

#include "runtime/bindings/http_names.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Streams are read one after the other, so all share the memory to read into.
struct ReadMemory {
  static constexpr size_t kSize = 64 * 1024;
  explicit ReadMemory(Environment*) {}
  std::unique_ptr<char[]> bytes;
  bool in_use = false;
};

bool EqualsIgnoringCase(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() && std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) { return (a | 0x20) == b; });
}

uint32_t FactsOf(std::string_view name) {
  switch (name.size()) {
    case 4:
      return EqualsIgnoringCase(name, "host") ? HttpParser::kHasHost : 0;
    case 6:
      return EqualsIgnoringCase(name, "expect") ? HttpParser::kHasExpect : 0;
    case 14:
      return EqualsIgnoringCase(name, "content-length") ? HttpParser::kHasBodyHeaders : 0;
    case 17:
      return EqualsIgnoringCase(name, "transfer-encoding") ? HttpParser::kHasBodyHeaders : 0;
    default:
      return 0;
  }
}

}  // namespace

class HttpParser::Entered {
 public:
  explicit Entered(HttpParser* parser) : parser_(parser), object_(parser->object()) { parser->entered_++; }
  ~Entered() {
    if (--parser_->entered_ == 0 && parser_->close_wanted_) delete parser_;
  }
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;

 private:
  HttpParser* const parser_;
  v8::Local<v8::Object> object_;  // A parser that is reachable from the stack is not collected.
};

HttpParser::HttpParser(Environment* env, v8::Local<v8::Object> object) : AsyncWrap(env, object, AsyncProvider::kNONE) {
  reader_.Start(HTTP_REQUEST, 0, 0);
  MakeWeak();
}

HttpParser::~HttpParser() { LetGoOfStream(); }

void HttpParser::LetGoOfStream() {
  if (stream_ == nullptr) return;
  if (stream_->listener() == this) stream_->SetListener(nullptr);
  OnStreamClosed();
}

void HttpParser::OnStreamClosed() {
  stream_ = nullptr;
  MakeWeak();
}

// The receiver, unless it is in the middle of reading: then this would pull the ground from under it.
HttpParser* HttpParser::ThisIdle(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser == nullptr || !parser->parsing_) return parser;
  ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "Invalid state: The parser is in the middle of a message");
  return nullptr;
}

v8::Local<v8::Value> HttpParser::CallbackOf(Callback which) {
  v8::Local<v8::Value> callback;
  // An element that throws (a getter somebody put there) counts as a callback that threw.
  if (!object()->Get(env()->context(), which).ToLocal(&callback)) {
    threw_ = true;
    return v8::Undefined(isolate());
  }
  return callback;
}

v8::MaybeLocal<v8::Value> HttpParser::Call(Callback which, int argc, v8::Local<v8::Value>* argv) {
  if (threw_ || !env()->can_call_into_js()) return {};
  v8::Local<v8::Value> callback = CallbackOf(which);
  if (threw_ || !callback->IsFunction()) return {};
  called_ = true;
  v8::Local<v8::Value> result;
  bool returned;
  if (scope_ != nullptr) {
    returned = scope_->Call(object(), callback.As<v8::Function>(), argc, argv).ToLocal(&result);
  } else {
    // Within JavaScript's call of execute() or finish(), whose caller gets what is thrown; but under the parser's async identity.
    CallbackScope scope(this);
    v8::EscapableHandleScope handles(isolate());
    returned = callback.As<v8::Function>()->Call(env()->context(), object(), argc, argv).ToLocal(&result);
    if (returned) return handles.Escape(result);
  }
  if (returned) return result;
  threw_ = true;
  return {};
}

bool HttpParser::OnMessageBegin() {
  BeginMessage(uv_now(env()->uv_loop()));
  completed_ = false;
  v8::HandleScope handles(isolate());
  Call(kOnMessageBegin, 0, nullptr);
  return !threw_;
}

v8::Local<v8::Array> HttpParser::MakeFields(uint32_t* facts) {
  constexpr size_t kUsual = 32;
  auto* names = env()->Data<HttpNames>();
  const size_t count = reader_.field_count();
  v8::Local<v8::Value> few[kUsual * 2];
  std::vector<v8::Local<v8::Value>> many(count > kUsual ? count * 2 : 0);
  v8::Local<v8::Value>* fields = count > kUsual ? many.data() : few;
  for (size_t i = 0; i < count; i++) {
    *facts |= FactsOf(reader_.name(i));
    fields[i * 2] = names->Get(isolate(), reader_.name(i));
    fields[i * 2 + 1] = HttpNames::Make(isolate(), reader_.value(i));
  }
  return v8::Array::New(isolate(), fields, count * 2);
}

int HttpParser::OnHeadersComplete() {
  v8::HandleScope handles(isolate());
  const bool is_request = reader_.is_request();
  uint32_t facts = reader_.IsRequestWithoutBody() ? kEndsHere : 0;
  v8::Local<v8::Value> undefined = v8::Undefined(isolate());
  v8::Local<v8::Value> fields = MakeFields(&facts);
  v8::Local<v8::Value> argv[] = {
      v8::Integer::New(isolate(), reader_.http_major()),
      v8::Integer::New(isolate(), reader_.http_minor()),
      fields,
      is_request ? v8::Integer::New(isolate(), reader_.method()).As<v8::Value>() : undefined,
      is_request ? HttpNames::Make(isolate(), reader_.url()).As<v8::Value>() : undefined,
      is_request ? undefined : v8::Integer::New(isolate(), reader_.status_code()).As<v8::Value>(),
      is_request ? undefined : HttpNames::Make(isolate(), reader_.status_message()).As<v8::Value>(),
      v8::Boolean::New(isolate(), reader_.upgrade()),
      v8::Boolean::New(isolate(), reader_.should_keep_alive()),
      v8::Integer::NewFromUnsigned(isolate(), facts),
  };
  v8::Local<v8::Value> result;
  if (!Call(kOnHeadersComplete, std::size(argv), argv).ToLocal(&result)) return threw_ ? -1 : 0;
  if (!result->IsInt32()) return 0;
  const int answer = result.As<v8::Int32>()->Value();
  completed_ = (answer & kCompleted) != 0 && (facts & kEndsHere) != 0;
  if ((answer & kCallOnExecute) != 0) call_on_execute_ = true;
  return answer & kAnswerMask;
}

bool HttpParser::OnBody(std::string_view bytes) {
  v8::HandleScope handles(isolate());
  v8::Local<v8::Uint8Array> buffer;
  if (!CopyToBuffer(env(), bytes).ToLocal(&buffer)) {
    threw_ = true;
    return false;
  }
  v8::Local<v8::Value> argv[] = {buffer};
  Call(kOnBody, 1, argv);
  return !threw_;
}

bool HttpParser::FlushTrailers() {
  if (reader_.field_count() == 0) return true;
  uint32_t facts = 0;
  v8::Local<v8::Value> argv[] = {MakeFields(&facts), v8::String::Empty(isolate())};
  Call(kOnHeaders, 2, argv);
  return !threw_;
}

bool HttpParser::OnMessageComplete() {
  EndMessage();
  if (completed_) return true;
  v8::HandleScope handles(isolate());
  if (!FlushTrailers()) return false;
  Call(kOnMessageComplete, 0, nullptr);
  return !threw_;
}

// A number, or an Error as Node makes it.
v8::Local<v8::Value> HttpParser::ResultOf(const HttpReader::Outcome& outcome) {
  v8::Local<v8::Integer> bytes_read = v8::Integer::NewFromUnsigned(isolate(), static_cast<uint32_t>(outcome.bytes_read));
  if (outcome.ok) return bytes_read;
  v8::Local<v8::Object> error = v8::Exception::Error(OneByte(isolate(), "Parse Error")).As<v8::Object>();
  SetProperty(env()->context(), error, "bytesParsed", bytes_read);
  SetProperty(env()->context(), error, "code", OneByte(isolate(), outcome.code));
  SetProperty(env()->context(), error, "reason", OneByte(isolate(), outcome.reason));
  return error;
}

uv_buf_t HttpParser::OnStreamAlloc(size_t) {
  auto* memory = env()->Data<ReadMemory>();
  if (memory->in_use) return uv_buf_init(nullptr, 0);
  if (memory->bytes == nullptr) memory->bytes = std::make_unique_for_overwrite<char[]>(ReadMemory::kSize);
  return uv_buf_init(memory->bytes.get(), ReadMemory::kSize);
}

void HttpParser::OnStreamRead(ssize_t size, const uv_buf_t& buffer) {
  v8::HandleScope handles(isolate());
  v8::Context::Scope context_scope(env()->context());
  if (size < 0) return stream_->PassToJs(size, nullptr);
  auto* memory = env()->Data<ReadMemory>();
  Entered entered(this);
  memory->in_use = true;
  {
    CallbackScope scope(this);
    scope_ = &scope;
    threw_ = called_ = call_on_execute_ = false;
    current_ = std::string_view(buffer.base, static_cast<size_t>(size));
    parsing_ = true;
    HttpReader::Outcome outcome = reader_.Execute(current_);
    parsing_ = false;
    // A read of which JavaScript heard, and which went well, needs no word about its end.
    if (!threw_ && (!outcome.ok || reader_.upgrade() || !called_ || call_on_execute_)) {
      v8::Local<v8::Value> argv[] = {ResultOf(outcome)};
      Call(kOnExecute, 1, argv);
    }
    current_ = {};
    scope_ = nullptr;
    memory->in_use = false;
  }
}

void HttpParser::New(const CallInfo& info) {
  if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor HTTPParser needs 'new'");
  new HttpParser(Environment::From(info.GetIsolate()), info.This());
}

void HttpParser::Close(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser == nullptr) return;
  Entered entered(parser);
  parser->close_wanted_ = true;
}

// To the pool of parsers: the async resource it stood for has ended.
void HttpParser::Free(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) parser->EndResource();
}

void HttpParser::Remove(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) parser->Leave();
}

void HttpParser::Initialize(const CallInfo& info) {
  HttpParser* parser = ThisIdle(info);
  int32_t type = 0;
  v8::Local<v8::Object> resource;
  if (parser == nullptr || !GetInt32(info, 0, &type) || !GetObject(info, 1, &resource)) return;
  double max_header_bytes = 0;
  uint32_t lenient = 0;
  if (info.Length() > 2 && !GetDouble(info, 2, &max_header_bytes)) return;
  if (info.Length() > 3 && !GetUint32(info, 3, &lenient)) return;
  if (type != HTTP_REQUEST && type != HTTP_RESPONSE) {
    return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "The first argument must be HTTPParser.REQUEST or HTTPParser.RESPONSE");
  }
  Environment* env = parser->env();
  if (!(max_header_bytes > 0)) max_header_bytes = static_cast<double>(env->options().max_http_header_size);
  parser->LetGoOfStream();
  parser->AsyncReset(type == HTTP_REQUEST ? AsyncProvider::kHTTPINCOMINGMESSAGE : AsyncProvider::kHTTPCLIENTREQUEST, resource);
  parser->reader_.Start(static_cast<llhttp_type_t>(type), static_cast<uint64_t>(max_header_bytes), lenient);
  auto* list = From<ConnectionsList>(info[4]);
  if (list != nullptr) {
    // It must begin a request from now on, or a client that only connects would stay for ever.
    parser->Join(list, uv_now(env->uv_loop()));
  } else {
    parser->Leave();
  }
}

void HttpParser::Execute(const CallInfo& info) {
  HttpParser* parser = ThisIdle(info);
  Bytes bytes;
  if (parser == nullptr || !GetBytes(info, 0, &bytes)) return;
  Entered entered(parser);
  v8::TryCatch try_catch(info.GetIsolate());
  parser->threw_ = false;
  parser->current_ = bytes.view();
  parser->parsing_ = true;
  HttpReader::Outcome outcome = parser->reader_.Execute(parser->current_);
  parser->parsing_ = false;
  parser->current_ = {};
  if (try_catch.HasCaught()) {
    try_catch.ReThrow();
  } else if (!parser->threw_) {
    info.GetReturnValue().Set(parser->ResultOf(outcome));
  }
}

void HttpParser::Finish(const CallInfo& info) {
  HttpParser* parser = ThisIdle(info);
  if (parser == nullptr) return;
  Entered entered(parser);
  v8::TryCatch try_catch(info.GetIsolate());
  parser->threw_ = false;
  parser->parsing_ = true;
  HttpReader::Outcome outcome = parser->reader_.Finish();
  parser->parsing_ = false;
  if (try_catch.HasCaught()) {
    try_catch.ReThrow();
  } else if (!parser->threw_ && !outcome.ok) {
    info.GetReturnValue().Set(parser->ResultOf(outcome));
  }
}

void HttpParser::Pause(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) parser->reader_.Pause();
}

void HttpParser::Resume(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) parser->reader_.Resume();
}

void HttpParser::Consume(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser == nullptr) return;
  auto* stream = From<StreamWrap>(info[0]);
  const bool possible = stream != nullptr && stream->IsOpen() && stream->listener() == nullptr;
  info.GetReturnValue().Set(possible);
  if (!possible) return;
  parser->LetGoOfStream();
  parser->stream_ = stream;
  parser->ClearWeak();
  stream->SetListener(parser);
}

void HttpParser::Unconsume(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) parser->LetGoOfStream();
}

void HttpParser::GetCurrentBuffer(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  v8::Local<v8::Uint8Array> copy;
  if (parser != nullptr && CopyToBuffer(parser->env(), parser->current_).ToLocal(&copy)) info.GetReturnValue().Set(copy);
}

void HttpParser::Duration(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser == nullptr) return;
  const uint64_t now = uv_now(parser->env()->uv_loop());
  info.GetReturnValue().Set(parser->is_active() ? static_cast<double>(now - parser->message_start_ms()) : 0);
}

void HttpParser::HeadersCompleted(const CallInfo& info) {
  auto* parser = This<HttpParser>(info);
  if (parser != nullptr) info.GetReturnValue().Set(parser->reader_.headers_complete());
}

namespace {

constexpr BindingFunction kMethods[] = {
    Method<HttpParser::Close>("close"),
    Method<HttpParser::Free>("free"),
    Method<HttpParser::Remove>("remove"),
    Method<HttpParser::Initialize>("initialize", 2),
    Method<HttpParser::Execute>("execute", 1),
    Method<HttpParser::Finish>("finish"),
    Method<HttpParser::Pause>("pause"),
    Method<HttpParser::Resume>("resume"),
    Method<HttpParser::Consume>("consume", 1),
    Method<HttpParser::Unconsume>("unconsume"),
    Method<HttpParser::GetCurrentBuffer>("getCurrentBuffer"),
    Method<HttpParser::Duration>("duration"),
    Method<HttpParser::HeadersCompleted>("headersCompleted"),
};
const BindingClass kClasses[] = {
    {.name = "HTTPParser", .construct = Method<HttpParser::New>("HTTPParser"), .methods = kMethods},
    kConnectionsListClass,
};

#define ISOSCOPE_PARSER_CONSTANTS(V)                                   \
  V(REQUEST, HTTP_REQUEST)                                             \
  V(RESPONSE, HTTP_RESPONSE)                                           \
  V(kOnMessageBegin, HttpParser::kOnMessageBegin)                      \
  V(kOnHeaders, HttpParser::kOnHeaders)                                \
  V(kOnHeadersComplete, HttpParser::kOnHeadersComplete)                \
  V(kOnBody, HttpParser::kOnBody)                                      \
  V(kOnMessageComplete, HttpParser::kOnMessageComplete)                \
  V(kOnExecute, HttpParser::kOnExecute)                                \
  V(kOnTimeout, HttpParser::kOnTimeout)                                \
  V(kLenientNone, 0)                                                   \
  V(kLenientHeaders, LENIENT_HEADERS)                                  \
  V(kLenientChunkedLength, LENIENT_CHUNKED_LENGTH)                     \
  V(kLenientKeepAlive, LENIENT_KEEP_ALIVE)                             \
  V(kLenientTransferEncoding, LENIENT_TRANSFER_ENCODING)               \
  V(kLenientVersion, LENIENT_VERSION)                                  \
  V(kLenientDataAfterClose, LENIENT_DATA_AFTER_CLOSE)                  \
  V(kLenientOptionalLFAfterCR, LENIENT_OPTIONAL_LF_AFTER_CR)           \
  V(kLenientOptionalCRLFAfterChunk, LENIENT_OPTIONAL_CRLF_AFTER_CHUNK) \
  V(kLenientOptionalCRBeforeLF, LENIENT_OPTIONAL_CR_BEFORE_LF)         \
  V(kLenientSpacesAfterChunkSize, LENIENT_SPACES_AFTER_CHUNK_SIZE)     \
  V(kLenientAll, 0x3ff)

v8::Local<v8::Array> MethodNames(v8::Isolate* isolate, std::initializer_list<const char*> names) {
  std::vector<v8::Local<v8::Value>> strings;
  for (const char* name : names) strings.push_back(Internalized(isolate, name));
  return v8::Array::New(isolate, strings.data(), strings.size());
}

// allMethods by llhttp's number (so with RTSP's, which no HTTP message has), methods those of HTTP.
void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Value> parser;
  if (!target->Get(context, OneByte(isolate, "HTTPParser")).ToLocal(&parser)) return;
#define V(name, value) SetConstant(context, parser.As<v8::Object>(), #name, value);
  ISOSCOPE_PARSER_CONSTANTS(V)
#undef V
  SetConstant(context, target, "kEndsHere", HttpParser::kEndsHere);
  SetConstant(context, target, "kHasHost", HttpParser::kHasHost);
  SetConstant(context, target, "kHasExpect", HttpParser::kHasExpect);
  SetConstant(context, target, "kHasBodyHeaders", HttpParser::kHasBodyHeaders);
  SetConstant(context, target, "kCompleted", HttpParser::kCompleted);
  SetConstant(context, target, "kCallOnExecute", HttpParser::kCallOnExecute);
#define V(number, name, string) #string,
  SetProperty(context, target, "methods", MethodNames(isolate, {HTTP_METHOD_MAP(V)}));
  SetProperty(context, target, "allMethods", MethodNames(isolate, {HTTP_ALL_METHOD_MAP(V)}));
#undef V
}

}  // namespace

extern const BindingDefinition kHttpParserBinding;
const BindingDefinition kHttpParserBinding = {.name = "http_parser", .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
