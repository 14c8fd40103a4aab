#include "runtime/engine/fatal_handlers.h"

#include <cstdio>
#include <cstdlib>

#include <v8-exception.h>
#include <v8-message.h>
#include <v8-statistics.h>
#include <v8-debug.h>

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

void PrintJavaScriptStack(v8::Isolate* isolate) {
  if (!isolate->InContext()) return;
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, 10, v8::StackTrace::kDetailed);
  if (stack->GetFrameCount() == 0) return;
  std::fprintf(stderr, "\n<--- JavaScript stack --->\n\n");
  // Frames come without allocation in V8's heap; their names are strings that exist already.
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
    char function[256] = "<anonymous>";
    char script[1024] = "";
    if (!frame->GetFunctionName().IsEmpty() && frame->GetFunctionName()->Length() > 0) {
      function[frame->GetFunctionName()->WriteUtf8(isolate, function, sizeof(function) - 1, nullptr, v8::String::NO_NULL_TERMINATION)] = 0;
    }
    if (!frame->GetScriptName().IsEmpty()) {
      script[frame->GetScriptName()->WriteUtf8(isolate, script, sizeof(script) - 1, nullptr, v8::String::NO_NULL_TERMINATION)] = 0;
    }
    std::fprintf(stderr, "    at %s (%s:%d:%d)\n", function, script, frame->GetLineNumber(), frame->GetColumn());
  }
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
    PrintJavaScriptStack(isolate);
  }
  std::fflush(stderr);
  std::abort();
}

void OnFatalError(const char* location, const char* message) { Die(location, message); }

void OnOutOfMemory(const char* location, const v8::OOMDetails& details) {
  Die(location, details.is_heap_oom ? "Allocation failed - JavaScript heap out of memory" : "Allocation failed - process out of memory");
}

}  // namespace

void InstallFatalHandlers(v8::Isolate* isolate) {
  isolate->SetFatalErrorHandler(OnFatalError);
  isolate->SetOOMErrorHandler(OnOutOfMemory);
}

void SetFatalHook(FatalHook hook) { fatal_hook = hook; }

}  // namespace isoscope
