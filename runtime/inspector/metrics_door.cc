#include "runtime/inspector/metrics_door.h"

#include <charconv>
#include <limits>

#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

constexpr size_t kDefaultHistoryLimit = 10'000;
constexpr size_t kMaxHistoryLimit = 100'000;
constexpr size_t kMaxStreams = 32;

constexpr char kIndex[] =
    "Isoscope\n\n"
    "/metrics/snapshot                                   the state now, as JSON\n"
    "/metrics/history?since=&kinds=&isolate=&limit=      records since a sequence number\n"
    "/metrics/stream?kinds=                              records as they come (server-sent events)\n"
    "/metrics/schema                                     kinds and fields\n";

// An absent parameter leaves `out` as it is; false with `error` when it is no number in range.
template <typename T>
bool ReadNumber(const HttpRequest& request, std::string_view name, T* out, std::string* error) {
  const std::string* text = request.parameter(name);
  if (text == nullptr || text->empty()) return true;
  const char* end = text->data() + text->size();
  const auto [stop, code] = std::from_chars(text->data(), end, *out);
  if (code == std::errc() && stop == end) return true;
  *error = "'" + std::string(name) + "' is no whole number from 0 to " + std::to_string(std::numeric_limits<T>::max());
  return false;
}

bool ReadKinds(const HttpRequest& request, KindMask* out, std::string* error) {
  const std::string* text = request.parameter("kinds");
  return text == nullptr || text->empty() || ParseKinds(*text, out, error);
}

}  // namespace

MetricsDoor::MetricsDoor(uv_loop_t* loop)
    : loop_(loop), server_([this](const HttpRequest& request, const Connection& connection) { Handle(request, connection); }), snapshots_(loop) {}

Result<int> MetricsDoor::Listen(const std::string& host, int port) { return server_.Listen(loop_, host, port); }

void MetricsDoor::OnDrained() {
  std::erase_if(streams_, [](const auto& stream) { return !stream->Pump(); });
}

void MetricsDoor::OnStop() {
  snapshots_.Close();
  server_.Close();
  streams_.clear();
}

void MetricsDoor::Handle(const HttpRequest& request, const Connection& connection) {
  if (auto refusal = CheckOrigin(request)) return connection->Respond(std::move(*refusal));
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = HttpError(405, "only GET and HEAD are answered");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return connection->Respond(std::move(response));
  }
  if (request.path == "/") return connection->Respond({.content_type = "text/plain; charset=utf-8", .body = kIndex});
  if (request.path == "/metrics/schema") return connection->Respond({.body = SchemaJson()});
  if (request.path == "/metrics/history") return ServeHistory(request, connection);
  if (request.path == "/metrics/stream" && request.method == "GET") return ServeStream(request, connection);
  if (request.path == "/metrics/snapshot") {
    return snapshots_.Add([connection](std::string json) { connection->Respond({.body = std::move(json)}); });
  }
  connection->Respond(HttpError(404, "there is nothing at " + request.path));
}

void MetricsDoor::ServeHistory(const HttpRequest& request, const Connection& connection) {
  HistoryQuery query{.limit = kDefaultHistoryLimit};
  std::string error;
  if (!ReadNumber(request, "since", &query.since, &error) || !ReadNumber(request, "isolate", &query.isolate, &error) ||
      !ReadNumber(request, "limit", &query.limit, &error) || !ReadKinds(request, &query.kinds, &error)) {
    return connection->Respond(HttpError(400, error));
  }
  query.limit = std::min(query.limit, kMaxHistoryLimit);
  connection->Respond({.body = Collector::Get().HistoryJson(query)});
}

void MetricsDoor::ServeStream(const HttpRequest& request, const Connection& connection) {
  KindMask kinds = kDefaultKinds;
  std::string error;
  if (!ReadKinds(request, &kinds, &error)) return connection->Respond(HttpError(400, error));
  if (streams_.size() >= kMaxStreams) return connection->Respond(HttpError(503, "too many streams"));
  streams_.push_back(std::make_unique<EventStream>(connection, kinds));
}

}  // namespace isoscope
