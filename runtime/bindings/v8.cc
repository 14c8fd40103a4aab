// node:v8: statistics of this isolate's heap, V8's flags and version tag. Isolate thread only. Bulk figures go to shared fields.
#include <v8-container.h>
#include <v8-initialization.h>
#include <v8-isolate.h>
#include <v8-script.h>
#include <v8-statistics.h>

#include <string>
#include <vector>

#include "runtime/bindings/v8_heap.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

Environment* EnvOf(const CallInfo& info) { return Environment::From(info.GetIsolate()); }

// The order of js/node/v8.js.
void HeapStatistics(const CallInfo& info) {
  v8::HeapStatistics heap;
  info.GetIsolate()->GetHeapStatistics(&heap);
  const size_t values[] = {heap.total_heap_size(),
                           heap.total_heap_size_executable(),
                           heap.total_physical_size(),
                           heap.total_available_size(),
                           heap.used_heap_size(),
                           heap.heap_size_limit(),
                           heap.malloced_memory(),
                           heap.peak_malloced_memory(),
                           heap.does_zap_garbage(),
                           heap.number_of_native_contexts(),
                           heap.number_of_detached_contexts(),
                           heap.total_global_handles_size(),
                           heap.used_global_handles_size(),
                           heap.external_memory()};
  double* out = EnvOf(info)->fields().heapStatistics();
  for (size_t i = 0; i < std::size(values); i++) out[i] = static_cast<double>(values[i]);
}

// (index) => the space's name; its figures in the shared field.
void HeapSpaceStatistics(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uint32_t index = 0;
  if (!GetUint32(info, 0, &index)) return;
  v8::HeapSpaceStatistics space;
  if (!isolate->GetHeapSpaceStatistics(&space, index)) return;
  double* out = EnvOf(info)->fields().heapSpaceStatistics();
  out[0] = static_cast<double>(space.space_size());
  out[1] = static_cast<double>(space.space_used_size());
  out[2] = static_cast<double>(space.space_available_size());
  out[3] = static_cast<double>(space.physical_space_size());
  info.GetReturnValue().Set(Internalized(isolate, space.space_name()));
}

void NumberOfHeapSpaces(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(info.GetIsolate()->NumberOfHeapSpaces())); }

void HeapCodeStatistics(const CallInfo& info) {
  v8::HeapCodeStatistics code;
  if (!info.GetIsolate()->GetHeapCodeAndMetadataStatistics(&code)) return;
  double* out = EnvOf(info)->fields().heapSpaceStatistics();
  out[0] = static_cast<double>(code.code_and_metadata_size());
  out[1] = static_cast<double>(code.bytecode_and_metadata_size());
  out[2] = static_cast<double>(code.external_script_source_size());
  out[3] = static_cast<double>(code.cpu_profiler_metadata_size());
}

void SetFlagsFromString(const CallInfo& info) {
  std::string flags;
  if (GetUtf8(info, 0, &flags)) v8::V8::SetFlagsFromString(flags.data(), flags.size());
}

void CachedDataVersionTag(const CallInfo& info) { info.GetReturnValue().Set(v8::ScriptCompiler::CachedDataVersionTag()); }

void IsOneByte(const CallInfo& info) {
  if (info[0]->IsString()) info.GetReturnValue().Set(info[0].As<v8::String>()->IsOneByte());
}

constexpr BindingFunction kFunctions[] = {
    Method<HeapStatistics>("heapStatistics"),
    Method<HeapSpaceStatistics>("heapSpaceStatistics", 1),
    Method<NumberOfHeapSpaces>("numberOfHeapSpaces"),
    Method<HeapCodeStatistics>("heapCodeStatistics"),
    Method<SetFlagsFromString>("setFlagsFromString", 1),
    Method<CachedDataVersionTag>("cachedDataVersionTag"),
    Method<IsOneByte>("isStringOneByteRepresentation", 1),
    Method<WriteHeapSnapshot>("writeHeapSnapshot", 3),
    Method<MeasureMemory>("measureMemory", 2),
    Method<QueryObjects>("queryObjects", 1),
    Method<SnapshotNearHeapLimit>("snapshotNearHeapLimit", 2),
};
const BindingClass kClasses[] = {kGcProfilerClass};

}  // namespace

extern const BindingDefinition kV8Binding;
const BindingDefinition kV8Binding = {.name = "v8", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
