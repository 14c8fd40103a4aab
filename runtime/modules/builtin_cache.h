// The compiled builtins that one worker needed, kept for the workers after it: they start without parsing.
//
// Process-wide, any thread; entries are never changed or dropped. Only what is not in the startup snapshot comes here. V8 checks an entry
// before it uses it; one that does not fit costs a compilation, as if it were not there.
#ifndef ISOSCOPE_RUNTIME_MODULES_BUILTIN_CACHE_H_
#define ISOSCOPE_RUNTIME_MODULES_BUILTIN_CACHE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <v8-function.h>

namespace isoscope {

class Environment;

class BuiltinCache {
 public:
  // Null when there is none.
  static const std::vector<uint8_t>* Find(std::string_view id);
  // A worker compiled this from source. Main threads keep nothing.
  static void NoteCompiled(Environment* env, std::string_view id, v8::Local<v8::Function> function);
  // On the worker's thread, when its start is over: what it noted is kept, with the inner functions that were compiled meanwhile.
  static void Keep(Environment* env);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_MODULES_BUILTIN_CACHE_H_
