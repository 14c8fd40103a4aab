// Compiling: CommonJS wrappers, vm.compileFunction, vm.Script; and the contexts of node:vm (contextify_context.h).

#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include <v8-container.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-script.h>

#include "runtime/bindings/contextify_context.h"
#include "runtime/bindings/contextify_script.h"
#include "runtime/bindings/module_syntax.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/compiled_scripts.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

bool GetString(const CallInfo& info, int index, v8::Local<v8::String>* out) {
  if (!info[index]->IsString()) {
    ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Source and file name must be strings");
    return false;
  }
  *out = info[index].As<v8::String>();
  return true;
}

// (source, filename, must be CommonJS) => the wrapper function; undefined when the source is an ES module's and may be.
void CompileForCommonJS(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::String> code;
  v8::Local<v8::String> filename;
  if (!GetString(info, 0, &code) || !GetString(info, 1, &filename)) return;
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::TryCatch try_catch(isolate);
  v8::Local<v8::Function> function;
  if (CompileAsCommonJS(context, code, filename).ToLocal(&function)) return info.GetReturnValue().Set(function);
  if (!info[2]->IsTrue() && FailureMeansModule(context, code, filename, try_catch)) return;
  RethrowWithPosition(context, &try_catch);
}

// (source, filename, with the CommonJS parameters?) => whether only an ES module can be meant
void ContainsModuleSyntax(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::String> code;
  v8::Local<v8::String> filename;
  if (!GetString(info, 0, &code) || !GetString(info, 1, &filename)) return;
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::TryCatch try_catch(isolate);
  bool parsed = !CompileAsCommonJS(context, code, filename, info[2]->IsTrue()).IsEmpty();
  info.GetReturnValue().Set(!parsed && FailureMeansModule(context, code, filename, try_catch));
}

// An array, each of whose values is of the kind; what is no array is none.
template <class T>
bool GetAll(const CallInfo& info, int index, v8::Local<v8::Context> context, bool (v8::Value::*is_of_kind)() const, const char* what,
            std::vector<v8::Local<T>>* out) {
  if (!info[index]->IsArray()) return true;
  v8::Local<v8::Array> array = info[index].As<v8::Array>();
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::Local<v8::Value> value;
    if (!array->Get(context, i).ToLocal(&value)) return false;
    if (!((**value).*is_of_kind)()) {
      ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", what);
      return false;
    }
    out->push_back(value.As<T>());
  }
  return true;
}

v8::Local<v8::Private> CompiledKey(v8::Isolate* isolate) { return v8::Private::ForApi(isolate, OneByte(isolate, "isoscope:compiled")); }

// (code, filename, line, column, cached data, produce cached data, context object, extensions, parameters, id) => function
void CompileFunction(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  CompileRequest request;
  v8::Local<v8::Context> context;
  if (!request.Read(info) || !ContextOrCurrent(info, 6).ToLocal(&context)) return;
  std::vector<v8::Local<v8::Object>> extensions;
  std::vector<v8::Local<v8::String>> parameters;
  if (!GetAll(info, 7, context, &v8::Value::IsObject, "Context extensions must be objects", &extensions) ||
      !GetAll(info, 8, context, &v8::Value::IsString, "Parameters must be strings", &parameters)) {
    return;
  }
  CompiledScripts::Note(isolate, request.filename, request.code);
  v8::ScriptCompiler::Source source(request.code, request.Origin(isolate, info[9]), request.TakeCachedData());
  v8::Context::Scope scope(context);
  v8::Local<v8::Function> function;
  {
    v8::TryCatch try_catch(isolate);
    if (!v8::ScriptCompiler::CompileFunction(context, &source, parameters.size(), parameters.data(), extensions.size(), extensions.data(),
                                             request.options())
             .ToLocal(&function)) {
      return RethrowWithPosition(context, &try_catch);
    }
  }
  if (!request.ReportCacheUse(context, function, source)) return;
  if (info[5]->IsTrue() && !SetProducedCache(context, function, v8::ScriptCompiler::CreateCodeCacheForFunction(function))) return;
  if (function->SetPrivate(context, CompiledKey(isolate), v8::True(isolate)).IsNothing()) return;
  info.GetReturnValue().Set(function);
}

// (function) => Buffer: V8's code cache of a compiled function, with what has been compiled inside it since. Undefined when V8 has none.
void CreateFunctionCache(const CallInfo& info) {
  v8::Local<v8::Function> function;
  if (!GetFunction(info, 0, &function)) return;
  // V8 would abort on what CompileFunction() has not compiled.
  v8::Isolate* isolate = info.GetIsolate();
  if (!function->HasPrivate(isolate->GetCurrentContext(), CompiledKey(isolate)).FromMaybe(false)) return;
  std::unique_ptr<v8::ScriptCompiler::CachedData> data(v8::ScriptCompiler::CreateCodeCacheForFunction(function));
  if (data == nullptr) return;
  std::string_view bytes(reinterpret_cast<const char*>(data->data), static_cast<size_t>(data->length));
  v8::Local<v8::Uint8Array> buffer;
  if (CopyToBuffer(Environment::From(isolate), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

constexpr BindingFunction kFunctions[] = {
    Method<CompileForCommonJS>("compileForCommonJS", 3), Method<ContainsModuleSyntax>("containsModuleSyntax", 3),
    Method<CompileFunction>("compileFunction", 10),      Method<CreateFunctionCache>("createFunctionCache", 1),
    Method<VmContext::Make>("makeContext", 7),           Method<VmContext::Is>("isContext", 1),
};

constexpr BindingFunction kScriptMethods[] = {
    Method<ContextifyScript::RunInContext>("runInContext", 5),
    Method<ContextifyScript::CreateCachedData>("createCachedData"),
};

constexpr BindingClass kClasses[] = {
    {.name = "ContextifyScript", .construct = Method<ContextifyScript::New>("ContextifyScript", 8), .methods = kScriptMethods},
};

}  // namespace

extern const BindingDefinition kContextifyBinding;
const BindingDefinition kContextifyBinding = {.name = "contextify", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
