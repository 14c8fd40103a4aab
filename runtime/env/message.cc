#include "runtime/env/message.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-primitive.h>
#include <v8-value-serializer.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/environment.h"
#include "runtime/env/message_port.h"

namespace isoscope {
namespace {

constexpr char kUnsupportedClone[] = "Cannot clone object of unsupported type.";
constexpr char kUnsupportedTransfer[] = "Cannot transfer object of unsupported type.";
constexpr char kTransferNeeded[] = "Object that needs transfer was found in message but not listed in transferList";

// How far up the prototypes a mark is looked for: File over Blob, and a user's class or two over them.
constexpr int kMaxClassDepth = 5;

// Longer strings are rare enough for the serializer.
constexpr int kMaxPlainLength = 4096;

struct Keys {
  explicit Keys(Environment* env) {
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope scope(isolate);
    mode.Reset(isolate, v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:transferMode")));
    untransferable.Reset(isolate, v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:untransferable")));
    v8::Context::Scope context_scope(env->context());
    object_prototype.Reset(isolate, v8::Object::New(isolate)->GetPrototypeV2().As<v8::Object>());
  }
  v8::Global<v8::Private> mode;
  v8::Global<v8::Private> untransferable;
  v8::Global<v8::Object> object_prototype;
};

// An object of JavaScript's that was marked: its own methods say what travels (js/internal/worker/js_transferable.js).
class ScriptTransferred final : public Transferred {
 public:
  // Null after throwing, or when the object has nothing to give.
  static std::unique_ptr<ScriptTransferred> Make(Environment* env, v8::Local<v8::Object> object, bool transfer) {
    v8::Isolate* isolate = env->isolate();
    v8::Local<v8::Context> context = env->context();
    v8::Local<v8::Value> argv[] = {object, v8::Boolean::New(isolate, transfer)};
    v8::Local<v8::Value> result;
    v8::Local<v8::Value> maker;
    v8::Local<v8::Value> data;
    v8::Local<v8::Function> out = env->host_function(HostFunction::kTransferOut);
    if (out.IsEmpty() || !out->Call(context, v8::Undefined(isolate), 2, argv).ToLocal(&result) || !result->IsArray()) return nullptr;
    if (!result.As<v8::Array>()->Get(context, 0).ToLocal(&maker) || !result.As<v8::Array>()->Get(context, 1).ToLocal(&data)) return nullptr;
    auto made = std::make_unique<ScriptTransferred>();
    made->maker_ = ToUtf8(isolate, maker);
    made->data_.Reset(isolate, data);
    return made;
  }

  v8::Maybe<bool> WriteMore(v8::Local<v8::Context> context, v8::ValueSerializer* serializer) override {
    v8::Local<v8::Value> data = data_.Get(v8::Isolate::GetCurrent());
    data_.Reset();
    return serializer->WriteValue(context, data);
  }

  v8::MaybeLocal<v8::Object> Receive(Environment* env, v8::Local<v8::Context> context) override {
    v8::Isolate* isolate = env->isolate();
    v8::Local<v8::Function> in = env->host_function(HostFunction::kTransferIn);
    if (context != env->context() || in.IsEmpty()) {
      ThrowError(isolate, "ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE",
                 "A message object could not be deserialized successfully in the target vm.Context");
      return {};
    }
    v8::Local<v8::String> maker;
    v8::Local<v8::Value> object;
    if (!Utf8(isolate, maker_).ToLocal(&maker)) return {};
    v8::Local<v8::Value> argv[] = {maker};
    if (!in->Call(context, v8::Undefined(isolate), 1, argv).ToLocal(&object) || !object->IsObject()) return {};
    return object.As<v8::Object>();
  }

  v8::Maybe<bool> ReadMore(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> object,
                           v8::ValueDeserializer* deserializer) override {
    v8::Local<v8::Value> data;
    if (!deserializer->ReadValue(context).ToLocal(&data)) return v8::Nothing<bool>();
    v8::Local<v8::Value> argv[] = {object, data};
    v8::Local<v8::Value> ignored;
    v8::Local<v8::Function> finish = env->host_function(HostFunction::kTransferFinish);
    return finish->Call(context, v8::Undefined(env->isolate()), 2, argv).ToLocal(&ignored) ? v8::Just(true) : v8::Nothing<bool>();
  }

 private:
  std::string maker_;
  v8::Global<v8::Value> data_;  // On the sender's thread, until it is written.
};

// A function of internal/domexception.
v8::MaybeLocal<v8::Value> CallExceptions(Environment* env, const char* name, v8::Local<v8::Value> argument) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Context> context = env->context();
  v8::Local<v8::Value> id = OneByte(isolate, "internal/domexception");
  v8::Local<v8::Value> module;
  v8::Local<v8::Value> function;
  v8::Local<v8::Function> require = env->host_function(HostFunction::kRequireBuiltin);
  if (!require->Call(context, v8::Undefined(isolate), 1, &id).ToLocal(&module) || !module->IsObject() ||
      !module.As<v8::Object>()->Get(context, OneByte(isolate, name)).ToLocal(&function) || !function->IsFunction()) {
    return {};
  }
  return function.As<v8::Function>()->Call(context, v8::Undefined(isolate), 1, &argument);
}

}  // namespace

void ThrowDataCloneError(Environment* env, v8::Local<v8::String> message, v8::Local<v8::Object> source) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Function> make = env->host_function(HostFunction::kMakeDOMException);
  v8::Local<v8::Value> argv[] = {message, OneByte(isolate, "DataCloneError"), v8::Undefined(isolate)};
  if (!source.IsEmpty()) argv[2] = source;
  v8::Local<v8::Value> error;
  if (make.IsEmpty()) {
    isolate->ThrowException(v8::Exception::Error(message));
  } else if (make->Call(env->context(), v8::Undefined(isolate), 3, argv).ToLocal(&error)) {
    isolate->ThrowException(error);
  }
}

bool MarkedTransferMode(Environment* env, v8::Local<v8::Object> object, uint32_t* mode) {
  const uint8_t* marked = env->fields().messaging();
  v8::Local<v8::Private> key = env->Data<Keys>()->mode.Get(env->isolate());
  auto read = [&](v8::Local<v8::Object> target) {
    v8::Local<v8::Value> value;
    if (target->IsProxy() || !target->GetPrivate(env->context(), key).ToLocal(&value) || !value->IsUint32()) return false;
    *mode = value.As<v8::Uint32>()->Value();
    return true;
  };
  if (marked[kHasMarkedObjects] != 0 && read(object)) return true;
  if (marked[kHasMarkedClasses] == 0) return false;
  v8::Local<v8::Object> plain = env->Data<Keys>()->object_prototype.Get(env->isolate());
  v8::Local<v8::Value> prototype = object->GetPrototypeV2();
  for (int depth = 0; depth < kMaxClassDepth && prototype->IsObject() && !prototype->StrictEquals(plain); depth++) {
    if (read(prototype.As<v8::Object>())) return true;
    prototype = prototype.As<v8::Object>()->GetPrototypeV2();
  }
  return false;
}

v8::Maybe<bool> MarkTransferMode(Environment* env, v8::Local<v8::Object> object, uint32_t mode, bool is_prototype) {
  env->fields().messaging()[is_prototype ? kHasMarkedClasses : kHasMarkedObjects] = 1;
  return object->SetPrivate(env->context(), env->Data<Keys>()->mode.Get(env->isolate()), v8::Integer::NewFromUnsigned(env->isolate(), mode));
}

v8::Maybe<bool> MarkUntransferable(Environment* env, v8::Local<v8::Object> object) {
  return object->SetPrivate(env->context(), env->Data<Keys>()->untransferable.Get(env->isolate()), v8::True(env->isolate()));
}

bool IsMarkedUntransferable(Environment* env, v8::Local<v8::Object> object) {
  return object->HasPrivate(env->context(), env->Data<Keys>()->untransferable.Get(env->isolate())).FromMaybe(false);
}

// While it exists, DOMExceptions that V8 reads are noted. A getter may write another message meanwhile: both then know of what either has.
class NoteTaker {
 public:
  explicit NoteTaker(Environment* env) : env_(env), notes_(env->fields().messaging()[kExceptionNotes]), is_outer_(notes_ == kNoNotes) {
    if (is_outer_) notes_ = kNotes;
  }
  NoteTaker(const NoteTaker&) = delete;
  NoteTaker& operator=(const NoteTaker&) = delete;
  ~NoteTaker() { Stop(); }

