#include "runtime/probes/hub.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/base/ticks.h"

namespace isoscope {
namespace {

const uint64_t process_start_us = MonotonicUs();

// Whether this process shows another run, all of whose isolates are kept: as many as its recording names. Under the hub's mutex.
bool shows_another_run = false;

}  // namespace

Hub& Hub::Get() {
  static Hub* const hub = new Hub;  // Never destroyed: other threads may still emit at exit.
  return *hub;
}

void Hub::Watch(KindMask kinds) {
  std::lock_guard lock(mutex_);
  if (kinds != 0) Ticks::Prepare();
  for (size_t bit = 0; bit < kMaskBits; bit++) watchers_[bit] += kinds >> bit & 1;
  UpdateMask();
}

void Hub::Unwatch(KindMask kinds) {
  std::lock_guard lock(mutex_);
  for (size_t bit = 0; bit < kMaskBits; bit++) {
    if ((kinds >> bit & 1) == 0) continue;
    ISOSCOPE_CHECK_GT(watchers_[bit], 0u);
    watchers_[bit]--;
  }
  UpdateMask();
}

void Hub::UpdateMask() {
  KindMask mask = 0;
  if constexpr (!kProbes) return;
  for (size_t bit = 0; bit < kMaskBits; bit++) mask |= KindMask{watchers_[bit] != 0} << bit;
  if (mask_.exchange(mask, std::memory_order_relaxed) == mask) return;
  for (auto& [id, listener] : listeners_) listener(mask);
}

Hub::ListenerId Hub::AddMaskListener(MaskListener listener) {
  std::lock_guard lock(mutex_);
  const ListenerId id = next_listener_++;
  listeners_.emplace_back(id, std::move(listener));
  listeners_.back().second(mask());
  return id;
}

void Hub::RemoveMaskListener(ListenerId id) {
  std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [id](const auto& entry) { return entry.first == id; });
}

std::shared_ptr<IsolateInfo> Hub::RegisterIsolate(std::string name, uint64_t thread_id) {
  std::lock_guard lock(mutex_);
  isolates_.push_back(std::make_shared<IsolateInfo>(next_isolate_++, std::move(name), thread_id));
  return isolates_.back();
}

std::shared_ptr<IsolateInfo> Hub::RestoreIsolate(uint32_t id, std::string name, uint64_t thread_id) {
  std::lock_guard lock(mutex_);
  shows_another_run = true;
  const auto place =
      std::lower_bound(isolates_.begin(), isolates_.end(), id, [](const auto& entry, uint32_t wanted) { return entry->id() < wanted; });
  if (place != isolates_.end() && (*place)->id() == id) return nullptr;
  next_isolate_ = std::max(next_isolate_, id + 1);
  return *isolates_.insert(place, std::make_shared<IsolateInfo>(id, std::move(name), thread_id));
}

void Hub::IsolateEnded(const std::shared_ptr<IsolateInfo>& isolate) {
  isolate->SetHeapSource(nullptr);
  std::lock_guard lock(mutex_);
  isolate->ended_.store(true, std::memory_order_release);
  if (shows_another_run) return;
  const auto ended = [](const auto& entry) { return entry->state() == IsolateState::kEnded; };
  if (static_cast<size_t>(std::count_if(isolates_.begin(), isolates_.end(), ended)) > kEndedKept) {
    isolates_.erase(std::find_if(isolates_.begin(), isolates_.end(), ended));
  }
}

std::vector<std::shared_ptr<IsolateInfo>> Hub::Isolates() {
  std::lock_guard lock(mutex_);
  return {isolates_.begin(), isolates_.end()};
}

Producer* Hub::NewProducer(std::shared_ptr<IsolateInfo> isolate) {
  std::lock_guard lock(producers_mutex_);
  producers_.push_back(std::make_unique<Producer>(std::move(isolate)));
  return producers_.back().get();
}

void Hub::RetireProducer(Producer* producer) {
  std::lock_guard lock(producers_mutex_);
  if (!producer->unused()) {
    producer->retired_ = true;
    return;
  }
  // Nothing to collect, and perhaps nobody who collects.
  RememberCounts(*producer);
  std::erase_if(producers_, [producer](const auto& entry) { return entry.get() == producer; });
}

void Hub::AddSource(std::shared_ptr<RecordSource> source) {
  std::lock_guard lock(producers_mutex_);
  sources_.push_back({std::move(source)});
}

void Hub::RetireSource(const std::shared_ptr<RecordSource>& source) {
  std::lock_guard lock(producers_mutex_);
  for (Source& entry : sources_) {
    if (entry.source == source) entry.retired = true;
  }
}

Status Hub::StartService() {
  const ServiceStarter starter = service_starter_.load(std::memory_order_acquire);
  return starter != nullptr ? starter() : Status::Error("this program has no service thread");
}

void Hub::SetVersions(Versions versions) {
  std::lock_guard lock(mutex_);
  versions_ = std::move(versions);
}

Hub::Versions Hub::versions() {
  std::lock_guard lock(mutex_);
  return versions_;
}

void Hub::SetRunArguments(RunArguments arguments) {
  std::lock_guard lock(mutex_);
  run_arguments_ = std::move(arguments);
}

Hub::RunArguments Hub::run_arguments() {
  std::lock_guard lock(mutex_);
  return run_arguments_;
}

uint64_t Hub::StartUs() { return process_start_us; }

void Hub::DrainProducers(const std::function<void(Producer*)>& drain, const std::function<void(RecordBytes)>& take) {
  drain_requested_.store(false, std::memory_order_relaxed);  // Before draining: a request made during it must count.
  std::lock_guard lock(producers_mutex_);
  std::erase_if(producers_, [&](const std::unique_ptr<Producer>& producer) {
    drain(producer.get());
    if (!producer->retired_) return false;
    RememberCounts(*producer);
    return true;
  });
  std::erase_if(sources_, [&](const Source& entry) {
    entry.source->Produce(take);
    if (!entry.retired) return false;
    RememberDropped(*entry.source);
    return true;
  });
}

std::array<uint64_t, kKindCount> Hub::Dropped() {
  std::lock_guard lock(producers_mutex_);
  std::array<uint64_t, kKindCount> total = dropped_by_gone_;
  for (const auto& producer : producers_) {
    for (size_t i = 0; i < kKindCount; i++) total[i] += producer->dropped(static_cast<Kind>(i));
  }
  for (const Source& entry : sources_) {
    for (size_t i = 0; i < kKindCount; i++) total[i] += entry.source->dropped(static_cast<Kind>(i));
  }
  return total;
}

uint64_t Hub::CompletedOperations() {
  std::lock_guard lock(producers_mutex_);
  uint64_t total = completed_by_gone_;
  for (const auto& producer : producers_) total += producer->completed_operations();
  return total;
}

void Hub::RememberCounts(const Producer& gone) {
  RememberDropped(gone);
  completed_by_gone_ += gone.completed_operations();
}

void Hub::RestoreCounts(const std::array<uint64_t, kKindCount>& dropped, uint64_t completed_operations) {
  std::lock_guard lock(producers_mutex_);
  dropped_by_gone_ = dropped;
  completed_by_gone_ = completed_operations;
}

void Hub::RequestDrain() {
  DrainRequester requester = drain_requester_.load(std::memory_order_acquire);
  if (requester == nullptr || drain_requested_.exchange(true, std::memory_order_acq_rel)) return;
  requester();
}

}  // namespace isoscope
