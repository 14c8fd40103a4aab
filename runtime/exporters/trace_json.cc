#include "runtime/exporters/trace_json.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <vector>

#include "runtime/base/json_writer.h"
#include "runtime/exporters/trace_tracks.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/names.h"
#include "runtime/probes/process_figures.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

// Tracks of what is no thread of the kernel's begin here.
constexpr uint64_t kPoolTracks = 100'000'000;
constexpr uint64_t kProcessTrack = 99'999'999;

std::string TextOf(FieldText text, const char* otherwise) { return text.id != 0 ? std::string(Names().Text(text.id)) : otherwise; }

std::string Args(uint64_t sequence, RecordBytes record) {
  JsonWriter json;
  json.StartObject();
  json.Member("sequence", sequence);
  WriteFields(&json, record);
  json.EndObject();
  return json.Take();
}

// --- Counters: every number of a record as a series of its own.

void Series(JsonWriter* json, const std::string& name, uint64_t value) { json->Member(name, value); }
void Series(JsonWriter* json, const std::string& name, FieldOptU64 value) {
  if (value.has_value()) json->Member(name, value.value);
}
void Series(JsonWriter* json, const std::string& name, FieldOptF64 value) {
  if (value.has_value()) json->Member(name, value.value);
}
void Series(JsonWriter* json, const std::string& name, const FieldDistribution& d) {
  const std::pair<const char*, double> parts[] = {{" count", static_cast<double>(d.count)},
                                                  {" min", static_cast<double>(d.min)},
                                                  {" mean", d.mean},
                                                  {" stddev", d.stddev},
                                                  {" p50", static_cast<double>(d.p50)},
                                                  {" p90", static_cast<double>(d.p90)},
                                                  {" p99", static_cast<double>(d.p99)},
                                                  {" max", static_cast<double>(d.max)}};
  for (const auto& [part, value] : parts) json->Member(name + part, value);
}
void Series(JsonWriter* json, const std::string& name, const FieldList<HeapSpace>& spaces) {
  for (const HeapSpace& space : spaces) {
    const std::string prefix = name + " " + std::string(Names().Text(space.name)) + " ";
    json->Member(prefix + "sizeBytes", space.sizeBytes);
    json->Member(prefix + "usedBytes", space.usedBytes);
    json->Member(prefix + "availableBytes", space.availableBytes);
    json->Member(prefix + "physicalBytes", space.physicalBytes);
  }
}
template <typename T>
void Series(JsonWriter*, const std::string&, const T&) {}

class TraceWriter {
 public:
  TraceWriter() {
    for (const auto& isolate : Hub::Get().Isolates()) threads_[isolate->id()] = {isolate->thread_id(), isolate->name()};
  }

  void Add(const History::Item& item) {
    VisitRecord(item.record, [&](const auto& record) { AddRecord(record, item); });
  }
  std::string TakeEvents();

 private:
  struct Thread {
    uint64_t id;
    std::string name;
  };
  struct PoolFlow {
    uint64_t isolate_track, pool_track, submitted_us, started_us, called_back_us;
  };

  uint64_t TrackOf(uint32_t isolate) {
    if (isolate == 0) return kProcessTrack;
    auto found = threads_.find(isolate);
    // An isolate the registry has let go.
    if (found == threads_.end()) found = threads_.emplace(isolate, Thread{kPoolTracks / 2 + isolate, "isolate " + std::to_string(isolate)}).first;
    used_.insert(found->second.id);
    return found->second.id;
  }

  void Slice(uint64_t track, std::string name, const char* category, uint64_t start_us, uint64_t duration_us, const History::Item& item) {
    tracks_.Add(track, {start_us, start_us + duration_us, std::move(name), category, Args(item.sequence, item.record)});
  }

