// structuredClone(), message channels and what may travel through them. Isolate thread only. The work is done in env/message and
// env/message_port.
#include <memory>
#include <string>
#include <utility>

#include <v8-container.h>
#include <v8-exception.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/message.h"
#include "runtime/env/message_port.h"

namespace isoscope {
namespace {

// (value, array of what to transfer or undefined) => the clone
void StructuredClone(const CallInfo& info) {
  Environment* env = Environment::From(info.GetIsolate());
  v8::Local<v8::Context> context = env->context();
  Message::TransferList transfer;
  bool is_iterable = false;
  if (info[1]->IsArray() && !ReadIterable(context, info[1], &transfer, &is_iterable)) return;
  std::shared_ptr<Message> message = Message::Serialize(env, context, info[0], transfer);
  v8::Local<v8::Value> clone;
  if (message != nullptr && message->Deserialize(env, context).ToLocal(&clone)) info.GetReturnValue().Set(clone);
}

// () => [port, port], the two ends of a channel.
void MakeChannel(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  auto one = std::make_unique<Mailbox>();
  auto other = std::make_unique<Mailbox>();
  Mailbox::Entangle(one.get(), other.get());
  MessagePort* port1 = MessagePort::New(env, env->context(), std::move(one));
  if (port1 == nullptr) return;
  MessagePort* port2 = MessagePort::New(env, env->context(), std::move(other));
  if (port2 == nullptr) return port1->Close();
  v8::Local<v8::Value> ports[] = {port1->object(), port2->object()};
  info.GetReturnValue().Set(v8::Array::New(isolate, ports, 2));
}

// (name) => a port that reaches all others of that name in the process.
void MakeBroadcast(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  Environment* env = Environment::From(info.GetIsolate());
  auto mailbox = std::make_unique<Mailbox>();
  mailbox->JoinBroadcast(name);
  if (MessagePort* port = MessagePort::New(env, env->context(), std::move(mailbox))) info.GetReturnValue().Set(port->object());
}

// (name) => a port that hears what is posted to that name.
void MakeInbox(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  Environment* env = Environment::From(info.GetIsolate());
  auto mailbox = std::make_unique<Mailbox>();
  mailbox->Publish(name);
  if (MessagePort* port = MessagePort::New(env, env->context(), std::move(mailbox))) info.GetReturnValue().Set(port->object());
}

// (name, value, array of what to transfer) => whether somebody of that name is there.
void PostToInbox(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  Environment* env = Environment::From(info.GetIsolate());
  Message::TransferList transfer;
  bool is_iterable = false;
  if (!ReadIterable(env->context(), info[2], &transfer, &is_iterable)) return;
  std::shared_ptr<Message> message = Message::Serialize(env, env->context(), info[1], transfer);
  if (message == nullptr) return;
  info.GetReturnValue().Set(Mailbox::PostTo(name, std::move(message)) == Mailbox::Posted::kYes);
}

// (port, any object of another context) => the port as that context sees it; this one is done.
void MoveMessagePortToContext(const CallInfo& info) {
  auto* port = BaseObject::From<MessagePort>(info[0]);
  v8::Local<v8::Object> object;
  v8::Local<v8::Context> context;
  if (!GetObject(info, 1, &object) || !object->GetCreationContext().ToLocal(&context)) return;
  Environment* env = Environment::From(info.GetIsolate());
  if (port == nullptr || port->IsDetached()) {
    return ThrowError(info.GetIsolate(), "ERR_CLOSED_MESSAGE_PORT", "Cannot send data on closed MessagePort");
  }
  std::unique_ptr<Mailbox> mailbox = port->Detach();
  port->Close();
  if (MessagePort* moved = MessagePort::New(env, context, std::move(mailbox))) info.GetReturnValue().Set(moved->object());
}

void CheckMessagePort(const CallInfo& info) { info.GetReturnValue().Set(MessagePort::IsPort(Environment::From(info.GetIsolate()), info[0])); }

// (object, whether it may be cloned, whether transferred); of a prototype it holds for all instances.
template <bool kIsPrototype>
void MarkMode(const CallInfo& info) {
  v8::Local<v8::Object> object;
  if (!GetObject(info, 0, &object)) return;
  uint32_t mode = (info[1]->IsTrue() ? BaseObject::kCloneable : 0u) | (info[2]->IsTrue() ? BaseObject::kTransferable : 0u);
  if (MarkTransferMode(Environment::From(info.GetIsolate()), object, mode, kIsPrototype).IsNothing()) return;
}

void MarkAsUntransferable(const CallInfo& info) {
  v8::Local<v8::Object> object;
  if (!GetObject(info, 0, &object)) return;
  if (MarkUntransferable(Environment::From(info.GetIsolate()), object).IsNothing()) return;
}

void IsMarkedAsUntransferable(const CallInfo& info) {
  info.GetReturnValue().Set(info[0]->IsObject() && IsMarkedUntransferable(Environment::From(info.GetIsolate()), info[0].As<v8::Object>()));
}

constexpr BindingFunction kFunctions[] = {
    Method<StructuredClone>("structuredClone", 2),
    Method<MakeChannel>("makeChannel"),
    Method<MakeBroadcast>("makeBroadcast", 1),
    Method<MakeInbox>("makeInbox", 1),
    Method<PostToInbox>("postToInbox", 3),
    Method<CheckMessagePort>("checkMessagePort", 1),
    Method<MessagePort::JsStop>("stopMessagePort", 1),
    Method<MessagePort::JsDrain>("drainMessagePort", 1),
    Method<MessagePort::JsReceive>("receiveMessageOnPort", 2),
    Method<MoveMessagePortToContext>("moveMessagePortToContext", 2),
    Method<MarkMode<false>>("markTransferMode", 3),
    Method<MarkMode<true>>("markClass", 3),
    Method<MarkAsUntransferable>("markAsUntransferable", 1),
    Method<IsMarkedAsUntransferable>("isMarkedAsUntransferable", 1),
};
const BindingClass kClasses[] = {kMessagePortClass};

}  // namespace

extern const BindingDefinition kMessagingBinding;
const BindingDefinition kMessagingBinding = {.name = "messaging", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
