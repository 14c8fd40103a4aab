#include "runtime/env/boundary_observer.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <v8-initialization.h>

#include "runtime/base/clock.h"
#include "runtime/env/binding.h"
#include "runtime/env/boundary.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

struct FunctionName {
  NameId binding = 0;
  NameId function = 0;
};

// By slot. Bindings' own functions only are named after their binding; a class's methods after the class.
std::vector<FunctionName> NamesOfSlots() {
  std::vector<FunctionName> names(BindingRegistry::SlotCount());
  const auto name = [&names](const char* owner, const BindingFunction& function) {
    FunctionName& entry = names[function.slot->index];
    if (entry.binding == 0) entry = {Intern(owner), Intern(function.name)};
  };
  for (const BindingDefinition* definition : BindingRegistry::All()) {
    for (const BindingFunction& function : definition->functions) name(definition->name, function);
    for (const BindingClass& defined : definition->classes) {
      for (const BindingClass* cls = &defined; cls != nullptr; cls = cls->base) {
        const std::string owner = std::string(definition->name) + "." + cls->name;
        name(owner.c_str(), cls->construct);
        for (const BindingFunction& method : cls->methods) name(owner.c_str(), method);
        for (const BindingFunction& getter : cls->getters) name(owner.c_str(), getter);
      }
    }
  }
  return names;
}

// Flags are the process's: the first isolate that counts sets it, the last one takes it back.
void AllowFastCalls(bool allow) {
  static std::mutex mutex;
  static int forbidders = 0;
  std::lock_guard lock(mutex);
  if (!allow && forbidders++ == 0) v8::V8::SetFlagsFromString("--no-turbo-fast-api-calls");
  if (allow && --forbidders == 0) v8::V8::SetFlagsFromString("--turbo-fast-api-calls");
}

}  // namespace

class BoundaryObserver::Source final : public RecordSource {
 public:
  explicit Source(uint32_t isolate) : isolate_(isolate), names_(NamesOfSlots()), counters_(names_.size()), seen_(names_.size()) {}

  BoundaryCounters* counters() { return &counters_; }

  void Produce(const std::function<void(RecordBytes)>& take) override {
    if (!Hub::Wants(Kind::kBoundary)) return;
    const uint64_t now_us = MonotonicUs();
    for (size_t slot = 0; slot < names_.size(); slot++) {
      const BoundaryCount& count = counters_.counts()[slot];
      const uint64_t calls = count.calls.Get();
      if (calls == seen_[slot].calls) continue;
      const uint64_t time_ns = count.time_ns.Get();
      BoundaryRecord record;
      record.header.timeUs = now_us;
      record.header.isolate = isolate_;
      record.binding = names_[slot].binding;
      record.function = names_[slot].function;
      record.calls = calls - seen_[slot].calls;
      record.totalUs = (time_ns - seen_[slot].time_ns) / 1000;
      seen_[slot] = {calls, time_ns};
      take(RecordBytes(reinterpret_cast<const std::byte*>(&record), sizeof(record)));
    }
  }
  uint64_t dropped(Kind) const override { return 0; }

 private:
  struct Seen {
    uint64_t calls = 0;
    uint64_t time_ns = 0;
  };
  const uint32_t isolate_;
  const std::vector<FunctionName> names_;
  BoundaryCounters counters_;
  std::vector<Seen> seen_;
};

BoundaryObserver::BoundaryObserver(std::shared_ptr<IsolateInfo> isolate) : isolate_(std::move(isolate)) {}

BoundaryObserver::~BoundaryObserver() {
  Switch(false);
  if (source_ != nullptr) Hub::Get().RetireSource(source_);
}

void BoundaryObserver::Switch(bool on) {
  if (on == on_) return;
  on_ = on;
  if (source_ == nullptr) {
    source_ = std::make_shared<Source>(isolate_->id());
    Hub::Get().AddSource(source_);
  }
  BoundaryCounters::SetCurrent(on ? source_->counters() : nullptr);
  AllowFastCalls(!on);
}

}  // namespace isoscope