  // What was noted, as internal/domexception wants it back; empty when nothing was. False after throwing.
  bool Take(v8::Local<v8::Value>* exceptions) {
    const bool noted = notes_ == kNoted;
    Stop();
    return !noted || CallExceptions(env_, "takeNoted", v8::Undefined(env_->isolate())).ToLocal(exceptions);
  }

 private:
  void Stop() {
    if (is_outer_) notes_ = kNoNotes;
  }

  Environment* const env_;
  uint8_t& notes_;
  const bool is_outer_;
};

class Message::Writer : public v8::ValueSerializer::Delegate {
 public:
  Writer(Environment* env, Message* message, v8::Local<v8::Object> source)
      : env_(env), message_(message), source_(source), serializer_(env->isolate(), this) {}

  // Empty after throwing.
  v8::Maybe<bool> Write(v8::Local<v8::Context> context, v8::Local<v8::Value> value, const TransferList& transfer) {
    for (v8::Local<v8::Value> item : transfer) {
      if (!AddTransfer(item)) return v8::Nothing<bool>();
    }
    if (!AddNested(context)) return v8::Nothing<bool>();
    transfers_ = hosts_.size();
    serializer_.WriteHeader();
    uint32_t mode = 0;
    if (value->IsNativeError() && MarkedTransferMode(env_, value.As<v8::Object>(), &mode) && mode == BaseObject::kUntransferable) {
      return Refuse(kUnsupportedClone);
    }
    NoteTaker notes(env_);
    bool written = false;
    if (!serializer_.WriteValue(context, value).To(&written) || !written || !Finish(context)) return v8::Nothing<bool>();
    v8::Local<v8::Value> exceptions;
    if (!notes.Take(&exceptions)) return v8::Nothing<bool>();
    if (!exceptions.IsEmpty()) {
      message_->has_exceptions_ = true;
      if (serializer_.WriteValue(context, exceptions).IsNothing()) return v8::Nothing<bool>();
    }
    auto [data, size] = serializer_.Release();
    message_->data_.reset(data);
    message_->size_ = size;
    return v8::Just(true);
  }

