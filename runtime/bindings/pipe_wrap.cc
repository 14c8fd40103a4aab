// Pipes and Unix sockets: a stream over uv_pipe_t. So far opened over a descriptor, as process.stdin needs it. Isolate thread only.
#include <uv.h>

#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/stream_wrap.h"

namespace isoscope {
namespace {

class PipeWrap : public StreamWrap {
 public:
  static constexpr ClassInfo kClass{"PipeWrap", &StreamWrap::kClass};

  PipeWrap(Environment* env, v8::Local<v8::Object> object, bool ipc)
      : StreamWrap(env, object, reinterpret_cast<uv_stream_t*>(&handle_), AsyncProvider::kPIPEWRAP) {
    uv_pipe_init(env->uv_loop(), &handle_, ipc);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }

  // new Pipe(ipc?)
  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Pipe needs 'new'");
    new PipeWrap(Environment::From(info.GetIsolate()), info.This(), info[0]->IsTrue());
  }

  // (fd) => uv code
  static void Open(const CallInfo& info) {
    auto* wrap = From<PipeWrap>(info.This());
    int32_t fd = -1;
    if (wrap == nullptr || !wrap->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    if (GetInt32(info, 0, &fd)) info.GetReturnValue().Set(uv_pipe_open(&wrap->handle_, fd));
  }

 private:
  uv_pipe_t handle_{};
};

constexpr BindingFunction kMethods[] = {Method<PipeWrap::Open>("open", 1)};
const BindingClass kClasses[] = {
    {.name = "Pipe", .construct = Method<PipeWrap::New>("Pipe"), .methods = kMethods, .base = &kStreamWrapClass},
};

}  // namespace

extern const BindingDefinition kPipeWrapBinding;
const BindingDefinition kPipeWrapBinding = {.name = "pipe_wrap", .classes = kClasses};

}  // namespace isoscope
