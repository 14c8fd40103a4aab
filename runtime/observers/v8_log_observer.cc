#include "runtime/observers/v8_log_observer.h"

#include <utility>

#include "runtime/base/clock.h"
#include "runtime/observers/v8_log_lines.h"
#include "runtime/observers/v8_log_reader.h"

namespace isoscope {
namespace {

uint32_t GroupsFor(KindMask mask) {
  uint32_t groups = 0;
  const auto need = [&](Kind kind, uint32_t which) {
    if ((mask & MaskOf(kind)) != 0) groups |= which;
  };
  // Whatever carries an address or a script's number needs to know whose code lies there.
  need(Kind::kTier, V8Log::kCode | V8Log::kInlining | V8Log::kOptimizations);
  need(Kind::kDeopt, V8Log::kCode | V8Log::kDeopts | V8Log::kOptimizations);
  need(Kind::kIc, V8Log::kCode | V8Log::kIcs);
  need(Kind::kMap, V8Log::kCode | V8Log::kMaps);
  need(Kind::kCompile, V8Log::kCode | V8Log::kInlining | V8Log::kFunctions | V8Log::kOptimizations);
  return groups;
}

// Lines between these two are of code that exists already.
constexpr std::string_view kReplayBegins = "[replay";
constexpr std::string_view kReplayEnds = "[live";

}  // namespace

class V8LogObserver::Source final : public RecordSource {
 public:
  explicit Source(std::shared_ptr<IsolateInfo> isolate)
      : isolate_(std::move(isolate)), reader_(std::make_shared<V8LogReader>(isolate_->id(), &isolate_->live)) {
    isolate_->SetCodeView(reader_);
  }

  V8LogLines& lines() { return lines_; }

  void Produce(const std::function<void(RecordBytes)>& take) override {
    lines_.Drain([&](uint64_t time_us, std::string_view line) {
      if (line == kReplayBegins || line == kReplayEnds) return reader_->SetReplaying(line == kReplayBegins);
      reader_->Read(time_us, line, take);
    });
    reader_->Settle(MonotonicUs(), take);
  }
  uint64_t dropped(Kind kind) const override { return lines_.lost(kind); }

 private:
  const std::shared_ptr<IsolateInfo> isolate_;
  const std::shared_ptr<V8LogReader> reader_;
  V8LogLines lines_;
};

V8LogObserver::V8LogObserver(v8::Isolate* isolate, Producer* producer) : producer_(producer), log_(V8Log::Of(isolate)) {
  if (log_ == nullptr) producer_->isolate()->live.v8_log.store(V8LogState::kUnavailable, std::memory_order_relaxed);
}

V8LogObserver::~V8LogObserver() {
  if (log_ == nullptr) return;
  log_->Switch(false);
  log_->SetSink(nullptr);
  if (source_ != nullptr) Hub::Get().RetireSource(source_);
}

void V8LogObserver::Apply(KindMask mask) {
  mask &= kV8LogKinds;
  if (mask == applied_) return;
  const KindMask before = std::exchange(applied_, mask);
  if (log_ == nullptr) return SetState(V8LogState::kUnavailable);
  if (source_ == nullptr) {
    source_ = std::make_shared<Source>(producer_->shared_isolate());
    Hub::Get().AddSource(source_);
    log_->SetSink(this);
  }
  V8Log::SetGroups(GroupsFor(mask));
  if (mask == 0) {
    log_->Switch(false);
    return SetState(V8LogState::kOff);
  }
  if (before != 0) return;
  log_->Switch(true);
  if (producer_->isolate()->live.v8_log.load(std::memory_order_relaxed) != V8LogState::kSilenced) SetState(V8LogState::kOn);
  TellExistingFunctions();
}

void V8LogObserver::TellExistingFunctions() {
  if (applied_ == 0 || log_ == nullptr) return;
  source_->lines().AddMark(kReplayBegins);
  log_->LogExistingFunctions();
  source_->lines().AddMark(kReplayEnds);
}

void V8LogObserver::OnLogLine(std::string_view line) { source_->lines().Add(line); }

void V8LogObserver::OnSilence(bool silent) {
  if (applied_ != 0) SetState(silent ? V8LogState::kSilenced : V8LogState::kOn);
}

void V8LogObserver::SetState(V8LogState state) {
  producer_->isolate()->live.v8_log.store(state, std::memory_order_relaxed);
  V8LogRecord record;
  record.state = state;
  producer_->Emit(record);
}

}  // namespace isoscope
