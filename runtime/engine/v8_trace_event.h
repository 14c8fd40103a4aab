// One of V8's trace events on its way into the trace log. A complete event (X) is written when it ends: until then it waits on its thread.
//
// Any thread; all of one event on the same. Runs inside V8, also in the middle of a collection, and calls it only to format an argument.
#ifndef ISOSCOPE_RUNTIME_ENGINE_V8_TRACE_EVENT_H_
#define ISOSCOPE_RUNTIME_ENGINE_V8_TRACE_EVENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <v8-platform.h>

namespace isoscope {

struct V8TraceEvent {
  char phase;
  std::string_view categories;  // Lives for ever.
  std::string name;
  const char* scope = nullptr;
  uint64_t id = 0;
  bool has_id = false;
  uint64_t time_us = 0;  // 0: now.
  std::string args = {};

  void AddArgument(const char* argument, uint8_t type, uint64_t value, std::unique_ptr<v8::ConvertableToTraceFormat>* convertable);
};

// Writes it, or keeps it until EndV8Event(). What V8 gets as its handle; `sink_handle` is what another listener wants back at its end.
uint64_t TraceV8Event(V8TraceEvent event, uint64_t sink_handle);
constexpr bool IsTracedHandle(uint64_t handle) { return handle >> 63 != 0; }
// Writes the event of a handle of ours. Returns its sink_handle.
uint64_t EndV8Event(uint64_t handle);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_V8_TRACE_EVENT_H_
