// v8.Serializer and v8.Deserializer: V8's own format, with the hooks that JavaScript subclasses may override. Isolate thread only.
#include <memory>
#include <utility>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-value-serializer.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// The method `name` of the JavaScript object, or an empty handle when it has none or throws on access.
v8::MaybeLocal<v8::Function> MethodOf(Environment* env, v8::Local<v8::Object> object, const char* name) {
  v8::Local<v8::Value> value;
  if (!object->Get(env->context(), Internalized(env->isolate(), name)).ToLocal(&value) || !value->IsFunction()) return {};
  return value.As<v8::Function>();
}

class SerializerWrap : public BaseObject, public v8::ValueSerializer::Delegate {
 public:
  static constexpr ClassInfo kClass{"Serializer", &BaseObject::kClass};

  SerializerWrap(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object), serializer_(env->isolate(), this) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }
  v8::ValueSerializer& get() { return serializer_; }

  void ThrowDataCloneError(v8::Local<v8::String> message) override {
    v8::Local<v8::Value> argv[] = {message};
    v8::Local<v8::Function> make;
    v8::Local<v8::Value> error;
    if (!MethodOf(env(), object(), "_getDataCloneError").ToLocal(&make)) {
      env()->isolate()->ThrowException(v8::Exception::Error(message));
    } else if (make->Call(env()->context(), object(), 1, argv).ToLocal(&error)) {
      env()->isolate()->ThrowException(error);
    }
  }

  v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object> input) override {
    v8::Local<v8::Function> write;
    if (!MethodOf(env(), object(), "_writeHostObject").ToLocal(&write)) return v8::ValueSerializer::Delegate::WriteHostObject(isolate, input);
    v8::Local<v8::Value> argv[] = {input};
    v8::Local<v8::Value> ignored;
    return write->Call(env()->context(), object(), 1, argv).ToLocal(&ignored) ? v8::Just(true) : v8::Nothing<bool>();
  }

  v8::Maybe<uint32_t> GetSharedArrayBufferId(v8::Isolate* isolate, v8::Local<v8::SharedArrayBuffer> buffer) override {
    v8::Local<v8::Function> get;
    if (!MethodOf(env(), object(), "_getSharedArrayBufferId").ToLocal(&get)) {
      return v8::ValueSerializer::Delegate::GetSharedArrayBufferId(isolate, buffer);
    }
    v8::Local<v8::Value> argv[] = {buffer};
    v8::Local<v8::Value> id;
    if (!get->Call(env()->context(), object(), 1, argv).ToLocal(&id)) return v8::Nothing<uint32_t>();
    return id->Uint32Value(env()->context());
  }

 private:
  v8::ValueSerializer serializer_;
};

class DeserializerWrap : public BaseObject, public v8::ValueDeserializer::Delegate {
 public:
  static constexpr ClassInfo kClass{"Deserializer", &BaseObject::kClass};

  DeserializerWrap(Environment* env, v8::Local<v8::Object> object, Bytes bytes)
      : BaseObject(env, object), bytes_(std::move(bytes)), deserializer_(env->isolate(), bytes_.data, bytes_.size, this) {
    MakeWeak();
  }
  const ClassInfo* class_info() const override { return &kClass; }
  v8::ValueDeserializer& get() { return deserializer_; }
  const Bytes& bytes() const { return bytes_; }

  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
    v8::Local<v8::Function> read;
    if (!MethodOf(env(), object(), "_readHostObject").ToLocal(&read)) return v8::ValueDeserializer::Delegate::ReadHostObject(isolate);
    v8::Isolate::AllowJavascriptExecutionScope allow(isolate);
    v8::Local<v8::Value> value;
    if (!read->Call(env()->context(), object(), 0, nullptr).ToLocal(&value)) return {};
    if (value->IsObject()) return value.As<v8::Object>();
    ThrowTypeError(isolate, "ERR_INVALID_RETURN_VALUE", "readHostObject must return an object");
    return {};
  }

 private:
  const Bytes bytes_;  // Keeps the memory: the deserializer only points to it.
  v8::ValueDeserializer deserializer_;
};

