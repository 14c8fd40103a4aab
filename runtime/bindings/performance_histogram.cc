#include "runtime/bindings/performance_histogram.h"

#include <limits>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <uv.h>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/base/clock.h"
#include "runtime/base/histogram.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/host_functions.h"
#include "runtime/env/transferable.h"

namespace isoscope {
namespace {

// What a histogram of JavaScript's counts, whoever fills it. Values above the highest are only counted, as `exceeds`. Clones in other threads share
// it: everything happens under its lock.
struct Counts {
  Counts(int64_t lowest, int64_t highest, int figures) : histogram(lowest, highest, figures), highest(highest) {}
  void Record(int64_t value) {
    if (value > highest)
      exceeds++;
    else
      histogram.Record(value);
  }
  void RecordDelta() {
    uint64_t now = MonotonicNs();
    if (previous_ns != 0) Record(static_cast<int64_t>(now - previous_ns));
    previous_ns = now;
  }
  void Reset() {
    histogram.Reset();
    exceeds = 0;
    previous_ns = 0;
  }

  std::mutex mutex;
  Histogram histogram;
  const int64_t highest;
  int64_t exceeds = 0;
  uint64_t previous_ns = 0;
};
using SharedCounts = std::shared_ptr<Counts>;

class HistogramWrap : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Histogram", &BaseObject::kClass};

  HistogramWrap(Environment* env, v8::Local<v8::Object> object, SharedCounts counts) : BaseObject(env, object), counts_(std::move(counts)) {
    MakeWeak();
  }
  const ClassInfo* class_info() const override { return &kClass; }
  const SharedCounts& counts() const { return counts_; }
  void set_counts(SharedCounts counts) { counts_ = std::move(counts); }

  uint32_t transfer_mode() const override { return kCloneable; }
  std::unique_ptr<Transferred> CloneForMessaging() const override;

  // new Histogram(lowest, highest, figures): JavaScript checked them; what HdrHistogram can't do is refused here all the same.
  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    int64_t lowest = 0;
    int64_t highest = 0;
    int32_t figures = 0;
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Histogram needs 'new'");
    if (!GetInt64(info, 0, &lowest) || !GetInt64(info, 1, &highest) || !GetInt32(info, 2, &figures)) return;
    if (lowest < 1 || highest / 2 < lowest || figures < 1 || figures > 5) {
      return ThrowRangeError(isolate, "ERR_OUT_OF_RANGE", "The histogram's range is invalid");
    }
    new HistogramWrap(Environment::From(isolate), info.This(), std::make_shared<Counts>(lowest, highest, figures));
  }

 private:
  SharedCounts counts_;
};

// Counts on their way to another thread.
class ClonedCounts final : public Transferred {
 public:
  explicit ClonedCounts(SharedCounts counts) : counts_(std::move(counts)) {}

  v8::MaybeLocal<v8::Object> Receive(Environment* env, v8::Local<v8::Context> context) override {
    v8::Isolate* isolate = env->isolate();
    v8::Local<v8::Function> require = env->host_function(HostFunction::kRequireBuiltin);
    v8::Local<v8::Value> id = OneByte(isolate, "internal/histogram");
    v8::Local<v8::Value> module;
    v8::Local<v8::Value> make;
    v8::Local<v8::Value> object;
    if (require.IsEmpty() || !require->Call(context, v8::Undefined(isolate), 1, &id).ToLocal(&module) || !module->IsObject() ||
        !module.As<v8::Object>()->Get(context, OneByte(isolate, "makeHandle")).ToLocal(&make) || !make->IsFunction() ||
        !make.As<v8::Function>()->Call(context, v8::Undefined(isolate), 0, nullptr).ToLocal(&object)) {
      return {};
    }
    auto* wrap = BaseObject::From<HistogramWrap>(object);
    if (wrap == nullptr) return {};
    wrap->set_counts(counts_);
    return object.As<v8::Object>();
  }

 private:
  const SharedCounts counts_;
};

std::unique_ptr<Transferred> HistogramWrap::CloneForMessaging() const { return std::make_unique<ClonedCounts>(counts_); }