  void ThrowDataCloneError(v8::Local<v8::String> message) override { isoscope::ThrowDataCloneError(env_, message, source_); }

  bool HasCustomHostObject(v8::Isolate*) override {
    const uint8_t* marked = env_->fields().messaging();
    return marked[kHasMarkedObjects] != 0 || marked[kHasMarkedClasses] != 0;
  }

  v8::Maybe<bool> IsHostObject(v8::Isolate*, v8::Local<v8::Object> object) override {
    uint32_t mode = 0;
    return v8::Just(object->InternalFieldCount() > 0 || MarkedTransferMode(env_, object, &mode));
  }

  v8::Maybe<bool> WriteHostObject(v8::Isolate*, v8::Local<v8::Object> object) override {
    const uint32_t mode = ModeOf(object);
    if (mode == BaseObject::kUntransferable) return Refuse(kUnsupportedClone);
    for (uint32_t i = 0; i < hosts_.size(); i++) {
      if (hosts_[i] != object) continue;
      serializer_.WriteUint32(i);
      return v8::Just(true);
    }
    if ((mode & BaseObject::kCloneable) == 0) return Refuse(kTransferNeeded);
    serializer_.WriteUint32(static_cast<uint32_t>(hosts_.size()));
    hosts_.emplace_back(env_->isolate(), object);
    return v8::Just(true);
  }

  v8::Maybe<uint32_t> GetSharedArrayBufferId(v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) override {
    for (uint32_t i = 0; i < shared_.size(); i++) {
      if (shared_[i] == buffer) return v8::Just(i);
    }
    shared_.emplace_back(env_->isolate(), buffer);
    message_->shared_buffers_.push_back(buffer->GetBackingStore());
    return v8::Just(static_cast<uint32_t>(shared_.size() - 1));
  }

