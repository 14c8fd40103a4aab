#include "runtime/bindings/cares_channel.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

#include <v8-container.h>
#include <v8-context.h>

#include "runtime/bindings/cares_records.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

constexpr int kServersPending = -1000;  // Of setServers(), beside the statuses of c-ares.

struct StatusName {
  int status;
  const char* name;
};
constexpr StatusName kStatusNames[] = {
    {ARES_ENODATA, "ENODATA"},
    {ARES_EFORMERR, "EFORMERR"},
    {ARES_ESERVFAIL, "ESERVFAIL"},
    {ARES_ENOTFOUND, "ENOTFOUND"},
    {ARES_ENOTIMP, "ENOTIMP"},
    {ARES_EREFUSED, "EREFUSED"},
    {ARES_EBADQUERY, "EBADQUERY"},
    {ARES_EBADNAME, "EBADNAME"},
    {ARES_EBADFAMILY, "EBADFAMILY"},
    {ARES_EBADRESP, "EBADRESP"},
    {ARES_ECONNREFUSED, "ECONNREFUSED"},
    {ARES_ETIMEOUT, "ETIMEOUT"},
    {ARES_EOF, "EOF"},
    {ARES_EFILE, "EFILE"},
    {ARES_ENOMEM, "ENOMEM"},
    {ARES_EDESTRUCTION, "EDESTRUCTION"},
    {ARES_EBADSTR, "EBADSTR"},
    {ARES_EBADFLAGS, "EBADFLAGS"},
    {ARES_ENONAME, "ENONAME"},
    {ARES_EBADHINTS, "EBADHINTS"},
    {ARES_ENOTINITIALIZED, "ENOTINITIALIZED"},
    {ARES_ELOADIPHLPAPI, "ELOADIPHLPAPI"},
    {ARES_EADDRGETNETWORKPARAMS, "EADDRGETNETWORKPARAMS"},
    {ARES_ECANCELLED, "ECANCELLED"},
};

const char* NameOf(int status) {
  for (const StatusName& row : kStatusNames) {
    if (row.status == status) return row.name;
  }
  return "UNKNOWN_ARES_ERROR";
}

// 4, 6 or 0.
int ParseAddress(const std::string& text, void* out) {
  if (inet_pton(AF_INET, text.c_str(), out) == 1) return 4;
  return inet_pton(AF_INET6, text.c_str(), out) == 1 ? 6 : 0;
}

// Node's names.
const char* NameOfType(DnsType type) {
  switch (type) {
    case DnsType::kA:
      return "resolve4";
    case DnsType::kAaaa:
      return "resolve6";
    case DnsType::kNs:
      return "resolveNs";
    case DnsType::kCname:
      return "resolveCname";
    case DnsType::kSoa:
      return "resolveSoa";
    case DnsType::kPtr:
      return "resolvePtr";
    case DnsType::kMx:
      return "resolveMx";
    case DnsType::kTxt:
      return "resolveTxt";
    case DnsType::kSrv:
      return "resolveSrv";
    case DnsType::kNaptr:
      return "resolveNaptr";
    case DnsType::kTlsa:
      return "resolveTlsa";
    case DnsType::kCaa:
      return "resolveCaa";
    default:
      return "resolveAny";
  }
}

}  // namespace

void TraceDns(char phase, const char* name, const void* request, const std::string& args) {
  TraceLog::Get().Emit(TraceGroup::kDnsNative, {.phase = phase, .name = name, .args = args, .id = TraceIdOf(request)});
}

// -- Queries -----------------------------------------------------------------------------------------------------------------------------

QueryReqWrap::QueryReqWrap(Environment* env, v8::Local<v8::Object> object) : AsyncWrap(env, object, AsyncProvider::kQUERYWRAP) { MakeWeak(); }

void QueryReqWrap::New(const CallInfo& info) {
  if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor QueryReqWrap needs 'new'");
  new QueryReqWrap(Environment::From(info.GetIsolate()), info.This());
}