// A timer of the loop that counts how late it is called: monitorEventLoopDelay(). It does not keep the loop alive.
class DelayMonitor : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"ELDHistogram", &HandleWrap::kClass};

  DelayMonitor(Environment* env, v8::Local<v8::Object> object, uint32_t interval_ms)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&timer_), AsyncProvider::kELDHISTOGRAM),
        counts_(std::make_shared<Counts>(1, 3'600'000'000'000, 3)),
        interval_ms_(interval_ms) {
    uv_timer_init(env->uv_loop(), &timer_);
    timer_.data = static_cast<HandleWrap*>(this);
    uv_unref(uv_handle());
  }
  const ClassInfo* class_info() const override { return &kClass; }
  const SharedCounts& counts() const { return counts_; }

  // What travels is a histogram that shows what this one goes on counting.
  uint32_t transfer_mode() const override { return kCloneable; }
  std::unique_ptr<Transferred> CloneForMessaging() const override { return std::make_unique<ClonedCounts>(counts_); }

  // new DelayMonitor(interval ms)
  static void New(const CallInfo& info) {
    uint32_t interval = 0;
    if (!info.IsConstructCall()) {
      return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor DelayMonitor needs 'new'");
    }
    if (GetUint32(info, 0, &interval)) new DelayMonitor(Environment::From(info.GetIsolate()), info.This(), interval);
  }

  static void Start(const CallInfo& info) {
    auto* self = From<DelayMonitor>(info.This());
    if (self == nullptr || !self->IsOpen()) return;
    {
      std::lock_guard lock(self->counts_->mutex);
      self->counts_->previous_ns = 0;
    }
    uv_timer_start(&self->timer_, OnTimer, self->interval_ms_, self->interval_ms_);
    uv_unref(self->uv_handle());
  }

  static void Stop(const CallInfo& info) {
    auto* self = From<DelayMonitor>(info.This());
    if (self != nullptr && self->IsOpen()) uv_timer_stop(&self->timer_);
  }

 private:
  static void OnTimer(uv_timer_t* timer) {
    Counts& counts = *static_cast<DelayMonitor*>(static_cast<HandleWrap*>(timer->data))->counts_;
    std::lock_guard lock(counts.mutex);
    counts.RecordDelta();
  }

  uv_timer_t timer_{};
  const SharedCounts counts_;
  const uint32_t interval_ms_;
};

// The counts of an object of either class; null for any other.
SharedCounts CountsOf(v8::Local<v8::Value> value) {
  if (auto* histogram = BaseObject::From<HistogramWrap>(value)) return histogram->counts();
  if (auto* monitor = BaseObject::From<DelayMonitor>(value)) return monitor->counts();
  return nullptr;
}

// The counts of `this`, locked while it exists; null after throwing.
class LockedCounts {
 public:
  explicit LockedCounts(const CallInfo& info) : counts_(CountsOf(info.This())) {
    if (counts_ == nullptr)
      ThrowTypeError(info.GetIsolate(), "ERR_INVALID_THIS", "Value of \"this\" must be of type Histogram");
    else
      lock_ = std::unique_lock(counts_->mutex);
  }
  explicit operator bool() const { return counts_ != nullptr; }
  Counts& operator*() const { return *counts_; }
  Counts* operator->() const { return counts_.get(); }

 private:
  const SharedCounts counts_;
  std::unique_lock<std::mutex> lock_;
};

// Node's answer for the smallest value of an empty histogram.
int64_t MinOf(const Counts& counts) { return counts.histogram.count() == 0 ? std::numeric_limits<int64_t>::max() : counts.histogram.Min(); }
int64_t MaxOf(const Counts& counts) { return counts.histogram.Max(); }
int64_t CountOf(const Counts& counts) { return counts.histogram.count(); }
int64_t ExceedsOf(const Counts& counts) { return counts.exceeds; }

template <int64_t (*Get)(const Counts&)>
void Integer(const CallInfo& info) {
  LockedCounts counts(info);
  if (!counts) return;
  // (true) asks for a BigInt.
  if (info[0]->IsTrue())
    info.GetReturnValue().Set(v8::BigInt::New(info.GetIsolate(), Get(*counts)));
  else
    info.GetReturnValue().Set(static_cast<double>(Get(*counts)));
}

void Mean(const CallInfo& info) {
  LockedCounts counts(info);
  if (counts) info.GetReturnValue().Set(CountOf(*counts) == 0 ? std::numeric_limits<double>::quiet_NaN() : counts->histogram.Mean());
}

