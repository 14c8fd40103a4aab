// Every binding of the build. The definition is generated from bindings.gni.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_REGISTRY_H_
#define ISOSCOPE_RUNTIME_BINDINGS_REGISTRY_H_

#include <span>

namespace isoscope {

struct BindingDefinition;

// In the order of bindings.gni. The snapshot's external references follow this order.
std::span<const BindingDefinition* const> AllBindings();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_REGISTRY_H_