  v8::Maybe<uint32_t> GetWasmModuleTransferId(v8::Isolate*, v8::Local<v8::WasmModuleObject> module) override {
    message_->wasm_modules_.push_back(module->GetCompiledModule());
    return v8::Just(static_cast<uint32_t>(message_->wasm_modules_.size() - 1));
  }

 private:
  v8::Maybe<bool> Refuse(const char* why) {
    isoscope::ThrowDataCloneError(env_, OneByte(env_->isolate(), why), source_);
    return v8::Nothing<bool>();
  }

  uint32_t ModeOf(v8::Local<v8::Object> object) const {
    uint32_t mode = 0;
    if (MarkedTransferMode(env_, object, &mode)) return mode;
    BaseObject* native = BaseObject::FromAny(object);
    return native != nullptr ? native->transfer_mode() : static_cast<uint32_t>(BaseObject::kUntransferable);
  }

  bool AddTransfer(v8::Local<v8::Value> item) {
    if (!item->IsObject()) return Refuse("Found invalid value in transferList.").FromMaybe(false);
    v8::Local<v8::Object> object = item.As<v8::Object>();
    if (IsMarkedUntransferable(env_, object)) return Refuse(kUnsupportedTransfer).FromMaybe(false);
    if (object->IsArrayBuffer()) return AddBuffer(object.As<v8::ArrayBuffer>());
    if (!source_.IsEmpty() && object->StrictEquals(source_)) return Refuse("Transfer list contains source port").FromMaybe(false);
    if (MessagePort::IsDetachedPort(env_, object)) return Refuse("MessagePort in transfer list is already detached").FromMaybe(false);
    for (const v8::Global<v8::Object>& other : hosts_) {
      if (other != object) continue;
      v8::Local<v8::String> text =
          v8::String::Concat(env_->isolate(), OneByte(env_->isolate(), "Transfer list contains duplicate "), object->GetConstructorName());
      isoscope::ThrowDataCloneError(env_, text, source_);
      return false;
    }
    if ((ModeOf(object) & BaseObject::kTransferable) == 0) return Refuse("Found invalid value in transferList.").FromMaybe(false);
    hosts_.emplace_back(env_->isolate(), object);
    return true;
  }

  bool AddBuffer(v8::Local<v8::ArrayBuffer> buffer) {
    if (!buffer->IsDetachable() || buffer->WasDetached()) return Refuse(kUnsupportedTransfer).FromMaybe(false);
    for (v8::Local<v8::ArrayBuffer> other : buffers_) {
      if (other->StrictEquals(buffer)) return Refuse("Transfer list contains duplicate ArrayBuffer").FromMaybe(false);
    }
    serializer_.TransferArrayBuffer(static_cast<uint32_t>(buffers_.size()), buffer);
    buffers_.push_back(buffer);
    return true;
  }

  // What a marked object in the list brings with it, as a FileHandle its native handle.
  bool AddNested(v8::Local<v8::Context> context) {
    v8::Isolate* isolate = env_->isolate();
    for (size_t i = 0; i < hosts_.size(); i++) {
      uint32_t mode = 0;
      v8::Local<v8::Object> host = hosts_[i].Get(isolate);
      if (!MarkedTransferMode(env_, host, &mode)) continue;
      v8::Local<v8::Function> nested = env_->host_function(HostFunction::kNestedTransferables);
      v8::Local<v8::Value> argv[] = {host};
      v8::Local<v8::Value> list;
      if (nested.IsEmpty()) continue;
      if (!nested->Call(env_->context(), v8::Undefined(isolate), 1, argv).ToLocal(&list)) return false;
      if (!list->IsArray()) continue;
      for (uint32_t k = 0; k < list.As<v8::Array>()->Length(); k++) {
        v8::Local<v8::Value> item;
        if (!list.As<v8::Array>()->Get(context, k).ToLocal(&item)) return false;
        if (!item->IsObject() || ModeOf(item.As<v8::Object>()) == BaseObject::kUntransferable) continue;
        if (std::find(hosts_.begin(), hosts_.end(), item.As<v8::Object>()) == hosts_.end()) hosts_.emplace_back(isolate, item.As<v8::Object>());
      }
    }
    return true;
  }

