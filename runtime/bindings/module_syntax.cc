#include "runtime/bindings/module_syntax.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include <v8-script.h>

#include "runtime/env/arguments.h"
#include "runtime/env/compiled_scripts.h"

namespace isoscope {
namespace {

// V8's messages. Only a module can be meant:
constexpr std::string_view kModuleOnly[] = {
    "Cannot use import statement outside a module",
    "Unexpected token 'export'",
    "Cannot use 'import.meta' outside a module",
};

// Errors in CommonJS alone:
constexpr std::string_view kCommonJsOnly[] = {
    "Identifier '__filename' has already been declared",
    "Identifier '__dirname' has already been declared",
    "Identifier 'exports' has already been declared",
    "Identifier 'module' has already been declared",
    "Identifier 'require' has already been declared",
    "await is only valid in async functions and the top level bodies of modules",
    "Unexpected reserved word",  // `await` where V8 does not see what it could be.
};

template <size_t N>
bool EndsWithOneOf(std::string_view text, const std::string_view (&endings)[N]) {
  return std::any_of(std::begin(endings), std::end(endings), [text](std::string_view ending) { return text.ends_with(ending); });
}

}  // namespace

v8::MaybeLocal<v8::Function> CompileAsCommonJS(v8::Local<v8::Context> context, v8::Local<v8::String> code, v8::Local<v8::String> filename,
                                               bool with_parameters) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  v8::Local<v8::String> parameters[] = {Internalized(isolate, "exports"), Internalized(isolate, "require"), Internalized(isolate, "module"),
                                        Internalized(isolate, "__filename"), Internalized(isolate, "__dirname")};
  CompiledScripts::Note(isolate, filename, code);
  v8::ScriptOrigin origin(filename, 0, 0, true);
  v8::ScriptCompiler::Source source(code, origin);
  return v8::ScriptCompiler::CompileFunction(context, &source, with_parameters ? std::size(parameters) : 0, parameters);
}

bool FailureMeansModule(v8::Local<v8::Context> context, v8::Local<v8::String> code, v8::Local<v8::String> filename, const v8::TryCatch& failure) {
  v8::Isolate* isolate = v8::Isolate::GetCurrent();
  if (!failure.HasCaught() || failure.HasTerminated() || failure.Message().IsEmpty()) return false;
  std::string message = ToUtf8(isolate, failure.Message()->Get());
  if (EndsWithOneOf(message, kModuleOnly)) return true;
  if (!EndsWithOneOf(message, kCommonJsOnly)) return false;
  v8::Context::Scope context_scope(context);
  v8::TryCatch second(isolate);
  v8::ScriptOrigin origin(filename, 0, 0, true, -1, {}, false, false, true);
  v8::ScriptCompiler::Source source(code, origin);
  return !v8::ScriptCompiler::CompileModule(isolate, &source).IsEmpty();
}

}  // namespace isoscope