void QueryReqWrap::OnReply(void* self, int status, int, unsigned char* reply, int size) {
  auto* query = static_cast<QueryReqWrap*>(self);
  if (status == ARES_SUCCESS) status = ParseDnsReply({reply, static_cast<size_t>(size)}, query->type_, &query->records_);
  query->Settle(status);
}

void QueryReqWrap::OnHost(void* self, int status, int, hostent* host) {
  auto* query = static_cast<QueryReqWrap*>(self);
  if (status == ARES_SUCCESS) {
    auto& names = query->names_;
    for (char** alias = host->h_aliases; alias != nullptr && *alias != nullptr; alias++) names.push_back(*alias);
    if (host->h_name != nullptr && std::find(names.begin(), names.end(), host->h_name) == names.end()) names.insert(names.begin(), host->h_name);
  }
  query->Settle(status);
}

void QueryReqWrap::TraceBegin(const char* name, const std::string& hostname) {
  if (!Traced(TraceGroup::kDnsNative)) [[likely]]
    return;
  traced_name_ = name;
  TraceDns('b', name, this, TraceArg("hostname", hostname));
}

void QueryReqWrap::Settle(int status) {
  status_ = status;
  channel_->settled_.push_back(this);
}

void QueryReqWrap::TellJavaScript() {
  if (traced_name_ != nullptr) [[unlikely]] {
    TraceDns('e', std::exchange(traced_name_, nullptr), this, status_ != ARES_SUCCESS ? TraceArg("error", NameOf(status_)) : std::string());
  }
  if (!env()->can_call_into_js()) return;
  v8::Context::Scope context_scope(env()->context());
  v8::Local<v8::Value> argv[] = {v8::Null(isolate()), v8::Undefined(isolate()), v8::Undefined(isolate())};
  if (status_ != ARES_SUCCESS) {
    argv[0] = OneByte(isolate(), NameOf(status_));
  } else if (!names_.empty()) {
    std::vector<v8::Local<v8::Value>> names;
    for (const std::string& name : names_) {
      v8::Local<v8::String> text;
      if (Utf8(isolate(), name).ToLocal(&text)) names.push_back(text);
    }
    argv[1] = v8::Array::New(isolate(), names.data(), names.size());
  } else {
    v8::Local<v8::Array> values;
    if (!RecordValues(isolate(), records_, type_ == DnsType::kAny).ToLocal(&values)) return;
    bool is_one = type_ == DnsType::kSoa && values->Length() > 0;
    v8::Local<v8::Value> first;
    if (is_one && !values->Get(env()->context(), 0).ToLocal(&first)) return;
    argv[1] = is_one ? first : values.As<v8::Value>();
    argv[2] = RecordTtls(isolate(), records_);
  }
  MakeCallback(Internalized(isolate(), "oncomplete"), 3, argv);
}

// -- The channel -------------------------------------------------------------------------------------------------------------------------

struct CaresChannel::SocketPoll {
  uv_poll_t handle;
  CaresChannel* channel;
  ares_socket_t socket;
};

struct CaresChannel::Timer {
  uv_timer_t handle;
  CaresChannel* channel;
};

void CaresChannel::ClosePoll(SocketPoll* poll) {
  uv_close(reinterpret_cast<uv_handle_t*>(&poll->handle), [](uv_handle_t* handle) { delete static_cast<SocketPoll*>(handle->data); });
}

CaresChannel::CaresChannel(Environment* env, v8::Local<v8::Object> object) : AsyncWrap(env, object, AsyncProvider::kDNSCHANNEL) { MakeWeak(); }

CaresChannel::~CaresChannel() { Destroy(); }

// new ChannelWrap(timeout in ms or -1, tries, greatest timeout): the last is for newer versions of c-ares.
void CaresChannel::New(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor ChannelWrap needs 'new'");
  ares_options options{};
  int32_t timeout = -1;
  if (!GetInt32(info, 0, &timeout) || !GetInt32(info, 1, &options.tries)) return;
  static std::once_flag once;
  std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
  auto* self = new CaresChannel(Environment::From(isolate), info.This());
  options.flags = ARES_FLAG_NOCHECKRESP;
  options.sock_state_cb = OnSocketState;
  options.sock_state_cb_data = self;
  int mask = ARES_OPT_FLAGS | ARES_OPT_SOCK_STATE_CB | ARES_OPT_TRIES;
  if (timeout >= 0) {
    options.timeout = timeout;
    mask |= ARES_OPT_TIMEOUTMS;
  }
  int status = ares_init_options(&self->channel_, &options, mask);
  if (status == ARES_SUCCESS) return;
  self->channel_ = nullptr;
  ThrowError(isolate, NameOf(status), ares_strerror(status));
}

