// The scripts that an environment has compiled for its user, so that the doors can show the sources of what they name.
//
// Isolate thread only. While somebody wants sources (probes/script_sources.h) each is copied there at once; otherwise it is remembered weakly,
// so that a recording that begins later still finds what is alive.
#ifndef ISOSCOPE_RUNTIME_ENV_COMPILED_SCRIPTS_H_
#define ISOSCOPE_RUNTIME_ENV_COMPILED_SCRIPTS_H_

#include <vector>

#include <v8-persistent-handle.h>
#include <v8-primitive.h>

namespace isoscope {

class Environment;

class CompiledScripts {
 public:
  explicit CompiledScripts(Environment* env) : env_(env) {}

  // Before each compilation; `url` as it is given to V8. Nothing happens when it is no string.
  static void Note(v8::Isolate* isolate, v8::Local<v8::Value> url, v8::Local<v8::String> text);

  // What was remembered and is still alive goes to the script sources.
  void Keep();

 private:
  struct Entry {
    v8::Global<v8::String> url;
    v8::Global<v8::String> text;  // Weak.
  };
  void Remember(v8::Local<v8::String> url, v8::Local<v8::String> text);
  void Copy(v8::Local<v8::String> url, v8::Local<v8::String> text);

  Environment* const env_;
  std::vector<Entry> entries_;
  size_t prune_at_ = 256;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_COMPILED_SCRIPTS_H_
