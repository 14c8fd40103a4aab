// internalBinding('profiler'): V8's CPU and allocation profiles as the JSON that developer tools read. For --cpu-prof, --heap-prof and
// v8.startCpuProfile(). Isolate thread only.
#include <memory>
#include <string>

#include <v8-isolate.h>
#include <v8-profiler.h>

#include "runtime/base/json_writer.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

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

// An environment's CPU profiler, while somebody profiles.
class Profiler {
 public:
  explicit Profiler(Environment*) {}
  ~Profiler() {
    if (profiler_ != nullptr) profiler_->Dispose();
  }

  // The id of the profile that has begun.
  v8::ProfilerId Start(v8::Isolate* isolate, int interval_us) {
    if (profiler_ == nullptr) profiler_ = v8::CpuProfiler::New(isolate, v8::kDebugNaming, v8::kLazyLogging);
    profiler_->SetSamplingInterval(interval_us);  // No effect while another profile runs.
    running_++;
    return profiler_->Start(v8::CpuProfilingOptions(v8::kLeafNodeLineNumbers, v8::CpuProfilingOptions::kNoSampleLimit, interval_us)).id;
  }

  std::string Stop(v8::ProfilerId id) {
    v8::CpuProfile* profile = profiler_ == nullptr ? nullptr : profiler_->Stop(id);
    if (profile == nullptr) return "";
    StringStream stream;
    profile->Serialize(&stream);
    profile->Delete();
    if (--running_ == 0) {
      profiler_->Dispose();
      profiler_ = nullptr;
    }
    return std::move(stream.text);
  }

 private:
  v8::CpuProfiler* profiler_ = nullptr;
  int running_ = 0;
};

void ReturnText(const CallInfo& info, std::string_view text) {
  v8::Local<v8::String> string;
  if (!text.empty() && Utf8(info.GetIsolate(), text).ToLocal(&string)) info.GetReturnValue().Set(string);
}

// (sampling interval in microseconds) => id
void StartCpuProfile(const CallInfo& info) {
  int32_t interval_us = 0;
  if (!GetInt32(info, 0, &interval_us)) return;
  if (interval_us <= 0) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The sampling interval must be positive");
  v8::ProfilerId id = Environment::From(info.GetIsolate())->Data<Profiler>()->Start(info.GetIsolate(), interval_us);
  info.GetReturnValue().Set(static_cast<double>(id));
}

// (id) => JSON, or undefined when that profile does not run.
void StopCpuProfile(const CallInfo& info) {
  uint32_t id = 0;
  if (GetUint32(info, 0, &id)) ReturnText(info, Environment::From(info.GetIsolate())->Data<Profiler>()->Stop(id));
}

// (sampling interval in bytes)
void StartHeapProfile(const CallInfo& info) {
  int64_t interval_bytes = 0;
  if (!GetInt64(info, 0, &interval_bytes)) return;
  if (interval_bytes <= 0) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The sampling interval must be positive");
  bool started = info.GetIsolate()->GetHeapProfiler()->StartSamplingHeapProfiler(static_cast<uint64_t>(interval_bytes), 128);
  info.GetReturnValue().Set(started);
}

void WriteNode(v8::Isolate* isolate, const v8::AllocationProfile::Node& node, JsonWriter* out) {
  size_t self_size = 0;
  for (const v8::AllocationProfile::Allocation& allocation : node.allocations) self_size += allocation.size * allocation.count;
  out->StartObject();
  out->Key("callFrame");
  out->StartObject();
  out->Key("functionName");
  out->String(ToUtf8(isolate, node.name));
  out->Key("scriptId");
  out->String(std::to_string(node.script_id));
  out->Key("url");
  out->String(ToUtf8(isolate, node.script_name));
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

// () => JSON, or undefined when no profile runs.
void StopHeapProfile(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::HandleScope scope(isolate);
  v8::HeapProfiler* profiler = isolate->GetHeapProfiler();
  std::unique_ptr<v8::AllocationProfile> profile(profiler->GetAllocationProfile());
  profiler->StopSamplingHeapProfiler();
  if (profile == nullptr) return;
  JsonWriter out;
  out.StartObject();
  out.Key("head");
  WriteNode(isolate, *profile->GetRootNode(), &out);
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
  ReturnText(info, out.Take());
}

constexpr BindingFunction kFunctions[] = {
    Method<StartCpuProfile>("startCpuProfile", 1),
    Method<StartHeapProfile>("startHeapProfile", 1),
    Method<StopCpuProfile>("stopCpuProfile", 1),
    Method<StopHeapProfile>("stopHeapProfile"),
};

}  // namespace

extern const BindingDefinition kProfilerBinding = {.name = "profiler", .functions = kFunctions};

}  // namespace isoscope
