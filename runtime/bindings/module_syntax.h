// Telling CommonJS from ES module source by what V8 says of it. Isolate thread only; nothing is run.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_MODULE_SYNTAX_H_
#define ISOSCOPE_RUNTIME_BINDINGS_MODULE_SYNTAX_H_

#include <v8-context.h>
#include <v8-exception.h>
#include <v8-function.h>
#include <v8-message.h>

namespace isoscope {

// The wrapper function (exports, require, module, __filename, __dirname) of a source; without `with_parameters` a function of none.
// Empty after a syntax error, which is then pending.
v8::MaybeLocal<v8::Function> CompileAsCommonJS(v8::Local<v8::Context> context, v8::Local<v8::String> code, v8::Local<v8::String> filename,
                                               bool with_parameters = true);

// Compiling as CommonJS failed with `failure`: is the code an ES module? Some messages say so by themselves; for those that a module
// would not give (top-level await, `const require`), compiling as one must succeed.
bool FailureMeansModule(v8::Local<v8::Context> context, v8::Local<v8::String> code, v8::Local<v8::String> filename, const v8::TryCatch& failure);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_MODULE_SYNTAX_H_
