// The microtask queue as process.nextTick's drain and queueMicrotask() need it. Isolate thread only.
#include <v8-isolate.h>
#include <v8-microtask-queue.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"

namespace isoscope {
namespace {

void RunMicrotasks(const CallInfo& info) { v8::MicrotasksScope::PerformCheckpoint(info.GetIsolate()); }

void EnqueueMicrotask(const CallInfo& info) {
  v8::Local<v8::Function> callback;
  if (GetFunction(info, 0, &callback)) info.GetIsolate()->EnqueueMicrotask(callback);
}

constexpr BindingFunction kFunctions[] = {
    Method<RunMicrotasks>("runMicrotasks"),
    Method<EnqueueMicrotask>("enqueueMicrotask", 1),
};

}  // namespace

extern const BindingDefinition kTaskQueueBinding;
const BindingDefinition kTaskQueueBinding = {.name = "task_queue", .functions = kFunctions};

}  // namespace isoscope
