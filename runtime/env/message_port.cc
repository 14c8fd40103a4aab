#include "runtime/env/message_port.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <string>
#include <utility>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-template.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

struct PortState {
  explicit PortState(Environment* env) {
    v8::HandleScope scope(env->isolate());
    is_port.Reset(env->isolate(), v8::Private::ForApi(env->isolate(), OneByte(env->isolate(), "isoscope:messagePort")));
  }
  bool constructing = false;              // JavaScript may not.
  v8::Global<v8::Private> is_port;        // On every port, also once it is closed.
  v8::Global<v8::FunctionTemplate> tmpl;  // For other contexts than the main one; made when first needed.
};

class TransferredPort final : public Transferred {
 public:
  explicit TransferredPort(std::unique_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  v8::MaybeLocal<v8::Object> Receive(Environment* env, v8::Local<v8::Context> context) override {
    MessagePort* port = MessagePort::New(env, context, std::move(mailbox_));
    if (port == nullptr) return {};
    return port->object();
  }
  const Mailbox* mailbox() const override { return mailbox_.get(); }

 private:
  std::unique_ptr<Mailbox> mailbox_;
};

v8::MaybeLocal<v8::Object> NewInstance(Environment* env, v8::Local<v8::Context> context) {
  v8::Isolate* isolate = env->isolate();
  if (context == env->context()) {
    if (env->host_value(HostFunction::kMessagePort).IsEmpty()) {
      v8::Local<v8::Value> id = OneByte(isolate, "internal/worker/io");
      v8::Local<v8::Value> ignored;
      if (!env->host_function(HostFunction::kRequireBuiltin)->Call(context, v8::Undefined(isolate), 1, &id).ToLocal(&ignored)) return {};
    }
    return env->host_function(HostFunction::kMessagePort)->NewInstance(context);
  }
  PortState* state = env->Data<PortState>();
  if (state->tmpl.IsEmpty()) state->tmpl.Reset(isolate, ClassTemplateOf(isolate, kMessagePortClass));
  v8::Local<v8::Function> constructor;
  if (!state->tmpl.Get(isolate)->GetFunction(context).ToLocal(&constructor)) return {};
  return constructor->NewInstance(context);
}

}  // namespace

MessagePort::MessagePort(Environment* env, v8::Local<v8::Object> object, std::unique_ptr<Mailbox> mailbox)
    : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&async_), AsyncProvider::kMESSAGEPORT), mailbox_(std::move(mailbox)) {
  int err = uv_async_init(env->uv_loop(), &async_,
                          [](uv_async_t* handle) { static_cast<MessagePort*>(static_cast<HandleWrap*>(handle->data))->Receive(false); });
  ISOSCOPE_CHECK_EQ(err, 0);
  async_.data = static_cast<HandleWrap*>(this);
  uv_unref(reinterpret_cast<uv_handle_t*>(&async_));
  mailbox_->SetWaker(this);
  if (mailbox_->Waiting() > 0) WakeForMail();
}

MessagePort* MessagePort::New(Environment* env, v8::Local<v8::Context> context, std::unique_ptr<Mailbox> mailbox) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope handles(isolate);
  v8::Context::Scope context_scope(context);
  PortState* state = env->Data<PortState>();
  v8::Local<v8::Object> object;
  state->constructing = true;
  const bool made = NewInstance(env, context).ToLocal(&object);
  state->constructing = false;
  if (!made || object->SetPrivate(context, state->is_port.Get(isolate), v8::True(isolate)).IsNothing()) return nullptr;
  auto* port = new MessagePort(env, object, std::move(mailbox));
  if (context == env->context()) {
    v8::Local<v8::Value> argv[] = {object};
    v8::Local<v8::Value> ignored;
    if (!env->host_function(HostFunction::kInitMessagePort)->Call(context, v8::Undefined(isolate), 1, argv).ToLocal(&ignored)) {
      port->Close();
      return nullptr;
    }
  }
  return port;
}

bool MessagePort::IsPort(Environment* env, v8::Local<v8::Value> value) {
  if (!value->IsObject() || value.As<v8::Object>()->InternalFieldCount() < kInternalFieldCount) return false;
  return value.As<v8::Object>()->HasPrivate(env->context(), env->Data<PortState>()->is_port.Get(env->isolate())).FromMaybe(false);
}

