// ArrayBuffers and their views.
#include <v8-array-buffer.h>
#include <v8-typed-array.h>

#include "runtime/env/arguments.h"
#include "runtime/napi/entry.h"

using namespace isoscope::napi;

namespace {

// (name in napi_typedarray_type, class, bytes of an element)
#define ISOSCOPE_NAPI_TYPED_ARRAYS(V)    \
  V(int8, Int8Array, 1)                  \
  V(uint8, Uint8Array, 1)                \
  V(uint8_clamped, Uint8ClampedArray, 1) \
  V(int16, Int16Array, 2)                \
  V(uint16, Uint16Array, 2)              \
  V(int32, Int32Array, 4)                \
  V(uint32, Uint32Array, 4)              \
  V(float32, Float32Array, 4)            \
  V(float64, Float64Array, 8)            \
  V(bigint64, BigInt64Array, 8)          \
  V(biguint64, BigUint64Array, 8)        \
  V(float16, Float16Array, 2)

napi_status FailRange(napi_env env, const char* code, const char* message, napi_status status) {
  napi_throw_range_error(env, code, message);
  return env->SetError(status);
}

template <typename Array>
napi_status CreateTyped(napi_env env, v8::Local<v8::ArrayBuffer> buffer, size_t offset, size_t length, size_t element, const char* misaligned,
                        napi_value* result) {
  if (offset % element != 0) return FailRange(env, "ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT", misaligned, napi_generic_failure);
  if (offset > buffer->ByteLength() || length > (buffer->ByteLength() - offset) / element) {
    return FailRange(env, "ERR_NAPI_INVALID_TYPEDARRAY_LENGTH", "Invalid typed array length", napi_generic_failure);
  }
  *result = FromLocal(Array::New(buffer, offset, length));
  return napi_ok;
}

napi_status GiveView(napi_env env, v8::Local<v8::ArrayBufferView> view, void** data, napi_value* arraybuffer, size_t* byte_offset) {
  if (data != nullptr || arraybuffer != nullptr) {
    v8::Local<v8::ArrayBuffer> buffer = view->Buffer();  // Small ones get a buffer only now.
    if (data != nullptr) *data = static_cast<uint8_t*>(buffer->Data()) + view->ByteOffset();
    if (arraybuffer != nullptr) *arraybuffer = FromLocal(buffer);
  }
  if (byte_offset != nullptr) *byte_offset = view->ByteOffset();
  return env->ClearError();
}

}  // namespace

napi_status napi_is_arraybuffer(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsArrayBuffer();
  return env->ClearError();
}

napi_status napi_create_arraybuffer(napi_env env, size_t byte_length, void** data, napi_value* result) {
  JsEntry entry(env, result);
  if (entry.failed()) return entry.status();
  v8::Local<v8::ArrayBuffer> buffer;
  if (!v8::ArrayBuffer::MaybeNew(env->isolate(), byte_length).ToLocal(&buffer)) {
    if (!entry.HasCaught())
      env->isolate()->ThrowException(v8::Exception::RangeError(isoscope::OneByte(env->isolate(), "Array buffer allocation failed")));
    return entry.Fail(napi_pending_exception);
  }
  if (data != nullptr) *data = buffer->Data();
  return entry.Give(result, buffer);
}

napi_status napi_get_arraybuffer_info(napi_env env, napi_value arraybuffer, void** data, size_t* byte_length) {
  if (napi_status bad = Enter(env, arraybuffer)) return bad;
  if (!ToLocal(arraybuffer)->IsArrayBuffer()) return env->SetError(napi_invalid_arg);
  v8::Local<v8::ArrayBuffer> buffer = ToLocal(arraybuffer).As<v8::ArrayBuffer>();
  if (data != nullptr) *data = buffer->Data();
  if (byte_length != nullptr) *byte_length = buffer->ByteLength();
  return env->ClearError();
}

