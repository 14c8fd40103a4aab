#include "runtime/observers/gc_steps.h"

#include <unistd.h>

#include <iterator>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "runtime/base/ticks.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/engine/work_owner.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

struct NamedStep {
  std::string_view v8_name;
  GcStepKind step;
};
constexpr NamedStep kSteps[] = {
    {"V8.GC_MC_INCREMENTAL", GcStepKind::kIncrementalMarking},
    {"V8.GC_MINOR_MS_INCREMENTAL_STEP", GcStepKind::kIncrementalMarking},
    {"V8.GC_MC_INCREMENTAL_SWEEPING", GcStepKind::kIncrementalSweeping},
    {"V8.GC_MC_COMPLETE_SWEEPING", GcStepKind::kIncrementalSweeping},
    {"V8.GC_MC_BACKGROUND_MARKING", GcStepKind::kConcurrentMarking},
    {"V8.GC_MINOR_MS_BACKGROUND_MARKING", GcStepKind::kConcurrentMarking},
    {"V8.GC_MC_BACKGROUND_SWEEPING", GcStepKind::kConcurrentSweeping},
    {"V8.GC_MINOR_MS_BACKGROUND_SWEEPING", GcStepKind::kConcurrentSweeping},
    {"V8.GC_BACKGROUND_FULL_ARRAY_BUFFER_SWEEP", GcStepKind::kConcurrentSweeping},
    {"V8.GC_BACKGROUND_YOUNG_ARRAY_BUFFER_SWEEP", GcStepKind::kConcurrentSweeping},
    {"V8.GC_SCAVENGER_BACKGROUND_SCAVENGE_PARALLEL", GcStepKind::kParallelScavenging},
    {"V8.GC_MC_BACKGROUND_EVACUATE_COPY", GcStepKind::kParallelCompacting},
    {"V8.GC_MC_BACKGROUND_EVACUATE_UPDATE_POINTERS", GcStepKind::kParallelCompacting},
};

class ThreadProducer {
 public:
  ~ThreadProducer() {
    if (producer_ != nullptr) producer_->Retire();
  }
  Producer* Get() {
    if (producer_ == nullptr) producer_ = Hub::Get().NewProducer(nullptr);
    return producer_;
  }

 private:
  Producer* producer_ = nullptr;
};

// The handle of an event is when it began: nothing needs to be kept.
class WorkerSink final : public TraceSink {
 public:
  uint64_t OnTraceEvent(char phase, const char* name, const TraceArguments&) override {
    return phase == 'X' && GcStepOf(name).has_value() ? Ticks::NowNs() : 0;
  }
  void OnTraceEnd(const char* name, uint64_t handle) override {
    const std::optional<GcStepKind> step = GcStepOf(name);
    if (!step.has_value()) return;
    const uint64_t now = Ticks::NowNs();
    static thread_local ThreadProducer producer;
    static thread_local const auto thread = static_cast<uint64_t>(gettid());
    GcStepRecord record;
    record.header.isolate = WorkOwner::Current();
    record.header.timeUs = now / 1000;
    record.step = *step;
    record.thread = thread;
    record.startUs = handle / 1000;
    record.durationUs = (now - handle) / 1000;
    producer.Get()->Emit(record);
  }
};

std::mutex watchers_mutex;
int watchers = 0;

}  // namespace

std::optional<GcStepKind> GcStepOf(const char* v8_name) {
  static thread_local std::unordered_map<const char*, std::optional<GcStepKind>> known;  // V8's names are literals.
  const auto [entry, is_new] = known.try_emplace(v8_name);
  for (size_t i = 0; is_new && i < std::size(kSteps); i++) {
    if (kSteps[i].v8_name == v8_name) entry->second = kSteps[i].step;
  }
  return entry->second;
}

void StartWorkerGcSteps() {
  static WorkerSink* const sink = new WorkerSink;  // V8's threads may be in it at exit.
  std::lock_guard lock(watchers_mutex);
  if (watchers++ == 0) TracingController::SetDefaultSink(sink);
}

void StopWorkerGcSteps() {
  std::lock_guard lock(watchers_mutex);
  if (--watchers == 0) TracingController::SetDefaultSink(nullptr);
}

}  // namespace isoscope
