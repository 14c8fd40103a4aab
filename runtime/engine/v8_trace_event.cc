#include "runtime/engine/v8_trace_event.h"

#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "runtime/base/clock.h"
#include "runtime/base/json_writer.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

// TRACE_VALUE_TYPE_* of V8's macros.
enum : uint8_t { kBool = 1, kUint = 2, kInt = 3, kDouble = 4, kPointer = 5, kString = 6, kCopyString = 7, kConvertable = 8 };

constexpr uint64_t kTracedBit = uint64_t{1} << 63;
constexpr size_t kMaxOpen = 256;  // More never nest: these were begun and never ended.

struct OpenEvent {
  uint64_t handle;
  uint64_t sink_handle;
  uint64_t start_us;
  uint64_t thread_start_us;
  V8TraceEvent event;
};

std::vector<OpenEvent>& OpenEvents() {
  static thread_local std::vector<OpenEvent> open;
  return open;
}

void Write(const V8TraceEvent& event, TraceEvent more) {
  more.phase = event.phase;
  more.name = event.name;
  more.args = event.args;
  if (event.has_id) more.id = event.id;
  if (event.has_id && event.scope != nullptr) more.scope = event.scope;
  TraceLog::Get().Emit(event.categories, more);
}

}  // namespace

void V8TraceEvent::AddArgument(const char* argument, uint8_t type, uint64_t value, std::unique_ptr<v8::ConvertableToTraceFormat>* convertable) {
  JsonWriter json;
  switch (type) {
    case kBool:
      json.Bool(value != 0);
      break;
    case kUint:
      json.Uint(value);
      break;
    case kInt:
      json.Int(static_cast<int64_t>(value));
      break;
    case kDouble: {
      double number;
      std::memcpy(&number, &value, sizeof(number));
      json.Double(number);
      break;
    }
    case kPointer: {
      char text[24];
      std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(value));
      json.String(text);
      break;
    }
    case kString:
    case kCopyString: {
      const char* text = reinterpret_cast<const char*>(static_cast<uintptr_t>(value));
      json.String(text != nullptr ? std::string_view(text) : std::string_view());
      break;
    }
    case kConvertable: {
      std::string text;
      if (convertable != nullptr && *convertable != nullptr) (*convertable)->AppendAsTraceFormat(&text);
      json.Raw(text.empty() ? "null" : text);
      break;
    }
    default:
      json.Null();
  }
  JsonWriter key;
  key.String(argument);
  args += (args.empty() ? "" : ",") + key.Take() + ":" + json.Take();
}

uint64_t TraceV8Event(V8TraceEvent event, uint64_t sink_handle) {
  if (event.phase != 'X') {
    Write(event, {.time_us = event.time_us, .thread_time_us = event.time_us != 0 ? ThreadCpuUs() : 0});
    return sink_handle;
  }
  static thread_local uint64_t last_handle = 0;
  auto& open = OpenEvents();
  if (open.size() >= kMaxOpen) open.clear();
  const uint64_t handle = ++last_handle | kTracedBit;
  const uint64_t start_us = event.time_us != 0 ? event.time_us : MonotonicUs();
  open.push_back({handle, sink_handle, start_us, ThreadCpuUs(), std::move(event)});
  return handle;
}

uint64_t EndV8Event(uint64_t handle) {
  auto& open = OpenEvents();
  while (!open.empty() && open.back().handle > handle) open.pop_back();  // Their ends were not told: the category went off and on again.
  if (open.empty() || open.back().handle != handle) return 0;
  const OpenEvent ended = std::move(open.back());
  open.pop_back();
  Write(ended.event, {.time_us = ended.start_us,
                      .thread_time_us = ended.thread_start_us,
                      .duration_us = MonotonicUs() - ended.start_us,
                      .thread_duration_us = ThreadCpuUs() - ended.thread_start_us});
  return ended.sink_handle;
}

}  // namespace isoscope
