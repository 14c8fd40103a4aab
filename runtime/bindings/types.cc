// internalBinding('types'): what a value is inside V8, whatever its prototype claims. What typed arrays are, JavaScript can tell itself.

#include <v8-value.h>

#include "runtime/env/binding.h"

namespace isoscope {
namespace {

using CallInfo = v8::FunctionCallbackInfo<v8::Value>;

template <bool (v8::Value::*Check)() const>
void Is(const CallInfo& info) {
  info.GetReturnValue().Set(((*info[0])->*Check)());
}

void IsAnyArrayBuffer(const CallInfo& info) {
  info.GetReturnValue().Set(info[0]->IsArrayBuffer() || info[0]->IsSharedArrayBuffer());
}

void IsBoxedPrimitive(const CallInfo& info) {
  v8::Local<v8::Value> value = info[0];
  info.GetReturnValue().Set(value->IsNumberObject() || value->IsStringObject() || value->IsBooleanObject() || value->IsBigIntObject() ||
                            value->IsSymbolObject());
}

constexpr BindingFunction kFunctions[] = {
    Method<Is<&v8::Value::IsExternal>>("isExternal", 1),
    Method<Is<&v8::Value::IsDate>>("isDate", 1),
    Method<Is<&v8::Value::IsArgumentsObject>>("isArgumentsObject", 1),
    Method<Is<&v8::Value::IsBigIntObject>>("isBigIntObject", 1),
    Method<Is<&v8::Value::IsBooleanObject>>("isBooleanObject", 1),
    Method<Is<&v8::Value::IsNumberObject>>("isNumberObject", 1),
    Method<Is<&v8::Value::IsStringObject>>("isStringObject", 1),
    Method<Is<&v8::Value::IsSymbolObject>>("isSymbolObject", 1),
    Method<IsBoxedPrimitive>("isBoxedPrimitive", 1),
    Method<Is<&v8::Value::IsNativeError>>("isNativeError", 1),
    Method<Is<&v8::Value::IsRegExp>>("isRegExp", 1),
    Method<Is<&v8::Value::IsAsyncFunction>>("isAsyncFunction", 1),
    Method<Is<&v8::Value::IsGeneratorFunction>>("isGeneratorFunction", 1),
    Method<Is<&v8::Value::IsGeneratorObject>>("isGeneratorObject", 1),
    Method<Is<&v8::Value::IsPromise>>("isPromise", 1),
    Method<Is<&v8::Value::IsMap>>("isMap", 1),
    Method<Is<&v8::Value::IsSet>>("isSet", 1),
    Method<Is<&v8::Value::IsMapIterator>>("isMapIterator", 1),
    Method<Is<&v8::Value::IsSetIterator>>("isSetIterator", 1),
    Method<Is<&v8::Value::IsWeakMap>>("isWeakMap", 1),
    Method<Is<&v8::Value::IsWeakSet>>("isWeakSet", 1),
    Method<Is<&v8::Value::IsArrayBuffer>>("isArrayBuffer", 1),
    Method<Is<&v8::Value::IsDataView>>("isDataView", 1),
    Method<Is<&v8::Value::IsSharedArrayBuffer>>("isSharedArrayBuffer", 1),
    Method<IsAnyArrayBuffer>("isAnyArrayBuffer", 1),
    Method<Is<&v8::Value::IsProxy>>("isProxy", 1),
    Method<Is<&v8::Value::IsModuleNamespaceObject>>("isModuleNamespaceObject", 1),
};

}  // namespace

extern const BindingDefinition kTypesBinding;
const BindingDefinition kTypesBinding = {.name = "types", .functions = kFunctions};

}  // namespace isoscope
