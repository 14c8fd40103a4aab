// process.on('SIGTERM'): a uv_signal_t behind a JavaScript object that has `onsignal`. Isolate thread only.
#include <uv.h>

#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"

namespace isoscope {
namespace {

class SignalWrap : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"SignalWrap", &HandleWrap::kClass};

  SignalWrap(Environment* env, v8::Local<v8::Object> object)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&handle_), AsyncProvider::kSIGNALWRAP) {
    uv_signal_init(env->uv_loop(), &handle_);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Signal needs 'new'");
    new SignalWrap(Environment::From(info.GetIsolate()), info.This());
  }

  // (signal number) => 0 or a uv code.
  static void Start(const CallInfo& info) {
    auto* wrap = From<SignalWrap>(info.This());
    int32_t number = 0;
    if (wrap == nullptr || !wrap->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    if (GetInt32(info, 0, &number)) info.GetReturnValue().Set(uv_signal_start(&wrap->handle_, OnSignal, number));
  }

  static void Stop(const CallInfo& info) {
    auto* wrap = From<SignalWrap>(info.This());
    info.GetReturnValue().Set(wrap == nullptr || !wrap->IsOpen() ? UV_EBADF : uv_signal_stop(&wrap->handle_));
  }

 private:
  static void OnSignal(uv_signal_t* handle, int number) {
    auto* wrap = static_cast<SignalWrap*>(static_cast<HandleWrap*>(handle->data));
    v8::Isolate* isolate = wrap->isolate();
    v8::HandleScope handles(isolate);
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, number)};
    wrap->MakeCallback(OneByte(isolate, "onsignal"), 1, argv);
  }

  uv_signal_t handle_{};
};

constexpr BindingFunction kMethods[] = {Method<SignalWrap::Start>("start", 1), Method<SignalWrap::Stop>("stop")};
const BindingClass kClasses[] = {
    {.name = "Signal", .construct = Method<SignalWrap::New>("Signal"), .methods = kMethods, .base = &kHandleWrapClass},
};

}  // namespace

extern const BindingDefinition kSignalWrapBinding;
const BindingDefinition kSignalWrapBinding = {.name = "signal_wrap", .classes = kClasses};

}  // namespace isoscope
