// What bindings need to know of the contexts of node:vm: contextify makes them, modules run in them. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_VM_CONTEXT_H_
#define ISOSCOPE_RUNTIME_ENV_VM_CONTEXT_H_

#include <v8-context.h>
#include <v8-exception.h>
#include <v8-microtask-queue.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"

namespace isoscope {

class VmContextBase : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"VmContextBase", &BaseObject::kClass};
  using BaseObject::BaseObject;

  // Of the object that a context was made of (or whose global it is); null for any other value.
  static VmContextBase* Of(v8::Isolate* isolate, v8::Local<v8::Value> object);
  // Where such an object keeps the JavaScript half of this.
  static v8::Local<v8::Private> Key(v8::Isolate* isolate);

  // What import() does in code of `context` that carries no id of its own (an indirect eval without a script below it); undefined for other
  // contexts than ours.
  static v8::Local<v8::Value> ImportIdOf(v8::Isolate* isolate, v8::Local<v8::Context> context);

  virtual v8::Local<v8::Context> context() const = 0;  // Empty while it is being made.
  virtual bool ready() const = 0;

 protected:
  static void SetImportId(v8::Local<v8::Context> context, v8::Local<v8::Value> id);
};

// The context of the contextified object at `index`; the current one for null and undefined. Throws for anything else.
v8::MaybeLocal<v8::Context> ContextOrCurrent(const CallInfo& info, int index);

// Throws on what `try_catch` holds, its stack beginning with "file:line", the source line and a caret, as Node's does: whoever catches the
// error sees where it was.
void RethrowWithPosition(v8::Local<v8::Context> context, v8::TryCatch* try_catch);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_VM_CONTEXT_H_
