// A c-ares channel on the environment's loop: its sockets are watched by polls, its timeouts by one timer.
//
// Isolate thread only. Polls and timer are freed in their close callbacks. A query's result is handed to JavaScript from the loop, never from
// inside a call of c-ares. While queries are pending the channel keeps itself alive; it and they end with the environment.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CARES_CHANNEL_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CARES_CHANNEL_H_

#include <string>
#include <vector>

#include <ares.h>
#include <uv.h>

#include "runtime/bindings/cares_reply.h"
#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {

class CaresChannel;

// `oncomplete(error name or null, records, ttls)`. Owned by the garbage collector until sent, then by the channel.
class QueryReqWrap final : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"QueryReqWrap", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }
  static void New(const CallInfo& info);

  bool is_sent() const { return channel_ != nullptr; }

 private:
  friend class CaresChannel;
  QueryReqWrap(Environment* env, v8::Local<v8::Object> object);
  static void OnReply(void* self, int status, int timeouts, unsigned char* reply, int size);
  static void OnHost(void* self, int status, int timeouts, hostent* host);
  void Settle(int status);
  void TraceBegin(const char* name, const std::string& hostname);
  void TellJavaScript();

  CaresChannel* channel_ = nullptr;
  DnsType type_ = DnsType::kAny;
  int status_ = ARES_SUCCESS;
  const char* traced_name_ = nullptr;  // Null: its begin was not traced.
  std::vector<DnsRecord> records_;
  std::vector<std::string> names_;  // Of a reverse lookup.
};

class CaresChannel final : public AsyncWrap {
 public:
  static constexpr ClassInfo kClass{"ChannelWrap", &AsyncWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }
  ~CaresChannel() override;
  void OnEnvironmentTeardown() override { Destroy(); }

  static void New(const CallInfo& info);
  static void Query(const CallInfo& info);
  static void GetHostByAddr(const CallInfo& info);
  static void Cancel(const CallInfo& info);
  static void GetServers(const CallInfo& info);
  static void SetServers(const CallInfo& info);
  static void SetLocalAddress(const CallInfo& info);

 private:
  friend class QueryReqWrap;
  struct SocketPoll;
  struct Timer;

  CaresChannel(Environment* env, v8::Local<v8::Object> object);
  static CaresChannel* Live(const CallInfo& info);
  static void OnSocketState(void* self, ares_socket_t socket, int readable, int writable);
  static void OnPoll(uv_poll_t* poll, int status, int events);
  static void OnTimer(uv_timer_t* timer);
  static void ClosePoll(SocketPoll* poll);
  QueryReqWrap* Begin(const CallInfo& info);
  void Process(ares_socket_t readable, ares_socket_t writable);
  void DeliverSettled();
  void UpdateTimer();
  void Destroy();

  ares_channel channel_ = nullptr;
  Timer* timer_ = nullptr;
  std::vector<SocketPoll*> polls_;
  std::vector<QueryReqWrap*> settled_;  // Wait for being delivered.
  int pending_ = 0;
};

extern const BindingClass kQueryReqWrapClass;
extern const BindingClass kCaresChannelClass;
// A trace event of node.dns.native. While it is traced.
void TraceDns(char phase, const char* name, const void* request, const std::string& args);
void CaresStrError(const CallInfo& info);  // (status) => text

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CARES_CHANNEL_H_
