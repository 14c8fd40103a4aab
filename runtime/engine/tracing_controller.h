// V8's trace events, caught inside the process: microtask counts, why a garbage collection ran, how long its phases took; and all of them for
// the trace log (probes/trace_log.h) while somebody traces their category.
//
// Made by V8Runtime::Start for our Platform, one per process. A category is off until somebody enables it (counted); V8 then reads one byte per
// trace point. Events carry no isolate, so each isolate's thread has its own sink: an event goes to the sink of the thread that made it;
// threads without one (V8's workers) share the default sink, if there is one. Enable/Disable: any thread. Sinks: their own thread only; they run
// inside V8, also in the middle of a collection, so they must not call it.
//
// core: CallbackScope reads the microtasks of its drain as the difference of TracingController::MicrotasksRun() around it, on the isolate's
// thread; it counts while the category v8.execute is enabled, which runtime/observers does while `callback` or `ticks` is watched.
#ifndef ISOSCOPE_RUNTIME_ENGINE_TRACING_CONTROLLER_H_
#define ISOSCOPE_RUNTIME_ENGINE_TRACING_CONTROLLER_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include <v8-platform.h>

namespace isoscope {

struct TraceCategories;

inline constexpr std::string_view kTraceExecute = "v8.execute";            // RunMicrotasks.
inline constexpr std::string_view kTraceTimeline = "devtools.timeline";    // MinorGC, MajorGC with their reason.
inline constexpr std::string_view kTraceGc = "disabled-by-default-v8.gc";  // Phases of collections.

// The arguments of one event as V8 passes them, valid during the call.
class TraceArguments {
 public:
  TraceArguments(int32_t count, const char** names, const uint8_t* types, const uint64_t* values)
      : count_(count), names_(names), types_(types), values_(values) {}
  bool GetInteger(std::string_view name, int64_t* out) const;
  std::string_view GetString(std::string_view name) const;  // Empty when absent.

 private:
  int Find(std::string_view name) const;
  const int32_t count_;
  const char** const names_;
  const uint8_t* const types_;
  const uint64_t* const values_;
};

class TraceSink {
 public:
  virtual ~TraceSink() = default;
  // `phase` is the trace format's letter: B begin, E end, X complete (its end comes as OnTraceEnd with the handle returned here).
  virtual uint64_t OnTraceEvent(char phase, const char* name, const TraceArguments& arguments) = 0;
  virtual void OnTraceEnd(const char* name, uint64_t handle) = 0;
};

class TracingController final : public v8::TracingController {
 public:
  TracingController();
  ~TracingController() override;

  // Null before V8Runtime::Start and after its end.
  static TracingController* Current();

  void Enable(std::string_view category);
  void Disable(std::string_view category);

  // The calling thread's; null: none. Returns the one before.
  static TraceSink* SetThreadSink(TraceSink* sink);
  // For threads that have none: called on all of them at once. Never deleted, as a thread may be in it.
  static void SetDefaultSink(TraceSink* sink);
  // Microtasks run on the calling thread while v8.execute was enabled.
  static uint64_t MicrotasksRun() { return microtasks_run_; }
  // When the first of them began (base/ticks.h) since ForgetMicrotasksStart(); 0: none has.
  static uint64_t MicrotasksStart() { return microtasks_start_; }
  static void ForgetMicrotasksStart() { microtasks_start_ = 0; }

  const uint8_t* GetCategoryGroupEnabled(const char* name) override;
  uint64_t AddTraceEvent(char phase, const uint8_t* enabled, const char* name, const char* scope, uint64_t id, uint64_t bind_id, int32_t num_args,
                         const char** arg_names, const uint8_t* arg_types, const uint64_t* arg_values,
                         std::unique_ptr<v8::ConvertableToTraceFormat>* convertables, unsigned int flags) override;
  uint64_t AddTraceEventWithTimestamp(char phase, const uint8_t* enabled, const char* name, const char* scope, uint64_t id, uint64_t bind_id,
                                      int32_t num_args, const char** arg_names, const uint8_t* arg_types, const uint64_t* arg_values,
                                      std::unique_ptr<v8::ConvertableToTraceFormat>* convertables, unsigned int flags, int64_t timestamp) override;
  void UpdateTraceEventDuration(const uint8_t* enabled, const char* name, uint64_t handle) override;
  void AddTraceStateObserver(TraceStateObserver* observer) override;
  void RemoveTraceStateObserver(TraceStateObserver* observer) override;

 private:
  // A group is what a trace point names: one category or several with commas. V8 keeps the address of `enabled`, its first member, for ever.
  struct Group {
    uint8_t enabled = 0;    // One of the next two.
    bool observed = false;  // By Enable().
    TraceCategories* traced = nullptr;
    std::string name;
  };
  static void NoteMicrotasks(char phase, const TraceArguments& arguments);
  static inline constinit thread_local uint64_t microtasks_run_ = 0;
  static inline constinit thread_local uint64_t microtasks_start_ = 0;

  bool Wants(std::string_view group) const;
  void UpdateGroups();
  void OnTracedChanged();
  void TellObservers();

  std::mutex mutex_;
  std::deque<Group> groups_;  // A deque: addresses stay.
  std::map<std::string, int, std::less<>> enabled_categories_;
  std::set<TraceStateObserver*> observers_;
  bool tracing_ = false;  // What V8's observers were told.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_TRACING_CONTROLLER_H_
