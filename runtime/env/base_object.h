// A C++ object behind a JavaScript one.
//
// Isolate thread only. The JavaScript object has kInternalFieldCount internal fields: a tag that proves it is ours, and the pointer.
// Ownership: a strong BaseObject (the default) lives until `delete`; a weak one (MakeWeak) is deleted when JavaScript drops it. The
// Environment keeps a list of all and deletes the rest at teardown. No RTTI: each class names its base in a static ClassInfo.
#ifndef ISOSCOPE_RUNTIME_ENV_BASE_OBJECT_H_
#define ISOSCOPE_RUNTIME_ENV_BASE_OBJECT_H_

#include <memory>

#include <v8-function-callback.h>
#include <v8-local-handle.h>
#include <v8-object.h>
#include <v8-persistent-handle.h>
#include <v8-weak-callback-info.h>

#include "runtime/env/intrusive_list.h"

namespace isoscope {

class Environment;
class Transferred;

struct ClassInfo {
  const char* name;  // Node's name for it: "FSReqCallback", "TCP".
  const ClassInfo* base = nullptr;
};

class BaseObject : public ListNode<BaseObject> {
 public:
  enum InternalField { kTagField, kPointerField, kInternalFieldCount };
  static constexpr ClassInfo kClass{"BaseObject"};

  BaseObject(Environment* env, v8::Local<v8::Object> object);
  virtual ~BaseObject();
  BaseObject(const BaseObject&) = delete;
  BaseObject& operator=(const BaseObject&) = delete;

  Environment* env() const { return env_; }
  v8::Isolate* isolate() const;
  v8::Local<v8::Object> object() const;  // Empty once the JavaScript object is gone.
  virtual const ClassInfo* class_info() const { return &kClass; }
  bool InstanceOf(const ClassInfo* wanted) const;

  // Null unless `value` is a live object of class T (or one derived from it): safe with anything JavaScript passes.
  template <typename T>
  static T* From(v8::Local<v8::Value> value) {
    BaseObject* object = FromAny(value);
    return object != nullptr && object->InstanceOf(&T::kClass) ? static_cast<T*>(object) : nullptr;
  }

  // The object a method was called on; throws "Illegal invocation" and gives null for a stranger.
  template <typename T>
  static T* This(const v8::FunctionCallbackInfo<v8::Value>& info) {
    T* object = From<T>(info.This());
    if (object == nullptr) ThrowIllegalInvocation(info.GetIsolate());
    return object;
  }

  // Whatever BaseObject `value` is; null for a stranger.
  static BaseObject* FromAny(v8::Local<v8::Value> value);

  // Messages (env/message.h). Transferring leaves the object here unusable; each returns null when it can't be done, after throwing or not.
  enum TransferMode : uint32_t { kUntransferable = 0, kTransferable = 1, kCloneable = 2 };
  virtual uint32_t transfer_mode() const { return kUntransferable; }
  virtual std::unique_ptr<Transferred> TransferForMessaging();
  virtual std::unique_ptr<Transferred> CloneForMessaging() const;

  void MakeWeak();
  void ClearWeak();
  bool IsWeak() const { return persistent_.IsWeak(); }

  // Called at teardown before any deletion: close handles, cancel requests. Must not enter JavaScript.
  virtual void OnEnvironmentTeardown() {}
  // The process ends from deep inside JavaScript, with nothing unwound: threads must not go on.
  virtual void OnProcessExit() {}

 protected:
  // Cuts the tie to the JavaScript object: later calls on it find null.
  void DetachObject();

 private:
  static void ThrowIllegalInvocation(v8::Isolate* isolate);
  static void OnCollected(const v8::WeakCallbackInfo<BaseObject>& info);

  Environment* const env_;
  v8::Global<v8::Object> persistent_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BASE_OBJECT_H_
