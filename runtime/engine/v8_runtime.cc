#include "runtime/engine/v8_runtime.h"

#include <sys/random.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <v8-initialization.h>

#include "runtime/engine/code_inspector.h"
#include "runtime/engine/tracing_controller.h"
#include "runtime/engine/v8_log.h"

// The monolith has abseil inside but ships no headers for it. Its mutexes' deadlock detector is on, costing 1 MB and 0.4 ms at start.
namespace absl {
enum class OnDeadlockCycle { kIgnore, kReport, kAbort };
void SetMutexDeadlockDetectionMode(OnDeadlockCycle mode);
}  // namespace absl

namespace isoscope {
namespace {

bool Entropy(unsigned char* buffer, size_t length) {
  while (length > 0) {
    ssize_t got = getrandom(buffer, length, 0);
    if (got <= 0) return false;
    buffer += got;
    length -= static_cast<size_t>(got);
  }
  return true;
}

// V8 believes --stack-size; past the real stack the process would die of SIGSEGV instead of throwing RangeError.
std::string ClampStackSize(const std::string& flag) {
  for (const char* prefix : {"--stack-size=", "--stack_size="}) {
    if (flag.rfind(prefix, 0) != 0) continue;
    rlimit limit{};
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return flag;
    constexpr unsigned long kReserveKb = 192;  // What C++ below the deepest JavaScript frame may need.
    unsigned long most_kb = limit.rlim_cur / 1024;
    most_kb = most_kb > 2 * kReserveKb ? most_kb - kReserveKb : most_kb / 2;
    unsigned long wanted_kb = std::strtoul(flag.c_str() + std::char_traits<char>::length(prefix), nullptr, 10);
    return "--stack-size=" + std::to_string(std::min(wanted_kb, most_kb));
  }
  return flag;
}

void SetFlags(const std::vector<std::string>& flags, std::vector<std::string>* unknown) {
  std::vector<std::string> storage = {"isoscope"};
  for (const std::string& flag : flags) storage.push_back(ClampStackSize(flag));
  std::vector<char*> argv;
  for (std::string& text : storage) argv.push_back(text.data());
  int argc = static_cast<int>(argv.size());
  v8::V8::SetFlagsFromCommandLine(&argc, argv.data(), true);
  for (int i = 1; i < argc; i++) unknown->push_back(argv[static_cast<size_t>(i)]);
}

}  // namespace

V8Runtime::V8Runtime(std::unique_ptr<Platform> platform) : platform_(std::move(platform)) { current_ = this; }

std::unique_ptr<V8Runtime> V8Runtime::Start(const Settings& settings, std::vector<std::string>* unknown_flags) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // Before any other V8 call: even SetEntropySource locks.
  v8::V8::SetEntropySource(Entropy);
  // JavaScript may set flags at run time (v8.setFlagsFromString), as in Node.
  std::vector<std::string> flags = {"--no-freeze-flags-after-init"};
  // Only bytecode belongs in a snapshot: compiled code cannot be serialized, and when it appears depends on timing.
  if (settings.reproducible) {
    flags.insert(flags.end(), {"--hash-seed=1", "--random-seed=1", "--single-threaded", "--no-sparkplug", "--no-maglev", "--no-opt"});
  }
#if ISOSCOPE_GC_STRESS
  // Collections at random points of a small young generation, each of which moves what it can. --gc-interval does nothing in V8's release builds.
  if (!settings.reproducible) {
    flags.insert(flags.end(),
                 {"--stress-scavenge=5", "--stress-marking=10", "--stress-compaction", "--min-semi-space-size=1", "--max-semi-space-size=1"});
  }
#endif
  if (!settings.reproducible) {
    const std::vector<std::string> log_flags = V8Log::Arm(settings.flags);
    flags.insert(flags.end(), log_flags.begin(), log_flags.end());
  }
  flags.insert(flags.end(), settings.flags.begin(), settings.flags.end());
  SetFlags(flags, unknown_flags);
  if (!unknown_flags->empty()) return nullptr;
  // WebAssembly's accesses need no bounds checks then: V8's own SIGSEGV handler turns those beyond a memory into traps, and gives every other
  // fault back to what was there before.
  if (!settings.reproducible) v8::V8::EnableWebAssemblyTrapHandler(true);
  auto platform = std::make_unique<Platform>(settings.worker_threads, std::make_unique<TracingController>());
  v8::V8::InitializePlatform(platform.get());
  v8::V8::Initialize();
  if (!settings.reproducible) CodeInspector::Register();
  return std::unique_ptr<V8Runtime>(new V8Runtime(std::move(platform)));
}

V8Runtime::~V8Runtime() {
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
  current_ = nullptr;
}

}  // namespace isoscope
