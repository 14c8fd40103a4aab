// V8's Module behind a JavaScript object: compile, link, instantiate, evaluate; and the isolate's callbacks that find it again.
//
// Isolate thread only. A ModuleWrap is weak: the loader's cache keeps it alive. Links are given by JavaScript for a whole graph before
// InstantiateModule(), whose callback is synchronous, and are dropped after it.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_MODULE_WRAP_H_
#define ISOSCOPE_RUNTIME_BINDINGS_MODULE_WRAP_H_

#include <unordered_map>
#include <vector>

#include <v8-script.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"

namespace isoscope {

class ModuleWrap : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"ModuleWrap", &BaseObject::kClass};

  ModuleWrap(Environment* env, v8::Local<v8::Object> object, v8::Local<v8::Context> context, v8::Local<v8::Module> module);
  ~ModuleWrap() override;
  const ClassInfo* class_info() const override { return &kClass; }

  // Null for a module that no live wrap stands for.
  static ModuleWrap* Find(Environment* env, v8::Local<v8::Module> module);

  v8::Local<v8::Module> module() const { return module_.Get(isolate()); }
  v8::Local<v8::Context> context() const { return context_.Get(isolate()); }

  // What JavaScript calls.
  static void New(const CallInfo& info);          // (url, source, line, column, id, vm context) or (url, export names, steps, vm context)
  static void GetRequests(const CallInfo& info);  // () => [specifier, attributes or undefined, line, column, ...]
  static void Link(const CallInfo& info);         // (wraps in the order of the requests)
  static void Instantiate(const CallInfo& info);
  static void Evaluate(const CallInfo& info);  // (timeout in ms or undefined, break on SIGINT) => promise
  static void GetNamespace(const CallInfo& info);
  static void GetStatus(const CallInfo& info);
  static void GetError(const CallInfo& info);
  static void SetExport(const CallInfo& info);
  static void IsGraphAsync(const CallInfo& info);
  static void HasTopLevelAwait(const CallInfo& info);
  static void GetStalledAwaits(const CallInfo& info);  // () => text of each await that never settled, with file:line and a caret
  static void CreateCachedData(const CallInfo& info);  // () => Buffer
  static void GetSourceMapUrl(const CallInfo& info);

 private:
  static v8::MaybeLocal<v8::Module> Resolve(v8::Local<v8::Context> context, v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes,
                                            v8::Local<v8::Module> referrer);
  static v8::MaybeLocal<v8::Value> RunSteps(v8::Local<v8::Context> context, v8::Local<v8::Module> module);
  v8::MaybeLocal<v8::Module> Linked(v8::Local<v8::Context> context, v8::Local<v8::String> specifier, v8::Local<v8::FixedArray> attributes);

  v8::Global<v8::Module> module_;
  v8::Global<v8::Context> context_;
  const int hash_;
  std::vector<v8::Global<v8::Module>> linked_;  // One for each request, until instantiated.
  size_t next_request_ = 0;                     // V8 asks in the order of the requests: where to look first.
};

// An environment's modules by V8's identity hash, which is not unique.
class ModuleMap {
 public:
  explicit ModuleMap(Environment*) {}
  std::unordered_multimap<int, ModuleWrap*> by_hash;
};

// Dynamic import and import.meta of this isolate go to the host functions from now on.
void InstallModuleCallbacks(v8::Isolate* isolate);

// {key: value} with a null prototype; undefined when there are no attributes. V8 gives `stride` entries for each.
v8::MaybeLocal<v8::Value> AttributesObject(v8::Local<v8::Context> context, v8::Local<v8::FixedArray> attributes, int stride);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_MODULE_WRAP_H_