bool MessagePort::IsDetachedPort(Environment* env, v8::Local<v8::Value> value) {
  if (!IsPort(env, value)) return false;
  MessagePort* port = From<MessagePort>(value);
  return port == nullptr || port->IsDetached();
}

std::unique_ptr<Mailbox> MessagePort::Detach() {
  if (mailbox_ != nullptr) mailbox_->SetWaker(nullptr);
  return std::move(mailbox_);
}

std::unique_ptr<Transferred> MessagePort::TransferForMessaging() {
  if (IsDetached()) return nullptr;
  Close();
  return std::make_unique<TransferredPort>(Detach());
}

void MessagePort::OnClose() {
  if (std::unique_ptr<Mailbox> mailbox = Detach()) mailbox->Disentangle();
  v8::HandleScope handles(isolate());
  v8::Local<v8::Function> emit = env()->host_function(HostFunction::kEmitPortClose);
  if (!emit.IsEmpty() && env()->can_call_into_js() && !object().IsEmpty()) MakeCallback(emit, 0, nullptr);
}

void MessagePort::RecordIn(const Message& message) {
  if (!Hub::Wants(Kind::kWorker) || env()->producer() == nullptr) return;
  WorkerRecord record;
  record.event = WorkerEvent::kMessageIn;
  record.sizeBytes = message.bytes();
  if (message.origin().number != 0) {
    record.peer = message.origin().isolate;
    record.message = message.origin().number;
  }
  env()->producer()->Emit(record);
}

void MessagePort::RecordOut(Message* message) {
  if (!Hub::Wants(Kind::kWorker) || env()->producer() == nullptr || env()->producer()->isolate() == nullptr) return;
  static std::atomic<uint64_t> last_number{0};
  message->set_origin({.isolate = env()->producer()->isolate()->id(), .number = ++last_number});
  WorkerRecord record;
  record.event = WorkerEvent::kMessageOut;
  record.sizeBytes = message->bytes();
  record.message = message->origin().number;
  env()->producer()->Emit(record);
}

v8::Maybe<bool> MessagePort::Post(v8::Local<v8::Value> value, const Message::TransferList& transfer) {
  v8::Local<v8::Object> self = object();
  v8::Local<v8::Context> context;
  if (!self->GetCreationContext().ToLocal(&context)) context = env()->context();
  std::shared_ptr<Message> message = Message::Serialize(env(), context, value, transfer, self);
  if (message == nullptr) return v8::Nothing<bool>();
  if (mailbox_ == nullptr) return v8::Just(true);
  RecordOut(message.get());
  if (message->CarriesPeerOf(*mailbox_)) {
    env()->EmitWarning("The target port was posted to itself, and the communication channel was lost");
    return v8::Just(true);
  }
  const bool single = message->has_transferred();
  switch (mailbox_->Post(std::move(message), single)) {
    case Mailbox::Posted::kYes:
      return v8::Just(true);
    case Mailbox::Posted::kNobodyThere:
      return v8::Just(false);
    case Mailbox::Posted::kTooManyThere:
      env()->EmitWarning("Transferables cannot be used with multiple destinations.");
      return v8::Nothing<bool>();
    case Mailbox::Posted::kNoGroup:
      break;
  }
  return v8::Nothing<bool>();
}

void MessagePort::Receive(bool drain) {
  if (mailbox_ == nullptr) return;
  // What waited when we were called is handled without interruption, and some more: waking anew for each batch would cost more. Then others
  // get their turn.
  constexpr size_t kAtOnce = 1000;
  size_t left = drain ? std::numeric_limits<size_t>::max() : std::max(mailbox_->Waiting(), kAtOnce);
  v8::HandleScope handles(isolate());
  while (mailbox_ != nullptr) {  // A listener may transfer the port.
    if (left-- == 0) {
      WakeForMail();
      return;
    }
    if (!EmitNext(drain)) return;
  }
}

