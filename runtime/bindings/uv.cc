// internalBinding('uv'): libuv's error numbers, names and texts. JavaScript makes its UVExceptions from them.

#include <iterator>
#include <string>

#include <uv.h>
#include <v8-container.h>
#include <v8-context.h>
#include <v8-primitive.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct UvError {
  const char* constant;
  const char* name;
  const char* message;
  int value;
};

constexpr UvError kErrors[] = {
#define V(name, message) {"UV_" #name, #name, message, UV_##name},
    UV_ERRNO_MAP(V)
#undef V
};

void ErrName(const CallInfo& info) {
  int32_t value = 0;
  if (!GetInt32(info, 0, &value)) return;
  char name[64];
  uv_err_name_r(value, name, sizeof(name));
  info.GetReturnValue().Set(OneByte(info.GetIsolate(), name));
}

void GetErrorMessage(const CallInfo& info) {
  int32_t value = 0;
  if (!GetInt32(info, 0, &value)) return;
  char message[128];
  uv_strerror_r(value, message, sizeof(message));
  info.GetReturnValue().Set(OneByte(info.GetIsolate(), message));
}

// A new Map of number to [name, message]: util.getSystemErrorMap() gives it to users, who may change it.
void GetErrorMap(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  v8::Local<v8::Map> map = v8::Map::New(isolate);
  for (const UvError& error : kErrors) {
    v8::HandleScope scope(isolate);
    v8::Local<v8::Value> pair[] = {OneByte(isolate, error.name), OneByte(isolate, error.message)};
    v8::Local<v8::Array> entry = v8::Array::New(isolate, pair, std::size(pair));
    if (map->Set(context, v8::Integer::New(isolate, error.value), entry).IsEmpty()) return;
  }
  info.GetReturnValue().Set(map);
}

void Initialize(Environment*, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  for (const UvError& error : kErrors) SetConstant(context, target, error.constant, error.value);
}

constexpr BindingFunction kFunctions[] = {
    Method<ErrName>("errname", 1),
    Method<GetErrorMap>("getErrorMap"),
    Method<GetErrorMessage>("getErrorMessage", 1),
};

}  // namespace

extern const BindingDefinition kUvBinding;
const BindingDefinition kUvBinding = {.name = "uv", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