void CaresChannel::Destroy() {
  if (channel_ == nullptr) return;
  ares_destroy(std::exchange(channel_, nullptr));  // Settles every query, and lets go of every socket.
  for (QueryReqWrap* query : settled_) {
    env()->AddRequestInFlight(-1);
    query->channel_ = nullptr;
  }
  settled_.clear();
  for (SocketPoll* poll : polls_) ClosePoll(poll);
  polls_.clear();
  if (timer_ == nullptr) return;
  timer_->channel = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&std::exchange(timer_, nullptr)->handle),
           [](uv_handle_t* handle) { delete static_cast<Timer*>(handle->data); });
}

void CaresChannel::OnSocketState(void* data, ares_socket_t socket, int readable, int writable) {
  auto* self = static_cast<CaresChannel*>(data);
  auto it = std::find_if(self->polls_.begin(), self->polls_.end(), [socket](SocketPoll* poll) { return poll->socket == socket; });
  if (!readable && !writable) {
    if (it == self->polls_.end()) return;
    ClosePoll(*it);
    self->polls_.erase(it);
    return;
  }
  if (it == self->polls_.end()) {
    auto* poll = new SocketPoll{{}, self, socket};
    if (uv_poll_init_socket(self->env()->uv_loop(), &poll->handle, socket) != 0) return delete poll;  // The query times out.
    poll->handle.data = poll;
    it = self->polls_.insert(self->polls_.end(), poll);
  }
  uv_poll_start(&(*it)->handle, (readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0), OnPoll);
}

void CaresChannel::OnPoll(uv_poll_t* handle, int status, int events) {
  auto* poll = static_cast<SocketPoll*>(handle->data);
  if (status < 0) events = UV_READABLE | UV_WRITABLE;  // c-ares finds the error itself.
  poll->channel->Process((events & UV_READABLE) != 0 ? poll->socket : ARES_SOCKET_BAD, (events & UV_WRITABLE) != 0 ? poll->socket : ARES_SOCKET_BAD);
}

void CaresChannel::OnTimer(uv_timer_t* handle) {
  auto* timer = static_cast<Timer*>(handle->data);
  if (timer->channel != nullptr) timer->channel->Process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

void CaresChannel::Process(ares_socket_t readable, ares_socket_t writable) {
  v8::HandleScope scope(isolate());
  [[maybe_unused]] v8::Local<v8::Object> self = object();  // Holds the channel until we return.
  ares_process_fd(channel_, readable, writable);
  DeliverSettled();
  if (channel_ != nullptr) UpdateTimer();
}

void CaresChannel::DeliverSettled() {
  std::vector<QueryReqWrap*> settled;
  settled.swap(settled_);
  pending_ -= static_cast<int>(settled.size());
  if (pending_ == 0) MakeWeak();
  for (QueryReqWrap* query : settled) {
    v8::HandleScope scope(isolate());
    [[maybe_unused]] v8::Local<v8::Object> object = query->object();
    env()->AddRequestInFlight(-1);
    query->channel_ = nullptr;
    query->MakeWeak();
    query->TellJavaScript();
  }
}

// For what c-ares waits for, or at once when a query was settled inside of its own call.
void CaresChannel::UpdateTimer() {
  timeval until{};
  bool at_once = !settled_.empty();
  bool is_waiting = at_once || ares_timeout(channel_, nullptr, &until) != nullptr;
  if (!is_waiting) {
    if (timer_ != nullptr) uv_timer_stop(&timer_->handle);
    return;
  }
  if (timer_ == nullptr) {
    timer_ = new Timer{{}, this};
    uv_timer_init(env()->uv_loop(), &timer_->handle);
    timer_->handle.data = timer_;
  }
  uint64_t ms = at_once ? 0 : static_cast<uint64_t>(until.tv_sec) * 1000 + static_cast<uint64_t>(until.tv_usec + 999) / 1000;
  uv_timer_start(&timer_->handle, OnTimer, ms, 0);
}

CaresChannel* CaresChannel::Live(const CallInfo& info) {
  auto* self = This<CaresChannel>(info);
  if (self == nullptr) return nullptr;
  if (self->channel_ != nullptr) return self;
  ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "The channel is closed");
  return nullptr;
}