  // The value is written: from here on what was transferred is gone on this side.
  bool Finish(v8::Local<v8::Context> context) {
    for (v8::Local<v8::ArrayBuffer> buffer : buffers_) {
      message_->buffers_.push_back(buffer->GetBackingStore());
      message_->buffer_bytes_ += buffer->ByteLength();
      if (buffer->Detach(v8::Local<v8::Value>()).IsNothing()) return false;
    }
    for (size_t i = 0; i < hosts_.size(); i++) {  // Writing one may find others.
      std::unique_ptr<Transferred> data;
      uint32_t mode = 0;
      const bool transfer = i < transfers_;
      v8::Local<v8::Object> host = hosts_[i].Get(env_->isolate());
      if (MarkedTransferMode(env_, host, &mode)) {
        data = ScriptTransferred::Make(env_, host, transfer && (mode & BaseObject::kTransferable) != 0);
      } else if (BaseObject* native = BaseObject::FromAny(host)) {
        if (transfer) data = native->TransferForMessaging();
        if (data == nullptr) data = native->CloneForMessaging();
      }
      if (data == nullptr) {
        return !env_->isolate()->HasPendingException() && Refuse(kUnsupportedClone).FromMaybe(false);
      }
      if (data->WriteMore(context, &serializer_).IsNothing()) return false;
      message_->transferred_.push_back(std::move(data));
    }
    return true;
  }

  Environment* const env_;
  Message* const message_;
  const v8::Local<v8::Object> source_;
  v8::ValueSerializer serializer_;
  std::vector<v8::Local<v8::ArrayBuffer>> buffers_;
  // Not locals: what V8 hands over while it writes lives only so long.
  std::vector<v8::Global<v8::SharedArrayBuffer>> shared_;
  std::vector<v8::Global<v8::Object>> hosts_;  // First those of the transfer list, then what is cloned.
  size_t transfers_ = 0;
};

class Message::Reader : public v8::ValueDeserializer::Delegate {
 public:
  Reader(Environment* env, Message* message)
      : env_(env), message_(message), deserializer_(env->isolate(), message->data_.get(), message->size_, this) {}

  v8::MaybeLocal<v8::Value> Read(v8::Local<v8::Context> context, v8::Local<v8::Value>* ports) {
    v8::Isolate* isolate = env_->isolate();
    for (const std::unique_ptr<Transferred>& item : message_->transferred_) {
      v8::Local<v8::Object> object;
      if (!item->Receive(env_, context).ToLocal(&object)) return {};
      hosts_.push_back(object);
      if (ports == nullptr || BaseObject::From<MessagePort>(object) == nullptr) continue;
      if (!(*ports)->IsArray()) *ports = v8::Array::New(isolate);
      v8::Local<v8::Array> list = ports->As<v8::Array>();
      if (list->CreateDataProperty(context, list->Length(), object).IsNothing()) return {};
    }
    for (const std::shared_ptr<v8::BackingStore>& store : message_->shared_buffers_) shared_.push_back(v8::SharedArrayBuffer::New(isolate, store));
    for (uint32_t i = 0; i < message_->buffers_.size(); i++) {
      deserializer_.TransferArrayBuffer(i, v8::ArrayBuffer::New(isolate, std::move(message_->buffers_[i])));
    }
    v8::Local<v8::Value> value;
    if (deserializer_.ReadHeader(context).IsNothing()) return {};
    if (!deserializer_.ReadValue(context).ToLocal(&value)) return {};
    for (size_t i = 0; i < hosts_.size(); i++) {
      if (message_->transferred_[i]->ReadMore(env_, context, hosts_[i], &deserializer_).IsNothing()) return {};
    }
    v8::Local<v8::Value> exceptions;
    v8::Local<v8::Value> ignored;
    if (message_->has_exceptions_ &&
        (!deserializer_.ReadValue(context).ToLocal(&exceptions) || !CallExceptions(env_, "becomeExceptions", exceptions).ToLocal(&ignored))) {
      return {};
    }
    return value;
  }

