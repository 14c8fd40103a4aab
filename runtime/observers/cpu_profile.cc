#include "runtime/observers/cpu_profile.h"

#include <utility>

#include <v8-local-handle.h>

#include "runtime/base/clock.h"
#include "runtime/engine/profiles.h"
#include "runtime/probes/producer.h"

namespace isoscope {
CpuProfileObserver::CpuProfileObserver(v8::Isolate* isolate, Producer* producer, IsolateInterrupt* interrupt)
    : isolate_(isolate), producer_(producer), profiler_(v8::CpuProfiler::New(isolate, v8::kDebugNaming, v8::kEagerLogging)) {
  profiler_->SetSamplingInterval(kIntervalUs);
  Begin();
  source_ = CpuProfiles::Get().AddSource({.thread = std::this_thread::get_id(),
                                          .request_cut =
                                              [this, interrupt] {
                                                cut_wanted_.store(true, std::memory_order_release);
                                                interrupt->Request();
                                              },
                                          .end = [this] { End(); }});
}

CpuProfileObserver::~CpuProfileObserver() {
  CpuProfiles::Get().RemoveSource(source_);
  End();
  profiler_->Dispose();
}

void CpuProfileObserver::Begin() {
  v8::HandleScope scope(isolate_);
  start_us_ = MonotonicUs();
  running_ = profiler_->Start(v8::CpuProfilingOptions(v8::kLeafNodeLineNumbers)).id;
}

void CpuProfileObserver::End() {
  if (running_ != 0) Keep(std::exchange(running_, 0), start_us_);
}

void CpuProfileObserver::Keep(v8::ProfilerId id, uint64_t start_us) {
  v8::HandleScope scope(isolate_);
  v8::CpuProfile* profile = profiler_->Stop(id);
  if (profile == nullptr) return;
  const uint32_t isolate = producer_->isolate() != nullptr ? producer_->isolate()->id() : 0;
  CpuProfiles::Get().Add({.isolate = isolate, .start_us = start_us, .end_us = MonotonicUs(), .json = TextOf(profile)});
}

void CpuProfileObserver::OnInterrupt() {
  if (!cut_wanted_.exchange(false, std::memory_order_acquire) || running_ == 0) return;
  const v8::ProfilerId before = running_;
  const uint64_t start_us = start_us_;
  Begin();  // First: nothing is missed, and V8's log need not be told.
  Keep(before, start_us);
}

}  // namespace isoscope
