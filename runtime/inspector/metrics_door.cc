#include "runtime/inspector/metrics_door.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "runtime/exporters/open_metrics.h"
#include "runtime/exporters/trace_json.h"
#include "runtime/inspector/debugger_connection.h"
#include "runtime/inspector/page_files.h"
#include "runtime/inspector/request_parameters.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"
#include "runtime/probes/schema_texts.h"
#include "runtime/probes/script_sources.h"
#include "runtime/recording/recording_encoder.h"

namespace isoscope {
namespace {

constexpr size_t kDefaultHistoryLimit = 10'000;
constexpr size_t kMaxHistoryLimit = 100'000;
constexpr size_t kDefaultCodeLimit = 1000;
constexpr size_t kMaxCodeLimit = 65'536;
constexpr size_t kMaxTraceRecords = 500'000;
constexpr size_t kMaxStreams = 32;
constexpr size_t kPieceBytes = 1 << 20;  // Of a file that is handed out.

std::string SourcesJson() {
  JsonWriter json;
  json.StartObject();
  json.Key("sources");
  json.StartArray();
  ScriptSources::Get().Visit(0, [&json](const ScriptSource& source) {
    json.StartObject();
    json.Member("url", std::string_view(source.url));
    json.Member("isolate", source.isolate);
    json.Member("bytes", static_cast<uint64_t>(source.text.size()));
    json.Member("kept", source.kept);
    json.EndObject();
  });
  json.EndArray();
  json.EndObject();
  return json.Take();
}

}  // namespace

constexpr MetricsDoor::Route MetricsDoor::kRoutes[] = {
    {"/metrics/snapshot", &MetricsDoor::ServeSnapshot, "at=", "the state now, as JSON; of a recording, as it was at that time"},
    {"/metrics/history", &MetricsDoor::ServeHistory, "since=&kinds=&isolate=&limit=&fromUs=&toUs=", "the records that are kept"},
    {"/metrics/stream", &MetricsDoor::ServeStream, "kinds=&watch=&since=", "records as they come, as server-sent events"},
    {"/metrics/functions", &MetricsDoor::ServeFunctions, "isolate=&name=&scriptUrl=&limit=", "functions with their tiers, deopts and inline caches"},
    {"/metrics/maps", &MetricsDoor::ServeMaps, "isolate=&limit=", "hidden classes and what each was made from"},
    {"/metrics", &MetricsDoor::ServeMetrics, "", "OpenMetrics text"},
    {"/metrics/schema", &MetricsDoor::ServeSchema, "", "the same as /schema"},
    {"/schema", &MetricsDoor::ServeSchema, "format=list|jsonSchema|typescript|cdp|markdown", "kinds and fields"},
    {"/trace", &MetricsDoor::ServeTrace, "since=&kinds=&isolate=&limit=&fromUs=&toUs=", "trace-event JSON for ui.perfetto.dev"},
    {"/recording", &MetricsDoor::ServeRecording, "since=&kinds=&isolate=&limit=&fromUs=&toUs=", "the records that are kept, as a .labrun file"},
    {"/run", &MetricsDoor::ServeRun, "", "what runs: arguments, versions, and of a lab its text; whether this is a recording"},
    {"/isoscope", &MetricsDoor::ServeProtocol, "isolate=", "a WebSocket with the inspector's Isoscope domain, of one isolate: steps, bytecode"},
    {"/sources", &MetricsDoor::ServeSources, "url=", "the scripts that ran; with a URL, the text of one"},
};

MetricsDoor::MetricsDoor(uv_loop_t* loop, const ReplayedRun* replayed)
    : loop_(loop),
      replayed_(replayed),
      server_([this](const HttpRequest& request, const Connection& connection) { Handle(request, connection); }),
      snapshots_(loop) {}

Result<int> MetricsDoor::Listen(const std::string& host, int port) { return server_.Listen(loop_, host, port); }

void MetricsDoor::OnDrained() {
  std::erase_if(streams_, [](const auto& stream) { return !stream->Pump(); });
  std::erase_if(downloads_, [](const auto& download) { return !download->Pump(); });
  for (const auto& [stepper, isolate] : std::map(steppers_)) {
    if (isolates_(isolate) != nullptr) {
      stepper->OnDrained();
    } else {
      stepper->Close(WebSocket::kGoingAway, "the isolate has ended");
    }
  }
}

void MetricsDoor::OnStop() {
  for (const auto& stream : streams_) stream->End();
  for (const auto& download : downloads_) download->End();
  for (const auto& [stepper, isolate] : std::map(steppers_)) stepper->Close(WebSocket::kGoingAway, "");
  snapshots_.Close();
  server_.Close();
  streams_.clear();
  downloads_.clear();
}

void MetricsDoor::Handle(const HttpRequest& request, const Connection& connection) {
  if (auto refusal = CheckOrigin(request)) return connection->Respond(std::move(*refusal));
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = HttpError(405, "only GET and HEAD are answered");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return connection->Respond(std::move(response));
  }
  const auto route = std::find_if(std::begin(kRoutes), std::end(kRoutes), [&](const Route& entry) { return entry.path == request.path; });
  if (route != std::end(kRoutes)) return (this->*route->serve)(request, connection);
  if (auto file = PageFileResponse(request.path)) return connection->Respond(std::move(*file));
  if (request.path == "/") return ServeIndex(connection);
  connection->Respond(HttpError(404, "there is nothing at " + request.path));
}

