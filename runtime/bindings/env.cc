// internalBinding('env'): the shared fields, their indexes, and the functions that JavaScript gives to C++.
#include <string_view>

#include <v8-typed-array.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

constexpr std::string_view kHostFunctionNames[] = {
#define V(Camel, js, doc) js,
    ISOSCOPE_HOST_FUNCTIONS(V)
#undef V
};

// setHostFunction(name, value)
void SetHostFunction(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  for (size_t i = 0; i < std::size(kHostFunctionNames); i++) {
    if (name != kHostFunctionNames[i]) continue;
    return Environment::From(info.GetIsolate())->set_host_value(static_cast<HostFunction>(i), info[1]);
  }
  ThrowError(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "No such host function: " + name);
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::ArrayBuffer> buffer = env->fields_buffer();
  v8::Local<v8::Object> fields = v8::Object::New(isolate);
#define V(name, array, type, length) SetProperty(context, fields, #name, v8::array::New(buffer, offsetof(SharedFields::Layout, name), length));
  ISOSCOPE_SHARED_FIELDS(V)
#undef V
  SetProperty(context, target, "fields", fields);
  v8::Local<v8::Object> constants = v8::Object::New(isolate);
#define V(name, value) SetConstant(context, constants, #name, value);
  ISOSCOPE_FIELD_INDEXES(V)
#undef V
  SetProperty(context, target, "constants", constants);
}

constexpr BindingFunction kFunctions[] = {Method<SetHostFunction>("setHostFunction", 2)};

}  // namespace

extern const BindingDefinition kEnvBinding;
const BindingDefinition kEnvBinding = {.name = "env", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
