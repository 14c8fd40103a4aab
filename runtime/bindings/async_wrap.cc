// Async context for JavaScript: V8's continuation data, its promise hooks, and the resources of C++ wraps. Isolate thread only.
#include <memory>
#include <utility>

#include <v8-context.h>
#include <v8-exception.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

void GetContinuation(const CallInfo& info) { info.GetReturnValue().Set(info.GetIsolate()->GetContinuationPreservedEmbedderData()); }

void SetContinuation(const CallInfo& info) { info.GetIsolate()->SetContinuationPreservedEmbedderData(info[0]); }

// (async id) => the object of the wrap with this id. Linear, for executionAsyncResource() inside a callback that C++ made.
void ResourceOf(const CallInfo& info) {
  double async_id = 0;
  if (!GetDouble(info, 0, &async_id)) return;
  Environment::From(info.GetIsolate())->base_objects().ForEach([&](BaseObject* object) {
    if (!object->InstanceOf(&AsyncWrap::kClass)) return;
    if (static_cast<AsyncWrap*>(object)->async_context().async_id == async_id && !object->object().IsEmpty()) {
      info.GetReturnValue().Set(object->object());
    }
  });
}

// (init, before, after, resolve): functions or undefined, called by V8 for every promise of the context.
void SetPromiseHooks(const CallInfo& info) {
  v8::Local<v8::Function> hooks[4];
  for (int i = 0; i < 4; i++) {
    if (info[i]->IsFunction()) hooks[i] = info[i].As<v8::Function>();
  }
  Environment::From(info.GetIsolate())->context()->SetPromiseHooks(hooks[0], hooks[1], hooks[2], hooks[3]);
}

// Tells the destroy hooks when the garbage collector takes an object that JavaScript made.
class DestroyWatch {
 public:
  DestroyWatch(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Value> state, double async_id)
      : env_(env), object_(env->isolate(), object), async_id_(async_id) {
    if (state->IsObject()) state_.Reset(env->isolate(), state.As<v8::Object>());
    object_.SetWeak(this, OnCollected, v8::WeakCallbackType::kParameter);
    env->AddCleanupHook(OnTeardown, this);
  }
  ~DestroyWatch() { env_->RemoveCleanupHook(OnTeardown, this); }
  DestroyWatch(const DestroyWatch&) = delete;
  DestroyWatch& operator=(const DestroyWatch&) = delete;

 private:
  static void OnTeardown(void* data) { delete static_cast<DestroyWatch*>(data); }

  // No JavaScript may run here, nor in a second pass when gc() was called: the next outermost scope tells.
  static void OnCollected(const v8::WeakCallbackInfo<DestroyWatch>& info) {
    std::unique_ptr<DestroyWatch> self(info.GetParameter());
    self->object_.Reset();
    self->env_->destroyed.push_back({self->async_id_, std::move(self->state_)});
  }

  Environment* const env_;
  v8::Global<v8::Object> object_;
  v8::Global<v8::Object> state_;
  const double async_id_;
};

// (object, async id, state?)
void RegisterDestroyHook(const CallInfo& info) {
  v8::Local<v8::Object> object;
  double async_id = 0;
  if (!GetObject(info, 0, &object) || !GetDouble(info, 1, &async_id)) return;
  new DestroyWatch(Environment::From(info.GetIsolate()), object, info[2], async_id);  // Owned by the collector, or by teardown.
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> providers = v8::Object::New(env->isolate());
  for (uint32_t i = 0; i < static_cast<uint32_t>(AsyncProvider::kCount); i++) {
    SetConstant(context, providers, AsyncProviderName(static_cast<AsyncProvider>(i)), i);
  }
  SetProperty(context, target, "Providers", providers);
}

constexpr BindingFunction kFunctions[] = {
    Method<GetContinuation>("getContinuation"),    Method<SetContinuation>("setContinuation", 1),         Method<ResourceOf>("resourceOf", 1),
    Method<SetPromiseHooks>("setPromiseHooks", 4), Method<RegisterDestroyHook>("registerDestroyHook", 3),
};

}  // namespace

extern const BindingDefinition kAsyncWrapBinding;
const BindingDefinition kAsyncWrapBinding = {.name = "async_wrap", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
