// Compiles the JavaScript that is built into the program.
//
// Sources stay where the linker put them: V8 reads them as external strings, in the startup snapshot too, so their addresses are external
// references. Isolate thread; the table itself is immutable. Evaluating and caching is js/bootstrap/realm.js's part, over `builtins`.
#ifndef ISOSCOPE_RUNTIME_MODULES_BUILTIN_LOADER_H_
#define ISOSCOPE_RUNTIME_MODULES_BUILTIN_LOADER_H_

#include <string>
#include <string_view>

#include <v8-context.h>
#include <v8-function.h>

#include "runtime/env/binding.h"

namespace isoscope {

class BuiltinLoader {
 public:
  // Before the first isolate, in mksnapshot and host alike.
  static void RegisterExternalReferences();

  static bool Has(std::string_view id);
  // What stack traces show: "node:fs" for public modules, "isoscope:internal/timers" for the others.
  static std::string UrlOf(std::string_view id);
  // A function of (exports, require, module, process, internalBinding). Empty when the source does not compile, with V8's exception pending.
  static v8::MaybeLocal<v8::Function> Compile(v8::Local<v8::Context> context, std::string_view id);
};

// ids, compile(id), isPublic(id).
extern const BindingDefinition kBuiltinsBinding;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_MODULES_BUILTIN_LOADER_H_
