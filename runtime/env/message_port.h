// A MessagePort: one end of a message channel (or one member of a broadcast channel), receiving on this environment's loop.
//
// Isolate thread only. Its mailbox outlives it when the port is transferred: the next owner's port gets it, with the mail that waits. The
// handle is unref'ed until JavaScript listens, and active until closed by either end.
#ifndef ISOSCOPE_RUNTIME_ENV_MESSAGE_PORT_H_
#define ISOSCOPE_RUNTIME_ENV_MESSAGE_PORT_H_

#include <memory>

#include <uv.h>

#include "runtime/base/mailbox.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/env/message.h"

namespace isoscope {

class MessagePort final : public HandleWrap, private Mailbox::Waker {
 public:
  static constexpr ClassInfo kClass{"MessagePort", &HandleWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  // A port over `mailbox`, in `context`. Null after throwing.
  static MessagePort* New(Environment* env, v8::Local<v8::Context> context, std::unique_ptr<Mailbox> mailbox);
  // Whether `value` is or was a port of this environment, in any of its contexts.
  static bool IsPort(Environment* env, v8::Local<v8::Value> value);
  static bool IsDetachedPort(Environment* env, v8::Local<v8::Value> value);

  bool IsDetached() const { return mailbox_ == nullptr || !IsOpen(); }
  Mailbox* mailbox() const { return mailbox_.get(); }
  // Empty after throwing; else whether somebody is there to receive.
  v8::Maybe<bool> Post(v8::Local<v8::Value> value, const Message::TransferList& transfer);
  std::unique_ptr<Mailbox> Detach();

  uint32_t transfer_mode() const override { return IsDetached() ? kUntransferable : kTransferable; }
  std::unique_ptr<Transferred> TransferForMessaging() override;

  // (value, transfer list or options)
  static void JsPostMessage(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsHasRef(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsStart(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsStop(const v8::FunctionCallbackInfo<v8::Value>& info);
  // (port): hands over what waits, at once.
  static void JsDrain(const v8::FunctionCallbackInfo<v8::Value>& info);
  // (port, nothing's symbol) => the next message, or the symbol.
  static void JsReceive(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsConstruct(const v8::FunctionCallbackInfo<v8::Value>& info);

 private:
  MessagePort(Environment* env, v8::Local<v8::Object> object, std::unique_ptr<Mailbox> mailbox);
  void WakeForMail() override { uv_async_send(&async_); }
  void OnClose() override;
  void Receive(bool drain);
  // False when the loop of Receive must end. `*message` is null when there was none, or a close.
  bool EmitNext(bool drain);
  void RecordIn(const Message& message);
  void RecordOut(Message* message);  // Before it is posted.
  // Outside of the main context: the port's own `onmessage` or `onmessageerror`. False when it threw.
  bool EmitPlainly(v8::Local<v8::Context> context, v8::Local<v8::Value> data, v8::Local<v8::Value> ports, const char* type);

  uv_async_t async_{};
  std::unique_ptr<Mailbox> mailbox_;
  bool receiving_ = false;
};

extern const BindingClass kMessagePortClass;

// What an iterable or an array in an argument holds; null and undefined hold nothing. False after throwing; `*is_iterable` says whether it was.
bool ReadIterable(v8::Local<v8::Context> context, v8::Local<v8::Value> value, Message::TransferList* items, bool* is_iterable);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_MESSAGE_PORT_H_
