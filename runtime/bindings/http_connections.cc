#include "runtime/bindings/http_connections.h"

#include <utility>
#include <vector>

#include <uv.h>

#include <v8-container.h>

#include "runtime/env/environment.h"

namespace isoscope {
namespace {

using AllNode = ListNode<HttpConnection, AllConnectionsTag>;
using ActiveNode = ListNode<HttpConnection, ActiveConnectionsTag>;

using Objects = std::vector<v8::Local<v8::Value>>;

void Return(const CallInfo& info, Objects* objects) {
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), objects->data(), objects->size()));
}

}  // namespace

void HttpConnection::Join(ConnectionsList* list, uint64_t now_ms) {
  Leave();
  list_ = list;
  list_->all_.PushBack(static_cast<AllNode*>(this));
  BeginMessage(now_ms);
}

void HttpConnection::Leave() {
  AllNode::Unlink();
  ActiveNode::Unlink();
  list_ = nullptr;
  is_active_ = false;
}

void HttpConnection::BeginMessage(uint64_t now_ms) {
  message_start_ms_ = now_ms;
  is_active_ = true;
  if (list_ != nullptr) list_->active_.PushBack(static_cast<ActiveNode*>(this));
}

void HttpConnection::EndMessage() {
  ActiveNode::Unlink();
  is_active_ = false;
}

ConnectionsList::~ConnectionsList() {
  all_.ForEach([](HttpConnection* connection) { connection->Leave(); });
}

void ConnectionsList::New(const CallInfo& info) {
  if (!info.IsConstructCall())
    return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor ConnectionsList needs 'new'");
  new ConnectionsList(Environment::From(info.GetIsolate()), info.This());
}

void ConnectionsList::All(const CallInfo& info) {
  auto* list = This<ConnectionsList>(info);
  if (list == nullptr) return;
  Objects objects;
  list->all_.ForEach([&objects](HttpConnection* connection) { objects.push_back(connection->connection_object()); });
  Return(info, &objects);
}

void ConnectionsList::Idle(const CallInfo& info) {
  auto* list = This<ConnectionsList>(info);
  if (list == nullptr) return;
  Objects objects;
  list->all_.ForEach([&objects](HttpConnection* connection) {
    if (!connection->is_active()) objects.push_back(connection->connection_object());
  });
  Return(info, &objects);
}

void ConnectionsList::Active(const CallInfo& info) {
  auto* list = This<ConnectionsList>(info);
  if (list == nullptr) return;
  Objects objects;
  list->active_.ForEach([&objects](HttpConnection* connection) { objects.push_back(connection->connection_object()); });
  Return(info, &objects);
}

void ConnectionsList::Expired(const CallInfo& info) {
  auto* list = This<ConnectionsList>(info);
  double headers_ms = 0;
  double request_ms = 0;
  if (list == nullptr || !GetDouble(info, 0, &headers_ms) || !GetDouble(info, 1, &request_ms)) return;
  // No limit is 0, and the headers' limit is never the longer one.
  if (request_ms > 0 && headers_ms > request_ms) std::swap(headers_ms, request_ms);
  const auto now = static_cast<double>(uv_now(list->env()->uv_loop()));
  Objects objects;
  list->active_.ForEach([&](HttpConnection* connection) {
    const double age = now - static_cast<double>(connection->message_start_ms());
    const bool late = (request_ms > 0 && age > request_ms) || (headers_ms > 0 && !connection->has_all_headers() && age > headers_ms);
    if (!late) return;
    objects.push_back(connection->connection_object());
    static_cast<ActiveNode*>(connection)->Unlink();
  });
  Return(info, &objects);
}

namespace {

constexpr BindingFunction kMethods[] = {
    Method<ConnectionsList::All>("all"),
    Method<ConnectionsList::Idle>("idle"),
    Method<ConnectionsList::Active>("active"),
    Method<ConnectionsList::Expired>("expired", 2),
};

}  // namespace

const BindingClass kConnectionsListClass = {
    .name = "ConnectionsList", .construct = Method<ConnectionsList::New>("ConnectionsList"), .methods = kMethods};

}  // namespace isoscope
