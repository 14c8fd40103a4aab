#include "runtime/env/buffers.h"

#include <cstdlib>
#include <cstring>

#include <v8-function.h>

#include "runtime/engine/array_buffer_allocator.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Given by the buffer module, which a start does not need: the first native buffer loads it.
v8::MaybeLocal<v8::Value> BufferPrototype(Environment* env) {
  v8::Local<v8::Value> prototype = env->host_value(HostFunction::kBufferPrototype);
  v8::Local<v8::Function> require = env->host_function(HostFunction::kRequireBuiltin);
  if (!prototype.IsEmpty() || require.IsEmpty()) return prototype;
  v8::Local<v8::Value> id = Internalized(env->isolate(), "buffer");
  if (require->Call(env->context(), v8::Undefined(env->isolate()), 1, &id).IsEmpty()) return {};
  return env->host_value(HostFunction::kBufferPrototype);
}

}  // namespace

v8::MaybeLocal<v8::Uint8Array> NewBuffer(Environment* env, std::shared_ptr<v8::BackingStore> store, size_t offset, size_t length) {
  v8::Isolate* isolate = env->isolate();
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::ArrayBuffer> array = v8::ArrayBuffer::New(isolate, std::move(store));
  v8::Local<v8::Uint8Array> buffer = v8::Uint8Array::New(array, offset, length);
  v8::Local<v8::Value> prototype;
  if (!BufferPrototype(env).ToLocal(&prototype) || buffer->SetPrototypeV2(env->context(), prototype).IsNothing()) return {};
  return scope.Escape(buffer);
}

v8::MaybeLocal<v8::Uint8Array> CopyToBuffer(Environment* env, std::string_view bytes) {
  std::unique_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(
      env->isolate(), bytes.size(), v8::BackingStoreInitializationMode::kUninitialized, v8::BackingStoreOnFailureMode::kReturnNull);
  if (store == nullptr) {
    ThrowRangeError(env->isolate(), "ERR_MEMORY_ALLOCATION_FAILED", "Array buffer allocation failed");
    return {};
  }
  if (!bytes.empty()) std::memcpy(store->Data(), bytes.data(), bytes.size());
  return NewBuffer(env, std::move(store), 0, bytes.size());
}

v8::MaybeLocal<v8::Uint8Array> AdoptToBuffer(Environment* env, void* malloced, size_t length) {
  return NewBuffer(env, ArrayBufferAllocator::Of(env->isolate())->Adopt(malloced, length), 0, length);
}

}  // namespace isoscope
