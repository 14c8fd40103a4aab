#include "runtime/recording/recording_reader.h"

#include <vector>

#include "runtime/base/json_reader.h"
#include "runtime/recording/record_codec.h"

namespace isoscope {

Result<std::unique_ptr<RecordingReader>> RecordingReader::Open(const std::string& path) {
  auto frames = FrameReader::Open(path);
  if (!frames.ok()) return Status::Error("cannot read " + path + ": " + frames.status().message());
  std::unique_ptr<RecordingReader> reader(new RecordingReader(std::move(frames.value())));
  if (Status status = reader->ReadHeader(); !status.ok()) return Status::Error("cannot read " + path + ": " + status.message());
  return reader;
}

Result<std::unique_ptr<RecordingReader>> RecordingReader::Make(std::FILE* file) {
  auto frames = FrameReader::Make(file);
  if (!frames.ok()) return frames.status();
  std::unique_ptr<RecordingReader> reader(new RecordingReader(std::move(frames.value())));
  if (Status status = reader->ReadHeader(); !status.ok()) return status;
  return reader;
}

Status RecordingReader::ReadHeader() {
  FrameType type;
  std::string payload;
  if (!frames_->Next(&type, &payload)) return Status::Error(frames_->problem().empty() ? "it is empty" : frames_->problem());
  if (type != FrameType::kHeader) return Status::Error("it has no header");
  auto header = RunHeader::FromJson(payload);
  if (!header.ok()) return header.status();
  header_ = std::move(header.value());
  return Status::Ok();
}

// The frames after the header.
struct RecordingReader::Body {
  RecordingVisitor* visitor;
  RecordDecoder decoder;
  std::vector<NameId> texts;
  uint64_t last_sequence = 0;
  RecordingOutcome outcome;

  // False when a frame with a good checksum makes no sense.
  bool Take(FrameType type, const std::string& payload);
  bool TakeRecords(std::string_view payload);
  bool TakeSource(std::string_view payload);
  bool TakeProfile(std::string_view payload);
  bool TakeIsolate(std::string_view payload);
};

bool RecordingReader::Body::TakeRecords(std::string_view payload) {
  WireReader reader(payload, &texts);
  uint64_t sequence = 0, time_us = 0;
  while (reader.ok() && !reader.at_end()) {
    const size_t kind = reader.Varint();
    const auto isolate = static_cast<uint32_t>(reader.Varint());
    sequence += reader.Varint();
    time_us += static_cast<uint64_t>(reader.Signed());
    // Numbers rise, and stay far from their end.
    if (sequence <= last_sequence || sequence > UINT64_MAX / 2) return false;
    decoder.Decode(kind, isolate, time_us, &reader, [&](RecordBytes record) {
      outcome.records++;
      visitor->OnRecord(sequence, record);
    });
    last_sequence = sequence;
  }
  return reader.ok();
}

bool RecordingReader::Body::TakeSource(std::string_view payload) {
  std::vector<NameId> none;
  WireReader reader(payload, &none);
  ScriptSource source;
  source.isolate = static_cast<uint32_t>(reader.Varint());
  source.kept = reader.Varint() != 0;
  source.url = reader.Bytes();
  source.text = reader.Bytes();
  if (!reader.ok()) return false;
  visitor->OnSource(source);
  return true;
}

bool RecordingReader::Body::TakeProfile(std::string_view payload) {
  std::vector<NameId> none;
  WireReader reader(payload, &none);
  CpuProfileChunk chunk;
  chunk.isolate = static_cast<uint32_t>(reader.Varint());
  chunk.start_us = reader.Varint();
  chunk.end_us = reader.Varint();
  chunk.json = reader.Bytes();
  if (!reader.ok() || !JsonDocument().Parse(chunk.json)) return false;
  visitor->OnProfile(chunk);
  return true;
}

bool RecordingReader::Body::TakeIsolate(std::string_view payload) {
  JsonDocument json;
  if (!json.Parse(payload)) return false;
  visitor->OnIsolate({.id = static_cast<uint32_t>(JsonUint(json.value(), "id")),
                      .name = JsonText(json.value(), "name"),
                      .thread_id = JsonUint(json.value(), "threadId")});
  return true;
}

bool RecordingReader::Body::Take(FrameType type, const std::string& payload) {
  switch (type) {
    case FrameType::kSchema: {
      auto made = RecordDecoder::Make(payload);
      if (made.ok()) decoder = std::move(made.value());
      return made.ok();
    }
    case FrameType::kIsolate:
      return TakeIsolate(payload);
    case FrameType::kSource:
      return TakeSource(payload);
    case FrameType::kRecords:
      return TakeRecords(payload);
    case FrameType::kProfile:
      return TakeProfile(payload);
    case FrameType::kSnapshot:
    case FrameType::kLost:
    case FrameType::kEnd:
      if (!JsonDocument().Parse(payload)) return false;
      if (type == FrameType::kSnapshot) visitor->OnSnapshot(payload);
      if (type == FrameType::kLost) visitor->OnLost(payload);
      if (type == FrameType::kEnd) visitor->OnEnd(payload);
      outcome.ended = outcome.ended || type == FrameType::kEnd;
      return true;
    case FrameType::kHeader:
      return false;
  }
  return true;  // Of a later version.
}

RecordingOutcome RecordingReader::Read(RecordingVisitor* visitor) {
  Body body{.visitor = visitor};
  FrameType type;
  std::string payload;
  while (!body.outcome.ended && frames_->Next(&type, &payload)) {
    if (body.Take(type, payload)) continue;
    body.outcome.problem =
        std::string("a frame of type ") + static_cast<char>(type) + " before byte " + std::to_string(frames_->good_bytes()) + " makes no sense";
    break;
  }
  if (body.outcome.problem.empty()) body.outcome.problem = frames_->problem();
  body.outcome.good_bytes = frames_->good_bytes();
  return body.outcome;
}

}  // namespace isoscope
