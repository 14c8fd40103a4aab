#include "runtime/engine/fatal_handlers.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <v8-debug.h>
#include <v8-exception.h>
#include <v8-message.h>
#include <v8-primitive.h>
#include <v8-statistics.h>

#include "runtime/base/clock.h"

namespace isoscope {
namespace {

FatalHook fatal_hook = nullptr;

void PrintHeap(v8::Isolate* isolate) {
  constexpr double kMb = 1024.0 * 1024.0;
  v8::HeapStatistics heap;
  isolate->GetHeapStatistics(&heap);
  std::fprintf(stderr, "\n<--- Heap --->\n\n%.1f MB used of %.1f MB, limit %.1f MB; external %.1f MB, malloced %.1f MB; contexts %zu, detached %zu\n",
               static_cast<double>(heap.used_heap_size()) / kMb, static_cast<double>(heap.total_heap_size()) / kMb,
               static_cast<double>(heap.heap_size_limit()) / kMb, static_cast<double>(heap.external_memory()) / kMb,
               static_cast<double>(heap.malloced_memory()) / kMb, heap.number_of_native_contexts(), heap.number_of_detached_contexts());
  for (size_t i = 0; i < isolate->NumberOfHeapSpaces(); i++) {
    v8::HeapSpaceStatistics space;
    if (!isolate->GetHeapSpaceStatistics(&space, i) || space.space_size() == 0) continue;
    std::fprintf(stderr, "  %-34s %10.1f MB used of %10.1f MB\n", space.space_name(), static_cast<double>(space.space_used_size()) / kMb,
                 static_cast<double>(space.space_size()) / kMb);
  }
}

// Inside an allocation optimized frames cannot be walked (V8 has no deoptimization data there), so the stack is taken beforehand: near the
// limit the heap gets a little more room, and at the next interrupt, where frames can be walked, the stack is kept and the limit restored.
struct LastStack {
  std::string text;
  uint64_t taken_ns = 0;
  size_t limit = 0;
};
thread_local LastStack last_stack;

constinit thread_local OutOfMemoryGuard* guard = nullptr;
constinit thread_local int guard_extensions = 0;

// What a terminated script may still allocate until it notices, each time the limit is met, and how often. 16 MB, as Node gives, is too little for
// the growth of one big table.
constexpr size_t kRoomForEnd = 256 * 1024 * 1024;
constexpr int kMaxExtensions = 4;

// Enough for the next scavenge to promote all of the new space, and then some.
size_t RoomForStack(v8::Isolate* isolate) {
  constexpr size_t kSome = 8 * 1024 * 1024;
  v8::HeapSpaceStatistics space;
  for (size_t i = 0; i < isolate->NumberOfHeapSpaces(); i++) {
    if (isolate->GetHeapSpaceStatistics(&space, i) && std::string_view(space.space_name()) == "new_space") return space.space_size() + kSome;
  }
  return kSome;
}

std::string StackText(v8::Isolate* isolate) {
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, 10, v8::StackTrace::kDetailed);
  std::string text;
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
    v8::String::Utf8Value function(isolate, frame->GetFunctionName());
    v8::String::Utf8Value script(isolate, frame->GetScriptName());
    text += "    at ";
    text += function.length() > 0 ? *function : "<anonymous>";
    text += " (";
    text += script.length() > 0 ? *script : "<unknown>";
    text += ":" + std::to_string(frame->GetLineNumber()) + ":" + std::to_string(frame->GetColumn()) + ")\n";
  }
  return text;
}

size_t OnNearHeapLimit(void* data, size_t current_limit, size_t);

void KeepStack(v8::Isolate* isolate, void*) {
  last_stack.text = StackText(isolate);
  last_stack.taken_ns = MonotonicNs();
  isolate->RemoveNearHeapLimitCallback(OnNearHeapLimit, last_stack.limit);
}

size_t OnNearHeapLimit(void* data, size_t current_limit, size_t) {
  auto* isolate = static_cast<v8::Isolate*>(data);
  if (guard != nullptr) {
    guard->OnNearHeapLimit();
    return guard_extensions++ < kMaxExtensions ? current_limit + kRoomForEnd : current_limit;
  }
  if (last_stack.limit != 0) return current_limit;  // Asked once already: the room is used up.
  last_stack.limit = current_limit;
  isolate->RequestInterrupt(KeepStack, nullptr);
  return current_limit + RoomForStack(isolate);
}

void PrintJavaScriptStack() {
  std::fprintf(stderr, "\n<--- JavaScript stack --->\n\n");
  if (last_stack.text.empty()) {
    std::fprintf(stderr, "    not known: V8 did not leave a built-in function before the heap was full\n");
    return;
  }
  std::fprintf(stderr, "%s    (taken %.1f ms before, when the heap came near its limit)\n", last_stack.text.c_str(),
               static_cast<double>(MonotonicNs() - last_stack.taken_ns) / 1e6);
}

[[noreturn]] void Die(const char* location, const char* message) {
  std::fflush(stdout);
  std::fprintf(stderr, "FATAL ERROR: %s %s\n", location != nullptr ? location : "", message);
  if (fatal_hook != nullptr) {
    FatalHook hook = fatal_hook;
    fatal_hook = nullptr;  // A fault inside the hook must not run it again.
    hook();
  }
  if (v8::Isolate* isolate = v8::Isolate::TryGetCurrent(); isolate != nullptr) {
    PrintHeap(isolate);
    PrintJavaScriptStack();
  }
  std::fflush(stderr);
  std::abort();
}

void OnFatalError(const char* location, const char* message) { Die(location, message); }

void OnOutOfMemory(const char* location, const v8::OOMDetails& details) {
  if (guard != nullptr) guard->OnOutOfMemory();
  Die(location, details.is_heap_oom ? "Allocation failed - JavaScript heap out of memory" : "Allocation failed - process out of memory");
}

}  // namespace

void InstallFatalHandlers(v8::Isolate* isolate) {
  isolate->SetFatalErrorHandler(OnFatalError);
  isolate->SetOOMErrorHandler(OnOutOfMemory);
  isolate->AddNearHeapLimitCallback(OnNearHeapLimit, isolate);
}

void SetOutOfMemoryGuard(OutOfMemoryGuard* new_guard) {
  guard = new_guard;
  guard_extensions = 0;
}

void SetFatalHook(FatalHook hook) { fatal_hook = hook; }

}  // namespace isoscope
