// Which connections of an HTTP server are there, which of them are in the middle of a request, and which of those take too long.
//
// Isolate thread only. Neither side owns the other; either may go first.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_HTTP_CONNECTIONS_H_
#define ISOSCOPE_RUNTIME_BINDINGS_HTTP_CONNECTIONS_H_

#include <cstdint>

#include <v8-local-handle.h>
#include <v8-object.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/binding.h"
#include "runtime/env/intrusive_list.h"

namespace isoscope {

class ConnectionsList;

// A parser's place on the lists of a server.
class HttpConnection : public ListNode<HttpConnection, struct AllConnectionsTag>, public ListNode<HttpConnection, struct ActiveConnectionsTag> {
 public:
  // Puts it on the lists as one that must send a request from now on.
  void Join(ConnectionsList* list, uint64_t now_ms);
  void Leave();
  void BeginMessage(uint64_t now_ms);
  void EndMessage();

  bool is_active() const { return is_active_; }
  uint64_t message_start_ms() const { return message_start_ms_; }

  virtual v8::Local<v8::Object> connection_object() const = 0;
  virtual bool has_all_headers() const = 0;

 protected:
  virtual ~HttpConnection() { Leave(); }

 private:
  friend class ConnectionsList;
  ConnectionsList* list_ = nullptr;
  uint64_t message_start_ms_ = 0;
  bool is_active_ = false;
};

class ConnectionsList : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"ConnectionsList", &BaseObject::kClass};
  ConnectionsList(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) { MakeWeak(); }
  ~ConnectionsList() override;
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info);
  static void All(const CallInfo& info);     // () => parsers
  static void Idle(const CallInfo& info);    // () => parsers between two requests
  static void Active(const CallInfo& info);  // () => parsers in the middle of one
  // (headersTimeoutMs, requestTimeoutMs) => parsers, which are told of once only
  static void Expired(const CallInfo& info);

 private:
  friend class HttpConnection;
  IntrusiveList<HttpConnection, AllConnectionsTag> all_;
  IntrusiveList<HttpConnection, ActiveConnectionsTag> active_;  // The one waiting longest first.
};

extern const BindingClass kConnectionsListClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_HTTP_CONNECTIONS_H_
