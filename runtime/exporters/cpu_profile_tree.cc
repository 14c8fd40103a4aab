#include "runtime/exporters/cpu_profile_tree.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "runtime/base/json_reader.h"

namespace isoscope {
namespace {

int64_t JsonInt(const JsonValue& object, const char* name) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsInt64() ? value.GetInt64() : -1;
}

CallFrame FrameOf(const JsonValue& node) {
  const JsonValue& frame = JsonMember(node, "callFrame");
  const JsonValue& script = JsonMember(frame, "scriptId");
  return {.function = JsonText(frame, "functionName"),
          .url = JsonText(frame, "url"),
          .script_id = script.IsString() ? std::string(JsonView(script)) : std::to_string(JsonInt(frame, "scriptId")),
          .line = JsonInt(frame, "lineNumber"),
          .column = JsonInt(frame, "columnNumber")};
}

}  // namespace

size_t CpuProfileTree::Child(size_t parent, CallFrame frame) {
  const auto [found, is_new] = children_.try_emplace({parent, frame}, nodes_.size());
  if (is_new) {
    nodes_[parent].children.push_back(nodes_.size());
    nodes_.push_back({.frame = std::move(frame), .parent = parent});
  }
  return found->second;
}

bool CpuProfileTree::Add(const CpuProfileChunk& chunk) {
  JsonDocument document;
  if (!document.Parse(chunk.json)) return false;
  const JsonValue& nodes = JsonMember(document.value(), "nodes");
  if (!nodes.IsArray() || nodes.Empty()) return false;
  std::unordered_map<uint64_t, const JsonValue*> by_id;
  for (const JsonValue& node : nodes.GetArray()) by_id[JsonUint(node, "id")] = &node;
  // From the root down: the parent's place in our tree is known then. A node that comes twice would be a loop.
  std::unordered_map<uint64_t, size_t> place = {{JsonUint(nodes[0], "id"), 0}};
  std::vector<uint64_t> work = {JsonUint(nodes[0], "id")};
  while (!work.empty()) {
    const uint64_t id = work.back();
    work.pop_back();
    const JsonValue& children = JsonMember(*by_id[id], "children");
    if (!children.IsArray()) continue;
    for (const JsonValue& child : children.GetArray()) {
      const uint64_t child_id = child.IsUint64() ? child.GetUint64() : 0;
      if (!by_id.contains(child_id) || place.contains(child_id)) return false;
      const size_t parent = place.at(id);
      place[child_id] = Child(parent, FrameOf(*by_id[child_id]));
      work.push_back(child_id);
    }
  }
  const uint64_t start_us = JsonUint(document.value(), "startTime"), end_us = JsonUint(document.value(), "endTime");
  const JsonValue& samples = JsonMember(document.value(), "samples");
  const JsonValue& deltas = JsonMember(document.value(), "timeDeltas");
  if (!samples.IsArray() || !deltas.IsArray() || samples.Size() != deltas.Size()) return false;
  // The stretch between two chunks belongs to the sample before it; V8's times may also go back a little.
  int64_t gap_us = samples_.empty() ? 0 : static_cast<int64_t>(start_us) - static_cast<int64_t>(end_us_);
  int64_t time_us = static_cast<int64_t>(start_us);
  for (rapidjson::SizeType i = 0; i < samples.Size(); i++) {
    const auto found = place.find(samples[i].IsUint64() ? samples[i].GetUint64() : 0);
    if (found == place.end()) return false;
    const int64_t delta_us = deltas[i].IsInt64() ? deltas[i].GetInt64() : 0;
    time_us += delta_us;
    if (!samples_.empty()) samples_.back().length_us = static_cast<uint64_t>(std::max<int64_t>(0, delta_us + gap_us));
    nodes_[found->second].hits++;
    samples_.push_back({found->second, delta_us + gap_us, 0});
    gap_us = 0;
  }
  const int64_t rest_us = static_cast<int64_t>(end_us) - time_us;
  if (!samples_.empty()) samples_.back().length_us = static_cast<uint64_t>(std::max<int64_t>(0, rest_us));
  if (start_us_ == 0) start_us_ = start_us;
  // Deltas must go on from the last sample.
  end_us_ = static_cast<uint64_t>(time_us);
  return true;
}

}  // namespace isoscope
