#include "runtime/engine/isolate_holder.h"

#include <unistd.h>

#include "runtime/engine/array_buffer_allocator.h"
#include "runtime/engine/fatal_handlers.h"

namespace isoscope {
namespace {

uint64_t PhysicalMemoryBytes() {
  long pages = sysconf(_SC_PHYS_PAGES);
  long page = sysconf(_SC_PAGESIZE);
  return pages > 0 && page > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(page) : 0;
}

}  // namespace

IsolateHolder::IsolateHolder(Platform* platform, const Settings& settings)
    : platform_(platform), allocator_(std::make_shared<ArrayBufferAllocator>()), isolate_(v8::Isolate::Allocate()) {
  runner_ = platform_->RegisterIsolate(isolate_);  // Initialize() already posts tasks.
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = allocator_;  // Of each store: what is handed to another isolate outlives this one.
  params.snapshot_blob = settings.snapshot;
  params.external_references = settings.external_references;
  if (uint64_t memory = PhysicalMemoryBytes(); memory > 0) params.constraints.ConfigureDefaults(memory, 0);
  if (settings.max_old_generation_bytes > 0) {
    params.constraints.set_max_old_generation_size_in_bytes(static_cast<size_t>(settings.max_old_generation_bytes));
  }
  if (settings.max_young_generation_bytes > 0) {
    params.constraints.set_max_young_generation_size_in_bytes(static_cast<size_t>(settings.max_young_generation_bytes));
  }
  if (settings.code_range_bytes > 0) params.constraints.set_code_range_size_in_bytes(static_cast<size_t>(settings.code_range_bytes));
  if (settings.stack_limit != 0) params.constraints.set_stack_limit(reinterpret_cast<uint32_t*>(settings.stack_limit));
  v8::Isolate::Initialize(isolate_, params);
  InstallFatalHandlers(isolate_);
}

IsolateHolder::~IsolateHolder() {
  platform_->UnregisterIsolate(isolate_);
  isolate_->Dispose();
}

}  // namespace isoscope
