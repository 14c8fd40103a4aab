// The contexts of node:vm. A "contextified" object is what scripts of its context see as their global: interceptors on the context's real
// global ask the object first.
//
// Isolate thread only. Lifetime is a cycle inside V8's heap: object -(private)-> holder -(private)-> global -> context -(embedder data)->
// object; the C++ half hangs weakly on the holder and knows its context weakly, so an unreachable context is collected whole.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_CONTEXT_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_CONTEXT_H_

#include <memory>
#include <string>

#include <v8-context.h>
#include <v8-microtask-queue.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/vm_context.h"

namespace isoscope {

class VmContext : public VmContextBase {
 public:
  static constexpr ClassInfo kClass{"VmContext", &VmContextBase::kClass};

  VmContext(Environment* env, v8::Local<v8::Object> holder);
  const ClassInfo* class_info() const override { return &kClass; }

  // The context made of this object (or whose global it is); null for any other value.
  static VmContext* Of(v8::Isolate* isolate, v8::Local<v8::Value> object) { return static_cast<VmContext*>(VmContextBase::Of(isolate, object)); }

  v8::Local<v8::Context> context() const override { return context_.Get(isolate()); }
  v8::Local<v8::Object> sandbox() const;
  bool ready() const override { return !context_.IsEmpty(); }
  // microtaskMode: 'afterEvaluate' gives a context its own queue.
  v8::MicrotaskQueue* microtask_queue() const { return microtask_queue_.get(); }

  // (object or nothing for a plain context, code generation from strings, from wasm, own microtasks, name, origin or undefined,
  // import id) => object, or the plain context's global
  static void Make(const CallInfo& info);
  static void Is(const CallInfo& info);  // (value) => boolean

 private:
  bool Create(v8::Local<v8::Object> sandbox, bool strings, bool wasm, bool own_microtasks, v8::Local<v8::Value> import_id);

  static void TellDebugger(Environment* env);  // Of all there are.

  v8::Global<v8::Context> context_;
  std::string name_, origin_;  // As debuggers show it.
  std::unique_ptr<v8::MicrotaskQueue> microtask_queue_;
};

// The interceptors over `holder`'s VmContext, as the template of a global.
v8::Local<v8::ObjectTemplate> InterceptedGlobalTemplate(v8::Isolate* isolate, v8::Local<v8::Object> holder);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_CONTEXT_H_
