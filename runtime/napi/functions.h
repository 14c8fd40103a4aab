// Functions of JavaScript that call an add-on. Isolate thread only; what they carry is freed when V8 drops the function.
#ifndef ISOSCOPE_RUNTIME_NAPI_FUNCTIONS_H_
#define ISOSCOPE_RUNTIME_NAPI_FUNCTIONS_H_

#include <v8-function-callback.h>
#include <v8-template.h>

#include "runtime/napi/addon_env.h"

namespace isoscope::napi {

v8::MaybeLocal<v8::Function> NewFunction(napi_env env, napi_callback callback, void* data);
v8::Local<v8::FunctionTemplate> NewFunctionTemplate(napi_env env, napi_callback callback, void* data, v8::Local<v8::Signature> signature = {});

// The name a descriptor gives; sets the last error.
napi_status NameOf(napi_env env, const napi_property_descriptor& property, v8::Local<v8::Name>* out);

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_FUNCTIONS_H_
