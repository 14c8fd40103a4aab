#include "runtime/bindings/performance_histogram.h"

#include <limits>

#include <uv.h>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/base/clock.h"
#include "runtime/base/histogram.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"

namespace isoscope {
namespace {

// What a histogram of JavaScript's counts, whoever fills it. Values above the highest are only counted, as `exceeds`.
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

  Histogram histogram;
  const int64_t highest;
  int64_t exceeds = 0;
  uint64_t previous_ns = 0;
};

class HistogramWrap : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Histogram", &BaseObject::kClass};

  HistogramWrap(Environment* env, v8::Local<v8::Object> object, int64_t lowest, int64_t highest, int figures)
      : BaseObject(env, object), counts_(lowest, highest, figures) {
    MakeWeak();
  }
  const ClassInfo* class_info() const override { return &kClass; }
  Counts& counts() { return counts_; }

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
    new HistogramWrap(Environment::From(isolate), info.This(), lowest, highest, figures);
  }

 private:
  Counts counts_;
};

// A timer of the loop that counts how late it is called: monitorEventLoopDelay(). It does not keep the loop alive.
class DelayMonitor : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"ELDHistogram", &HandleWrap::kClass};

  DelayMonitor(Environment* env, v8::Local<v8::Object> object, uint32_t interval_ms)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&timer_), AsyncProvider::kELDHISTOGRAM),
        counts_(1, 3'600'000'000'000, 3),
        interval_ms_(interval_ms) {
    uv_timer_init(env->uv_loop(), &timer_);
    timer_.data = static_cast<HandleWrap*>(this);
    uv_unref(uv_handle());
  }
  const ClassInfo* class_info() const override { return &kClass; }
  Counts& counts() { return counts_; }

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
    self->counts_.previous_ns = 0;
    uv_timer_start(&self->timer_, OnTimer, self->interval_ms_, self->interval_ms_);
    uv_unref(self->uv_handle());
  }

  static void Stop(const CallInfo& info) {
    auto* self = From<DelayMonitor>(info.This());
    if (self != nullptr && self->IsOpen()) uv_timer_stop(&self->timer_);
  }

 private:
  static void OnTimer(uv_timer_t* timer) { static_cast<DelayMonitor*>(static_cast<HandleWrap*>(timer->data))->counts_.RecordDelta(); }

  uv_timer_t timer_{};
  Counts counts_;
  const uint32_t interval_ms_;
};

// The counts of `this`, of either class; null after throwing.
Counts* CountsOf(const CallInfo& info) {
  if (auto* histogram = BaseObject::From<HistogramWrap>(info.This())) return &histogram->counts();
  if (auto* monitor = BaseObject::From<DelayMonitor>(info.This())) return &monitor->counts();
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_THIS", "Value of \"this\" must be of type Histogram");
  return nullptr;
}

// Node's answer for the smallest value of an empty histogram.
int64_t MinOf(const Counts& counts) { return counts.histogram.count() == 0 ? std::numeric_limits<int64_t>::max() : counts.histogram.Min(); }
int64_t MaxOf(const Counts& counts) { return counts.histogram.Max(); }
int64_t CountOf(const Counts& counts) { return counts.histogram.count(); }
int64_t ExceedsOf(const Counts& counts) { return counts.exceeds; }

template <int64_t (*Get)(const Counts&)>
void Integer(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  if (counts == nullptr) return;
  // (true) asks for a BigInt.
  if (info[0]->IsTrue())
    info.GetReturnValue().Set(v8::BigInt::New(info.GetIsolate(), Get(*counts)));
  else
    info.GetReturnValue().Set(static_cast<double>(Get(*counts)));
}

void Mean(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  if (counts != nullptr) info.GetReturnValue().Set(CountOf(*counts) == 0 ? std::numeric_limits<double>::quiet_NaN() : counts->histogram.Mean());
}

void Stddev(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  if (counts != nullptr) info.GetReturnValue().Set(CountOf(*counts) == 0 ? std::numeric_limits<double>::quiet_NaN() : counts->histogram.Stddev());
}

v8::Local<v8::Value> NumberOf(v8::Isolate* isolate, int64_t value, bool as_bigint) {
  if (as_bigint) return v8::BigInt::New(isolate, value);
  return v8::Number::New(isolate, static_cast<double>(value));
}

// (percentile, as BigInt)
void Percentile(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  double percentile = 0;
  if (counts == nullptr || !GetDouble(info, 0, &percentile)) return;
  info.GetReturnValue().Set(NumberOf(info.GetIsolate(), counts->histogram.Percentile(percentile), info[1]->IsTrue()));
}

// (map, as BigInt): fills it with percentile -> value.
void Percentiles(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Counts* counts = CountsOf(info);
  if (counts == nullptr) return;
  if (!info[0]->IsMap()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The argument at index 0 must be an instance of Map");
  v8::Local<v8::Map> map = info[0].As<v8::Map>();
  bool as_bigint = info[1]->IsTrue();
  counts->histogram.ForEachPercentile([&](double percentile, int64_t value) {
    v8::Local<v8::Map> ignored;
    if (!map->Set(isolate->GetCurrentContext(), v8::Number::New(isolate, percentile), NumberOf(isolate, value, as_bigint)).ToLocal(&ignored)) return;
  });
}

void Reset(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  if (counts != nullptr) counts->Reset();
}

void Record(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  int64_t value = 0;
  if (counts == nullptr || !GetInt64(info, 0, &value)) return;
  if (value < 1) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"val\" is out of range. It must be >= 1");
  counts->Record(value);
}

void RecordDelta(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  if (counts != nullptr) counts->RecordDelta();
}

void Add(const CallInfo& info) {
  Counts* counts = CountsOf(info);
  auto* other = BaseObject::From<HistogramWrap>(info[0]);
  if (counts == nullptr) return;
  if (other == nullptr) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The argument at index 0 must be a Histogram");
  counts->histogram.Add(other->counts().histogram);
  counts->exceeds += other->counts().exceeds;
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
