#include "runtime/observers/gc.h"

#include <bit>

#include "runtime/base/clock.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/observers/gc_steps.h"

namespace isoscope {

class GcObserver::CycleMetrics final : public v8::metrics::Recorder {
 public:
  explicit CycleMetrics(GcObserver* owner) : owner_(owner) {}
  void Detach() { owner_ = nullptr; }

  using v8::metrics::Recorder::AddMainThreadEvent;
  void AddMainThreadEvent(const v8::metrics::GarbageCollectionFullCycle& cycle, ContextId) override {
    if (owner_ != nullptr) owner_->OnFullCycle(cycle);
  }

 private:
  GcObserver* owner_;
};

namespace {

// V8's types are bits, in the order of ours.
static_assert(v8::kGCTypeScavenge == 1 << static_cast<int>(GcType::kScavenge));
static_assert(v8::kGCTypeMinorMarkSweep == 1 << static_cast<int>(GcType::kMinorMarkSweep));
static_assert(v8::kGCTypeMarkSweepCompact == 1 << static_cast<int>(GcType::kMarkSweepCompact));
static_assert(v8::kGCTypeIncrementalMarking == 1 << static_cast<int>(GcType::kIncrementalMarking));
static_assert(v8::kGCTypeProcessWeakCallbacks == 1 << static_cast<int>(GcType::kWeakCallbacks));

GcType TypeOf(v8::GCType type) { return static_cast<GcType>(std::countr_zero(static_cast<unsigned>(type))); }

bool IsYoung(GcType type) { return type == GcType::kScavenge || type == GcType::kMinorMarkSweep; }

}  // namespace

GcObserver::GcObserver(v8::Isolate* isolate, Producer* producer, const HeapReader* reader, HeapObserver* heap)
    : isolate_(isolate),
      producer_(producer),
      reader_(reader),
      heap_(heap),
      cycle_names_{Intern("cycle.total"), Intern("cycle.mark"),       Intern("cycle.sweep"),           Intern("cycle.compact"),
                   Intern("cycle.weak"),  Intern("cycle.mainThread"), Intern("cycle.incrementalMark"), Intern("cycle.incrementalSweep")} {}

GcObserver::~GcObserver() {
  Install(false, false, false);
  if (metrics_ != nullptr) metrics_->Detach();
}

void GcObserver::Install(bool callbacks, bool trace, bool steps) {
  if (steps != has_steps_) {
    has_steps_ = steps;
    steps ? StartWorkerGcSteps() : StopWorkerGcSteps();
    trace_.SetOnStep(!steps ? GcTrace::OnStep() : [this](GcStepKind step, uint64_t start_ns, uint64_t duration_ns) {
      GcStepRecord record;
      record.step = step;
      record.thread = producer_->isolate()->thread_id();
      record.onIsolateThread = true;
      record.startUs = start_ns / 1000;
      record.durationUs = duration_ns / 1000;
      if (cycles_ != 0) record.cycle = cycles_;
      producer_->Emit(record);
    });
  }
  if (callbacks != has_callbacks_) {
    has_callbacks_ = callbacks;
    if (callbacks) {
      isolate_->AddGCPrologueCallback(OnPrologue, this);
      isolate_->AddGCEpilogueCallback(OnEpilogue, this);
    } else {
      isolate_->RemoveGCPrologueCallback(OnPrologue, this);
      isolate_->RemoveGCEpilogueCallback(OnEpilogue, this);
      depth_ = 0;
      open_full_cycle_ = 0;
      heap_->Forget();
    }
  }
  if (trace == has_trace_) return;
  has_trace_ = trace;
  TracingController* controller = TracingController::Current();
  if (trace) {
    if (metrics_ == nullptr) {
      metrics_ = std::make_shared<CycleMetrics>(this);
      isolate_->SetMetricsRecorder(metrics_);  // Once in an isolate's life: V8 takes no second one.
    }
    previous_sink_ = TracingController::SetThreadSink(&trace_);
    if (controller != nullptr) controller->Enable(kTraceTimeline);
  } else {
    if (controller != nullptr) controller->Disable(kTraceTimeline);
    TracingController::SetThreadSink(previous_sink_);
  }
}

void GcObserver::OnPrologue(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags, void* data) { static_cast<GcObserver*>(data)->Begin(TypeOf(type)); }

void GcObserver::OnEpilogue(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags, void* data) { static_cast<GcObserver*>(data)->End(TypeOf(type)); }

void GcObserver::Begin(GcType type) {
  Pause& pause = pauses_[static_cast<size_t>(type)];
  reader_->Read(&pause.before);
  heap_->OnGcBegin(pause.before);
  pause.traced = depth_++ == 0 && has_trace_;
  if (pause.traced) trace_.BeginPause();
  pause.start_ns = MonotonicNs();  // Last: our own reading is no part of the pause.
}

void GcObserver::End(GcType type) {
  const uint64_t end_ns = MonotonicNs();
  Pause& pause = pauses_[static_cast<size_t>(type)];
  if (pause.start_ns == 0) return;  // It had begun before we listened.
  depth_--;
  HeapFigures after;
  reader_->Read(&after);
  Emit(type, pause, end_ns, after);
  pause.start_ns = 0;
  heap_->OnGcEnd(after);
}

void GcObserver::Emit(GcType type, const Pause& pause, uint64_t end_ns, const HeapFigures& after) {
  GcRecord record;
  if (pause.traced) trace_.EndPause(&record.reason.id, &record.phasesUs);
  record.cycle = ++cycles_;
  record.type = type;
  record.startUs = pause.start_ns / 1000;
  record.durationUs = (end_ns - pause.start_ns) / 1000;
  record.usedBeforeBytes = pause.before.totals.used_heap_size();
  record.usedAfterBytes = after.totals.used_heap_size();
  record.totalBeforeBytes = pause.before.totals.total_heap_size();
  record.totalAfterBytes = after.totals.total_heap_size();
  record.freedBytes = static_cast<int64_t>(record.usedBeforeBytes) - static_cast<int64_t>(record.usedAfterBytes);
  int64_t old_growth = 0;
  uint64_t young_after = 0;
  for (size_t i = 0; i < reader_->space_count(); i++) {
    const HeapSpace& space_before = pause.before.spaces[i];
    const HeapSpace& space_after = after.spaces[i];
    record.spaces.Add({.name = space_after.name,
                       .usedBeforeBytes = space_before.usedBytes,
                       .usedAfterBytes = space_after.usedBytes,
                       .sizeBeforeBytes = space_before.sizeBytes,
                       .sizeAfterBytes = space_after.sizeBytes});
    if (reader_->is_young(i)) {
      young_after += space_after.usedBytes;
    } else {
      old_growth += static_cast<int64_t>(space_after.usedBytes) - static_cast<int64_t>(space_before.usedBytes);
    }
  }
  if (IsYoung(type)) {
    record.promotedBytes = static_cast<uint64_t>(old_growth > 0 ? old_growth : 0);
    record.survivedBytes = young_after;
  }
  if (type == GcType::kMarkSweepCompact) {
    open_full_cycle_ = record.cycle;
    open_full_phases_ = record.phasesUs;
  }
  producer_->Emit(record);
}

void GcObserver::OnFullCycle(const v8::metrics::GarbageCollectionFullCycle& cycle) {
  if (open_full_cycle_ == 0) return;  // Of a collection nobody watched.
  GcPhasesRecord record;
  record.cycle = open_full_cycle_;
  record.phasesUs = open_full_phases_;  // Those of the pause stay; the whole cycle's come beside them.
  open_full_cycle_ = 0;
  const auto add = [&record](NameId name, int64_t us) {
    if (us >= 0) record.phasesUs.Add({.name = name, .durationUs = static_cast<uint64_t>(us)});  // -1: V8 does not tell.
  };
  add(cycle_names_.total, cycle.total.total_wall_clock_duration_in_us);
  add(cycle_names_.mark, cycle.total.mark_wall_clock_duration_in_us);
  add(cycle_names_.sweep, cycle.total.sweep_wall_clock_duration_in_us);
  add(cycle_names_.compact, cycle.total.compact_wall_clock_duration_in_us);
  add(cycle_names_.weak, cycle.total.weak_wall_clock_duration_in_us);
  add(cycle_names_.main_thread, cycle.main_thread.total_wall_clock_duration_in_us);
  add(cycle_names_.incremental_mark, cycle.main_thread_incremental.mark_wall_clock_duration_in_us);
  add(cycle_names_.incremental_sweep, cycle.main_thread_incremental.sweep_wall_clock_duration_in_us);
  producer_->Emit(record);
}

}  // namespace isoscope
