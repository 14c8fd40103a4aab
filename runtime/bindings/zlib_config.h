// What the classes and functions of internalBinding('zlib') share: configurations from JavaScript, errors to it. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CONFIG_H_
#define ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CONFIG_H_

#include <v8-function-callback.h>
#include <v8-local-handle.h>

#include "runtime/bindings/zlib_codec.h"
#include "runtime/env/binding.h"

namespace isoscope {

class Environment;

// The eight arguments from `first`: mode, windowBits, level, memLevel, strategy, dictionary or undefined, a Uint32Array of pairs (parameter,
// value) or undefined, pledged size or undefined. False after throwing.
constexpr int kCodecConfigArguments = 8;
bool GetCodecConfig(const v8::FunctionCallbackInfo<v8::Value>& info, int first, CodecConfig* out);
// A flush of the family of `mode`. False after throwing.
bool GetCodecFlush(const v8::FunctionCallbackInfo<v8::Value>& info, int index, CodecMode mode, int* out);

// Throws an Error with the `code` of `error`.
void ThrowCodecError(v8::Isolate* isolate, const CodecError& error);
// [message, errno, code]
v8::Local<v8::Value> CodecErrorValue(v8::Isolate* isolate, const CodecError& error);

// The parts, put together in zlib.cc.
void CompressOnceSync(const v8::FunctionCallbackInfo<v8::Value>& info);
extern const BindingClass kOneShotClass;
extern const BindingClass kZlibStreamClass;
void SetZlibConstants(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_ZLIB_CONFIG_H_
