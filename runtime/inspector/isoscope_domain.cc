#include "runtime/inspector/isoscope_domain.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <openssl/evp.h>

#include "runtime/base/clock.h"
#include "runtime/base/json_writer.h"
#include "runtime/inspector/service.h"
#include "runtime/probes/collector.h"
#include "runtime/probes/record_json.h"
#include "runtime/probes/schema_texts.h"
#include "runtime/recording/recorder.h"

namespace isoscope {
namespace {

constexpr uint64_t kDefaultIntervalMs = 100;
constexpr uint64_t kMaxIntervalMs = 60'000;
constexpr uint64_t kDefaultInFlight = 4;
constexpr uint64_t kMaxInFlight = 64;
constexpr uint64_t kDefaultHistoryLimit = 10'000;
constexpr uint64_t kMaxHistoryLimit = 100'000;
constexpr uint64_t kMaxReadBytes = 1 << 20;

std::string Base64(const std::string& bytes) {
  std::string encoded(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  encoded.resize(static_cast<size_t>(size));
  return encoded;
}

}  // namespace

IsoscopeDomain::IsoscopeDomain(Send send, SnapshotRequests* snapshots) : send_(std::move(send)), snapshots_(snapshots) {}

IsoscopeDomain::~IsoscopeDomain() { Close(); }

bool IsoscopeDomain::MayBeFor(std::string_view text) {
  return text.find("\"Isoscope.") != std::string_view::npos || text.find("\"IO.") != std::string_view::npos;
}

void IsoscopeDomain::Close() {
  send_ = nullptr;
  Disable();
  DropRecording();
  for (const auto& [name, stream] : streams_) close(stream.file);
  streams_.clear();
}

void IsoscopeDomain::Reply(std::string message) {
  if (send_) send_(std::move(message));
}

void IsoscopeDomain::Refuse(CdpRequest* request, std::string_view why) {
  Reply(why.empty() ? CdpInvalidParams(request->id(), request->error()) : CdpError(request->id(), kCdpServerError, why));
}

bool IsoscopeDomain::Dispatch(std::string_view text) {
  CdpRequest request;
  if (!request.Parse(text)) return false;
  const std::string& method = request.method();
  if (method == "Isoscope.enable") return Enable(&request), true;
  if (method == "Isoscope.disable") return Disable(), Reply(CdpResult(request.id())), true;
  if (method == "Isoscope.ack") return Ack(&request), true;
  if (method == "Isoscope.getSnapshot") return GetSnapshot(&request), true;
  if (method == "Isoscope.getHistory") return GetHistory(&request), true;
  if (method == "Isoscope.getSchema") {
    Reply(CdpResult(request.id(), [](JsonWriter* json) {
      json->Key("schema");
      json->Raw(SchemaJson());
    }));
    return true;
  }
  if (method == "Isoscope.startRecording") return StartRecording(&request), true;
  if (method == "Isoscope.stopRecording") return StopRecording(&request), true;
  if (method == "IO.read") return IoRead(&request), true;
  if (method == "IO.close") return IoClose(&request), true;
  return false;
}

bool IsoscopeDomain::ReadKinds(CdpRequest* request, KindMask* kinds) {
  std::vector<std::string> names;
  if (!request->Has("kinds")) return true;
  if (!request->Get("kinds", &names)) return Refuse(request), false;
  std::string list, error;
  for (const std::string& name : names) list += (list.empty() ? "" : ",") + name;
  if (!ParseKinds(list, kinds, &error)) return Reply(CdpInvalidParams(request->id(), "kinds: " + error)), false;
  return true;
}

void IsoscopeDomain::Enable(CdpRequest* request) {
  KindMask kinds = kDefaultKinds | kEach;
  uint64_t interval_ms = kDefaultIntervalMs, in_flight = kDefaultInFlight;
  if (!ReadKinds(request, &kinds)) return;
  if (!request->Get("intervalMs", &interval_ms) || !request->Get("maxBatchesInFlight", &in_flight)) return Refuse(request);
  Disable();
  interval_us_ = std::min(interval_ms, kMaxIntervalMs) * 1000;
  max_in_flight_ = std::clamp<uint64_t>(in_flight, 1, kMaxInFlight);
  last_sent_ = last_acked_ = 0;
  watching_ = std::make_unique<Watching>(kinds);
  subscription_ = Collector::Get().Subscribe(kinds, [] { Service::Get().Wake(); });
  Reply(CdpResult(request->id(), [&](JsonWriter* json) {
    json->Member("schemaVersion", kSchemaVersion);
    json->Member("intervalMs", interval_us_ / 1000);
    json->Member("maxBatchesInFlight", max_in_flight_);
  }));
}

void IsoscopeDomain::Disable() {
  subscription_.reset();
  watching_.reset();
  full_reported_ = false;
}

void IsoscopeDomain::Ack(CdpRequest* request) {
  uint64_t sequence = 0;
  if (!request->Need("sequence") || !request->Get("sequence", &sequence)) return Refuse(request);
  if (sequence > last_sent_) return Refuse(request, "No batch with this sequence was sent");
  last_acked_ = std::max(last_acked_, sequence);
  Reply(CdpResult(request->id()));
  ReportBuffer();
  Pump();
}

// Tells when the client's window is full and batches wait, and when there is room again.
void IsoscopeDomain::ReportBuffer() {
  const uint64_t in_flight = last_sent_ - last_acked_;
  const bool full = in_flight >= max_in_flight_;
  if (subscription_ == nullptr || full == full_reported_) return;
  full_reported_ = full;
  Reply(CdpEvent("Isoscope.bufferUsage", [&](JsonWriter* json) {
    json->Member("batchesInFlight", in_flight);
    json->Member("maxBatchesInFlight", max_in_flight_);
    json->Member("percentFull", static_cast<double>(in_flight) / static_cast<double>(max_in_flight_));
  }));
}

void IsoscopeDomain::Pump() {
  if (subscription_ == nullptr || last_sent_ - last_acked_ >= max_in_flight_) return;
  const uint64_t now_us = MonotonicUs();
  if (now_us - last_batch_us_ < interval_us_) return;
  std::string batch;
  if (!subscription_->Take(&batch)) return;
  last_batch_us_ = now_us;
  last_sent_++;
  Reply("{\"method\":\"Isoscope.batch\",\"params\":" + batch + "}");
  ReportBuffer();
}

void IsoscopeDomain::GetSnapshot(CdpRequest* request) {
  snapshots_->Add([weak = weak_from_this(), id = request->id()](std::string snapshot) {
    const auto self = weak.lock();
    if (self == nullptr) return;
    self->Reply(CdpResult(id, [&](JsonWriter* json) {
      json->Key("snapshot");
      json->Raw(snapshot);
    }));
  });
}

void IsoscopeDomain::GetHistory(CdpRequest* request) {
  HistoryQuery query{.limit = kDefaultHistoryLimit};
  uint64_t limit = kDefaultHistoryLimit, isolate = 0;
  if (!ReadKinds(request, &query.kinds)) return;
  if (!request->Get("since", &query.since) || !request->Get("isolate", &isolate) || !request->Get("limit", &limit)) return Refuse(request);
  query.isolate = static_cast<uint32_t>(std::min<uint64_t>(isolate, UINT32_MAX));
  query.limit = static_cast<size_t>(std::min(limit, kMaxHistoryLimit));
  Reply("{\"id\":" + std::to_string(request->id()) + ",\"result\":" + Collector::Get().HistoryJson(query) + "}");
}

void IsoscopeDomain::StartRecording(CdpRequest* request) {
  Recorder::Settings settings;
  if (!ReadKinds(request, &settings.kinds)) return;
  if (!request->Get("withHistory", &settings.with_history)) return Refuse(request);
  if (!recording_path_.empty()) return Refuse(request, "This session records already");
  const char* configured = std::getenv("TMPDIR");
  std::string path = std::string(configured != nullptr && *configured != 0 ? configured : "/tmp") + "/isoscope-XXXXXX.labrun";
  const int file = mkostemps(path.data(), 7, O_CLOEXEC);
  if (file < 0) return Refuse(request, "No file for the recording: " + std::string(std::strerror(errno)));
  close(file);
  settings.path = path;
  if (const Status status = Recorder::Get().Start(settings); !status.ok()) {
    unlink(path.c_str());
    return Refuse(request, status.message());
  }
  recording_path_ = path;
  Reply(CdpResult(request->id()));
}

void IsoscopeDomain::DropRecording() {
  if (recording_path_.empty()) return;
  const Status ended = Recorder::Get().Stop("the debugger has gone");
  unlink(recording_path_.c_str());
  recording_path_.clear();
  static_cast<void>(ended);  // Nobody is left to hear of it, and the file is gone.
}

void IsoscopeDomain::StopRecording(CdpRequest* request) {
  if (recording_path_.empty()) return Refuse(request, "This session records nothing");
  const Status status = Recorder::Get().Stop("stopRecording");
  const std::string path = std::exchange(recording_path_, {});
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  unlink(path.c_str());  // It lives as long as the stream.
  if (!status.ok() || file < 0) {
    if (file >= 0) close(file);
    return Refuse(request, status.ok() ? "The recording cannot be read: " + std::string(std::strerror(errno)) : status.message());
  }
  const std::string handle = "recording-" + std::to_string(++last_stream_);
  streams_[handle] = {.file = file};
  const auto state = Recorder::Get().state();
  Reply(CdpResult(request->id(), [&](JsonWriter* json) {
    json->Member("stream", handle);
    json->Member("bytes", state ? state->bytes : 0);
    json->Member("records", state ? state->records : 0);
  }));
}

void IsoscopeDomain::IoRead(CdpRequest* request) {
  std::string handle;
  uint64_t size = kMaxReadBytes;
  if (!request->Get("handle", &handle) || !request->Get("size", &size)) return Refuse(request);
  const auto found = streams_.find(handle);
  if (found == streams_.end()) return Refuse(request, "Invalid stream handle");
  Stream& stream = found->second;
  if (!request->Get("offset", &stream.offset)) return Refuse(request);
  if (stream.offset > static_cast<uint64_t>(INT64_MAX)) return Refuse(request, "The offset lies beyond the stream");
  std::string bytes(std::min(size, kMaxReadBytes), '\0');
  const ssize_t got = pread(stream.file, bytes.data(), bytes.size(), static_cast<off_t>(stream.offset));
  if (got < 0) return Refuse(request, std::string("The stream cannot be read: ") + std::strerror(errno));
  const bool ended = static_cast<size_t>(got) < bytes.size();
  bytes.resize(static_cast<size_t>(got));
  stream.offset += static_cast<uint64_t>(got);
  Reply(CdpResult(request->id(), [&](JsonWriter* json) {
    json->Member("base64Encoded", true);
    json->Member("data", Base64(bytes));
    json->Member("eof", ended);
  }));
}

void IsoscopeDomain::IoClose(CdpRequest* request) {
  std::string handle;
  if (!request->Get("handle", &handle)) return Refuse(request);
  const auto found = streams_.find(handle);
  if (found == streams_.end()) return Refuse(request, "Invalid stream handle");
  close(found->second.file);
  streams_.erase(found);
  Reply(CdpResult(request->id()));
}

}  // namespace isoscope
