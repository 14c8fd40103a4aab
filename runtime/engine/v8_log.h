// V8's own log and code traces, caught inside the process line by line, one sink per isolate; off they cost nothing.
//
// V8 opens its log when an isolate is born, and only under --log: that flag is set from the start (Arm), but the isolate is told at once not
// to log. Switch() turns logging of one isolate on and off later, SetGroups() what is logged. How V8 is reached is told in v8_log.cc.
//
// Arm: main thread, before V8 starts. SetGroups: any thread. Everything else: the isolate's thread. A sink's functions run inside V8, in the
// middle of compilations and collections, and some lines come from V8's worker threads: it only copies bytes. A V8Log dies with its isolate.
#ifndef ISOSCOPE_RUNTIME_ENGINE_V8_LOG_H_
#define ISOSCOPE_RUNTIME_ENGINE_V8_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <v8-isolate.h>

namespace isoscope {

class V8LogSink {
 public:
  virtual ~V8LogSink() = default;
  // One line of the log, or of the code traces ("[bailout ...", "[completed compiling ..."), without its end. Any thread.
  virtual void OnLogLine(std::string_view line) = 0;
  // Isolate thread. A CPU profile makes V8 keep silent: true when one starts, false when the last one has ended.
  virtual void OnSilence(bool silent) = 0;
};

class V8Log {
 public:
  enum Group : uint32_t {
    kCode = 1,            // code-creation, code-move, sfi-move
    kInlining = 2,        // code-source-info: what was inlined into what
    kDeopts = 4,          // code-deopt and [bailout
    kIcs = 8,             // LoadIC ...
    kMaps = 16,           // map, map-move
    kFunctions = 32,      // function, script-details
    kOptimizations = 64,  // [completed compiling ...: OSR or not, time taken
  };

  // The flags V8 must be started with, beside the user's. None when those already ask V8 for a log or redirect its traces: then both work as
  // V8 has them, and Of() is null.
  static std::vector<std::string> Arm(const std::vector<std::string>& user_flags);
  // Null for an isolate born before Arm, or without it.
  static V8Log* Of(v8::Isolate* isolate);
  // For all isolates that log.
  static void SetGroups(uint32_t groups);

  // Null: none.
  void SetSink(V8LogSink* sink) { sink_ = sink; }
  void Switch(bool on);
  // Logs code-creation of every function that is compiled already. Walks the heap.
  void LogExistingFunctions();

 private:
  friend struct V8LogHooks;
  V8Log(v8::Isolate* isolate, void* logger) : isolate_(isolate), logger_(logger) {}
  void Tell();

  v8::Isolate* const isolate_;
  void* const logger_;  // V8's internal::V8FileLogger.
  V8LogSink* sink_ = nullptr;
  bool on_ = false;
  bool silent_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_V8_LOG_H_
