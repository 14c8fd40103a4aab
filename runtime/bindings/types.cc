// internalBinding('types'): what a value is inside V8, whatever its prototype claims. What typed arrays are, JavaScript can tell itself.

#include <v8-fast-api-calls.h>
#include <v8-value.h>

#include "runtime/env/binding.h"

namespace isoscope {
namespace {

using CallInfo = v8::FunctionCallbackInfo<v8::Value>;

template <bool (v8::Value::*Check)() const>
void Is(const CallInfo& info) {
  info.GetReturnValue().Set(((*info[0])->*Check)());
}

template <bool (v8::Value::*Check)() const>
bool FastIs(v8::Local<v8::Value>, v8::Local<v8::Value> value) {
  return ((*value)->*Check)();
}

template <bool (v8::Value::*Check)() const>
const v8::CFunction kFastIs = v8::CFunction::Make(FastIs<Check>);

void IsAnyArrayBuffer(const CallInfo& info) { info.GetReturnValue().Set(info[0]->IsArrayBuffer() || info[0]->IsSharedArrayBuffer()); }

void IsBoxedPrimitive(const CallInfo& info) {
  v8::Local<v8::Value> value = info[0];
  info.GetReturnValue().Set(value->IsNumberObject() || value->IsStringObject() || value->IsBooleanObject() || value->IsBigIntObject() ||
                            value->IsSymbolObject());
}

template <bool (v8::Value::*Function)() const>
BindingFunction Check(const char* name) {
  return Method<Is<Function>>(name, 1, &kFastIs<Function>);
}

const BindingFunction kFunctions[] = {
    Check<&v8::Value::IsExternal>("isExternal"),
    Check<&v8::Value::IsDate>("isDate"),
    Check<&v8::Value::IsArgumentsObject>("isArgumentsObject"),
    Check<&v8::Value::IsBigIntObject>("isBigIntObject"),
    Check<&v8::Value::IsBooleanObject>("isBooleanObject"),
    Check<&v8::Value::IsNumberObject>("isNumberObject"),
    Check<&v8::Value::IsStringObject>("isStringObject"),
    Check<&v8::Value::IsSymbolObject>("isSymbolObject"),
    Method<IsBoxedPrimitive>("isBoxedPrimitive", 1),
    Check<&v8::Value::IsNativeError>("isNativeError"),
    Check<&v8::Value::IsRegExp>("isRegExp"),
    Check<&v8::Value::IsAsyncFunction>("isAsyncFunction"),
    Check<&v8::Value::IsGeneratorFunction>("isGeneratorFunction"),
    Check<&v8::Value::IsGeneratorObject>("isGeneratorObject"),
    Check<&v8::Value::IsPromise>("isPromise"),
    Check<&v8::Value::IsMap>("isMap"),
    Check<&v8::Value::IsSet>("isSet"),
    Check<&v8::Value::IsMapIterator>("isMapIterator"),
    Check<&v8::Value::IsSetIterator>("isSetIterator"),
    Check<&v8::Value::IsWeakMap>("isWeakMap"),
    Check<&v8::Value::IsWeakSet>("isWeakSet"),
    Check<&v8::Value::IsArrayBuffer>("isArrayBuffer"),
    Check<&v8::Value::IsDataView>("isDataView"),
    Check<&v8::Value::IsSharedArrayBuffer>("isSharedArrayBuffer"),
    Method<IsAnyArrayBuffer>("isAnyArrayBuffer", 1),
    Check<&v8::Value::IsProxy>("isProxy"),
    Check<&v8::Value::IsModuleNamespaceObject>("isModuleNamespaceObject"),
};

}  // namespace

extern const BindingDefinition kTypesBinding;
const BindingDefinition kTypesBinding = {.name = "types", .functions = kFunctions};

}  // namespace isoscope
