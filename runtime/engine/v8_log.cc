// How V8 is reached: its archive is linked statically and pinned by checksum, so the linker can wrap calls between its object files.
//   base::OS::FOpen                     opens the log (V8 takes regular files only) and the file of code traces: we give it a cookie stream
//   V8FileLogger::SetUp                 runs at an isolate's birth: tells which logger is whose
//   Isolate::UpdateLogObjectRelocation  runs when a CPU profile starts or ends, which silences the log
// Three functions and one variable of V8 that its headers do not show are used by their names: see below.
#include "runtime/engine/v8_log.h"

#include <stdio.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <v8-initialization.h>

#include "runtime/base/features.h"

namespace isoscope {
namespace v8_hidden {

void UpdateIsLogging(void* logger, bool on) asm("_ZN2v88internal12V8FileLogger15UpdateIsLoggingEb");
bool IsLogging(void* logger) asm("_ZN2v88internal12V8FileLogger10is_loggingEv");
void LogCompiledFunctions(void* logger, bool ensure_source_positions) asm("_ZN2v88internal12V8FileLogger20LogCompiledFunctionsEb");
// What --log-ic sets when V8 starts: off, inline caches do not even prepare a line.
extern std::atomic<unsigned> ic_stats asm("_ZN2v88internal12TracingFlags8ic_statsE");
constexpr unsigned kIcStatsEnabledByNative = 1;

}  // namespace v8_hidden

namespace {

using namespace v8_hidden;

constexpr char kTracePath[] = "isoscope:code-traces";

struct State {
  bool armed = false;
  bool user_traces_deopts = false;
  bool user_traces_optimizations = false;
  std::atomic<uint32_t> groups{0};
  std::mutex mutex;
  std::unordered_map<v8::Isolate*, std::unique_ptr<V8Log>> logs;
};
State& TheState() {
  static State* const state = new State;  // V8's threads may still write at exit.
  return *state;
}

constinit thread_local V8Log* born = nullptr;  // The log whose isolate V8 sets up on this thread now.

bool IsFlag(std::string_view flag, std::string_view name) {
  if (!flag.starts_with("--")) return false;
  flag.remove_prefix(2);
  for (size_t i = 0; i < name.size(); i++) {
    if (i >= flag.size() || (flag[i] == '_' ? '-' : flag[i]) != name[i]) return false;
  }
  return true;
}

}  // namespace

struct V8LogHooks {
  static void Line(V8Log* log, std::string_view line) {
    if (log->sink_ != nullptr) log->sink_->OnLogLine(line);
  }
  static V8Log* New(v8::Isolate* isolate, void* logger) { return new V8Log(isolate, logger); }
  static void Tell(V8Log* log) { log->Tell(); }
};

namespace {

// What V8 writes to: whole lines, each flushed at once, in practice; pieces are put together. Ends when V8 closes its FILE.
class LineStream {
 public:
  static FILE* Open(V8Log* log, bool traces) {
    cookie_io_functions_t functions{};
    functions.write = [](void* cookie, const char* data, size_t size) -> ssize_t {
      static_cast<LineStream*>(cookie)->Write({data, size});
      return static_cast<ssize_t>(size);
    };
    functions.close = [](void* cookie) {
      OpenStreams& open = TheOpenStreams();
      std::unique_lock lock(open.mutex);
      const auto ended = open.streams.extract(static_cast<LineStream*>(cookie));
      lock.unlock();  // Its last line may ask for more.
      return 0;
    };
    std::unique_ptr<LineStream> stream(new LineStream(log, traces));
    LineStream* const cookie = stream.get();
    OpenStreams& open = TheOpenStreams();
    std::lock_guard lock(open.mutex);
    open.streams.emplace(cookie, std::move(stream));
    return fopencookie(cookie, "w", functions);
  }

  ~LineStream() {
    if (!rest_.empty()) Line(rest_);
  }

 private:
  // Their owner: a leak checker does not look into a FILE.
  struct OpenStreams {
    std::mutex mutex;
    std::unordered_map<LineStream*, std::unique_ptr<LineStream>> streams;
  };
  static OpenStreams& TheOpenStreams() {
    static OpenStreams* const open = new OpenStreams;
    return *open;
  }

  LineStream(V8Log* log, bool traces) : log_(log), traces_(traces) {}

  void Write(std::string_view data) {
    for (;;) {
      const size_t end = data.find('\n');
      if (end == std::string_view::npos) break;
      if (rest_.empty()) {
        Line(data.substr(0, end));
      } else {
        rest_.append(data.substr(0, end));
        Line(rest_);
        rest_.clear();
      }
      data.remove_prefix(end + 1);
    }
    rest_.append(data);
  }

  void Line(std::string_view line) {
    if (traces_ && !IsOurs(line)) {
      fwrite(line.data(), 1, line.size(), stdout);
      fputc('\n', stdout);
    }
    if (log_ != nullptr) V8LogHooks::Line(log_, line);
  }

  // Whether V8 prints this line only because of us.
  static bool IsOurs(std::string_view line) {
    const State& state = TheState();
    const uint32_t groups = state.groups.load(std::memory_order_relaxed);
    if (!state.user_traces_deopts && (groups & V8Log::kDeopts) != 0 && line.starts_with("[bailout (")) return true;
    if (state.user_traces_optimizations || (groups & V8Log::kOptimizations) == 0) return false;
    for (const char* start : {"[compiling method ", "[completed ", "[aborted optimizing ", "[marking ", "[not marking "}) {
      if (line.starts_with(start)) return true;
    }
    return false;
  }

