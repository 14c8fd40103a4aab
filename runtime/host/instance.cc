#include "runtime/host/instance.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/binding.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment_trace.h"
#include "runtime/env/loop_driver.h"
#include "runtime/env/resource_tracker.h"
#include "runtime/host/startup_snapshot.h"
#include "runtime/inspector/inspector.h"
#include "runtime/modules/bootstrap.h"
#include "runtime/modules/builtin_cache.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

IsolateHolder::Settings IsolateSettings(bool from_snapshot, const World::Settings& world) {
  IsolateHolder::Settings settings;
  settings.max_old_generation_bytes = world.max_old_generation_bytes;
  settings.max_young_generation_bytes = world.max_young_generation_bytes;
  settings.code_range_bytes = world.code_range_bytes;
  settings.stack_limit = world.stack_limit;
  settings.snapshot = from_snapshot ? StartupSnapshot() : nullptr;
  settings.external_references = BindingRegistry::ExternalReferences().data();
  return settings;
}

}  // namespace

std::unique_ptr<World> Instance::Make(Settings settings, int* error) {
  std::unique_ptr<World> made(new Instance(V8Runtime::Current()->platform(), std::move(settings), error));
  return *error == 0 ? std::move(made) : nullptr;
}

Instance::Instance(Platform* platform, Settings settings, int* error)
    : from_snapshot_(settings.environment.options.node_snapshot && StartupSnapshot() != nullptr),
      info_(Hub::Get().RegisterIsolate(settings.name, static_cast<uint64_t>(syscall(SYS_gettid)))),
      producer_(Hub::Get().NewProducer(info_)),
      isolate_(platform, IsolateSettings(from_snapshot_, settings)),
      loop_(producer_),
      boundary_(info_) {
  isolate_scope_.emplace(isolate_.isolate());
  *error = loop_.Init();
  if (*error != 0) return;
  env_.emplace(isolate_.isolate(), &loop_, producer_, std::move(settings.environment));
  observers_ = std::make_unique<IsolateObservers>(isolate_.isolate(), &loop_, producer_);
  observers_->SetBoundarySwitch([this](bool on) { boundary_.Switch(on); });
  observers_->SetResourceSwitch([this] {
    env_->resource_watch_changed = true;
    if (env_->can_call_into_js()) env_->loop_driver()->Wake();
  });
}

Instance::~Instance() {
  observers_->SetResourceSwitch(nullptr);
  env_.reset();
  observers_.reset();
  ISOSCOPE_CHECK(loop_.Close() == 0);
  Hub::Get().IsolateEnded(info_);
  producer_->Retire();
  isolate_scope_.reset();
}

void Instance::Teardown() {
  env_->Teardown();
  TraceEnvironmentEnd(&*env_);
  if (!env_->settings().is_main_thread()) TraceLog::Get().ForgetThread();
}

void Instance::Abandon() { Hub::Get().IsolateEnded(info_); }

bool Instance::PrepareContext(bool from_snapshot) {
  v8::Isolate* isolate = isolate_.isolate();
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context;
  if (from_snapshot) {
    return v8::Context::FromSnapshot(isolate, kMainContextIndex).ToLocal(&context) && env_->AttachSnapshotContext(context);
  }
  context = v8::Context::New(isolate);
  env_->AttachFreshContext(context);
  return BootstrapContext(&*env_, context);
}

bool Instance::RunHostFunction(HostFunction which) {
  v8::HandleScope scope(isolate_.isolate());
  // Async id 1 is the main script's, as in Node.
  CallbackScope callback(&*env_, AsyncProvider::kSCRIPT, {1, 0});
  return !callback.Call(env_->host_value(HostFunction::kProcess), env_->host_function(which), 0, nullptr).IsEmpty();
}

int Instance::Run() {
  if (!PrepareContext(from_snapshot_)) {
    std::fprintf(stderr, "isoscope: the built-in JavaScript did not start\n");
    return 1;
  }
  observers_->ContextReady();
  const bool main = env_->settings().is_main_thread();
  TraceEnvironmentStart(&*env_);
  StartInspector(&*env_);
  if (RunHostFunction(main ? HostFunction::kPrepareMain : HostFunction::kPrepareWorker)) {
    TellTraceCategories(&*env_);
    if (env_->resource_watch_changed) UpdateResourceWatch(&*env_);  // Before the first resource of the script.
    RunHostFunction(main ? HostFunction::kRunMain : HostFunction::kRunWorker);
  }
  if (!main && env_->can_call_into_js()) BuiltinCache::Keep(&*env_);
  const int code = env_->RunToCompletion();
  if (!main) {
    TraceScope trace(TraceGroup::kEnvironment, "AtExit");
    FinishInspector(&*env_);
  }
  return code;
}

}  // namespace isoscope