bool MessagePort::EmitNext(bool drain) {
  std::shared_ptr<Mail> mail = mailbox_->Take(!receiving_ && !drain);
  if (mail == nullptr) return false;
  if (mail->IsClose()) {
    Close();
    return false;
  }
  if (!env()->can_call_into_js()) return true;  // Nothing but to empty the queue.
  v8::Isolate* isolate = this->isolate();
  v8::HandleScope handles(isolate);
  auto* message = static_cast<Message*>(mail.get());
  RecordIn(*message);
  v8::Local<v8::Context> context;
  if (!object()->GetCreationContext().ToLocal(&context)) return false;
  v8::Context::Scope context_scope(context);
  v8::Local<v8::Function> emit = env()->host_function(HostFunction::kEmitMessage);
  v8::Local<v8::Value> ports = v8::Undefined(isolate);
  v8::Local<v8::Value> payload;
  bool read;
  {
    v8::TryCatch try_catch(isolate);
    read = message->Deserialize(env(), context, &ports).ToLocal(&payload);
    if (!read) {
      if (!try_catch.HasCaught() || try_catch.HasTerminated())
        payload = v8::Undefined(isolate);
      else
        payload = try_catch.Exception();
    }
  }
  mail.reset();  // Its memory goes before the listener runs.
  const char* type = read ? "message" : "messageerror";
  bool emitted;
  if (context == env()->context()) {
    v8::Local<v8::Value> argv[] = {payload, ports, OneByte(isolate, type)};
    emitted = !MakeCallback(emit, 3, argv).IsEmpty();
  } else {
    emitted = EmitPlainly(context, payload, ports, type);
  }
  if (read && emitted) return true;
  // A listener threw: the rest comes in a later turn, after whoever handled the error.
  if (mailbox_ != nullptr) WakeForMail();
  return false;
}

bool MessagePort::EmitPlainly(v8::Local<v8::Context> context, v8::Local<v8::Value> data, v8::Local<v8::Value> ports, const char* type) {
  v8::Isolate* isolate = this->isolate();
  v8::Local<v8::Value> handler;
  {
    v8::TryCatch try_catch(isolate);
    if (!object()->Get(context, OneByte(isolate, std::string("on") + type)).ToLocal(&handler) || !handler->IsFunction()) return true;
  }
  v8::Local<v8::Object> event = v8::Object::New(isolate);
  SetProperty(context, event, "data", data);
  SetProperty(context, event, "target", object());
  SetProperty(context, event, "type", OneByte(isolate, type));
  SetProperty(context, event, "ports", ports->IsArray() ? ports : v8::Array::New(isolate).As<v8::Value>());
  v8::Local<v8::Value> argv[] = {event};
  return !MakeCallback(handler.As<v8::Function>(), 1, argv).IsEmpty();
}

void MessagePort::JsConstruct(const CallInfo& info) {
  if (Environment::From(info.GetIsolate())->Data<PortState>()->constructing && info.IsConstructCall()) return;
  ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_INVALID", "Constructor cannot be called");
}

bool ReadIterable(v8::Local<v8::Context> context, v8::Local<v8::Value> value, Message::TransferList* items, bool* is_iterable) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  *is_iterable = false;
  if (!value->IsObject()) return true;
  if (value->IsArray()) {
    *is_iterable = true;
    v8::Local<v8::Array> array = value.As<v8::Array>();
    for (uint32_t i = 0; i < array->Length(); i++) {
      v8::Local<v8::Value> item;
      if (!array->Get(context, i).ToLocal(&item)) return false;
      items->push_back(item);
    }
    return true;
  }
  v8::Local<v8::Value> method;
  v8::Local<v8::Value> iterator;
  v8::Local<v8::Value> next;
  if (!value.As<v8::Object>()->Get(context, v8::Symbol::GetIterator(isolate)).ToLocal(&method)) return false;
  if (!method->IsFunction()) return true;
  if (!method.As<v8::Function>()->Call(context, value, 0, nullptr).ToLocal(&iterator)) return false;
  if (!iterator->IsObject()) return true;
  if (!iterator.As<v8::Object>()->Get(context, OneByte(isolate, "next")).ToLocal(&next)) return false;
  if (!next->IsFunction()) return true;
  for (;;) {
    v8::Local<v8::Value> result;
    v8::Local<v8::Value> done;
    v8::Local<v8::Value> item;
    if (!next.As<v8::Function>()->Call(context, iterator, 0, nullptr).ToLocal(&result)) return false;
    if (!result->IsObject()) return true;
    if (!result.As<v8::Object>()->Get(context, OneByte(isolate, "done")).ToLocal(&done)) return false;
    if (done->BooleanValue(isolate)) break;
    if (!result.As<v8::Object>()->Get(context, OneByte(isolate, "value")).ToLocal(&item)) return false;
    items->push_back(item);
  }
  *is_iterable = true;
  return true;
}

