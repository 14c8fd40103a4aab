// Child processes: a uv_process_t with its JavaScript object. `onexit(exit code, signal name or "")`. Isolate thread only.
#include <uv.h>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/spawn_options.h"
#include "runtime/env/stream_wrap.h"

namespace isoscope {
namespace {

class ProcessWrap : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"ProcessWrap", &HandleWrap::kClass};

  ProcessWrap(Environment* env, v8::Local<v8::Object> object)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&handle_), AsyncProvider::kPROCESSWRAP) {
    handle_.data = static_cast<HandleWrap*>(this);
    MarkAsUninitialized();
  }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) {
      return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Process needs 'new'");
    }
    new ProcessWrap(Environment::From(info.GetIsolate()), info.This());
  }

  // (options) => 0 or a uv code; sets `pid`.
  static void Spawn(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    auto* wrap = From<ProcessWrap>(info.This());
    v8::Local<v8::Object> object;
    SpawnOptions options;
    if (wrap == nullptr || wrap->spawned_) return info.GetReturnValue().Set(UV_EINVAL);
    if (!GetObject(info, 0, &object) || !options.Read(isolate, object) || !ReadStdio(isolate, object, &options)) return;
    options.Finish();
    options.options()->exit_cb = OnExit;
    wrap->spawned_ = true;
    wrap->MarkAsInitialized();
    int err = uv_spawn(wrap->env()->uv_loop(), &wrap->handle_, options.options());
    v8::Local<v8::Context> context = isolate->GetCurrentContext();
    if (err != 0) wrap->handle_.pid = 0;
    v8::Local<v8::Value> pid = v8::Integer::New(isolate, wrap->handle_.pid);
    if (err == 0 && info.This()->Set(context, Internalized(isolate, "pid"), pid).IsNothing()) return;
    info.GetReturnValue().Set(err);
  }

  // (signal) => 0 or a uv code
  static void Kill(const CallInfo& info) {
    auto* wrap = From<ProcessWrap>(info.This());
    int32_t signal = 0;
    if (!GetInt32(info, 0, &signal)) return;
    // Without a child the pid is 0, which for kill() is our own process group.
    if (wrap == nullptr || !wrap->IsOpen() || wrap->handle_.pid <= 0) return info.GetReturnValue().Set(UV_ESRCH);
    info.GetReturnValue().Set(uv_process_kill(&wrap->handle_, signal));
  }

 private:
  // stdio: [{type: 'ignore' | 'pipe' | 'overlapped' | 'wrap' | 'fd' | 'inherit', handle, fd}]
  static bool ReadStdio(v8::Isolate* isolate, v8::Local<v8::Object> object, SpawnOptions* options) {
    v8::Local<v8::Value> value;
    if (!ReadProperty(isolate, object, "stdio", &value)) return false;
    if (value->IsNullOrUndefined()) return true;
    if (!value->IsArray()) return BadStdio(isolate);
    v8::Local<v8::Array> list = value.As<v8::Array>();
    for (uint32_t i = 0; i < list->Length(); i++) {
      v8::Local<v8::Value> entry;
      if (!list->Get(isolate->GetCurrentContext(), i).ToLocal(&entry)) return false;
      if (!entry->IsObject()) return BadStdio(isolate);
      uv_stdio_container_t container{};
      if (!ReadEntry(isolate, entry.As<v8::Object>(), &container)) return false;
      options->stdio().push_back(container);
    }
    return true;
  }

  static bool ReadEntry(v8::Isolate* isolate, v8::Local<v8::Object> entry, uv_stdio_container_t* out) {
    std::string type;
    bool present = false;
    if (!ReadText(isolate, entry, "type", &type, &present)) return false;
    if (type == "ignore") {
      out->flags = UV_IGNORE;
      return true;
    }
    if (type == "pipe" || type == "overlapped" || type == "wrap") {
      v8::Local<v8::Value> handle;
      if (!ReadProperty(isolate, entry, "handle", &handle)) return false;
      auto* stream = From<StreamWrap>(handle);
      if (stream == nullptr || !stream->IsOpen()) return BadStdio(isolate);
      out->data.stream = stream->stream();
      out->flags = type == "wrap" ? UV_INHERIT_STREAM : static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_READABLE_PIPE | UV_WRITABLE_PIPE);
      if (type != "wrap" && stream->stream()->type != UV_NAMED_PIPE) return BadStdio(isolate);
      return true;
    }
    int64_t fd = -1;
    if (!ReadInt(isolate, entry, "fd", &fd, &present)) return false;
    if (!present || fd < 0 || fd > INT32_MAX) return BadStdio(isolate);
    out->flags = UV_INHERIT_FD;
    out->data.fd = static_cast<int>(fd);
    return true;
  }

  static bool BadStdio(v8::Isolate* isolate) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The option stdio must be an array of {type, handle or fd}");
    return false;
  }

  static void OnExit(uv_process_t* handle, int64_t exit_status, int signal) {
    auto* wrap = static_cast<ProcessWrap*>(static_cast<HandleWrap*>(handle->data));
    Environment* env = wrap->env();
    if (!env->can_call_into_js()) return;
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(env->context());
    v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, static_cast<double>(exit_status)), OneByte(isolate, SignalName(signal))};
    wrap->MakeCallback(Internalized(isolate, "onexit"), 2, argv);
  }

  uv_process_t handle_{};
  bool spawned_ = false;
};

constexpr BindingFunction kMethods[] = {Method<ProcessWrap::Spawn>("spawn", 1), Method<ProcessWrap::Kill>("kill", 1)};
const BindingClass kClasses[] = {
    {.name = "Process", .construct = Method<ProcessWrap::New>("Process"), .methods = kMethods, .base = &kHandleWrapClass},
};

}  // namespace

extern const BindingDefinition kProcessWrapBinding;
const BindingDefinition kProcessWrapBinding = {.name = "process_wrap", .classes = kClasses};

}  // namespace isoscope