  V8Log* const log_;
  const bool traces_;
  std::string rest_;
};

}  // namespace

std::vector<std::string> V8Log::Arm(const std::vector<std::string>& user_flags) {
  if constexpr (!kProbes) return {};
  State& state = TheState();
  for (const std::string& flag : user_flags) {
    for (const char* name : {"log", "prof", "no-log", "ll-prof", "perf", "interpreted-frames", "redirect-code-traces", "freeze-flags-after-init"}) {
      if (IsFlag(flag, name)) return {};
    }
    if (IsFlag(flag, "trace-deopt")) state.user_traces_deopts = true;
    if (IsFlag(flag, "trace-opt")) state.user_traces_optimizations = true;
  }
  state.armed = true;
  return {"--log", "--no-log-maps-details", "--redirect-code-traces", std::string("--redirect-code-traces-to=") + kTracePath};
}

V8Log* V8Log::Of(v8::Isolate* isolate) {
  State& state = TheState();
  std::lock_guard lock(state.mutex);
  auto it = state.logs.find(isolate);
  return it != state.logs.end() ? it->second.get() : nullptr;
}

void V8Log::SetGroups(uint32_t groups) {
  State& state = TheState();
  std::lock_guard lock(state.mutex);
  const uint32_t before = state.groups.exchange(groups, std::memory_order_relaxed);
  if (!state.armed || before == groups) return;
  std::string flags;
  const auto set = [&](uint32_t group, const char* name, bool stays = false) {
    if (((before ^ groups) & group) == 0 || stays) return;
    flags += (groups & group) != 0 ? " --" : " --no-";
    flags += name;
  };
  set(kCode, "log-code");
  set(kInlining, "log-source-code");
  set(kInlining, "log-source-position");
  set(kDeopts, "log-deopt");
  set(kIcs, "log-ic");
  set(kMaps, "log-maps");
  set(kFunctions, "log-function-events");
  set(kOptimizations, "trace-opt", state.user_traces_optimizations);
  v8::V8::SetFlagsFromString(flags.c_str(), flags.size());
  if ((groups & kIcs) != 0) {
    ic_stats.fetch_or(kIcStatsEnabledByNative, std::memory_order_relaxed);
  } else {
    ic_stats.fetch_and(~kIcStatsEnabledByNative, std::memory_order_relaxed);
  }
}

void V8Log::Switch(bool on) {
  if (on == on_) return;
  on_ = on;
  UpdateIsLogging(logger_, on);
  Tell();
}

void V8Log::LogExistingFunctions() {
  if (on_ && IsLogging(logger_)) LogCompiledFunctions(logger_, false);
}

void V8Log::Tell() {
  const bool silent = on_ && !IsLogging(logger_);
  if (silent == silent_) return;
  silent_ = silent;
  if (sink_ != nullptr) sink_->OnSilence(silent);
}

}  // namespace isoscope

using isoscope::V8Log;

extern "C" {

FILE* __real__ZN2v84base2OS5FOpenEPKcS3_(const char* path, const char* mode);
bool __real__ZN2v88internal12V8FileLogger5SetUpEPNS0_7IsolateE(void* logger, v8::Isolate* isolate);
void __real__ZN2v88internal7Isolate25UpdateLogObjectRelocationEv(v8::Isolate* isolate);

FILE* __wrap__ZN2v84base2OS5FOpenEPKcS3_(const char* path, const char* mode) {
  if (isoscope::born != nullptr) return isoscope::LineStream::Open(isoscope::born, false);
  if (isoscope::TheState().armed && std::strcmp(path, isoscope::kTracePath) == 0) {
    v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
    return isoscope::LineStream::Open(isolate != nullptr ? V8Log::Of(isolate) : nullptr, true);
  }
  return __real__ZN2v84base2OS5FOpenEPKcS3_(path, mode);
}

bool __wrap__ZN2v88internal12V8FileLogger5SetUpEPNS0_7IsolateE(void* logger, v8::Isolate* isolate) {
  isoscope::State& state = isoscope::TheState();
  if (!state.armed) return __real__ZN2v88internal12V8FileLogger5SetUpEPNS0_7IsolateE(logger, isolate);
  V8Log* log = isoscope::V8LogHooks::New(isolate, logger);
  isoscope::born = log;
  const bool done = __real__ZN2v88internal12V8FileLogger5SetUpEPNS0_7IsolateE(logger, isolate);
  isoscope::born = nullptr;
  isoscope::v8_hidden::UpdateIsLogging(logger, false);
  std::lock_guard lock(state.mutex);
  state.logs[isolate].reset(log);  // An ended isolate's may have been at the same address.
  return done;
}

void __wrap__ZN2v88internal7Isolate25UpdateLogObjectRelocationEv(v8::Isolate* isolate) {
  __real__ZN2v88internal7Isolate25UpdateLogObjectRelocationEv(isolate);
  if (isoscope::TheState().armed) {
    if (V8Log* log = V8Log::Of(isolate)) isoscope::V8LogHooks::Tell(log);
  }
}

}  // extern "C"