namespace {

// An iterable, or { transfer: an iterable }. False after throwing.
bool ReadTransferArgument(const CallInfo& info, int index, Message::TransferList* items) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Value> value = info[index];
  if (value->IsNullOrUndefined()) return true;
  bool is_iterable = false;
  if (!value->IsObject()) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "Optional transferList argument must be an iterable");
    return false;
  }
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  if (!ReadIterable(context, value, items, &is_iterable)) return false;
  if (is_iterable) return true;
  v8::Local<v8::Value> option;
  if (!value.As<v8::Object>()->Get(context, OneByte(isolate, "transfer")).ToLocal(&option)) return false;
  if (option->IsUndefined()) return true;
  if (!ReadIterable(context, option, items, &is_iterable)) return false;
  if (!is_iterable) ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "Optional options.transfer argument must be an iterable");
  return is_iterable;
}

}  // namespace

void MessagePort::JsPostMessage(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  if (info.Length() == 0) return ThrowTypeError(isolate, "ERR_MISSING_ARGS", "Not enough arguments to MessagePort.postMessage");
  Message::TransferList transfer;
  if (info.Length() > 1 && !ReadTransferArgument(info, 1, &transfer)) return;
  auto* port = From<MessagePort>(info.This());
  if (port == nullptr) {
    if (!IsPort(env, info.This())) return ThrowTypeError(isolate, "ERR_INVALID_THIS", "Value of \"this\" must be of type MessagePort");
    // Closed: what can't be sent still throws, and what is transferred is still gone.
    Message::Serialize(env, isolate->GetCurrentContext(), info[0], transfer, info.This());
    return;
  }
  bool somebody = false;
  if (port->Post(info[0], transfer).To(&somebody)) info.GetReturnValue().Set(somebody);
}

// Unlike other handles' it is false for a port that is gone.
void MessagePort::JsHasRef(const CallInfo& info) {
  if (From<MessagePort>(info.This()) == nullptr) return info.GetReturnValue().Set(false);
  HandleWrap::JsHasRef(info);
}

void MessagePort::JsStart(const CallInfo& info) {
  auto* port = From<MessagePort>(info.This());
  if (port == nullptr || port->mailbox_ == nullptr) return;
  port->receiving_ = true;
  if (port->IsOpen() && port->mailbox_->Waiting() > 0) port->WakeForMail();
}

void MessagePort::JsStop(const CallInfo& info) {
  if (auto* port = From<MessagePort>(info[0])) port->receiving_ = false;
}

void MessagePort::JsDrain(const CallInfo& info) {
  if (auto* port = From<MessagePort>(info[0])) port->Receive(true);
}

void MessagePort::JsReceive(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  info.GetReturnValue().Set(info[1]);
  if (!IsPort(env, info[0])) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"port\" argument must be a MessagePort instance");
  auto* port = From<MessagePort>(info[0]);
  if (port == nullptr || port->mailbox_ == nullptr) return;
  std::shared_ptr<Mail> mail = port->mailbox_->Take();
  if (mail == nullptr) return;
  if (mail->IsClose()) return port->Close();
  auto* message = static_cast<Message*>(mail.get());
  port->RecordIn(*message);
  v8::Local<v8::Context> context;
  if (!port->object()->GetCreationContext().ToLocal(&context)) return;
  v8::Local<v8::Value> payload;
  if (message->Deserialize(env, context).ToLocal(&payload)) info.GetReturnValue().Set(payload);
}

namespace {
constexpr BindingFunction kPortMethods[] = {Method<MessagePort::JsPostMessage>("postMessage"), Method<MessagePort::JsStart>("start"),
                                            Method<MessagePort::JsHasRef>("hasRef")};
}  // namespace

constinit const BindingClass kMessagePortClass = {
    .name = "MessagePort", .construct = Method<MessagePort::JsConstruct>("MessagePort"), .methods = kPortMethods, .base = &kHandleWrapClass};

}  // namespace isoscope
