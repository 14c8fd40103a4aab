// The HTTPParser of JavaScript: reads messages from what is given to it, or straight from a stream that it consumes.
//
// Isolate thread only. Weak (lives as long as its JavaScript object) except while it consumes a stream. Its callbacks are the object's elements
// kOnMessageBegin ... kOnTimeout, as in Node. Whatever a callback does (close, initialize, destroy the stream), the parser stays until the
// reading that called it has returned.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_HTTP_PARSER_H_
#define ISOSCOPE_RUNTIME_BINDINGS_HTTP_PARSER_H_

#include <string_view>

#include "runtime/bindings/http_connections.h"
#include "runtime/bindings/http_reader.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/stream_wrap.h"

namespace isoscope {

class HttpParser : public AsyncWrap, public HttpReader::Sink, public StreamListener, public HttpConnection {
 public:
  static constexpr ClassInfo kClass{"HTTPParser", &AsyncWrap::kClass};
  enum Callback : uint32_t { kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout };
  // What kOnHeadersComplete returns beside llhttp's 0, 1 and 2: it has seen to the message's completion itself (only where kEndsHere said that
  // nothing follows); kOnExecute is to be called even if all goes well.
  static constexpr int kAnswerMask = 3;
  static constexpr int kCompleted = 16;
  static constexpr int kCallOnExecute = 32;
  // Its last argument: what a server wants to know of the headers without making them.
  static constexpr uint32_t kEndsHere = 1;
  static constexpr uint32_t kHasHost = 2;
  static constexpr uint32_t kHasExpect = 4;
  static constexpr uint32_t kHasBodyHeaders = 8;

  HttpParser(Environment* env, v8::Local<v8::Object> object);
  ~HttpParser() override;
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info);
  static void Close(const CallInfo& info);
  static void Free(const CallInfo& info);
  static void Remove(const CallInfo& info);
  static void Initialize(const CallInfo& info);  // (type, resource, maxHeaderSize?, lenientFlags?, connectionsList?)
  static void Execute(const CallInfo& info);     // (bytes) => bytes read, or an Error
  static void Finish(const CallInfo& info);      // () => undefined or an Error
  static void Pause(const CallInfo& info);
  static void Resume(const CallInfo& info);
  static void Consume(const CallInfo& info);  // (stream handle) => whether it can be consumed
  static void Unconsume(const CallInfo& info);
  static void GetCurrentBuffer(const CallInfo& info);
  static void Duration(const CallInfo& info);  // Milliseconds since the current message began.
  static void HeadersCompleted(const CallInfo& info);

  // HttpReader::Sink
  bool OnMessageBegin() override;
  int OnHeadersComplete() override;
  bool OnBody(std::string_view bytes) override;
  bool OnMessageComplete() override;

  // StreamListener
  uv_buf_t OnStreamAlloc(size_t suggested) override;
  void OnStreamRead(ssize_t size, const uv_buf_t& buffer) override;
  void OnStreamClosed() override;

  // HttpConnection
  v8::Local<v8::Object> connection_object() const override { return object(); }
  bool has_all_headers() const override { return reader_.headers_complete(); }

 private:
  class Entered;  // Keeps the parser while it is on the stack.

  static HttpParser* ThisIdle(const CallInfo& info);
  void LetGoOfStream();
  void Read(std::string_view input);
  v8::Local<v8::Value> CallbackOf(Callback which);
  // Empty when there is no such callback or it threw (then threw_ is set).
  v8::MaybeLocal<v8::Value> Call(Callback which, int argc, v8::Local<v8::Value>* argv);
  v8::Local<v8::Array> MakeFields(uint32_t* facts);
  bool FlushTrailers();
  v8::Local<v8::Value> ResultOf(const HttpReader::Outcome& outcome);

  HttpReader reader_{this};
  StreamWrap* stream_ = nullptr;
  CallbackScope* scope_ = nullptr;  // Of the read from the stream that is going on.
  std::string_view current_;        // What is being read.
  int entered_ = 0;
  bool parsing_ = false;
  bool threw_ = false;
  bool called_ = false;           // JavaScript heard of something in this read.
  bool call_on_execute_ = false;  // It asked to hear of its end.
  bool completed_ = false;        // It has seen to the completion of this message.
  bool close_wanted_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_HTTP_PARSER_H_