// Where the page would be, in a build without it.
void MetricsDoor::ServeIndex(const Connection& connection) {
  std::string text = "Isoscope\n\n";
  for (const Route& route : kRoutes) {
    std::string line(route.path);
    if (!route.parameters.empty()) line += "?" + std::string(route.parameters);
    line.resize(std::max<size_t>(line.size() + 2, 72), ' ');
    text += line + std::string(route.what) + "\n";
  }
  connection->Respond({.content_type = "text/plain; charset=utf-8", .body = std::move(text)});
}

void MetricsDoor::ServeSnapshot(const HttpRequest& request, const Connection& connection) {
  if (replayed_ == nullptr) {
    return snapshots_.Add([connection](std::string json) { connection->Respond({.body = std::move(json)}); });
  }
  uint64_t at = UINT64_MAX;
  std::string error;
  if (!ReadNumber(request, "at", &at, &error)) return connection->Respond(HttpError(400, error));
  const std::string* snapshot = replayed_->SnapshotAt(at);
  connection->Respond(snapshot != nullptr ? HttpResponse{.body = *snapshot} : HttpError(404, "the recording has no snapshot"));
}

void MetricsDoor::ServeHistory(const HttpRequest& request, const Connection& connection) {
  HistoryQuery query{.limit = kDefaultHistoryLimit};
  std::string error;
  if (!ReadHistoryQuery(request, &query, &error)) return connection->Respond(HttpError(400, error));
  query.limit = std::min(query.limit, kMaxHistoryLimit);
  connection->Respond({.body = Collector::Get().HistoryJson(query)});
}

