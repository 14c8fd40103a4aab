#include "runtime/inspector/debugger_door.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <utility>

#include "runtime/base/json_writer.h"
#include "runtime/base/version.h"
#include "runtime/inspector/protocol_text.h"

namespace isoscope {
namespace {

std::atomic<int> trusted_page{0};  // Its port; 0: there is none.

bool IsTrustedPage(const std::string& origin) {
  constexpr std::string_view kScheme = "http://";
  std::string host, port;
  return trusted_page != 0 && origin.starts_with(kScheme) && SplitHostPort(std::string_view(origin).substr(kScheme.size()), &host, &port) &&
         IsLoopbackHost(host) && port == std::to_string(trusted_page);
}

constexpr char kFrontend[] = "devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=";
constexpr char kCompatibleFrontend[] = "devtools://devtools/bundled/inspector.html?experiments=true&v8only=true&ws=";

HttpResponse NodeError(std::string_view text) {
  return {.status = 400, .content_type = "text/html; charset=UTF-8", .body = std::string(text) + "\r\n"};
}

HttpResponse Json(std::string body) { return {.content_type = "application/json; charset=UTF-8", .body = std::move(body)}; }

// What a page of another site, or a name that somebody makes resolve to us, must not get through. DevTools' own pages may.
std::optional<HttpResponse> CheckDebugger(const HttpRequest& request) {
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(), [](const auto& header) { return header.first == "host"; });
  const std::string* host_header = request.header("host");
  std::string host, port;
  if (hosts > 1 || (host_header != nullptr && !host_header->empty() && (!SplitHostPort(*host_header, &host, &port) || !IsAddressOrLocalhost(host)))) {
    return NodeError("Host header is specified and is not an IP address or localhost.");
  }
  const std::string* origin = request.header("origin");
  if (origin == nullptr || origin->starts_with("devtools://") || origin->starts_with("chrome-devtools://")) return std::nullopt;
  if ((host_header != nullptr && *origin == "http://" + *host_header) || IsTrustedPage(*origin)) return std::nullopt;
  return HttpResponse{.status = 403, .content_type = "text/html; charset=UTF-8", .body = "Pages of another origin may not debug this process.\r\n"};
}

}  // namespace

void DebuggerDoor::TrustPage(int port) { trusted_page = port; }

DebuggerDoor::DebuggerDoor(uv_loop_t* loop, bool publish_http)
    : loop_(loop),
      publish_http_(publish_http),
      server_([this](const HttpRequest& request, const Connection& connection) { Handle(request, connection); }),
      snapshots_(loop) {}

int DebuggerDoor::Listen(const sockaddr* address, const std::string& url_host, int* port) {
  const int err = server_.ListenAt(loop_, address, port);
  address_ = url_host + ":" + std::to_string(*port);
  return err;
}

void DebuggerDoor::OnDrained() {
  for (const auto& connection : std::vector(connections_.begin(), connections_.end())) connection->OnDrained();
}

void DebuggerDoor::Close() {
  if (std::exchange(closed_, true)) return;
  for (const auto& connection : std::vector(connections_.begin(), connections_.end())) connection->Close(WebSocket::kGoingAway, "");
  server_.Close();
  snapshots_.Close();
  targets_.clear();
}

void DebuggerDoor::AddTarget(DebugTarget target) { targets_.push_back(std::move(target)); }

void DebuggerDoor::RemoveTarget(const std::string& id) {
  std::erase_if(targets_, [&](const DebugTarget& target) { return target.id == id; });
  for (const auto& connection : std::vector(connections_.begin(), connections_.end())) {
    if (connection->target_id() == id) connection->Close(WebSocket::kGoingAway, "");
  }
}

const DebugTarget* DebuggerDoor::Find(std::string_view id) const {
  const auto found = std::find_if(targets_.begin(), targets_.end(), [&](const DebugTarget& target) { return target.id == id; });
  return found == targets_.end() ? nullptr : &*found;
}

void DebuggerDoor::Handle(const HttpRequest& request, const Connection& connection) {
  if (auto refusal = CheckDebugger(request)) return connection->Respond(std::move(*refusal));
  if (WebSocket::IsRequested(request)) return HandleWebSocket(request, connection);
  if (publish_http_ && (request.method == "GET" || request.method == "HEAD") && HandleJson(request, connection)) return;
  connection->Respond(NodeError("WebSockets request was expected"));
}

bool DebuggerDoor::HandleJson(const HttpRequest& request, const Connection& connection) {
  const std::string& path = request.path;
  if (path == "/json" || path == "/json/list" || path == "/json/") return connection->Respond(Json(ListJson(request))), true;
  if (path == "/json/version") {
    const std::string version = std::string("{\n  \"Browser\": \"node.js/") + kNodeVersion + "\",\n  \"Protocol-Version\": \"1.1\"\n}";
    return connection->Respond(Json(version)), true;
  }
  if (path == "/json/protocol") return connection->Respond(Json(std::string(ProtocolText()))), true;
  for (const auto& [prefix, answer] : {std::pair{"/json/activate/", "Target activated"}, std::pair{"/json/close/", "Target is closing"}}) {
    if (!path.starts_with(prefix)) continue;
    const std::string id = path.substr(std::char_traits<char>::length(prefix));
    if (Find(id) == nullptr) {
      return connection->Respond({.status = 404, .content_type = "text/plain; charset=UTF-8", .body = "No such target id: " + id}), true;
    }
    // There is no window to show and no page to close: a process is ended by its own means.
    return connection->Respond({.content_type = "text/plain; charset=UTF-8", .body = answer}), true;
  }
  return false;
}

std::string DebuggerDoor::ListJson(const HttpRequest& request) const {
  const std::string* host = request.header("host");
  const std::string& address = host != nullptr && !host->empty() ? *host : address_;
  std::string list = "[";
  for (const DebugTarget& target : targets_) {
    const std::string socket = address + "/" + target.id;
    const std::pair<const char*, std::string> members[] = {
        {"description", "node.js instance"},
        {"devtoolsFrontendUrl", kFrontend + socket},
        {"devtoolsFrontendUrlCompat", kCompatibleFrontend + socket},
        {"faviconUrl", "https://nodejs.org/static/images/favicons/favicon.ico"},
        {"id", target.id},
        {"title", target.title},
        {"type", "node"},
        {"url", target.url},
        {"webSocketDebuggerUrl", "ws://" + socket},
    };
    const char* separator = list.size() > 1 ? ", {\n  " : " {\n  ";
    for (const auto& [name, value] : members) {
      JsonWriter text;
      text.String(value);
      list += std::string(separator) + '"' + name + "\": " + text.Take();
      separator = ",\n  ";
    }
    list += "\n}";
  }
  return list + " ]\n\n";
}

void DebuggerDoor::HandleWebSocket(const HttpRequest& request, const Connection& connection) {
  const DebugTarget* target = request.path.empty() ? nullptr : Find(std::string_view(request.path).substr(1));
  if (target == nullptr || !accepting_) return connection->Respond(NodeError("WebSockets request was expected"));
  const auto debugger =
      std::make_shared<DebuggerConnection>(*target, &snapshots_, [this](DebuggerConnection* gone) { connections_.erase(gone->shared_from_this()); });
  connections_.insert(debugger);
  if (!debugger->Accept(request, connection)) connections_.erase(debugger);
}

}  // namespace isoscope
