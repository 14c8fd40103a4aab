// The one-table idiom: a binding declares its functions and classes once, as data. From the table come the templates, the snapshot's
// external references, the counters of boundary crossings and the documentation.
//
//   static void Open(const v8::FunctionCallbackInfo<v8::Value>& info);
//   constexpr BindingFunction kFunctions[] = {Method<Open>("open", 3), Method<Now>("now", 0, &kFastNow)};
//   constexpr BindingClass kClasses[] = {{.name = "Pipe", .construct = Method<Pipe::New>("Pipe"), .methods = kPipeMethods, .base =
//   &kHandleWrapClass}}; const BindingDefinition kFsBinding = {.name = "fs", .functions = kFunctions, .classes = kClasses, .initialize = Initialize};
//
// A table is immutable and lives for the whole process. `initialize` adds constants; it runs in mksnapshot too, so it must make no handle.
#ifndef ISOSCOPE_RUNTIME_ENV_BINDING_H_
#define ISOSCOPE_RUNTIME_ENV_BINDING_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <v8-fast-api-calls.h>
#include <v8-function-callback.h>
#include <v8-local-handle.h>
#include <v8-object.h>

#include "runtime/env/boundary.h"

namespace isoscope {

class Environment;

struct BindingFunction {
  const char* name;
  v8::FunctionCallback callback;  // Counts the crossing, then calls the function given to Method<>.
  BoundarySlot* slot;
  int length;                 // `function.length` as JavaScript sees it.
  const v8::CFunction* fast;  // Optional: what TurboFan calls instead.
};

namespace internal {
template <v8::FunctionCallback Fn>
struct Crossing {
  static inline constinit BoundarySlot slot{};
  static void Call(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (BoundaryCounters::Current() != nullptr) [[unlikely]]
      return CallCounted(info);
    Fn(info);
  }
  // Apart, so that the other way needs no registers saved.
  [[gnu::noinline]] static void CallCounted(const v8::FunctionCallbackInfo<v8::Value>& info) {
    CountedCall counted(slot, BoundaryCounters::Current());
    Fn(info);
  }
};
}  // namespace internal

template <v8::FunctionCallback Fn>
constexpr BindingFunction Method(const char* name, int length = 0, const v8::CFunction* fast = nullptr) {
  return {name, &internal::Crossing<Fn>::Call, &internal::Crossing<Fn>::slot, length, fast};
}

struct BindingClass {
  const char* name;
  BindingFunction construct;  // Runs for `new Name(...)`; makes the BaseObject for info.This().
  std::span<const BindingFunction> methods{};
  std::span<const BindingFunction> getters{};
  const BindingClass* base = nullptr;  // Methods are inherited through the prototype chain.
};

struct BindingDefinition {
  const char* name;
  std::span<const BindingFunction> functions{};
  std::span<const BindingClass> classes{};
  void (*initialize)(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) = nullptr;
  std::span<const intptr_t> more_references{};  // Addresses no table names: accessors, interceptors, fast functions' own.
};

// Makes the object that `internalBinding(name)` returns. Empty when JavaScript threw.
v8::MaybeLocal<v8::Object> InstantiateBinding(Environment* env, v8::Local<v8::Context> context, const BindingDefinition& definition);

// The class behind kClasses entries, for native objects of contexts that have no binding object.
v8::Local<v8::FunctionTemplate> ClassTemplateOf(v8::Isolate* isolate, const BindingClass& definition);

// The bindings a host is built with. The registry is given by the program (host or mksnapshot) before the first isolate.
class BindingRegistry {
 public:
  static void Install(std::span<const BindingDefinition* const> definitions);
  static const BindingDefinition* Find(std::string_view name);
  static std::span<const BindingDefinition* const> All();
  static uint32_t SlotCount();  // One more than the greatest BoundarySlot index.
  // Zero-terminated, in the order of the tables: the same in mksnapshot and host.
  static const std::vector<intptr_t>& ExternalReferences();
  static void AddExternalReference(intptr_t address);  // Before the first call of ExternalReferences().
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BINDING_H_
