#include "runtime/napi/external_memory.h"

#include <utility>

#include "runtime/napi/napi_state.h"

namespace isoscope::napi {
namespace {

struct Release {
  std::shared_ptr<FinalizerInbox> inbox;
  uint64_t id;
};

}  // namespace

v8::Local<v8::ArrayBuffer> ExternalMemory::New(napi_env env, void* data, size_t length, Finalizer finalizer) {
  if (data == nullptr || length == 0) {  // V8 would not tell of its end.
    if (finalizer.callback != nullptr) PostFinalizer(env, finalizer);
    return v8::ArrayBuffer::New(env->isolate(), 0);
  }
  auto* memory = new ExternalMemory(env, finalizer);
  std::shared_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(
      data, length,
      [](void*, size_t, void* hint) {
        std::unique_ptr<Release> release(static_cast<Release*>(hint));
        release->inbox->Post(release->id);
      },
      new Release{env->state()->inbox(), memory->id_});
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(env->isolate(), std::move(store));
  memory->buffer_.Reset(env->isolate(), buffer);
  memory->buffer_.SetWeak();
  return buffer;
}

ExternalMemory::ExternalMemory(napi_env env, Finalizer finalizer) : env_(env), finalizer_(finalizer), id_(env->state()->AddMemory(this)) {
  env->finalizing.Push(this);
}

ExternalMemory::~ExternalMemory() {
  env_->state()->RemoveMemory(id_);
  env_->state()->Dequeue(this);
}

void ExternalMemory::Finalize() {
  Unlink();
  v8::HandleScope scope(env_->isolate());
  v8::Local<v8::ArrayBuffer> buffer = buffer_.Get(env_->isolate());
  if (!buffer.IsEmpty() && buffer->IsDetachable()) buffer->Detach(v8::Local<v8::Value>()).Check();
  const Finalizer finalizer = finalizer_;
  napi_env env = env_;
  delete this;
  if (finalizer.callback != nullptr) env->CallFinalizer(finalizer.callback, finalizer.data, finalizer.hint);
}

}  // namespace isoscope::napi
