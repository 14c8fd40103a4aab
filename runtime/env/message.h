// A value on its way between two isolates (or to itself: structuredClone), with what it transfers.
//
// Serialize on the sender's thread, Deserialize once on the receiver's (mail of a broadcast, which transfers nothing: once on each); destroyed
// on any thread. Small plain values skip V8's serializer.
#ifndef ISOSCOPE_RUNTIME_ENV_MESSAGE_H_
#define ISOSCOPE_RUNTIME_ENV_MESSAGE_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <v8-array-buffer.h>
#include <v8-context.h>
#include <v8-local-handle.h>
#include <v8-value.h>
#include <v8-wasm.h>

#include "runtime/base/mailbox.h"
#include "runtime/env/transferable.h"

namespace isoscope {

class Environment;

// What JavaScript said of an object, or of a prototype of its, with markTransferMode() and the like: bits of BaseObject::TransferMode. False when it
// said nothing.
bool MarkedTransferMode(Environment* env, v8::Local<v8::Object> object, uint32_t* mode);
// `is_prototype`: it stands for all its instances.
v8::Maybe<bool> MarkTransferMode(Environment* env, v8::Local<v8::Object> object, uint32_t mode, bool is_prototype);
// markAsUntransferable(): refused in transfer lists from now on.
v8::Maybe<bool> MarkUntransferable(Environment* env, v8::Local<v8::Object> object);
bool IsMarkedUntransferable(Environment* env, v8::Local<v8::Object> object);

// In the shared field `messaging`, behind the two that say what was marked: while a value is written, kNotes; kNoted once an exception was. V8 writes
// errors without asking, and knows no DOMExceptions: it reads their names, and by that they tell of themselves (js/internal/domexception.js).
inline constexpr size_t kExceptionNotes = 2;
enum ExceptionNotes : uint8_t { kNoNotes, kNotes, kNoted };

// A DOMException named DataCloneError.
// `source`, the sending port, may be of another context, whose DOMException it then is; it may be empty.
void ThrowDataCloneError(Environment* env, v8::Local<v8::String> message, v8::Local<v8::Object> source = {});

class Message final : public Mail {
 public:
  using TransferList = std::vector<v8::Local<v8::Value>>;

  // Null after throwing. `source`: the port that sends, which may not travel itself; may be empty.
  static std::shared_ptr<Message> Serialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Value> value,
                                            const TransferList& transfer, v8::Local<v8::Object> source = {});

  // `ports`, unless null, gets an array of the message ports that came along, or stays as it is when there are none.
  v8::MaybeLocal<v8::Value> Deserialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Value>* ports = nullptr);

  // As counted in records: the serialized bytes and those of the transferred buffers.
  size_t bytes() const;
  // Who sent it, for records: unset while nobody watches.
  struct Origin {
    uint32_t isolate = 0;
    uint64_t number = 0;  // From 1, in the process.
  };
  void set_origin(Origin origin) { origin_ = origin; }
  const Origin& origin() const { return origin_; }
  bool has_transferred() const { return !transferred_.empty(); }
  // Whether a port travels whose other end is `mailbox`.
  bool CarriesPeerOf(const Mailbox& mailbox) const;

 private:
  class Writer;
  class Reader;
  struct Free {
    void operator()(uint8_t* data) const { free(data); }
  };
  enum class Plain : uint8_t { kNo, kUndefined, kNull, kTrue, kFalse, kNumber, kOneByte };

  bool TakePlain(v8::Isolate* isolate, v8::Local<v8::Value> value);
  v8::MaybeLocal<v8::Value> PlainValue(v8::Isolate* isolate) const;

  Plain plain_ = Plain::kNo;
  bool has_exceptions_ = false;  // DOMExceptions, which V8 wrote as errors; what makes them whole again follows all else.
  double number_ = 0;
  std::unique_ptr<uint8_t, Free> data_;
  size_t size_ = 0;
  size_t buffer_bytes_ = 0;
  Origin origin_;
  std::vector<std::shared_ptr<v8::BackingStore>> buffers_;         // Transferred.
  std::vector<std::shared_ptr<v8::BackingStore>> shared_buffers_;  // Of SharedArrayBuffers.
  std::vector<v8::CompiledWasmModule> wasm_modules_;
  std::vector<std::unique_ptr<Transferred>> transferred_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_MESSAGE_H_