// The query of the first argument, marked as sent; null after throwing.
QueryReqWrap* CaresChannel::Begin(const CallInfo& info) {
  auto* query = BaseObject::From<QueryReqWrap>(info[0]);
  if (query == nullptr || query->is_sent()) {
    ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The request must be a new QueryReqWrap");
    return nullptr;
  }
  query->channel_ = this;
  query->records_.clear();
  query->names_.clear();
  query->ClearWeak();
  ClearWeak();
  pending_++;
  env()->AddRequestInFlight(1);
  return query;
}

// (request, record type, name)
void CaresChannel::Query(const CallInfo& info) {
  auto* self = Live(info);
  uint32_t type = 0;
  std::string name;
  if (self == nullptr || !GetUint32(info, 1, &type) || !GetUtf8(info, 2, &name)) return;
  if (type > UINT16_MAX) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "There is no such type");
  QueryReqWrap* query = self->Begin(info);
  if (query == nullptr) return;
  query->type_ = static_cast<DnsType>(type);
  query->TraceBegin(NameOfType(query->type_), name);
  constexpr int kInternetClass = 1;
  // A NUL would cut the name: what is asked for must be what was given.
  if (name.find('\0') != std::string::npos) {
    query->Settle(ARES_EBADNAME);
  } else {
    ares_query(self->channel_, name.c_str(), kInternetClass, static_cast<int>(type), QueryReqWrap::OnReply, query);
  }
  self->UpdateTimer();
}

// (request, address) => uv code
void CaresChannel::GetHostByAddr(const CallInfo& info) {
  auto* self = Live(info);
  std::string text;
  if (self == nullptr || !GetUtf8(info, 1, &text)) return;
  uint8_t address[16];
  int family = ParseAddress(text, address);
  if (family == 0) return info.GetReturnValue().Set(UV_EINVAL);
  QueryReqWrap* query = self->Begin(info);
  if (query == nullptr) return;
  query->TraceBegin("reverse", text);
  ares_gethostbyaddr(self->channel_, address, family == 4 ? 4 : 16, family == 4 ? AF_INET : AF_INET6, QueryReqWrap::OnHost, query);
  self->UpdateTimer();
  info.GetReturnValue().Set(0);
}

void CaresChannel::Cancel(const CallInfo& info) {
  auto* self = Live(info);
  if (self == nullptr) return;
  ares_cancel(self->channel_);
  self->UpdateTimer();
}

