// Buffers, and memory of the add-on's own inside them.
#include <memory>
#include <string>
#include <utility>

#include "runtime/env/arguments.h"
#include "runtime/env/buffers.h"
#include "runtime/env/message.h"
#include "runtime/napi/entry.h"
#include "runtime/napi/external_memory.h"

using namespace isoscope::napi;

namespace {

// Over an ArrayBuffer that JavaScript may have.
v8::MaybeLocal<v8::Uint8Array> NewBufferOver(isoscope::Environment* host, v8::Local<v8::ArrayBuffer> array, size_t offset, size_t length) {
  // The first Buffer loads the module that gives the prototype.
  v8::Local<v8::Uint8Array> none;
  if (host->host_value(isoscope::HostFunction::kBufferPrototype).IsEmpty() && !isoscope::CopyToBuffer(host, {}).ToLocal(&none)) return {};
  v8::Local<v8::Uint8Array> buffer = v8::Uint8Array::New(array, offset, length);
  if (buffer->SetPrototypeV2(host->context(), host->host_value(isoscope::HostFunction::kBufferPrototype)).IsNothing()) return {};
  return buffer;
}

napi_status GiveBuffer(JsEntry* entry, v8::MaybeLocal<v8::Uint8Array> made, void** data, napi_value* result) {
  v8::Local<v8::Uint8Array> buffer;
  if (!made.ToLocal(&buffer)) return entry->FailUnlessThrown(napi_generic_failure);
  if (data != nullptr) *data = static_cast<uint8_t*>(buffer->Buffer()->Data()) + buffer->ByteOffset();
  return entry->Give(result, buffer);
}

}  // namespace

napi_status napi_create_buffer(napi_env env, size_t length, void** data, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  if (length > v8::Uint8Array::kMaxLength) {
    isoscope::ThrowRangeError(env->isolate(), "ERR_BUFFER_TOO_LARGE",
                              "Cannot create a Buffer larger than " + std::to_string(v8::Uint8Array::kMaxLength) + " bytes");
    return entry.Fail(napi_pending_exception);
  }
  std::shared_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(
      env->isolate(), length, v8::BackingStoreInitializationMode::kZeroInitialized, v8::BackingStoreOnFailureMode::kReturnNull);
  if (store == nullptr) return entry.Fail(napi_generic_failure);
  return GiveBuffer(&entry, isoscope::NewBuffer(env->host(), std::move(store), 0, length), data, result);
}

napi_status napi_create_buffer_copy(napi_env env, size_t length, const void* data, void** result_data, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  if (length > 0 && data == nullptr) return entry.Fail(napi_invalid_arg);
  return GiveBuffer(&entry, isoscope::CopyToBuffer(env->host(), {static_cast<const char*>(data), length}), result_data, result);
}

napi_status napi_create_external_buffer(napi_env env, size_t length, void* data, node_api_basic_finalize finalize_cb, void* finalize_hint,
                                        napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  if (length > v8::Uint8Array::kMaxLength) return entry.Fail(napi_generic_failure);
  v8::Local<v8::ArrayBuffer> memory = ExternalMemory::New(env, data, length, {finalize_cb, data, finalize_hint});
  if (isoscope::MarkUntransferable(env->host(), memory).IsNothing()) return entry.FailUnlessThrown(napi_generic_failure);
  return GiveBuffer(&entry, NewBufferOver(env->host(), memory, 0, memory->ByteLength()), nullptr, result);
}

napi_status napi_create_external_arraybuffer(napi_env env, void* external_data, size_t byte_length, node_api_basic_finalize finalize_cb,
                                             void* finalize_hint, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  if (byte_length > v8::Uint8Array::kMaxLength) return entry.Fail(napi_generic_failure);
  v8::Local<v8::ArrayBuffer> memory = ExternalMemory::New(env, external_data, byte_length, {finalize_cb, external_data, finalize_hint});
  if (isoscope::MarkUntransferable(env->host(), memory).IsNothing()) return entry.FailUnlessThrown(napi_generic_failure);
  return entry.Give(result, memory);
}

napi_status node_api_create_buffer_from_arraybuffer(napi_env env, napi_value arraybuffer, size_t byte_offset, size_t byte_length,
                                                    napi_value* result) {
  JsEntry entry(env, arraybuffer, result);
  if (entry.failed()) return entry.status();
  if (!ToLocal(arraybuffer)->IsArrayBuffer()) return entry.Fail(napi_arraybuffer_expected);
  v8::Local<v8::ArrayBuffer> buffer = ToLocal(arraybuffer).As<v8::ArrayBuffer>();
  if (byte_offset > buffer->ByteLength() || byte_length > buffer->ByteLength() - byte_offset) {
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "The byte offset + length is out of range");
    return env->SetError(napi_pending_exception);
  }
  return GiveBuffer(&entry, NewBufferOver(env->host(), buffer, byte_offset, byte_length), nullptr, result);
}

napi_status napi_is_buffer(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsArrayBufferView();
  return env->ClearError();
}

napi_status napi_get_buffer_info(napi_env env, napi_value value, void** data, size_t* length) {
  if (napi_status bad = Enter(env, value)) return bad;
  if (!ToLocal(value)->IsArrayBufferView()) return env->SetError(napi_invalid_arg);
  v8::Local<v8::ArrayBufferView> view = ToLocal(value).As<v8::ArrayBufferView>();
  if (data != nullptr) *data = static_cast<uint8_t*>(view->Buffer()->Data()) + view->ByteOffset();
  if (length != nullptr) *length = view->ByteLength();
  return env->ClearError();
}