void Stddev(const CallInfo& info) {
  LockedCounts counts(info);
  if (counts) info.GetReturnValue().Set(CountOf(*counts) == 0 ? std::numeric_limits<double>::quiet_NaN() : counts->histogram.Stddev());
}

v8::Local<v8::Value> NumberOf(v8::Isolate* isolate, int64_t value, bool as_bigint) {
  if (as_bigint) return v8::BigInt::New(isolate, value);
  return v8::Number::New(isolate, static_cast<double>(value));
}

// (percentile, as BigInt)
void Percentile(const CallInfo& info) {
  double percentile = 0;
  if (!GetDouble(info, 0, &percentile)) return;
  LockedCounts counts(info);
  if (counts) info.GetReturnValue().Set(NumberOf(info.GetIsolate(), counts->histogram.Percentile(percentile), info[1]->IsTrue()));
}

// (map, as BigInt): fills it with percentile -> value.
void Percentiles(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsMap()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The argument at index 0 must be an instance of Map");
  std::vector<std::pair<double, int64_t>> values;
  {
    LockedCounts counts(info);
    if (!counts) return;
    counts->histogram.ForEachPercentile([&](double percentile, int64_t value) { values.emplace_back(percentile, value); });
  }
  v8::Local<v8::Map> map = info[0].As<v8::Map>();
  bool as_bigint = info[1]->IsTrue();
  for (const auto& [percentile, value] : values) {
    v8::Local<v8::Map> ignored;
    if (!map->Set(isolate->GetCurrentContext(), v8::Number::New(isolate, percentile), NumberOf(isolate, value, as_bigint)).ToLocal(&ignored)) return;
  }
}

void Reset(const CallInfo& info) {
  LockedCounts counts(info);
  if (counts) counts->Reset();
}

void Record(const CallInfo& info) {
  int64_t value = 0;
  if (!GetInt64(info, 0, &value)) return;
  if (value < 1) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"val\" is out of range. It must be >= 1");
  LockedCounts counts(info);
  if (counts) counts->Record(value);
}

void RecordDelta(const CallInfo& info) {
  LockedCounts counts(info);
  if (counts) counts->RecordDelta();
}

void Add(const CallInfo& info) {
  SharedCounts counts = CountsOf(info.This());
  auto* other = BaseObject::From<HistogramWrap>(info[0]);
  if (counts == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_THIS", "Value of \"this\" must be of type Histogram");
  if (other == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The argument at index 0 must be a Histogram");
  SharedCounts more = other->counts();
  std::unique_lock mine(counts->mutex, std::defer_lock);
  std::unique_lock its(more->mutex, std::defer_lock);
  if (counts == more)
    mine.lock();
  else
    std::lock(mine, its);
  counts->histogram.Add(more->histogram);
  counts->exceeds += more->exceeds;
}

#define ISOSCOPE_HISTOGRAM_METHODS                                                                                                   \
  Method<Integer<CountOf>>("count", 1), Method<Integer<MinOf>>("min", 1), Method<Integer<MaxOf>>("max", 1),                          \
      Method<Integer<ExceedsOf>>("exceeds", 1), Method<Mean>("mean"), Method<Stddev>("stddev"), Method<Percentile>("percentile", 2), \
      Method<Percentiles>("percentiles", 2), Method<Reset>("reset")

constexpr BindingFunction kHistogramMethods[] = {
    ISOSCOPE_HISTOGRAM_METHODS,
    Method<Record>("record", 1),
    Method<RecordDelta>("recordDelta"),
    Method<Add>("add", 1),
};
constexpr BindingFunction kMonitorMethods[] = {
    ISOSCOPE_HISTOGRAM_METHODS,
    Method<DelayMonitor::Start>("start"),
    Method<DelayMonitor::Stop>("stop"),
};
#undef ISOSCOPE_HISTOGRAM_METHODS

}  // namespace

std::span<const BindingClass> PerformanceClasses() {
  static const BindingClass kClasses[] = {
      {.name = "Histogram", .construct = Method<HistogramWrap::New>("Histogram"), .methods = kHistogramMethods},
      {.name = "DelayMonitor", .construct = Method<DelayMonitor::New>("DelayMonitor"), .methods = kMonitorMethods, .base = &kHandleWrapClass},
      kGcWatchClass,
  };
  return kClasses;
}

}  // namespace isoscope