  // Common members; the caller goes on and closes the object.
  JsonWriter* Begin(const char* phase, std::string_view name, const char* category, uint64_t track, uint64_t time_us) {
    json_.StartObject();
    json_.Member("ph", phase);
    json_.Member("name", name);
    json_.Member("cat", category);
    json_.Member("pid", pid_);
    json_.Member("tid", track);
    json_.Member("ts", time_us);
    return &json_;
  }
  void Instant(std::string_view name, const char* category, const char* scope, const History::Item& item) {
    const RecordHeader header = HeaderOf(item.record);
    JsonWriter* json = Begin("i", name, category, TrackOf(header.isolate), header.timeUs);
    json->Member("s", scope);
    json->Key("args");
    json->Raw(Args(item.sequence, item.record));
    json->EndObject();
  }
  void Async(std::string_view name, const char* category, uint64_t track, uint64_t start_us, uint64_t end_us, const std::string& args) {
    const uint64_t id = ++async_;
    for (const bool begin : {true, false}) {
      JsonWriter* json = Begin(begin ? "b" : "e", name, category, track, begin ? start_us : std::max(start_us, end_us));
      json->Member("id", std::to_string(id).c_str());
      json->Key("args");
      json->Raw(begin ? std::string_view(args) : std::string_view("{}"));
      json->EndObject();
    }
  }
  template <typename Record>
  void Counter(const char* kind, const Record& record) {
    const std::string name = std::string(kind) + " of isolate " + std::to_string(record.header.isolate);
    JsonWriter* json = Begin("C", name, kind, TrackOf(record.header.isolate), record.header.timeUs);
    json->Key("args");
    json->StartObject();
#define F(type, field, doc) Series(json, #field, record.field);
#define K(Name, json_name, klass, in_default, doc) \
  if constexpr (Record::kKind == Kind::k##Name) {  \
    ISOSCOPE_FIELDS_##Name(F)                      \
  }
    ISOSCOPE_KINDS(K)
#undef K
#undef F
    json->EndObject();
    json->EndObject();
  }

  void AddRecord(const GcRecord& record, const History::Item& item) {
    // V8's own names, which tools know.
    const bool minor = record.type == GcType::kScavenge || record.type == GcType::kMinorMarkSweep;
    Slice(TrackOf(record.header.isolate), std::string(minor ? "MinorGC" : "MajorGC") + " (" + EnumName(record.type) + ")", "gc", record.startUs,
          record.durationUs, item);
  }
  void AddRecord(const GcPhasesRecord&, const History::Item&) {}  // The gc record has them by now.
  void AddRecord(const LoopRecord& record, const History::Item& item) {
    std::string name = "iteration " + std::to_string(record.iteration);
    if (record.count > 1) name += " and " + std::to_string(record.count - 1) + " more";
    Slice(TrackOf(record.header.isolate), std::move(name), "loop", record.startUs, record.durationUs, item);
  }
  void AddRecord(const CallbackRecord& record, const History::Item& item) {
    // Several, whose sum has no place in time of its own.
    if (record.count > 1) return Instant(std::to_string(record.count) + " x " + TextOf(record.provider, "callback"), "callback", "t", item);
    Slice(TrackOf(record.header.isolate), TextOf(record.provider, "callback"), "callback", record.startUs, record.durationUs, item);
  }
  void AddRecord(const HeapRecord& record, const History::Item&) { Counter("heap", record); }
  void AddRecord(const DelayRecord& record, const History::Item&) { Counter("delay", record); }
  void AddRecord(const PoolRecord& record, const History::Item& item) {
    const uint64_t isolate_track = TrackOf(record.header.isolate);
    const std::string name = TextOf(record.operation, "work");
    const bool ran = record.startedUs.has_value() && record.endedUs.has_value() && record.thread.has_value();
    Async(name + (ran ? " waits" : " never ran"), "pool wait", isolate_track, record.submittedUs, ran ? record.startedUs.value : record.calledBackUs,
          ran ? "{}" : Args(item.sequence, item.record));
    JsonWriter* json = Begin("C", "pool queue", "pool", kProcessTrack, record.submittedUs);
    json->Key("args");
    json->StartObject();
    json->Member("queueDepth", record.queueDepth);
    json->Member("busyThreads", record.busyThreads);
    json->EndObject();
    json->EndObject();
    if (!ran) return;
    const uint64_t pool_track = kPoolTracks + record.thread.value;
    Slice(pool_track, name, "pool", record.startedUs.value, record.endedUs.value - std::min(record.startedUs.value, record.endedUs.value), item);
    flows_.push_back({isolate_track, pool_track, record.submittedUs, record.startedUs.value, record.calledBackUs});
  }
  void AddRecord(const MarkRecord& record, const History::Item& item) { Instant(TextOf(record.name, "mark"), "mark", "p", item); }
  void AddRecord(const DeoptRecord& record, const History::Item& item) {
    Instant("deopt " + TextOf(record.function, "(anonymous)"), "deopt", "t", item);
  }
  // Whatever else there is: where it took time, as async (other threads may compile), else as an instant.
  template <typename Record>
  void AddRecord(const Record& record, const History::Item& item) {
    const char* kind = KindName(Record::kKind);
    std::string name = kind;
    if constexpr (requires { record.function; }) name += " " + TextOf(record.function, "(anonymous)");
    const uint64_t end_us = record.header.timeUs;
    if constexpr (requires { record.startUs + record.durationUs; }) {
      Async(name, kind, TrackOf(record.header.isolate), record.startUs, record.startUs + record.durationUs, Args(item.sequence, item.record));
    } else if constexpr (requires { record.durationUs + uint64_t{0}; }) {
      Async(name, kind, TrackOf(record.header.isolate), end_us - std::min<uint64_t>(end_us, record.durationUs), end_us,
            Args(item.sequence, item.record));
    } else {
      Instant(name, kind, "t", item);
    }
  }

