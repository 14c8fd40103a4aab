#include "runtime/host/bindings_registry.h"

#include <vector>

#include "runtime/bindings/registry.h"
#include "runtime/inspector/inspector.h"
#include "runtime/modules/bootstrap.h"
#include "runtime/modules/builtin_loader.h"
#include "runtime/napi/dlopen_binding.h"

namespace isoscope {

void InstallBindings() {
  static const std::vector<const BindingDefinition*> definitions = [] {
    std::vector<const BindingDefinition*> all(AllBindings().begin(), AllBindings().end());
    all.insert(all.end(), {&kRealmBinding, &kBuiltinsBinding, &kInspectorBinding, &kNapiBinding});
    return all;
  }();
  BindingRegistry::Install(definitions);
  BuiltinLoader::RegisterExternalReferences();
}

}  // namespace isoscope
