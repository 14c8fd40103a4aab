// Exceptions that no JavaScript caught: V8's callbacks on the way in, the printed report on the way out. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_ERRORS_H_
#define ISOSCOPE_RUNTIME_ENV_ERRORS_H_

#include <string>

#include <v8-context.h>
#include <v8-isolate.h>
#include <v8-message.h>

namespace isoscope {

// Message listener, promise rejections, stack traces: JavaScript's host functions handle them.
void InstallErrorCallbacks(v8::Isolate* isolate);
void RemoveErrorCallbacks(v8::Isolate* isolate);  // Before a snapshot is made.

// "file:line\nsource line\n    ^^^": where a message points, as Node prints it above the stack. Empty when V8 knows no position.
std::string SourceArrow(v8::Local<v8::Context> context, v8::Local<v8::Message> message);

// Prints arrow and stack to stderr without running JavaScript: for errors before or inside the handlers themselves.
void PrintException(v8::Local<v8::Context> context, v8::Local<v8::Value> error, v8::Local<v8::Message> message);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ERRORS_H_
