// vm.Script's C++ half, and what it shares with vm.compileFunction: reading the arguments of a compilation, V8's code cache.
// Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_SCRIPT_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_SCRIPT_H_

#include <v8-exception.h>
#include <v8-script.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"

namespace isoscope {

// The first five arguments of every compilation: (code, filename, line, column, cached data).
struct CompileRequest {
  v8::Local<v8::String> code;
  v8::Local<v8::String> filename;
  int32_t line = 0;
  int32_t column = 0;
  Bytes cached;
  bool has_cache = false;

  bool Read(const CallInfo& info);  // False after throwing.
  // A symbol `id` names the script's own import callback.
  v8::ScriptOrigin Origin(v8::Isolate* isolate, v8::Local<v8::Value> id) const;
  v8::ScriptCompiler::CachedData* TakeCachedData() const;  // Owned by the Source it is given to; null without a cache.
  v8::ScriptCompiler::CompileOptions options() const {
    return has_cache ? v8::ScriptCompiler::kConsumeCodeCache : v8::ScriptCompiler::kNoCompileOptions;
  }
  // target.cachedDataRejected, when a cache was given.
  bool ReportCacheUse(v8::Local<v8::Context> context, v8::Local<v8::Object> target, const v8::ScriptCompiler::Source& source) const;
};

// target.cachedDataProduced and target.cachedData. Takes `data`, which may be null. False after throwing.
bool SetProducedCache(v8::Local<v8::Context> context, v8::Local<v8::Object> target, v8::ScriptCompiler::CachedData* data);

class ContextifyScript : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"ContextifyScript", &BaseObject::kClass};

  ContextifyScript(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::UnboundScript> script);
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info);           // (code, filename, line, column, cached data, produce cached data, context object, id)
  static void RunInContext(const CallInfo& info);  // (context object or null, timeout ms or -1, display errors, break on SIGINT)
  static void CreateCachedData(const CallInfo& info);

 private:
  v8::Global<v8::UnboundScript> script_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CONTEXTIFY_SCRIPT_H_