SerializerWrap* SerializerOf(const CallInfo& info) {
  auto* wrap = BaseObject::From<SerializerWrap>(info.This());
  if (wrap == nullptr) ThrowTypeError(info.GetIsolate(), "ERR_INVALID_THIS", "Value of \"this\" must be of type Serializer");
  return wrap;
}

DeserializerWrap* DeserializerOf(const CallInfo& info) {
  auto* wrap = BaseObject::From<DeserializerWrap>(info.This());
  if (wrap == nullptr) ThrowTypeError(info.GetIsolate(), "ERR_INVALID_THIS", "Value of \"this\" must be of type Deserializer");
  return wrap;
}

// ---- Serializer ----

void NewSerializer(const CallInfo& info) {
  if (!info.IsConstructCall()) {
    return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Serializer cannot be invoked without `new`");
  }
  new SerializerWrap(Environment::From(info.GetIsolate()), info.This());
}

void WriteHeader(const CallInfo& info) {
  if (SerializerWrap* wrap = SerializerOf(info)) wrap->get().WriteHeader();
}

void WriteValue(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  bool written = false;
  if (wrap != nullptr && wrap->get().WriteValue(wrap->env()->context(), info[0]).To(&written)) info.GetReturnValue().Set(written);
}

void SetTreatArrayBufferViewsAsHostObjects(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  if (wrap != nullptr) wrap->get().SetTreatArrayBufferViewsAsHostObjects(info[0]->BooleanValue(info.GetIsolate()));
}

void ReleaseBuffer(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  if (wrap == nullptr) return;
  auto [data, size] = wrap->get().Release();
  v8::Local<v8::Uint8Array> buffer;
  if (AdoptToBuffer(wrap->env(), data, size).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void WriteTransferredArrayBuffer(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  uint32_t id = 0;
  if (wrap == nullptr || !GetUint32(info, 0, &id)) return;
  if (!info[1]->IsArrayBuffer()) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "arrayBuffer must be an ArrayBuffer");
  wrap->get().TransferArrayBuffer(id, info[1].As<v8::ArrayBuffer>());
}

void WriteUint32(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  uint32_t value = 0;
  if (wrap != nullptr && GetUint32(info, 0, &value)) wrap->get().WriteUint32(value);
}

// (high 32 bits, low 32 bits)
void WriteUint64(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  uint32_t high = 0;
  uint32_t low = 0;
  if (wrap != nullptr && GetUint32(info, 0, &high) && GetUint32(info, 1, &low)) wrap->get().WriteUint64((uint64_t{high} << 32) | low);
}

void WriteDouble(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  double value = 0;
  if (wrap != nullptr && GetDouble(info, 0, &value)) wrap->get().WriteDouble(value);
}

void WriteRawBytes(const CallInfo& info) {
  SerializerWrap* wrap = SerializerOf(info);
  Bytes bytes;
  if (wrap == nullptr) return;
  if (!BytesOf(info[0], &bytes)) {
    return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "source must be a TypedArray or a DataView");
  }
  wrap->get().WriteRawBytes(bytes.data, bytes.size);
}

// ---- Deserializer ----

void NewDeserializer(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info.IsConstructCall()) {
    return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Deserializer cannot be invoked without `new`");
  }
  Bytes bytes;
  if (!info[0]->IsArrayBufferView() || !BytesOf(info[0], &bytes)) {
    return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "buffer must be a TypedArray or a DataView");
  }
  SetProperty(isolate->GetCurrentContext(), info.This(), "buffer", info[0]);
  new DeserializerWrap(Environment::From(isolate), info.This(), std::move(bytes));
}

void ReadHeader(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  bool read = false;
  if (wrap != nullptr && wrap->get().ReadHeader(wrap->env()->context()).To(&read)) info.GetReturnValue().Set(read);
}

void ReadValue(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  v8::Local<v8::Value> value;
  if (wrap != nullptr && wrap->get().ReadValue(wrap->env()->context()).ToLocal(&value)) info.GetReturnValue().Set(value);
}

