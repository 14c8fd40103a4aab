#include "runtime/exporters/cpu_profile.h"

#include <map>
#include <string_view>
#include <unordered_map>

#include <zlib.h>

#include "runtime/base/check.h"
#include "runtime/base/json_writer.h"
#include "runtime/exporters/cpu_profile_tree.h"

namespace isoscope {
namespace {

const Status& NoProfile() {
  static const Status status = Status::Error("there is no CPU profile in it: --record-cpu makes one");
  return status;
}

// One tree an isolate.
Result<std::map<uint32_t, CpuProfileTree>> TreesOf(const std::vector<CpuProfileChunk>& chunks) {
  std::map<uint32_t, CpuProfileTree> trees;
  for (const CpuProfileChunk& chunk : chunks) {
    if (!trees[chunk.isolate].Add(chunk)) return Status::Error("its CPU profile cannot be read");
  }
  return trees;
}

// profile.proto, whose fields are numbered as the format's description has them.
class Proto {
 public:
  void Number(int field, uint64_t value) {
    Varint(static_cast<uint64_t>(field) << 3);
    Varint(value);
  }
  void Bytes(int field, std::string_view bytes) {
    Varint(static_cast<uint64_t>(field) << 3 | 2);
    Varint(bytes.size());
    data_ += bytes;
  }
  void Message(int field, const Proto& message) { Bytes(field, message.data_); }
  const std::string& data() const { return data_; }
  void Varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) data_.push_back(static_cast<char>(value | 0x80));
    data_.push_back(static_cast<char>(value));
  }

 private:
  std::string data_;
};

class PprofWriter {
 public:
  uint64_t Text(std::string_view text) {
    const auto [found, is_new] = numbers_.try_emplace(std::string(text), texts_.size());
    if (is_new) texts_.emplace_back(text);
    return found->second;
  }
  Proto ValueType(std::string_view type, std::string_view unit) {
    Proto proto;
    proto.Number(1, Text(type));
    proto.Number(2, Text(unit));
    return proto;
  }
  void Add(uint32_t isolate, const CpuProfileTree& tree);
  std::string Take(double start_wall_clock_ms, uint64_t length_us);

 private:
  uint64_t Location(const CallFrame& frame);

  std::vector<std::string> texts_ = {""};  // The format wants an empty one first.
  std::unordered_map<std::string, uint64_t> numbers_ = {{"", 0}};
  std::map<CallFrame, uint64_t> locations_;
  Proto samples_, tables_;
};

// V8 knows a function, not the line within: one location a function.
uint64_t PprofWriter::Location(const CallFrame& frame) {
  const auto [found, is_new] = locations_.try_emplace(frame, locations_.size() + 1);
  if (!is_new) return found->second;
  const uint64_t id = found->second;
  const uint64_t name = Text(frame.function.empty() ? "(anonymous)" : std::string_view(frame.function));
  const auto line = static_cast<uint64_t>(frame.line + 1);
  Proto function, in_line, location;
  function.Number(1, id);
  function.Number(2, name);
  function.Number(3, name);
  function.Number(4, Text(frame.url));
  function.Number(5, line);
  in_line.Number(1, id);
  in_line.Number(2, line);
  location.Number(1, id);
  location.Message(4, in_line);
  tables_.Message(4, location);
  tables_.Message(5, function);
  return id;
}

void PprofWriter::Add(uint32_t isolate, const CpuProfileTree& tree) {
  struct Sum {
    uint64_t count = 0, ns = 0;
  };
  std::map<size_t, Sum> sums;
  for (const auto& sample : tree.samples()) {
    sums[sample.node].count++;
    sums[sample.node].ns += sample.length_us * 1000;
  }
  for (const auto& [node, sum] : sums) {
    Proto locations, values, label, sample;
    for (size_t at = node; at != 0; at = tree.nodes()[at].parent) locations.Varint(Location(tree.nodes()[at].frame));
    values.Varint(sum.count);
    values.Varint(sum.ns);
    label.Number(1, Text("isolate"));
    label.Number(3, isolate);
    sample.Bytes(1, locations.data());  // The leaf first.
    sample.Bytes(2, values.data());
    sample.Message(3, label);
    samples_.Message(2, sample);
  }
}

std::string PprofWriter::Take(double start_wall_clock_ms, uint64_t length_us) {
  Proto profile;
  profile.Message(1, ValueType("sample", "count"));
  profile.Message(1, ValueType("wall", "nanoseconds"));
  const Proto period = ValueType("wall", "nanoseconds");
  std::string data = profile.data() + samples_.data() + tables_.data();
  Proto rest;
  for (const std::string& text : texts_) rest.Bytes(6, text);
  rest.Number(9, static_cast<uint64_t>(start_wall_clock_ms * 1e6));
  rest.Number(10, length_us * 1000);
  rest.Message(11, period);
  return data + rest.data();
}

std::string Gzip(const std::string& data) {
  z_stream stream{};
  ISOSCOPE_CHECK(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // zlib's signature; it only reads.
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ISOSCOPE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

Result<std::string> CpuProfileJson(const std::vector<CpuProfileChunk>& chunks, uint32_t isolate) {
  auto trees = TreesOf(chunks);
  if (!trees.ok()) return trees.status();
  if (trees.value().empty()) return NoProfile();
  const auto found = isolate == 0 ? trees.value().begin() : trees.value().find(isolate);
  if (found == trees.value().end()) return Status::Error("there is no CPU profile of isolate " + std::to_string(isolate) + " in it");
  const CpuProfileTree& tree = found->second;
  JsonWriter json;
  json.StartObject();
  json.Key("nodes");
  json.StartArray();
  for (size_t i = 0; i < tree.nodes().size(); i++) {
    const CallNode& node = tree.nodes()[i];
    json.StartObject();
    json.Member("id", static_cast<uint64_t>(i + 1));
    json.Key("callFrame");
    json.StartObject();
    json.Member("functionName", std::string_view(node.frame.function));
    json.Member("scriptId", std::string_view(node.frame.script_id));
    json.Member("url", std::string_view(node.frame.url));
    json.Member("lineNumber", node.frame.line);
    json.Member("columnNumber", node.frame.column);
    json.EndObject();
    json.Member("hitCount", node.hits);
    json.Key("children");
    json.StartArray();
    for (size_t child : node.children) json.Uint(child + 1);
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  json.Member("startTime", tree.start_us());
  json.Member("endTime", tree.end_us());
  json.Key("samples");
  json.StartArray();
  for (const auto& sample : tree.samples()) json.Uint(sample.node + 1);
  json.EndArray();
  json.Key("timeDeltas");
  json.StartArray();
  for (const auto& sample : tree.samples()) json.Int(sample.delta_us);
  json.EndArray();
  json.EndObject();
  return json.Take();
}

Result<std::string> PprofProfile(const std::vector<CpuProfileChunk>& chunks, double start_wall_clock_ms) {
  auto trees = TreesOf(chunks);
  if (!trees.ok()) return trees.status();
  if (trees.value().empty()) return NoProfile();
  PprofWriter writer;
  uint64_t start_us = UINT64_MAX, end_us = 0;
  for (const auto& [isolate, tree] : trees.value()) {
    writer.Add(isolate, tree);
    start_us = std::min(start_us, tree.start_us());
    end_us = std::max(end_us, tree.end_us());
  }
  return Gzip(writer.Take(start_wall_clock_ms, end_us - std::min(start_us, end_us)));
}

}  // namespace isoscope