  void WriteSlices();
  void WriteFlows();
  void WriteNames();
  void Name(const char* what, uint64_t track, const std::string& name, uint64_t order);

  const int64_t pid_ = CurrentProcess().pid;
  std::map<uint32_t, Thread> threads_;  // By isolate.
  std::set<uint64_t> used_;
  TraceTracks tracks_;
  std::vector<PoolFlow> flows_;
  uint64_t async_ = 0;
  JsonWriter json_;
  bool begun_ = (json_.StartArray(), true);
};

void TraceWriter::WriteSlices() {
  tracks_.Nest();
  for (const auto& [track, slices] : tracks_.tracks()) {
    for (const TraceSlice& slice : slices) {
      JsonWriter* json = Begin("X", slice.name, slice.category, track, slice.start_us);
      json->Member("dur", slice.end_us - slice.start_us);
      json->Key("args");
      json->Raw(slice.args);
      json->EndObject();
    }
  }
}

// From the callback that submitted, through the pool, to the callback that was called: only between slices that are there.
void TraceWriter::WriteFlows() {
  uint64_t id = 0;
  for (const PoolFlow& flow : flows_) {
    if (!tracks_.Covers(flow.isolate_track, flow.submitted_us) || !tracks_.Covers(flow.pool_track, flow.started_us)) continue;
    id++;
    const auto step = [&](const char* phase, uint64_t track, uint64_t time_us) {
      JsonWriter* json = Begin(phase, "pool", "pool flow", track, time_us);
      json->Member("id", id);
      if (phase[0] == 'f') json->Member("bp", "e");
      json->EndObject();
    };
    // The loop's stamp lies just before the callback's own.
    constexpr uint64_t kNearUs = 1000;
    const auto next = tracks_.NextStart(flow.isolate_track, "callback", flow.called_back_us);
    const bool lands = next.has_value() && *next - flow.called_back_us <= kNearUs;
    step("s", flow.isolate_track, flow.submitted_us);
    step(lands ? "t" : "f", flow.pool_track, flow.started_us);
    if (lands) step("f", flow.isolate_track, *next);
  }
}

void TraceWriter::Name(const char* what, uint64_t track, const std::string& name, uint64_t order) {
  json_.StartObject();
  json_.Member("ph", "M");
  json_.Member("name", what);
  json_.Member("pid", pid_);
  json_.Member("tid", track);
  json_.Key("args");
  json_.StartObject();
  what == std::string_view("thread_sort_index") ? json_.Member("sort_index", order) : json_.Member("name", std::string_view(name));
  json_.EndObject();
  json_.EndObject();
}

void TraceWriter::WriteNames() {
  Name("process_name", kProcessTrack, "isoscope", 0);
  std::map<uint64_t, std::string> names;
  for (const auto& [isolate, thread] : threads_) names[thread.id] = "isolate " + std::to_string(isolate) + " (" + thread.name + ")";
  std::set<uint64_t> tracks = used_;
  for (const auto& [track, slices] : tracks_.tracks()) tracks.insert(track);
  uint64_t order = 0;
  for (uint64_t track : tracks) {
    const uint64_t base = track % TraceTracks::kOverlapTracks;
    std::string name = base >= kPoolTracks ? "pool thread " + std::to_string(base - kPoolTracks) : names[base];
    if (base != track) name += ", overlapping";
    Name("thread_name", track, name, 0);
    Name("thread_sort_index", track, "", ++order);
  }
}

std::string TraceWriter::TakeEvents() {
  WriteSlices();
  WriteFlows();
  WriteNames();
  json_.EndArray();
  return json_.Take();
}

}  // namespace

std::string TraceEventsJson(const HistoryQuery& query) {
  TraceWriter writer;
  Collector::Get().Read([&](const History& history, const Aggregates&) {
    history.Visit(query, [&](const History::Item& item) {
      writer.Add(item);
      return true;
    });
  });
  return writer.TakeEvents();
}

std::string TraceJson(const HistoryQuery& query) {
  JsonWriter json;
  json.StartObject();
  json.Key("traceEvents");
  json.Raw(TraceEventsJson(query));
  json.Member("displayTimeUnit", "ms");
  json.Key("otherData");
  json.StartObject();
  for (const auto& [name, version] : Hub::Get().versions()) json.Member(name, std::string_view(version));
  const ClockAnchor anchor = CurrentClock();
  json.Member("monotonicUs", anchor.monotonic_us);
  json.Member("wallClockMs", anchor.wall_clock_ms);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

}  // namespace isoscope
