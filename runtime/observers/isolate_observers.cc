#include "runtime/observers/isolate_observers.h"

#include <utility>

#include "runtime/base/check.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/engine/work_owner.h"
#include "runtime/loop/event_loop.h"

namespace isoscope {
namespace {

constexpr KindMask kGcMask = MaskOf(Kind::kGc) | MaskOf(Kind::kGcPhases);
constexpr KindMask kGcStepMask = MaskOf(Kind::kGcStep);
constexpr KindMask kHeapMask = MaskOf(Kind::kHeap);
constexpr KindMask kCallbackMask = MaskOf(Kind::kCallback);
constexpr KindMask kDelayMask = MaskOf(Kind::kDelay);
constexpr KindMask kResourceMask = MaskOf(Kind::kResource);
constexpr KindMask kBoundaryMask = MaskOf(Kind::kBoundary);

}  // namespace

IsolateObservers::IsolateObservers(v8::Isolate* isolate, EventLoop* loop, Producer* producer)
    : loop_(loop),
      producer_(producer),
      thread_(std::this_thread::get_id()),
      reader_(isolate),
      interrupt_(
          isolate, loop, [](void* self) { static_cast<IsolateObservers*>(self)->OnInterrupt(); }, this),
      heap_(isolate, producer, &reader_, &interrupt_),
      gc_(isolate, producer, &reader_, &heap_),
      v8_log_(isolate, producer) {
  ISOSCOPE_CHECK(producer->isolate() != nullptr);
  WorkOwner::Set(producer->isolate()->id());
  producer->isolate()->SetHeapSource(&heap_);
  listener_ = Hub::Get().AddMaskListener([this](KindMask mask) { OnMask(mask); });
  if (CpuProfiles::Wanted()) cpu_ = std::make_unique<CpuProfileObserver>(isolate, producer, &interrupt_);
}

IsolateObservers::~IsolateObservers() {
  Hub::Get().RemoveMaskListener(listener_);
  cpu_.reset();
  wanted_.store(0, std::memory_order_relaxed);  // Closing handles turns the loop, which may answer an older request.
  Apply(0);
  heap_.SampleNow();  // What the registry keeps of an ended isolate.
  producer_->isolate()->SetHeapSource(nullptr);
  WorkOwner::Set(0);
}

void IsolateObservers::SetBoundarySwitch(std::function<void(bool on)> boundary_switch) {
  boundary_switch_ = std::move(boundary_switch);
  if ((applied_ & kBoundaryMask) != 0) boundary_switch_(true);
}

void IsolateObservers::SetResourceSwitch(std::function<void()> resource_switch) {
  resource_switch_ = std::move(resource_switch);
  if ((applied_ & kResourceMask) != 0 && resource_switch_ != nullptr) resource_switch_();
}

void IsolateObservers::OnMask(KindMask mask) {
  wanted_.store(mask, std::memory_order_release);
  if (std::this_thread::get_id() == thread_) {
    Apply(mask);
  } else {
    interrupt_.Request();
  }
}

void IsolateObservers::OnInterrupt() {
  Apply(wanted_.load(std::memory_order_acquire));
  heap_.AnswerRequest();
  if (cpu_ != nullptr) cpu_->OnInterrupt();
}

void IsolateObservers::Apply(KindMask mask) {
  const KindMask changed = mask ^ applied_;
  applied_ = mask;
  if ((changed & kV8LogKinds) != 0) v8_log_.Apply(mask);
  if ((changed & kBoundaryMask) != 0 && boundary_switch_ != nullptr) boundary_switch_((mask & kBoundaryMask) != 0);
  if ((changed & kResourceMask) != 0 && resource_switch_ != nullptr) resource_switch_();
  if ((changed & (kGcMask | kHeapMask | kGcStepMask)) != 0) {
    const bool gc = (mask & kGcMask) != 0;
    const bool steps = (mask & kGcStepMask) != 0;
    gc_.Install(gc || steps || (mask & kHeapMask) != 0, gc || steps, steps);
  }
  if ((changed & kCallbackMask) != 0) {
    if (TracingController* controller = TracingController::Current()) {
      (mask & kCallbackMask) != 0 ? controller->Enable(kTraceExecute) : controller->Disable(kTraceExecute);
    }
  }
  if ((changed & kDelayMask) != 0) {
    if ((mask & kDelayMask) != 0) {
      if (delay_ == nullptr) delay_ = std::make_unique<DelayObserver>(loop_, producer_);
      delay_->Start();
    } else if (delay_ != nullptr) {
      delay_->Stop();
    }
  }
  if ((changed & kHeapMask) != 0) {
    if ((mask & kHeapMask) != 0) {
      heap_.SampleNow();  // The figures that later ones are compared with.
      loop_->phase_clock().SetIterationHook(
          [](void* self) {
            auto* observers = static_cast<IsolateObservers*>(self);
            return observers->heap_.OnIteration(uv_now(observers->loop_->uv()));
          },
          this);
    } else {
      loop_->phase_clock().SetIterationHook(nullptr, nullptr);
    }
  }
}

}  // namespace isoscope
