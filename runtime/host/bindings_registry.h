// Every binding this program is built with: the bindings layer's, and the few that need the modules layer. Main thread, before any isolate.
#ifndef ISOSCOPE_RUNTIME_HOST_BINDINGS_REGISTRY_H_
#define ISOSCOPE_RUNTIME_HOST_BINDINGS_REGISTRY_H_

namespace isoscope {

void InstallBindings();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_BINDINGS_REGISTRY_H_
