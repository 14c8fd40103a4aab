#include "runtime/observers/v8_log_lines.h"

#include <algorithm>
#include <span>

#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"

namespace isoscope {

Kind V8LogLines::KindOf(std::string_view line) {
  if (line.empty()) return Kind::kCount;
  switch (line[0]) {
    case 'c':
      if (line.starts_with("code-deopt,")) return Kind::kDeopt;
      if (line.starts_with("code-creation,")) {
        const std::string_view type = line.substr(14);
        return type.starts_with("JS,") || type.starts_with("Script,") || type.starts_with("Eval,") ? Kind::kTier : Kind::kCount;
      }
      return line.starts_with("code-move,") || line.starts_with("code-source-info,") ? Kind::kTier : Kind::kCount;
    case 's':
      if (line.starts_with("sfi-move,")) return Kind::kTier;
      return line.starts_with("script-details,") ? Kind::kCompile : Kind::kCount;
    case 'm':
      return line.starts_with("map,") || line.starts_with("map-move,") ? Kind::kMap : Kind::kCount;
    case 'f':
      return line.starts_with("function,") ? Kind::kCompile : Kind::kCount;
    case '[':
      if (line.starts_with("[bailout (")) return Kind::kDeopt;
      return line.starts_with("[completed compiling ") ? Kind::kTier : Kind::kCount;
    default: {
      const size_t comma = line.find(',');
      if (comma == std::string_view::npos || !line.substr(0, comma).ends_with("IC")) return Kind::kCount;
      return Kind::kIc;
    }
  }
}

void V8LogLines::Add(std::string_view line) {
  const Kind kind = KindOf(line);
  if (kind != Kind::kCount) Push(line, kind);
}

void V8LogLines::AddMark(std::string_view line) { Push(line, Kind::kTier); }

void V8LogLines::Push(std::string_view line, Kind kind) {
  const uint64_t time_us = MonotonicUs();
  line = line.substr(0, BlockQueue::kMaxRecordSize - sizeof(time_us));  // V8's are far shorter, but for inlining tables.
  std::lock_guard lock(mutex_);
  if (!queue_.Push(std::as_bytes(std::span(&time_us, 1)), std::as_bytes(std::span(line.data(), line.size())))) {
    lost_[static_cast<size_t>(kind)].fetch_add(1, std::memory_order_relaxed);
  }
  if (queue_.blocks() >= kWakeBlocks) Hub::Get().RequestDrain();
}

}  // namespace isoscope
