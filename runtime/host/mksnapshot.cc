// isoscope_mksnapshot OUTPUT [V8 FLAG...]: runs the bootstrap once, warms it up, and writes the startup snapshot.
// `--serialization-statistics` as the flag tells what the blob is made of.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <v8-context.h>
#include <v8-snapshot.h>

#include "runtime/base/check.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/host/bindings_registry.h"
#include "runtime/host/startup_snapshot.h"
#include "runtime/modules/bootstrap.h"

namespace isoscope {
namespace {

bool BuildWorld(v8::SnapshotCreator* creator) {
  v8::Isolate* isolate = creator->GetIsolate();
  Environment env(isolate, nullptr, nullptr, {});
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context = v8::Context::New(isolate);
  env.AttachFreshContext(context);
  if (!BootstrapContext(&env, context) || !WarmUp(&env, context)) return false;
  isolate->PerformMicrotaskCheckpoint();  // A queued microtask would be a root of the isolate that leads into the context.
  env.SaveToSnapshot(creator, context);
  creator->SetDefaultContext(v8::Context::New(isolate));  // What node:vm and ShadowRealms get: nothing of ours in it.
  ISOSCOPE_CHECK(creator->AddContext(context) == kMainContextIndex);
  return true;
}

bool Write(const char* path, const v8::StartupData& blob) {
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return false;
  bool written = std::fwrite(blob.data, 1, static_cast<size_t>(blob.raw_size), file) == static_cast<size_t>(blob.raw_size);
  return (std::fclose(file) == 0) && written;
}

int Main(const char* output, std::vector<std::string> flags) {
  InstallBindings();
  std::vector<std::string> unknown;
  V8Runtime::Settings v8_settings;
  v8_settings.reproducible = true;
  v8_settings.flags = std::move(flags);
  std::unique_ptr<V8Runtime> v8_runtime = V8Runtime::Start(v8_settings, &unknown);
  if (v8_runtime == nullptr) {
    std::fprintf(stderr, "isoscope_mksnapshot: %s is no flag of V8\n", unknown[0].c_str());
    return 2;
  }
  std::unique_ptr<v8::ArrayBuffer::Allocator> allocator(v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  v8::StartupData blob{};
  v8::Isolate* isolate = v8::Isolate::Allocate();
  {
    v8_runtime->platform()->RegisterIsolate(isolate);
    v8::Isolate::CreateParams params;
    params.external_references = BindingRegistry::ExternalReferences().data();
    params.array_buffer_allocator = allocator.get();
    // V8 sizes its cache of number strings by the young generation: with the default, 256 KB of nothing would be written at each start.
    params.constraints.set_max_young_generation_size_in_bytes(1);
    v8::SnapshotCreator creator(isolate, params);
    if (!BuildWorld(&creator)) std::_Exit(1);  // A creator without a blob cannot be destroyed.
    // Keeping the warmed bytecode costs 35 KB of blob and saves 2 ms of every start.
    blob = creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
    v8_runtime->platform()->UnregisterIsolate(isolate);
  }
  isolate->Dispose();
  std::unique_ptr<const char[]> owned(blob.data);
  if (!Write(output, blob)) {
    std::perror(output);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace isoscope

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: isoscope_mksnapshot OUTPUT [V8 FLAG...]\n");
    return 2;
  }
  return isoscope::Main(argv[1], {argv + 2, argv + argc});
}