// [[address, port] ...]
void CaresChannel::GetServers(const CallInfo& info) {
  auto* self = Live(info);
  if (self == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  ares_addr_port_node* servers = nullptr;
  int status = ares_get_servers_ports(self->channel_, &servers);
  if (status != ARES_SUCCESS) return ThrowError(isolate, NameOf(status), ares_strerror(status));
  std::vector<v8::Local<v8::Value>> values;
  for (ares_addr_port_node* server = servers; server != nullptr; server = server->next) {
    char text[INET6_ADDRSTRLEN];
    if (inet_ntop(server->family, &server->addr, text, sizeof(text)) == nullptr) continue;
    v8::Local<v8::Value> pair[] = {OneByte(isolate, text), v8::Integer::New(isolate, server->udp_port)};
    values.push_back(v8::Array::New(isolate, pair, 2));
  }
  if (servers != nullptr) ares_free_data(servers);
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

// ([address, port, address, port ...]) => 0 or a status
void CaresChannel::SetServers(const CallInfo& info) {
  auto* self = Live(info);
  if (self == nullptr) return;
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  if (!info[0]->IsArray()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The servers must be an array");
  if (self->pending_ > 0) return info.GetReturnValue().Set(kServersPending);
  v8::Local<v8::Array> list = info[0].As<v8::Array>();
  std::vector<ares_addr_port_node> servers;
  for (uint32_t i = 0; i + 1 < list->Length(); i += 2) {
    v8::Local<v8::Value> address, port;
    if (!list->Get(context, i).ToLocal(&address) || !list->Get(context, i + 1).ToLocal(&port)) return;
    ares_addr_port_node node{};
    int family = ParseAddress(ToUtf8(isolate, address), &node.addr);
    if (family == 0 || !port->IsUint32() || port.As<v8::Uint32>()->Value() > UINT16_MAX) return info.GetReturnValue().Set(ARES_EBADSTR);
    node.family = family == 4 ? AF_INET : AF_INET6;
    node.udp_port = node.tcp_port = static_cast<int>(port.As<v8::Uint32>()->Value());
    servers.push_back(node);
  }
  for (size_t i = 0; i + 1 < servers.size(); i++) servers[i].next = &servers[i + 1];
  info.GetReturnValue().Set(ares_set_servers_ports(self->channel_, servers.empty() ? nullptr : servers.data()));
}

// (IPv4 or IPv6 address, the other or undefined)
void CaresChannel::SetLocalAddress(const CallInfo& info) {
  auto* self = Live(info);
  std::string first, second;
  if (self == nullptr || !GetUtf8(info, 0, &first) || (!info[1]->IsUndefined() && !GetUtf8(info, 1, &second))) return;
  v8::Isolate* isolate = info.GetIsolate();
  uint8_t addresses[2][16] = {};
  int families[2] = {ParseAddress(first, addresses[0]), info[1]->IsUndefined() ? 0 : ParseAddress(second, addresses[1])};
  if (families[0] == 0 || (!info[1]->IsUndefined() && families[1] == 0)) {
    return ThrowTypeError(isolate, "ERR_INVALID_ARG_VALUE", "Invalid IP address.");
  }
  if (families[0] == families[1]) {
    return ThrowError(isolate, "ERR_INVALID_ARG_VALUE",
                      families[0] == 4 ? "Cannot specify two IPv4 addresses." : "Cannot specify two IPv6 addresses.");
  }
  uint32_t v4 = 0;
  uint8_t v6[16] = {};
  for (int i = 0; i < 2; i++) {
    if (families[i] == 4) std::memcpy(&v4, addresses[i], sizeof(v4));
    if (families[i] == 6) std::memcpy(v6, addresses[i], sizeof(v6));
  }
  ares_set_local_ip4(self->channel_, ntohl(v4));
  ares_set_local_ip6(self->channel_, v6);
}

void CaresStrError(const CallInfo& info) {
  int32_t status = 0;
  if (!GetInt32(info, 0, &status)) return;
  const char* text = status == kServersPending ? "There are pending queries." : ares_strerror(status);
  info.GetReturnValue().Set(OneByte(info.GetIsolate(), text));
}

namespace {

constinit const BindingFunction kChannelMethods[] = {
    Method<CaresChannel::Query>("query", 3),
    Method<CaresChannel::GetHostByAddr>("getHostByAddr", 2),
    Method<CaresChannel::Cancel>("cancel"),
    Method<CaresChannel::GetServers>("getServers"),
    Method<CaresChannel::SetServers>("setServers", 1),
    Method<CaresChannel::SetLocalAddress>("setLocalAddress", 2),
};

}  // namespace

constinit const BindingClass kQueryReqWrapClass = {.name = "QueryReqWrap", .construct = Method<QueryReqWrap::New>("QueryReqWrap")};
constinit const BindingClass kCaresChannelClass = {
    .name = "ChannelWrap", .construct = Method<CaresChannel::New>("ChannelWrap", 3), .methods = kChannelMethods};

}  // namespace isoscope