// {isolates: [{id, <name>: ...}]} of what V8's log has told.
void MetricsDoor::ServeCode(const HttpRequest& request, const Connection& connection, std::string_view name,
                            const std::function<void(const CodeView&, JsonWriter*, size_t limit)>& write) {
  uint32_t wanted = 0;
  size_t limit = kDefaultCodeLimit;
  std::string error;
  if (!ReadNumber(request, "isolate", &wanted, &error) || !ReadNumber(request, "limit", &limit, &error)) {
    return connection->Respond(HttpError(400, error));
  }
  Collector::Get().Drain();
  JsonWriter json;
  json.StartObject();
  json.Key("isolates");
  json.StartArray();
  for (const auto& isolate : Hub::Get().Isolates()) {
    const std::shared_ptr<const CodeView> view = isolate->code_view();
    if (view == nullptr || (wanted != 0 && wanted != isolate->id())) continue;
    json.StartObject();
    json.Member("id", isolate->id());
    json.Key(name);
    write(*view, &json, std::min(limit, kMaxCodeLimit));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  connection->Respond({.body = json.Take()});
}

void MetricsDoor::ServeFunctions(const HttpRequest& request, const Connection& connection) {
  CodeView::Query query;
  if (const std::string* text = request.parameter("name")) query.name = *text;
  if (const std::string* text = request.parameter("scriptUrl")) query.script_url = *text;
  ServeCode(request, connection, "functions", [&query](const CodeView& view, JsonWriter* json, size_t limit) {
    query.limit = limit;
    view.WriteFunctions(json, query);
  });
}

void MetricsDoor::ServeMaps(const HttpRequest& request, const Connection& connection) {
  ServeCode(request, connection, "maps", [](const CodeView& view, JsonWriter* json, size_t limit) { view.WriteMaps(json, limit); });
}

void MetricsDoor::ServeStream(const HttpRequest& request, const Connection& connection) {
  if (request.method != "GET") return connection->Respond(HttpError(405, "a stream can only be got"));
  KindMask kinds = replayed_ != nullptr ? kAllKinds : kDefaultKinds | kEach;
  uint64_t since = replayed_ != nullptr ? 0 : UINT64_MAX;
  std::string error;
  if (!ReadKinds(request, &kinds, &error) || !ReadNumber(request, "since", &since, &error)) return connection->Respond(HttpError(400, error));
  KindMask watched = request.parameter("watch") != nullptr ? 0 : kinds;
  if (!ReadKinds(request, &watched, &error, "watch")) return connection->Respond(HttpError(400, error));
  if (streams_.size() >= kMaxStreams) return connection->Respond(HttpError(503, "too many streams"));
  streams_.push_back(std::make_unique<EventStream>(connection, kinds, watched, since));
  if (on_stream_) on_stream_();
}

void MetricsDoor::ServeSchema(const HttpRequest& request, const Connection& connection) {
  const std::string* format = request.parameter("format");
  if (format == nullptr || format->empty() || *format == "list") return connection->Respond({.body = SchemaJson()});
  if (*format == "jsonSchema") return connection->Respond({.content_type = "application/schema+json", .body = SchemaJsonSchema()});
  if (*format == "typescript") return connection->Respond({.content_type = "text/plain; charset=utf-8", .body = SchemaTypeScript()});
  if (*format == "cdp") return connection->Respond({.body = SchemaCdpTypes()});
  if (*format == "markdown") return connection->Respond({.content_type = "text/markdown; charset=utf-8", .body = SchemaMarkdown()});
  connection->Respond(HttpError(400, "'format' is list, jsonSchema, typescript, cdp or markdown"));
}

void MetricsDoor::ServeMetrics(const HttpRequest& request, const Connection& connection) {
  // Whoever names only the older text format gets it.
  const std::string* accept = request.header("accept");
  const bool older = accept != nullptr && accept->find("text/plain") != std::string::npos && accept->find("openmetrics") == std::string::npos;
  connection->Respond(older ? HttpResponse{.content_type = kPrometheusTextType, .body = PrometheusText()}
                            : HttpResponse{.content_type = kOpenMetricsType, .body = OpenMetricsText()});
}

void MetricsDoor::ServeTrace(const HttpRequest& request, const Connection& connection) {
  HistoryQuery query{.limit = kMaxTraceRecords};
  std::string error;
  if (!ReadHistoryQuery(request, &query, &error)) return connection->Respond(HttpError(400, error));
  query.limit = std::min(query.limit, kMaxTraceRecords);
  HttpResponse response{.body = TraceJson(query)};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"isoscope-trace.json\"");
  connection->Respond(std::move(response));
}