void ReadTransferredArrayBuffer(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  uint32_t id = 0;
  if (wrap == nullptr || !GetUint32(info, 0, &id)) return;
  if (info[1]->IsArrayBuffer()) return wrap->get().TransferArrayBuffer(id, info[1].As<v8::ArrayBuffer>());
  if (info[1]->IsSharedArrayBuffer()) return wrap->get().TransferSharedArrayBuffer(id, info[1].As<v8::SharedArrayBuffer>());
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "arrayBuffer must be an ArrayBuffer or SharedArrayBuffer");
}

void GetWireFormatVersion(const CallInfo& info) {
  if (DeserializerWrap* wrap = DeserializerOf(info)) info.GetReturnValue().Set(wrap->get().GetWireFormatVersion());
}

void ThrowReadFailure(v8::Isolate* isolate, const char* what) { ThrowError(isolate, "ERR_BUFFER_OUT_OF_BOUNDS", what); }

void ReadUint32(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  uint32_t value = 0;
  if (wrap == nullptr) return;
  if (!wrap->get().ReadUint32(&value)) return ThrowReadFailure(info.GetIsolate(), "ReadUint32() failed");
  info.GetReturnValue().Set(value);
}

// () => [high, low]
void ReadUint64(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  DeserializerWrap* wrap = DeserializerOf(info);
  uint64_t value = 0;
  if (wrap == nullptr) return;
  if (!wrap->get().ReadUint64(&value)) return ThrowReadFailure(isolate, "ReadUint64() failed");
  v8::Local<v8::Value> parts[] = {v8::Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(value >> 32)),
                                  v8::Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(value))};
  info.GetReturnValue().Set(v8::Array::New(isolate, parts, 2));
}

void ReadDouble(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  double value = 0;
  if (wrap == nullptr) return;
  if (!wrap->get().ReadDouble(&value)) return ThrowReadFailure(info.GetIsolate(), "ReadDouble() failed");
  info.GetReturnValue().Set(value);
}

// (length) => offset of the bytes within the buffer that was given to the constructor.
void ReadRawBytes(const CallInfo& info) {
  DeserializerWrap* wrap = DeserializerOf(info);
  int64_t length = 0;
  const void* data = nullptr;
  if (wrap == nullptr || !GetInt64(info, 0, &length)) return;
  if (length < 0 || !wrap->get().ReadRawBytes(static_cast<size_t>(length), &data)) {
    return ThrowReadFailure(info.GetIsolate(), "ReadRawBytes() failed");
  }
  info.GetReturnValue().Set(static_cast<double>(static_cast<const uint8_t*>(data) - wrap->bytes().data));
}

constexpr BindingFunction kSerializerMethods[] = {
    Method<WriteHeader>("writeHeader"),
    Method<WriteValue>("writeValue", 1),
    Method<ReleaseBuffer>("releaseBuffer"),
    Method<WriteTransferredArrayBuffer>("transferArrayBuffer", 2),
    Method<WriteUint32>("writeUint32", 1),
    Method<WriteUint64>("writeUint64", 2),
    Method<WriteDouble>("writeDouble", 1),
    Method<WriteRawBytes>("writeRawBytes", 1),
    Method<SetTreatArrayBufferViewsAsHostObjects>("_setTreatArrayBufferViewsAsHostObjects", 1),
};
constexpr BindingFunction kDeserializerMethods[] = {
    Method<ReadHeader>("readHeader"),
    Method<ReadValue>("readValue"),
    Method<GetWireFormatVersion>("getWireFormatVersion"),
    Method<ReadTransferredArrayBuffer>("transferArrayBuffer", 2),
    Method<ReadUint32>("readUint32"),
    Method<ReadUint64>("readUint64"),
    Method<ReadDouble>("readDouble"),
    Method<ReadRawBytes>("_readRawBytes", 1),
};
constexpr BindingClass kClasses[] = {
    {.name = "Serializer", .construct = Method<NewSerializer>("Serializer"), .methods = kSerializerMethods},
    {.name = "Deserializer", .construct = Method<NewDeserializer>("Deserializer"), .methods = kDeserializerMethods},
};

}  // namespace

extern const BindingDefinition kSerdesBinding;
const BindingDefinition kSerdesBinding = {.name = "serdes", .classes = kClasses};

}  // namespace isoscope
