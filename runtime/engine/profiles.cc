#include "runtime/engine/profiles.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <v8-isolate.h>
#include <v8-local-handle.h>
#include <v8-primitive.h>

#include "runtime/base/json_writer.h"

namespace isoscope {
namespace {

class StringStream final : public v8::OutputStream {
 public:
  void EndOfStream() override {}
  int GetChunkSize() override { return 64 * 1024; }
  WriteResult WriteAsciiChunk(char* data, int size) override {
    text.append(data, static_cast<size_t>(size));
    return kContinue;
  }
  std::string text;
};

void WriteString(v8::Isolate* isolate, v8::Local<v8::String> string, JsonWriter* out) {
  v8::String::Utf8Value text(isolate, string);
  out->String(std::string_view(*text, static_cast<size_t>(text.length())));
}

void WriteNode(v8::Isolate* isolate, const v8::AllocationProfile::Node& node, JsonWriter* out) {
  size_t self_size = 0;
  for (const v8::AllocationProfile::Allocation& allocation : node.allocations) self_size += allocation.size * allocation.count;
  out->StartObject();
  out->Key("callFrame");
  out->StartObject();
  out->Key("functionName");
  WriteString(isolate, node.name, out);
  out->Key("scriptId");
  out->String(std::to_string(node.script_id));
  out->Key("url");
  WriteString(isolate, node.script_name, out);
  out->Key("lineNumber");  // The protocol counts from 0.
  out->Int(node.line_number - 1);
  out->Key("columnNumber");
  out->Int(node.column_number - 1);
  out->EndObject();
  out->Key("selfSize");
  out->Int(static_cast<int64_t>(self_size));
  out->Key("id");
  out->Int(static_cast<int64_t>(node.node_id));
  out->Key("children");
  out->StartArray();
  for (const v8::AllocationProfile::Node* child : node.children) WriteNode(isolate, *child, out);
  out->EndArray();
  out->EndObject();
}

void WriteNodes(const v8::CpuProfileNode& node, JsonWriter* out) {
  out->StartObject();
  out->Member("id", node.GetNodeId());
  out->Key("callFrame");
  out->StartObject();
  out->Member("functionName", node.GetFunctionNameStr());
  out->Member("scriptId", std::to_string(node.GetScriptId()));
  out->Member("url", node.GetScriptResourceNameStr());
  out->Member("lineNumber", node.GetLineNumber() - 1);  // The protocol counts from 0.
  out->Member("columnNumber", node.GetColumnNumber() - 1);
  out->EndObject();
  out->Member("hitCount", node.GetHitCount());
  if (node.GetChildrenCount() > 0) {
    out->Key("children");
    out->StartArray();
    for (int i = 0; i < node.GetChildrenCount(); i++) out->Uint(node.GetChild(i)->GetNodeId());
    out->EndArray();
  }
  const char* deopt_reason = node.GetBailoutReason();
  if (deopt_reason != nullptr && *deopt_reason != '\0') out->Member("deoptReason", deopt_reason);
  std::vector<v8::CpuProfileNode::LineTick> ticks(node.GetHitLineCount());
  if (!ticks.empty() && node.GetLineTicks(ticks.data(), static_cast<unsigned>(ticks.size()))) {
    out->Key("positionTicks");
    out->StartArray();
    for (const v8::CpuProfileNode::LineTick& tick : ticks) {
      out->StartObject();
      out->Member("line", tick.line);
      out->Member("ticks", tick.hit_count);
      out->EndObject();
    }
    out->EndArray();
  }
  out->EndObject();
  for (int i = 0; i < node.GetChildrenCount(); i++) WriteNodes(*node.GetChild(i), out);
}

}  // namespace

// As the protocol's Profiler.Profile. Not by V8's own serializer, which does not escape names: a regular expression is called by its source.
std::string TextOf(v8::CpuProfile* profile) {
  JsonWriter out;
  out.StartObject();
  out.Key("nodes");
  out.StartArray();
  WriteNodes(*profile->GetTopDownRoot(), &out);
  out.EndArray();
  out.Member("startTime", profile->GetStartTime());
  out.Member("endTime", profile->GetEndTime());
  out.Key("samples");
  out.StartArray();
  const int count = profile->GetSamplesCount();
  for (int i = 0; i < count; i++) out.Uint(profile->GetSample(i)->GetNodeId());
  out.EndArray();
  out.Key("timeDeltas");
  out.StartArray();
  int64_t last = profile->GetStartTime();
  for (int i = 0; i < count; i++) {
    const int64_t at = profile->GetSampleTimestamp(i);
    out.Int(at - last);
    last = at;
  }
  out.EndArray();
  out.EndObject();
  profile->Delete();
  return out.Take();
}

std::string TextOf(const v8::HeapSnapshot* snapshot) {
  StringStream stream;
  snapshot->Serialize(&stream);
  const_cast<v8::HeapSnapshot*>(snapshot)->Delete();
  return std::move(stream.text);
}

AllocationProfileRun::~AllocationProfileRun() {
  if (started_) isolate_->GetHeapProfiler()->StopSamplingHeapProfiler();
}

bool AllocationProfileRun::Start(uint64_t interval_bytes, int stack_depth) {
  v8::HandleScope scope(isolate_);
  if (!isolate_->GetHeapProfiler()->StartSamplingHeapProfiler(interval_bytes, stack_depth)) return false;
  started_ = true;
  return true;
}

std::string AllocationProfileRun::Stop() {
  v8::HandleScope scope(isolate_);
  v8::HeapProfiler* profiler = isolate_->GetHeapProfiler();
  started_ = false;
  std::unique_ptr<v8::AllocationProfile> profile(profiler->GetAllocationProfile());
  profiler->StopSamplingHeapProfiler();
  if (profile == nullptr) return "";
  JsonWriter out;
  out.StartObject();
  out.Key("head");
  WriteNode(isolate_, *profile->GetRootNode(), &out);
  out.Key("samples");
  out.StartArray();
  for (const v8::AllocationProfile::Sample& sample : profile->GetSamples()) {
    out.StartObject();
    out.Key("size");
    out.Int(static_cast<int64_t>(sample.size * sample.count));
    out.Key("nodeId");
    out.Int(static_cast<int64_t>(sample.node_id));
    out.Key("ordinal");
    out.Int(static_cast<int64_t>(sample.sample_id));
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return out.Take();
}

CpuProfileRuns::~CpuProfileRuns() {
  // V8's sampling thread would go on in freed memory.
  while (!running_.empty()) Stop(*running_.begin());
}

v8::ProfilerId CpuProfileRuns::Start(int interval_us) {
  v8::HandleScope scope(isolate_);
  if (profiler_ == nullptr) profiler_ = v8::CpuProfiler::New(isolate_, v8::kDebugNaming, v8::kLazyLogging);
  if (interval_us > 0 && running_.empty()) profiler_->SetSamplingInterval(interval_us);
  const v8::ProfilerId id =
      profiler_->Start(v8::CpuProfilingOptions(v8::kLeafNodeLineNumbers, v8::CpuProfilingOptions::kNoSampleLimit, interval_us)).id;
  running_.insert(id);
  return id;
}

std::string CpuProfileRuns::Stop(v8::ProfilerId id) {
  if (running_.erase(id) == 0) return "";
  v8::HandleScope scope(isolate_);
  v8::CpuProfile* profile = profiler_->Stop(id);
  std::string text = profile != nullptr ? TextOf(profile) : "";
  if (running_.empty()) {
    profiler_->Dispose();
    profiler_ = nullptr;
  }
  return text;
}

}  // namespace isoscope
