#include "runtime/env/binding.h"

#include <string_view>

#include <v8-function.h>
#include <v8-template.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Process-wide, written once before the first isolate.
struct Registry {
  std::span<const BindingDefinition* const> definitions;
  std::vector<intptr_t> more;
  std::vector<intptr_t> references;
  uint32_t slots = 0;
};
Registry& TheRegistry() {
  static Registry registry;
  return registry;
}

v8::Local<v8::FunctionTemplate> FunctionTemplateOf(v8::Isolate* isolate, const BindingFunction& function, v8::ConstructorBehavior behavior) {
  v8::Local<v8::FunctionTemplate> tmpl =
      v8::FunctionTemplate::New(isolate, function.callback, {}, {}, function.length, behavior, v8::SideEffectType::kHasSideEffect, function.fast);
  tmpl->SetClassName(Internalized(isolate, function.name));
  return tmpl;
}

template <typename Visit>
void VisitClass(const BindingClass& definition, Visit visit) {
  visit(definition.construct);
  for (const BindingFunction& method : definition.methods) visit(method);
  for (const BindingFunction& getter : definition.getters) visit(getter);
  if (definition.base != nullptr) VisitClass(*definition.base, visit);
}

template <typename Visit>
void VisitFunctions(Visit visit) {
  for (const BindingDefinition* definition : TheRegistry().definitions) {
    for (const BindingFunction& function : definition->functions) visit(function);
    for (const BindingClass& cls : definition->classes) VisitClass(cls, visit);
  }
}

}  // namespace

v8::Local<v8::FunctionTemplate> ClassTemplateOf(v8::Isolate* isolate, const BindingClass& definition) {
  v8::Local<v8::FunctionTemplate> tmpl = FunctionTemplateOf(isolate, definition.construct, v8::ConstructorBehavior::kAllow);
  tmpl->SetClassName(Internalized(isolate, definition.name));
  tmpl->InstanceTemplate()->SetInternalFieldCount(BaseObject::kInternalFieldCount);
  if (definition.base != nullptr) tmpl->Inherit(ClassTemplateOf(isolate, *definition.base));
  v8::Local<v8::ObjectTemplate> prototype = tmpl->PrototypeTemplate();
  for (const BindingFunction& method : definition.methods) {
    prototype->Set(Internalized(isolate, method.name), FunctionTemplateOf(isolate, method, v8::ConstructorBehavior::kThrow));
  }
  for (const BindingFunction& getter : definition.getters) {
    prototype->SetAccessorProperty(Internalized(isolate, getter.name), FunctionTemplateOf(isolate, getter, v8::ConstructorBehavior::kThrow));
  }
  return tmpl;
}

v8::MaybeLocal<v8::Object> InstantiateBinding(Environment* env, v8::Local<v8::Context> context, const BindingDefinition& definition) {
  v8::Isolate* isolate = env->isolate();
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Object> target = v8::Object::New(isolate);
  if (target->SetPrototypeV2(context, v8::Null(isolate)).IsNothing()) return {};
  for (const BindingFunction& entry : definition.functions) {
    v8::Local<v8::Function> function;
    if (!FunctionTemplateOf(isolate, entry, v8::ConstructorBehavior::kThrow)->GetFunction(context).ToLocal(&function)) return {};
    SetProperty(context, target, entry.name, function);
  }
  for (const BindingClass& entry : definition.classes) {
    v8::Local<v8::Function> constructor;
    if (!ClassTemplateOf(isolate, entry)->GetFunction(context).ToLocal(&constructor)) return {};
    SetProperty(context, target, entry.name, constructor);
  }
  if (definition.initialize != nullptr) definition.initialize(env, context, target);
  return scope.Escape(target);
}

void BindingRegistry::Install(std::span<const BindingDefinition* const> definitions) {
  Registry& registry = TheRegistry();
  ISOSCOPE_CHECK(registry.definitions.empty());
  registry.definitions = definitions;
  VisitFunctions([&registry](const BindingFunction& function) {
    if (function.slot->index == 0) function.slot->index = ++registry.slots;
  });
}

const BindingDefinition* BindingRegistry::Find(std::string_view name) {
  for (const BindingDefinition* definition : All()) {
    if (name == definition->name) return definition;
  }
  return nullptr;
}

std::span<const BindingDefinition* const> BindingRegistry::All() { return TheRegistry().definitions; }

uint32_t BindingRegistry::SlotCount() { return TheRegistry().slots + 1; }

void BindingRegistry::AddExternalReference(intptr_t address) {
  ISOSCOPE_CHECK(TheRegistry().references.empty());
  TheRegistry().more.push_back(address);
}

const std::vector<intptr_t>& BindingRegistry::ExternalReferences() {
  Registry& registry = TheRegistry();
  std::vector<intptr_t>& references = registry.references;
  if (!references.empty()) return references;
  VisitFunctions([&references](const BindingFunction& function) {
    references.push_back(reinterpret_cast<intptr_t>(function.callback));
    if (function.fast == nullptr) return;
    references.push_back(reinterpret_cast<intptr_t>(function.fast->GetAddress()));
    references.push_back(reinterpret_cast<intptr_t>(function.fast->GetTypeInfo()));
  });
  for (const BindingDefinition* definition : registry.definitions) {
    references.insert(references.end(), definition->more_references.begin(), definition->more_references.end());
  }
  references.insert(references.end(), registry.more.begin(), registry.more.end());
  references.push_back(0);
  return references;
}

}  // namespace isoscope
