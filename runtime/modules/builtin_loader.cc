#include "runtime/modules/builtin_loader.h"

#include <algorithm>
#include <deque>
#include <vector>

#include <v8-container.h>
#include <v8-message.h>
#include <v8-script.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/modules/builtin_cache.h"
#include "runtime/modules/embedded_sources.h"

namespace isoscope {
namespace {

class Resource final : public v8::String::ExternalOneByteStringResource {
 public:
  explicit Resource(const EmbeddedSource* source) : source_(source) {}
  const char* data() const override { return source_->data; }
  size_t length() const override { return source_->size; }
  bool IsCacheable() const override { return true; }

 protected:
  void Dispose() override {}  // Lives as long as the program.

 private:
  const EmbeddedSource* const source_;
};

// One per source, at fixed addresses; never freed, because strings of any isolate may point to them.
std::deque<Resource>& Resources() {
  static auto& resources = *new std::deque<Resource>([] {
    std::deque<Resource> made;
    for (size_t i = 0; i < kEmbeddedSourceCount; i++) made.emplace_back(&kEmbeddedSources[i]);
    return made;
  }());
  return resources;
}

const EmbeddedSource* Find(std::string_view id) {
  const EmbeddedSource* end = kEmbeddedSources + kEmbeddedSourceCount;
  const EmbeddedSource* found =
      std::lower_bound(kEmbeddedSources, end, id, [](const EmbeddedSource& source, std::string_view wanted) { return source.id < wanted; });
  return found != end && found->id == id ? found : nullptr;
}

bool IsPublic(std::string_view id) { return id.rfind("internal/", 0) != 0 && id.rfind("bootstrap/", 0) != 0; }

void Compile(const CallInfo& info) {
  std::string id;
  if (!GetUtf8(info, 0, &id)) return;
  if (!BuiltinLoader::Has(id)) return ThrowError(info.GetIsolate(), "ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: " + id);
  v8::Local<v8::Function> function;
  if (BuiltinLoader::Compile(info.GetIsolate()->GetCurrentContext(), id).ToLocal(&function)) info.GetReturnValue().Set(function);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Isolate* isolate = env->isolate();
  std::vector<v8::Local<v8::Value>> ids;
  for (size_t i = 0; i < kEmbeddedSourceCount; i++) ids.push_back(Internalized(isolate, kEmbeddedSources[i].id));
  SetProperty(context, target, "ids", v8::Array::New(isolate, ids.data(), ids.size()));
}

constexpr BindingFunction kFunctions[] = {Method<Compile>("compile", 1)};

}  // namespace

const BindingDefinition kBuiltinsBinding = {.name = "builtins", .functions = kFunctions, .initialize = Initialize};

void BuiltinLoader::RegisterExternalReferences() {
  for (Resource& resource : Resources()) BindingRegistry::AddExternalReference(reinterpret_cast<intptr_t>(&resource));
}

bool BuiltinLoader::Has(std::string_view id) { return Find(id) != nullptr; }

std::string BuiltinLoader::UrlOf(std::string_view id) {
  bool is_public = IsPublic(id) && id.rfind("isoscope", 0) != 0;
  return std::string(is_public ? "node:" : "isoscope:").append(id);
}

v8::MaybeLocal<v8::Function> BuiltinLoader::Compile(v8::Local<v8::Context> context, std::string_view id) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::EscapableHandleScope scope(isolate);
  const EmbeddedSource* source = Find(id);
  ISOSCOPE_CHECK(source != nullptr);
  v8::Local<v8::String> text;
  if (!v8::String::NewExternalOneByte(isolate, &Resources()[static_cast<size_t>(source - kEmbeddedSources)]).ToLocal(&text)) return {};
  v8::ScriptOrigin origin(OneByte(isolate, UrlOf(id)));
  const std::vector<uint8_t>* compiled = BuiltinCache::Find(id);
  v8::ScriptCompiler::Source script(
      text, origin, compiled != nullptr ? new v8::ScriptCompiler::CachedData(compiled->data(), static_cast<int>(compiled->size())) : nullptr);
  v8::Local<v8::String> parameters[] = {Internalized(isolate, "exports"), Internalized(isolate, "require"), Internalized(isolate, "module"),
                                        Internalized(isolate, "process"), Internalized(isolate, "internalBinding")};
  v8::Local<v8::Function> function;
  const auto options = compiled != nullptr ? v8::ScriptCompiler::kConsumeCodeCache : v8::ScriptCompiler::kNoCompileOptions;
  if (!v8::ScriptCompiler::CompileFunction(context, &script, std::size(parameters), parameters, 0, nullptr, options).ToLocal(&function)) return {};
  if (compiled == nullptr) BuiltinCache::NoteCompiled(Environment::From(isolate), id, function);
  return scope.Escape(function);
}

}  // namespace isoscope
