#include "runtime/env/vm_context.h"

#include <string>

#include <v8-isolate.h>

#include "runtime/env/errors.h"

namespace isoscope {

v8::Local<v8::Private> VmContextBase::Key(v8::Isolate* isolate) { return v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:vmContext")); }

namespace {
constexpr int kImportIdSlot = 42;  // Of a context's embedder data; contextify_context.cc has those below.
}  // namespace

VmContextBase* VmContextBase::Of(v8::Isolate* isolate, v8::Local<v8::Value> object) {
  v8::Local<v8::Value> holder;
  if (!object->IsObject()) return nullptr;
  if (!object.As<v8::Object>()->GetPrivate(isolate->GetCurrentContext(), Key(isolate)).ToLocal(&holder)) return nullptr;
  VmContextBase* found = From<VmContextBase>(holder);
  return found != nullptr && found->ready() ? found : nullptr;
}

v8::Local<v8::Value> VmContextBase::ImportIdOf(v8::Isolate* isolate, v8::Local<v8::Context> context) {
  if (context->GetNumberOfEmbedderDataFields() <= kImportIdSlot) return v8::Undefined(isolate);
  return context->GetEmbedderData(kImportIdSlot);
}

void VmContextBase::SetImportId(v8::Local<v8::Context> context, v8::Local<v8::Value> id) { context->SetEmbedderData(kImportIdSlot, id); }

v8::MaybeLocal<v8::Context> ContextOrCurrent(const CallInfo& info, int index) {
  v8::Isolate* isolate = info.GetIsolate();
  if (info[index]->IsNullOrUndefined()) return isolate->GetCurrentContext();
  VmContextBase* found = VmContextBase::Of(isolate, info[index]);
  if (found != nullptr) return found->context();
  ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"contextifiedObject\" argument must be an vm.Context");
  return {};
}

void RethrowWithPosition(v8::Local<v8::Context> context, v8::TryCatch* try_catch) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::Local<v8::Value> error = try_catch->Exception();
  if (!try_catch->HasTerminated() && !error.IsEmpty() && error->IsNativeError()) {
    v8::TryCatch ignore(isolate);  // A getter of the error's own may throw.
    std::string arrow = SourceArrow(context, try_catch->Message());
    v8::Local<v8::Value> stack;
    v8::Local<v8::String> key = Internalized(isolate, "stack");
    if (!arrow.empty() && error.As<v8::Object>()->Get(context, key).ToLocal(&stack) && stack->IsString()) {
      std::string text = ToUtf8(isolate, stack);
      v8::Local<v8::String> decorated;
      // A script that runs a script: the inner one has done it.
      if (!text.starts_with(arrow) && Utf8(isolate, arrow + "\n" + text).ToLocal(&decorated)) {
        [[maybe_unused]] v8::Maybe<bool> set = error.As<v8::Object>()->Set(context, key, decorated);
      }
    }
  }
  try_catch->ReThrow();
}

}  // namespace isoscope
