// What travels in a message besides bytes: a port, a file's descriptor, the parts of a cloned or transferred object.
//
// Made on the sender's thread by BaseObject::TransferForMessaging or CloneForMessaging (or for a JavaScript object that was marked), owned by
// the message, and asked on the receiver's thread for the object there. Destroyed unasked when the message is never read.
#ifndef ISOSCOPE_RUNTIME_ENV_TRANSFERABLE_H_
#define ISOSCOPE_RUNTIME_ENV_TRANSFERABLE_H_

#include <v8-context.h>
#include <v8-local-handle.h>
#include <v8-maybe.h>
#include <v8-object.h>
#include <v8-value-serializer.h>

namespace isoscope {

class Environment;
class Mailbox;

class Transferred {
 public:
  virtual ~Transferred() = default;

  // Receiver: the object. Empty after throwing.
  virtual v8::MaybeLocal<v8::Object> Receive(Environment* env, v8::Local<v8::Context> context) = 0;

  // Behind the message proper, in the same stream: what was cloned may contain what the message contains.
  virtual v8::Maybe<bool> WriteMore(v8::Local<v8::Context>, v8::ValueSerializer*) { return v8::Just(true); }
  virtual v8::Maybe<bool> ReadMore(Environment*, v8::Local<v8::Context>, v8::Local<v8::Object>, v8::ValueDeserializer*) { return v8::Just(true); }

  // A port's; null for all else.
  virtual const Mailbox* mailbox() const { return nullptr; }
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_TRANSFERABLE_H_
