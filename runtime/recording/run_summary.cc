#include "runtime/recording/run_summary.h"

#include <algorithm>

#include "runtime/base/json_reader.h"
#include "runtime/probes/names.h"

namespace isoscope {
namespace {

std::string TextOf(FieldText text, const char* otherwise) { return text.id != 0 ? std::string(Names().Text(text.id)) : otherwise; }

class Summarizer final : public RecordingVisitor {
 public:
  explicit Summarizer(RunSummary* summary) : summary_(summary) { Open("start", summary->header.monotonic_us); }

  void OnRecord(uint64_t, RecordBytes bytes) override {
    VisitRecord(bytes, [this](const auto& record) {
      last_us_ = std::max(last_us_, record.header.timeUs);
      for (RunSection* section : {&summary_->sections.back(), &summary_->whole}) Add(section, record);
    });
    if (HeaderOf(bytes).kind != Kind::kMark || summary_->sections.size() == RunSummary::kMaxSections) return;
    const auto mark = ReadRecord<MarkRecord>(bytes);
    Close(mark.header.timeUs);
    Open(TextOf(mark.name, "(mark)"), mark.header.timeUs);
  }
  void OnEnd(std::string_view text) override {
    JsonDocument json;
    json.Parse(text);
    last_us_ = std::max(last_us_, JsonUint(json.value(), "monotonicUs"));
    ReadDropped(JsonMember(json.value(), "dropped"));
  }
  void OnSnapshot(std::string_view text) override {
    JsonDocument json;
    json.Parse(text);
    last_us_ = std::max(last_us_, JsonUint(JsonMember(json.value(), "time"), "monotonicUs"));
    ReadDropped(JsonMember(json.value(), "dropped"));
  }
  void Finish() {
    Close(last_us_);
    summary_->whole.name = "whole run";
    summary_->whole.start_us = summary_->header.monotonic_us;
    summary_->whole.end_us = std::max(last_us_, summary_->whole.start_us);
  }

 private:
  void Open(std::string name, uint64_t time_us) {
    summary_->sections.emplace_back();
    summary_->sections.back().name = std::move(name);
    summary_->sections.back().start_us = summary_->sections.back().end_us = time_us;
  }
  void Close(uint64_t time_us) {
    RunSection& section = summary_->sections.back();
    section.end_us = std::max(section.start_us, time_us);
  }
  void ReadDropped(const JsonValue& dropped) {
    if (!dropped.IsObject()) return;
    for (const auto& member : dropped.GetObject()) {
      if (member.value.IsUint64() && member.value.GetUint64() != 0) summary_->dropped[std::string(JsonView(member.name))] = member.value.GetUint64();
    }
  }

  static void Add(RunSection* section, const GcRecord& gc) {
    section->gc[EnumName(gc.type)].Add(gc.durationUs);
    section->freed_bytes += gc.freedBytes;
    if (gc.promotedBytes.has_value()) section->promoted_bytes += gc.promotedBytes.value;
    section->max_used_bytes = std::max(section->max_used_bytes, gc.usedBeforeBytes);
  }
  static void Add(RunSection* section, const HeapRecord& heap) { section->max_used_bytes = std::max(section->max_used_bytes, heap.usedBytes); }
  static void Add(RunSection* section, const LoopRecord& loop) { section->iterations += loop.iteration != 0 ? std::max<uint64_t>(1, loop.count) : 0; }
  static void Add(RunSection* section, const CallbackRecord& callback) {
    callback.count > 1 ? section->callbacks.AddSum(callback.count, callback.durationUs, callback.longestUs)
                       : section->callbacks.Add(callback.durationUs);
    section->ticks += callback.ticks;
    if (callback.microtasks.has_value()) section->microtasks += callback.microtasks.value;
  }
  static void Add(RunSection* section, const PoolRecord& pool) {
    if (!pool.startedUs.has_value() || !pool.endedUs.has_value()) return;
    const uint64_t wait = pool.startedUs.value - std::min(pool.submittedUs, pool.startedUs.value);
    section->pool_wait.Add(wait);
    section->pool_run.Add(pool.endedUs.value - std::min(pool.startedUs.value, pool.endedUs.value));
    section->pool_wait_by_operation[TextOf(pool.operation, "(unnamed)")].Add(wait);
  }
  static void Add(RunSection* section, const TierRecord& tier) {
    const char* name = EnumName(tier.tier);
    section->tiers[name != nullptr ? name : "unknown"]++;
  }
  static void Add(RunSection* section, const DeoptRecord& deopt) {
    const std::string reason = TextOf(deopt.reason, "(unknown)");
    section->deopts[reason]++;
    const std::string place = TextOf(deopt.function, "(anonymous)") + " (" + TextOf(deopt.scriptUrl, "?") + ":" + std::to_string(deopt.line) + ":" +
                              std::to_string(deopt.column) + "): " + reason;
    section->deopt_places.emplace(place, reason);
  }
  template <typename Record>
  static void Add(RunSection*, const Record&) {}

  RunSummary* const summary_;
  uint64_t last_us_ = 0;
};

}  // namespace

void Durations::Add(uint64_t us) {
  count++;
  total_us += us;
  max_us = std::max(max_us, us);
  if (histogram_ == nullptr) histogram_ = std::make_unique<Histogram>(1, 3'600'000'000, 2);
  histogram_->Record(static_cast<int64_t>(std::min<uint64_t>(us, INT64_MAX)));
}

void Durations::AddSum(uint64_t n, uint64_t sum_us, uint64_t longest_us) {
  Add(longest_us);
  count += n - 1;
  total_us += sum_us - std::min(sum_us, longest_us);
  const uint64_t rest_us = (sum_us - std::min(sum_us, longest_us)) / (n - 1);
  histogram_->Record(static_cast<int64_t>(rest_us), static_cast<int64_t>(n - 1));
}

uint64_t Durations::Percentile(double percentile) const {
  if (histogram_ == nullptr) return 0;
  // The highest of those that are counted together may be above all that there were.
  return std::min(static_cast<uint64_t>(histogram_->Percentile(percentile)), max_us);
}

Result<RunSummary> RunSummary::Of(const std::string& path) {
  auto reader = RecordingReader::Open(path);
  if (!reader.ok()) return reader.status();
  RunSummary summary;
  summary.header = reader.value()->header();
  Summarizer summarizer(&summary);
  summary.outcome = reader.value()->Read(&summarizer);
  summarizer.Finish();
  return summary;
}

}  // namespace isoscope