void MetricsDoor::ServeRecording(const HttpRequest& request, const Connection& connection) {
  HistoryQuery query;
  std::string error;
  if (!ReadHistoryQuery(request, &query, &error)) return connection->Respond(HttpError(400, error));
  HttpResponse head{.content_type = "application/octet-stream"};
  head.headers.emplace_back("Content-Disposition", "attachment; filename=\"run.labrun\"");
  Download::Source source;
  if (replayed_ != nullptr && request.query.empty()) {
    auto file = std::make_shared<std::ifstream>(replayed_->path, std::ios::binary);
    if (!file->good()) return connection->Respond(HttpError(404, "the recording cannot be read any more"));
    source = [file] {
      std::string piece(kPieceBytes, '\0');
      file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
      piece.resize(static_cast<size_t>(file->gcount()));
      return piece;
    };
  } else {
    source = [recording = std::make_shared<HistoryRecording>(query)] { return recording->Next(); };
  }
  if (downloads_.size() >= kMaxStreams) return connection->Respond(HttpError(503, "too many downloads"));
  auto download = std::make_unique<Download>(connection, std::move(head), std::move(source));
  if (download->Pump()) downloads_.push_back(std::move(download));  // What does not fit now goes on as the client reads.
}

// {replay: null | {path, complete, problem, firstUs, lastUs}, debugger: null | "ws://...", run: what a recording's header says}
void MetricsDoor::ServeRun(const HttpRequest&, const Connection& connection) {
  JsonWriter json;
  json.StartObject();
  json.Key("replay");
  if (replayed_ != nullptr) {
    json.StartObject();
    json.Member("path", std::string_view(replayed_->path));
    json.Member("complete", replayed_->outcome.ended);
    json.Member("problem", std::string_view(replayed_->outcome.problem));
    json.Member("firstUs", replayed_->first_us);
    json.Member("lastUs", replayed_->last_us);
    json.EndObject();
  } else {
    json.Null();
  }
  json.Key("debugger");
  const std::string debugger = debugger_url_();
  debugger.empty() ? json.Null() : json.String(debugger);
  json.Key("run");
  json.Raw(replayed_ != nullptr ? replayed_->header.ToJson() : RunHeader::OfThisProcess(Hub::mask()).ToJson());
  json.EndObject();
  connection->Respond({.body = json.Take()});
}

// No more than the Isoscope domain: whoever may look may stop the loop and look closer, not run code.
void MetricsDoor::ServeProtocol(const HttpRequest& request, const Connection& connection) {
  uint32_t isolate = 1;
  std::string error;
  if (!ReadNumber(request, "isolate", &isolate, &error)) return connection->Respond(HttpError(400, error));
  if (!WebSocket::IsRequested(request)) return connection->Respond(HttpError(400, "/isoscope is a WebSocket"));
  if (replayed_ != nullptr) return connection->Respond(HttpError(404, "a recording has no isolate that could be asked"));
  DebugTarget target{.id = {}, .title = {}, .url = {}, .link = isolates_(isolate), .announced = false};
  if (target.link == nullptr) return connection->Respond(HttpError(404, "there is no isolate " + std::to_string(isolate)));
  if (steppers_.size() >= kMaxStreams) return connection->Respond(HttpError(503, "too many connections"));
  const auto stepper =
      std::make_shared<DebuggerConnection>(target, &snapshots_, [this](DebuggerConnection* gone) { steppers_.erase(gone->shared_from_this()); });
  steppers_.emplace(stepper, isolate);
  if (!stepper->Accept(request, connection)) steppers_.erase(stepper);
}

void MetricsDoor::ServeSources(const HttpRequest& request, const Connection& connection) {
  const std::string* url = request.parameter("url");
  if (url == nullptr) return connection->Respond({.body = SourcesJson()});
  std::optional<std::string> text;
  ScriptSources::Get().Visit(0, [&](const ScriptSource& source) {
    if (source.url == *url && source.kept) text = source.text;  // The newest of that name.
  });
  connection->Respond(text.has_value() ? HttpResponse{.content_type = "text/plain; charset=utf-8", .body = std::move(*text)}
                                       : HttpError(404, "there is no source of " + *url));
}

}  // namespace isoscope