napi_status napi_detach_arraybuffer(napi_env env, napi_value arraybuffer) {
  if (napi_status bad = Enter(env, arraybuffer)) return bad;
  if (!ToLocal(arraybuffer)->IsArrayBuffer()) return env->SetError(napi_arraybuffer_expected);
  v8::Local<v8::ArrayBuffer> buffer = ToLocal(arraybuffer).As<v8::ArrayBuffer>();
  if (!buffer->IsDetachable()) return env->SetError(napi_detachable_arraybuffer_expected);
  if (!buffer->Detach(v8::Local<v8::Value>()).FromMaybe(false)) return env->SetError(napi_generic_failure);
  return env->ClearError();
}

napi_status napi_is_detached_arraybuffer(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsArrayBuffer() && ToLocal(value).As<v8::ArrayBuffer>()->WasDetached();
  return env->ClearError();
}

napi_status napi_is_typedarray(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsTypedArray();
  return env->ClearError();
}

napi_status napi_create_typedarray(napi_env env, napi_typedarray_type type, size_t length, napi_value arraybuffer, size_t byte_offset,
                                   napi_value* result) {
  napi_status status = napi_ok;
  {
    JsEntry entry(env, arraybuffer, result);
    if (entry.failed()) return entry.status();
    if (!ToLocal(arraybuffer)->IsArrayBuffer()) return entry.Fail(napi_invalid_arg);
  }
  v8::Local<v8::ArrayBuffer> buffer = ToLocal(arraybuffer).As<v8::ArrayBuffer>();
  switch (type) {
#define V(name, Class, size)                                                                                                                      \
  case napi_##name##_array:                                                                                                                       \
    status = CreateTyped<v8::Class>(env, buffer, byte_offset, length, size, "start offset of " #Class " should be a multiple of " #size, result); \
    break;
    ISOSCOPE_NAPI_TYPED_ARRAYS(V)
#undef V
    default:
      status = env->SetError(napi_invalid_arg);
  }
  return status;
}

napi_status napi_get_typedarray_info(napi_env env, napi_value typedarray, napi_typedarray_type* type, size_t* length, void** data,
                                     napi_value* arraybuffer, size_t* byte_offset) {
  if (napi_status bad = Enter(env, typedarray)) return bad;
  v8::Local<v8::Value> value = ToLocal(typedarray);
  if (!value->IsTypedArray()) return env->SetError(napi_invalid_arg);
  if (type != nullptr) {
#define V(name, Class, size) \
  if (value->Is##Class()) *type = napi_##name##_array;
    ISOSCOPE_NAPI_TYPED_ARRAYS(V)
#undef V
  }
  if (length != nullptr) *length = value.As<v8::TypedArray>()->Length();
  return GiveView(env, value.As<v8::ArrayBufferView>(), data, arraybuffer, byte_offset);
}

napi_status napi_create_dataview(napi_env env, size_t length, napi_value arraybuffer, size_t byte_offset, napi_value* result) {
  JsEntry entry(env, arraybuffer, result);
  if (entry.failed()) return entry.status();
  if (!ToLocal(arraybuffer)->IsArrayBuffer()) return entry.Fail(napi_invalid_arg);
  v8::Local<v8::ArrayBuffer> buffer = ToLocal(arraybuffer).As<v8::ArrayBuffer>();
  if (byte_offset > buffer->ByteLength() || length > buffer->ByteLength() - byte_offset) {
    return entry.Fail(FailRange(env, "ERR_NAPI_INVALID_DATAVIEW_ARGS",
                                "byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in",
                                napi_pending_exception));
  }
  return entry.Give(result, v8::DataView::New(buffer, byte_offset, length));
}

napi_status napi_is_dataview(napi_env env, napi_value value, bool* result) {
  if (napi_status bad = Enter(env, value, result)) return bad;
  *result = ToLocal(value)->IsDataView();
  return env->ClearError();
}

napi_status napi_get_dataview_info(napi_env env, napi_value dataview, size_t* bytelength, void** data, napi_value* arraybuffer, size_t* byte_offset) {
  if (napi_status bad = Enter(env, dataview)) return bad;
  if (!ToLocal(dataview)->IsDataView()) return env->SetError(napi_invalid_arg);
  v8::Local<v8::DataView> view = ToLocal(dataview).As<v8::DataView>();
  if (bytelength != nullptr) *bytelength = view->ByteLength();
  return GiveView(env, view, data, arraybuffer, byte_offset);
}
