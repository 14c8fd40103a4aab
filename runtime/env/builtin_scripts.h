// Which scripts are our builtins, Node's modules among them, and whether one of them runs. The isolate's thread.
#ifndef ISOSCOPE_RUNTIME_ENV_BUILTIN_SCRIPTS_H_
#define ISOSCOPE_RUNTIME_ENV_BUILTIN_SCRIPTS_H_

#include <string_view>

#include <v8-isolate.h>

namespace isoscope {

// By a script's name, as stack frames have it.
inline bool IsBuiltinScript(std::string_view name) { return name.starts_with("isoscope:") || name.starts_with("node:"); }

// Whether the innermost JavaScript frame is a builtin's. In an interrupt: whether JavaScript of ours may be amid a change of its own state.
bool IsAmidBuiltin(v8::Isolate* isolate);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BUILTIN_SCRIPTS_H_
