#include "runtime/recording/recording_encoder.h"

#include "runtime/base/clock.h"
#include "runtime/base/json_writer.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/names.h"
#include "runtime/probes/snapshot.h"
#include "runtime/recording/frames.h"
#include "runtime/recording/record_codec.h"

namespace isoscope {
namespace {

void WriteCounts(JsonWriter* json, const std::array<uint64_t, kKindCount>& counts) {
  json->StartObject();
  for (size_t i = 0; i < kKindCount; i++) {
    if (counts[i] != 0) json->Member(KindName(static_cast<Kind>(i)), counts[i]);
  }
  json->EndObject();
}

std::string IsolateJson(const IsolateInfo& isolate) {
  JsonWriter json;
  json.StartObject();
  json.Member("id", isolate.id());
  json.Member("name", std::string_view(isolate.name()));
  json.Member("threadId", isolate.thread_id());
  json.EndObject();
  return json.Take();
}

}  // namespace

std::string RecordingEncoder::MakeFrame(char type, std::string_view payload) { return isoscope::MakeFrame(static_cast<FrameType>(type), payload); }

std::string RecordingEncoder::Begin(const RunHeader& header) {
  return std::string(kRecordingMagic) + isoscope::MakeFrame(FrameType::kHeader, header.ToJson()) +
         isoscope::MakeFrame(FrameType::kSchema, WireSchemaJson());
}

void RecordingEncoder::Add(uint64_t sequence, RecordBytes record) {
  const RecordHeader header = HeaderOf(record);
  if (header.isolate != 0 && isolates_seen_.insert(header.isolate).second) isolates_new_.push_back(header.isolate);
  if (batch_records_++ == 0) last_sequence_ = last_time_us_ = 0;  // Each batch starts anew.
  batch_.Varint(static_cast<uint64_t>(header.kind));
  batch_.Varint(header.isolate);
  batch_.Varint(sequence - last_sequence_);
  batch_.Signed(static_cast<int64_t>(header.timeUs - last_time_us_));
  last_sequence_ = sequence;
  last_time_us_ = header.timeUs;
  EncodeFields(&batch_, record);
  if (batch_.size() >= kBatchBytes) CloseBatch();
}

void RecordingEncoder::CloseBatch() {
  if (!isolates_new_.empty()) {
    const auto isolates = Hub::Get().Isolates();
    for (const auto& isolate : isolates) {
      if (std::find(isolates_new_.begin(), isolates_new_.end(), isolate->id()) == isolates_new_.end()) continue;
      frames_ += isoscope::MakeFrame(FrameType::kIsolate, IsolateJson(*isolate));
    }
    isolates_new_.clear();
  }
  if (batch_records_ == 0) return;
  frames_ += isoscope::MakeFrame(FrameType::kRecords, batch_.Take());
  batch_records_ = 0;
}

std::string RecordingEncoder::TakeFrames() {
  CloseBatch();
  return std::exchange(frames_, {});
}

std::string RecordingEncoder::Source(const ScriptSource& source) {
  WireTexts none;
  WireWriter writer(&none);
  writer.Varint(source.isolate);
  writer.Varint(source.kept ? 1 : 0);
  writer.Bytes(source.url);
  writer.Bytes(source.text);
  return isoscope::MakeFrame(FrameType::kSource, writer.Take());
}

std::string RecordingEncoder::Profile(const CpuProfileChunk& chunk) {
  WireTexts none;
  WireWriter writer(&none);
  writer.Varint(chunk.isolate);
  writer.Varint(chunk.start_us);
  writer.Varint(chunk.end_us);
  writer.Bytes(chunk.json);
  return isoscope::MakeFrame(FrameType::kProfile, writer.Take());
}

std::string RecordingEncoder::Lost(const std::array<uint64_t, kKindCount>& lost) {
  JsonWriter json;
  WriteCounts(&json, lost);
  return isoscope::MakeFrame(FrameType::kLost, json.Take());
}

std::string RecordingEncoder::End(std::string_view reason, uint64_t records, const std::array<uint64_t, kKindCount>& lost) {
  JsonWriter json;
  json.StartObject();
  json.Member("reason", reason);
  json.Member("monotonicUs", MonotonicUs());
  json.Member("wallClockMs", WallClockMs());
  json.Member("records", records);
  json.Key("dropped");
  WriteCounts(&json, Hub::Get().Dropped());
  json.Key("lost");
  WriteCounts(&json, lost);
  json.EndObject();
  return isoscope::MakeFrame(FrameType::kEnd, json.Take());
}

HistoryRecording::HistoryRecording(const HistoryQuery& query) : query_(query) {
  Collector::Get().Read([this](const History& history, const Aggregates&) { end_ = history.next_sequence(); });
}

std::string HistoryRecording::Next() {
  std::string piece;
  switch (part_) {
    case Part::kBegin:
      piece = RecordingEncoder::Begin(RunHeader::OfThisProcess(query_.kinds & Hub::mask()));
      ScriptSources::Get().Visit(0, [&](const ScriptSource& source) { piece += RecordingEncoder::Source(source); });
      part_ = Part::kRecords;
      return piece;
    case Part::kRecords: {
      size_t bytes = 0;
      bool more = false;
      Collector::Get().Read([&](const History& history, const Aggregates&) {
        size_t added = 0;
        query_.since = history.Visit(query_, [&](const History::Item& item) {
          more = bytes >= kPieceBytes && item.sequence < end_;
          if (more || item.sequence >= end_) return false;
          encoder_.Add(item.sequence, item.record);
          bytes += item.record.size();
          added++;
          return true;
        });
        records_ += added;
        query_.limit -= added;
      });
      if (!more) part_ = Part::kEnd;
      if (piece = encoder_.TakeFrames(); !piece.empty()) return piece;
      [[fallthrough]];
    }
    case Part::kEnd:
      part_ = Part::kOver;
      return RecordingEncoder::Snapshot(SnapshotJson()) + RecordingEncoder::End("history", records_, {});
    case Part::kOver:
      break;
  }
  return {};
}

}  // namespace isoscope
