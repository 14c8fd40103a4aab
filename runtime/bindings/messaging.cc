// structuredClone(): a value through V8's serializer and back, within one isolate. Isolate thread only.
//
// Transferred ArrayBuffers move, SharedArrayBuffers and WebAssembly modules are shared, everything else is copied. What can't be cloned throws
// a DataCloneError. Message ports come with the workers.
#include <cstdlib>
#include <memory>
#include <vector>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-value-serializer.h>
#include <v8-wasm.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

void ThrowDataCloneError(Environment* env, v8::Local<v8::String> message) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Function> make = env->host_function(HostFunction::kMakeDOMException);
  v8::Local<v8::Value> argv[] = {message, OneByte(isolate, "DataCloneError")};
  v8::Local<v8::Value> error;
  if (make.IsEmpty()) {
    isolate->ThrowException(v8::Exception::Error(message));
  } else if (make->Call(env->context(), v8::Undefined(isolate), 2, argv).ToLocal(&error)) {
    isolate->ThrowException(error);
  }
}

class Writer : public v8::ValueSerializer::Delegate {
 public:
  explicit Writer(Environment* env) : env_(env), serializer_(env->isolate(), this) {}

  v8::ValueSerializer& serializer() { return serializer_; }

  void ThrowDataCloneError(v8::Local<v8::String> message) override { isoscope::ThrowDataCloneError(env_, message); }

  bool HasCustomHostObject(v8::Isolate*) override { return false; }
  v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object>) override {
    ThrowDataCloneError(OneByte(isolate, "Cannot clone object of unsupported type."));
    return v8::Nothing<bool>();
  }

  v8::Maybe<uint32_t> GetSharedArrayBufferId(v8::Isolate* isolate, v8::Local<v8::SharedArrayBuffer> buffer) override {
    for (uint32_t i = 0; i < shared.size(); i++) {
      if (shared[i]->StrictEquals(buffer)) return v8::Just(i);
    }
    shared.push_back(v8::SharedArrayBuffer::New(isolate, buffer->GetBackingStore()));
    return v8::Just(static_cast<uint32_t>(shared.size() - 1));
  }

  v8::Maybe<uint32_t> GetWasmModuleTransferId(v8::Isolate*, v8::Local<v8::WasmModuleObject> module) override {
    modules.push_back(module->GetCompiledModule());
    return v8::Just(static_cast<uint32_t>(modules.size() - 1));
  }

  std::vector<v8::Local<v8::SharedArrayBuffer>> shared;
  std::vector<v8::CompiledWasmModule> modules;

 private:
  Environment* const env_;
  v8::ValueSerializer serializer_;
};

class Reader : public v8::ValueDeserializer::Delegate {
 public:
  explicit Reader(const Writer& writer) : writer_(writer) {}

  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(v8::Isolate*, uint32_t id) override {
    if (id >= writer_.shared.size()) return {};
    return writer_.shared[id];
  }

  v8::MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(v8::Isolate* isolate, uint32_t id) override {
    if (id >= writer_.modules.size()) return {};
    return v8::WasmModuleObject::FromCompiledModule(isolate, writer_.modules[id]);
  }

 private:
  const Writer& writer_;
};

struct FreeMemory {
  void operator()(uint8_t* data) const { free(data); }
};

// The buffers of a transfer list. False after throwing.
bool ReadTransferList(Environment* env, v8::Local<v8::Value> list, std::vector<v8::Local<v8::ArrayBuffer>>* buffers) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Context> context = env->context();
  if (!list->IsArray()) return true;
  v8::Local<v8::Array> array = list.As<v8::Array>();
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::Local<v8::Value> item;
    if (!array->Get(context, i).ToLocal(&item)) return false;
    if (!item->IsArrayBuffer()) {
      ThrowDataCloneError(env, OneByte(isolate, "Found invalid object in transferList"));
      return false;
    }
    v8::Local<v8::ArrayBuffer> buffer = item.As<v8::ArrayBuffer>();
    if (!buffer->IsDetachable() || buffer->WasDetached()) {
      ThrowDataCloneError(env, OneByte(isolate, buffer->WasDetached() ? "An ArrayBuffer is detached and could not be cloned."
                                                                      : "Found invalid object in transferList"));
      return false;
    }
    for (v8::Local<v8::ArrayBuffer> other : *buffers) {
      if (!other->StrictEquals(buffer)) continue;
      ThrowDataCloneError(env, OneByte(isolate, "Transfer list contains duplicate ArrayBuffer"));
      return false;
    }
    buffers->push_back(buffer);
  }
  return true;
}

// (value, array of ArrayBuffers or undefined) => the clone
void StructuredClone(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  v8::Local<v8::Context> context = env->context();
  std::vector<v8::Local<v8::ArrayBuffer>> buffers;
  if (!ReadTransferList(env, info[1], &buffers)) return;

  Writer writer(env);
  v8::ValueSerializer& serializer = writer.serializer();
  serializer.WriteHeader();
  for (uint32_t i = 0; i < buffers.size(); i++) serializer.TransferArrayBuffer(i, buffers[i]);
  bool written = false;
  if (!serializer.WriteValue(context, info[0]).To(&written) || !written) return;

  std::vector<std::shared_ptr<v8::BackingStore>> stores;
  for (v8::Local<v8::ArrayBuffer> buffer : buffers) {
    stores.push_back(buffer->GetBackingStore());
    if (buffer->Detach(v8::Local<v8::Value>()).IsNothing()) return;
  }
  auto [data, size] = serializer.Release();
  std::unique_ptr<uint8_t, FreeMemory> memory(data);

  Reader reader(writer);
  v8::ValueDeserializer deserializer(isolate, data, size, &reader);
  bool header_read = false;
  if (!deserializer.ReadHeader(context).To(&header_read) || !header_read) return;
  for (uint32_t i = 0; i < stores.size(); i++) deserializer.TransferArrayBuffer(i, v8::ArrayBuffer::New(isolate, std::move(stores[i])));
  v8::Local<v8::Value> clone;
  if (deserializer.ReadValue(context).ToLocal(&clone)) info.GetReturnValue().Set(clone);
}

constexpr BindingFunction kFunctions[] = {Method<StructuredClone>("structuredClone", 2)};

}  // namespace

extern const BindingDefinition kMessagingBinding;
const BindingDefinition kMessagingBinding = {.name = "messaging", .functions = kFunctions};

}  // namespace isoscope