  v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate*) override {
    uint32_t index = 0;
    if (!deserializer_.ReadUint32(&index) || index >= hosts_.size()) return {};
    return hosts_[index];
  }

  v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(v8::Isolate*, uint32_t id) override {
    if (id >= shared_.size()) return {};
    return shared_[id];
  }

  v8::MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(v8::Isolate* isolate, uint32_t id) override {
    if (id >= message_->wasm_modules_.size()) return {};
    return v8::WasmModuleObject::FromCompiledModule(isolate, message_->wasm_modules_[id]);
  }

 private:
  Environment* const env_;
  Message* const message_;
  v8::ValueDeserializer deserializer_;
  std::vector<v8::Local<v8::Object>> hosts_;
  std::vector<v8::Local<v8::SharedArrayBuffer>> shared_;
};

bool Message::TakePlain(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  if (value->IsNumber()) {
    plain_ = Plain::kNumber;
    number_ = value.As<v8::Number>()->Value();
  } else if (value->IsString()) {
    v8::Local<v8::String> text = value.As<v8::String>();
    if (!text->IsOneByte() || text->Length() > kMaxPlainLength) return false;
    plain_ = Plain::kOneByte;
    size_ = static_cast<size_t>(text->Length());
    data_.reset(static_cast<uint8_t*>(malloc(size_ + 1)));
    text->WriteOneByteV2(isolate, 0, static_cast<uint32_t>(size_), data_.get());
  } else if (value->IsUndefined()) {
    plain_ = Plain::kUndefined;
  } else if (value->IsNull()) {
    plain_ = Plain::kNull;
  } else if (value->IsBoolean()) {
    plain_ = value->IsTrue() ? Plain::kTrue : Plain::kFalse;
  } else {
    return false;
  }
  return true;
}

v8::MaybeLocal<v8::Value> Message::PlainValue(v8::Isolate* isolate) const {
  switch (plain_) {
    case Plain::kNull:
      return v8::Null(isolate).As<v8::Value>();
    case Plain::kTrue:
      return v8::True(isolate).As<v8::Value>();
    case Plain::kFalse:
      return v8::False(isolate).As<v8::Value>();
    case Plain::kNumber:
      return v8::Number::New(isolate, number_).As<v8::Value>();
    case Plain::kOneByte: {
      v8::Local<v8::String> text;
      if (!v8::String::NewFromOneByte(isolate, data_.get(), v8::NewStringType::kNormal, static_cast<int>(size_)).ToLocal(&text)) return {};
      return text.As<v8::Value>();
    }
    default:
      return v8::Undefined(isolate).As<v8::Value>();
  }
}

std::shared_ptr<Message> Message::Serialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Value> value,
                                            const TransferList& transfer, v8::Local<v8::Object> source) {
  auto message = std::make_shared<Message>();
  if (transfer.empty() && message->TakePlain(env->isolate(), value)) return message;
  v8::HandleScope handles(env->isolate());
  v8::Context::Scope context_scope(context);
  Writer writer(env, message.get(), source);
  return writer.Write(context, value, transfer).IsNothing() ? nullptr : message;
}

v8::MaybeLocal<v8::Value> Message::Deserialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Value>* ports) {
  if (plain_ != Plain::kNo) return PlainValue(env->isolate());
  v8::Context::Scope context_scope(context);
  Reader reader(env, this);
  return reader.Read(context, ports);
}

size_t Message::bytes() const {
  constexpr size_t kOfPlain = 8;
  return (plain_ != Plain::kNo ? std::max(size_, kOfPlain) : size_) + buffer_bytes_;
}

bool Message::CarriesPeerOf(const Mailbox& mailbox) const {
  return std::any_of(transferred_.begin(), transferred_.end(),
                     [&](const std::unique_ptr<Transferred>& item) { return item->mailbox() != nullptr && mailbox.IsPeerOf(*item->mailbox()); });
}

}  // namespace isoscope
