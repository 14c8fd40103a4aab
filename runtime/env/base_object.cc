#include "runtime/env/base_object.h"

#include <v8-exception.h>
#include <v8-primitive.h>

#include "runtime/base/check.h"
#include "runtime/env/environment.h"
#include "runtime/env/transferable.h"

namespace isoscope {
namespace {

// Its address in an object's first internal field says that the second holds a BaseObject*.
alignas(8) char base_object_tag;

}  // namespace

BaseObject::BaseObject(Environment* env, v8::Local<v8::Object> object) : env_(env), persistent_(env->isolate(), object) {
  ISOSCOPE_CHECK(object->InternalFieldCount() >= kInternalFieldCount);
  object->SetAlignedPointerInInternalField(kTagField, &base_object_tag);
  object->SetAlignedPointerInInternalField(kPointerField, this);
  env->base_objects().PushBack(this);
}

BaseObject::~BaseObject() { DetachObject(); }

void BaseObject::DetachObject() {
  if (persistent_.IsEmpty()) return;
  v8::HandleScope scope(env_->isolate());
  persistent_.Get(env_->isolate())->SetAlignedPointerInInternalField(kPointerField, nullptr);
  persistent_.Reset();
}

v8::Isolate* BaseObject::isolate() const { return env_->isolate(); }

v8::Local<v8::Object> BaseObject::object() const { return persistent_.Get(env_->isolate()); }

bool BaseObject::InstanceOf(const ClassInfo* wanted) const {
  for (const ClassInfo* info = class_info(); info != nullptr; info = info->base) {
    if (info == wanted) return true;
  }
  return false;
}

BaseObject* BaseObject::FromAny(v8::Local<v8::Value> value) {
  if (value.IsEmpty() || !value->IsObject()) return nullptr;
  v8::Local<v8::Object> object = value.As<v8::Object>();
  if (object->InternalFieldCount() < kInternalFieldCount) return nullptr;
  if (object->GetAlignedPointerFromInternalField(kTagField) != &base_object_tag) return nullptr;
  return static_cast<BaseObject*>(object->GetAlignedPointerFromInternalField(kPointerField));
}

void BaseObject::ThrowIllegalInvocation(v8::Isolate* isolate) {
  isolate->ThrowException(v8::Exception::TypeError(v8::String::NewFromUtf8Literal(isolate, "Illegal invocation")));
}

std::unique_ptr<Transferred> BaseObject::TransferForMessaging() { return nullptr; }

std::unique_ptr<Transferred> BaseObject::CloneForMessaging() const { return nullptr; }

void BaseObject::MakeWeak() { persistent_.SetWeak(this, OnCollected, v8::WeakCallbackType::kParameter); }

void BaseObject::ClearWeak() { persistent_.ClearWeak(); }

void BaseObject::OnCollected(const v8::WeakCallbackInfo<BaseObject>& info) {
  BaseObject* object = info.GetParameter();
  object->persistent_.Reset();  // The first pass may do this and must; the object's fields are gone already.
  delete object;
}

}  // namespace isoscope
