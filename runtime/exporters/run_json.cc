#include "runtime/exporters/run_json.h"

#include "runtime/base/json_writer.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"

namespace isoscope {

std::string RunJson(const ReplayedRun& run) {
  JsonWriter json;
  json.StartObject();
  json.Key("run");
  json.Raw(run.header.ToJson());
  json.Member("complete", run.outcome.ended);
  json.Key("problem");
  run.outcome.problem.empty() ? json.Null() : json.String(run.outcome.problem);
  json.Key("end");
  run.end.empty() ? json.Null() : json.Raw(run.end);
  json.Key("isolates");
  json.StartArray();
  for (const auto& isolate : Hub::Get().Isolates()) {
    json.StartObject();
    json.Member("id", isolate->id());
    json.Member("name", std::string_view(isolate->name()));
    json.Member("threadId", isolate->thread_id());
    json.EndObject();
  }
  json.EndArray();
  json.Key("sources");
  json.StartArray();
  ScriptSources::Get().Visit(0, [&json](const ScriptSource& source) {
    json.StartObject();
    json.Member("url", std::string_view(source.url));
    json.Member("isolate", source.isolate);
    json.Key("text");
    source.kept ? json.String(source.text) : json.Null();
    json.EndObject();
  });
  json.EndArray();
  json.Key("snapshots");
  json.StartArray();
  for (const auto& [time_us, snapshot] : run.snapshots) json.Raw(snapshot);
  json.EndArray();
  json.Key("items");
  json.StartArray();
  Collector::Get().Read([&json](const History& history, const Aggregates&) {
    history.Visit({}, [&json](const History::Item& item) {
      WriteRecord(&json, item.sequence, item.record);
      return true;
    });
  });
  json.EndArray();
  json.Key("dropped");
  WriteDropped(&json);
  json.EndObject();
  return json.Take();
}

}  // namespace isoscope
