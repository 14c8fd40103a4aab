#include "runtime/inspector/debugger_connection.h"

#include <cstdio>
#include <utility>

#include "runtime/inspector/service.h"
#include "runtime/inspector/session_id.h"

namespace isoscope {

DebuggerConnection::DebuggerConnection(const DebugTarget& target, SnapshotRequests* snapshots, ClosedHandler on_closed)
    : session_(NewSessionId()),
      target_id_(target.id),
      announced_(target.announced),
      link_(target.link),
      on_closed_(std::move(on_closed)),
      snapshots_(snapshots) {}

bool DebuggerConnection::Accept(const HttpRequest& request, const std::shared_ptr<HttpConnection>& connection) {
  const auto self = shared_from_this();
  outbox_ = std::make_shared<Outbox>([weak = weak_from_this()] {
    Service::Get().Post([weak] {
      if (const auto connected = weak.lock()) connected->Pump();
    });
  });
  isoscope_ = std::make_shared<IsoscopeDomain>([outbox = outbox_](std::string message) { outbox->Push(std::move(message)); }, snapshots_);
  // First: what came right behind the handshake is read within Accept().
  link_->Connect(session_, [outbox = outbox_](std::string message) { outbox->Push(std::move(message)); });
  socket_ = WebSocket::Accept(request, connection,
                              {
                                  .message = [self](std::string text) { self->OnMessage(std::move(text)); },
                                  .sent = [self] { self->Pump(); },
                                  .closed = [self] { self->OnClosed(); },
                              });
  if (socket_ == nullptr) {
    link_->Disconnect(session_);
    return false;
  }
  if (closed_) socket_ = nullptr;  // What came right behind the handshake ended it.
  if (!announced_) return true;
  std::fprintf(stderr, "Debugger attached.\n");
  std::fflush(stderr);
  return true;
}

void DebuggerConnection::OnMessage(std::string text) {
  if (IsoscopeDomain::MayBeFor(text) && isoscope_->Dispatch(text)) return;
  link_->Dispatch(session_, std::move(text));
}

void DebuggerConnection::OnClosed() {
  closed_ = true;
  socket_ = nullptr;  // Its handlers own this.
  isoscope_->Close();
  outbox_->Close();
  link_->Disconnect(session_);
  on_closed_(this);
}

void DebuggerConnection::Close(uint16_t code, std::string_view reason) {
  if (const auto socket = socket_) socket->Close(code, reason);
}

void DebuggerConnection::Pump() {
  const auto socket = socket_;  // Sending may close it.
  if (socket == nullptr) return;
  std::string message;
  while (socket->WantsMore() && outbox_->Pop(&message)) socket->Send(message);
  if (const std::string failure = outbox_->failure(); !failure.empty()) socket->Close(WebSocket::kInternalError, failure.substr(0, 120));
}

}  // namespace isoscope
