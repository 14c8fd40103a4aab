// Pipes and Unix sockets: a stream over uv_pipe_t. Isolate thread only.
#include <uv.h>

#include <string>

#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/connection_wrap.h"
#include "runtime/env/environment.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

class PipeWrap : public ConnectionWrap {
 public:
  static constexpr ClassInfo kClass{"PipeWrap", &ConnectionWrap::kClass};

  PipeWrap(Environment* env, v8::Local<v8::Object> object, SocketType type)
      : ConnectionWrap(env, object, reinterpret_cast<uv_stream_t*>(&handle_),
                       type == SocketType::kServer ? AsyncProvider::kPIPESERVERWRAP : AsyncProvider::kPIPEWRAP) {
    uv_pipe_init(env->uv_loop(), &handle_, type == SocketType::kIpc);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }
  uv_pipe_t* pipe() { return &handle_; }

  // new Pipe(PipeConstants.SOCKET, SERVER or IPC)
  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Pipe needs 'new'");
    int32_t type = 0;
    if (!GetInt32(info, 0, &type)) return;
    if (type < 0 || type > static_cast<int32_t>(SocketType::kIpc)) {
      return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "The type of a Pipe is SOCKET, SERVER or IPC");
    }
    new PipeWrap(Environment::From(info.GetIsolate()), info.This(), static_cast<SocketType>(type));
  }

  static PipeWrap* OpenThis(const CallInfo& info) {
    auto* wrap = From<PipeWrap>(info.This());
    if (wrap != nullptr && wrap->IsOpen()) return wrap;
    info.GetReturnValue().Set(UV_EBADF);
    return nullptr;
  }

  // (fd) => uv code
  static void Open(const CallInfo& info) {
    PipeWrap* wrap = OpenThis(info);
    int32_t fd = -1;
    if (wrap != nullptr && GetInt32(info, 0, &fd)) info.GetReturnValue().Set(uv_pipe_open(wrap->pipe(), fd));
  }

  // (name) => uv code. A name that starts with NUL is in Linux's abstract namespace.
  static void Bind(const CallInfo& info) {
    PipeWrap* wrap = OpenThis(info);
    std::string name;
    if (wrap != nullptr && GetUtf8(info, 0, &name)) {
      info.GetReturnValue().Set(uv_pipe_bind2(wrap->pipe(), name.data(), name.size(), UV_PIPE_NO_TRUNCATE));
    }
  }

  // (request, name) => uv code
  static void Connect(const CallInfo& info) {
    PipeWrap* wrap = OpenThis(info);
    std::string name;
    if (wrap == nullptr || !GetUtf8(info, 1, &name)) return;
    auto start = [](uv_connect_t* req, uv_pipe_t* pipe, const char* text, size_t size) {
      return uv_pipe_connect2(req, pipe, text, size, UV_PIPE_NO_TRUNCATE, &ConnectWrap::After);
    };
    const int err = ConnectWrap::Begin(info[0], start, wrap->pipe(), name.data(), name.size());
    if (err == 0 && Traced(TraceGroup::kNetNative)) [[unlikely]] {
      const bool abstract = !name.empty() && name[0] == '\0';
      const std::string path = abstract ? "@" + name.substr(1) : name;
      ConnectWrap::TraceBegin(info[0], TraceArg("path_type", abstract ? "abstract socket" : "file") + "," + TraceArg("pipe_path", path));
    }
    info.GetReturnValue().Set(err);
  }

  // (mode) => uv code
  static void Fchmod(const CallInfo& info) {
    PipeWrap* wrap = OpenThis(info);
    int32_t mode = 0;
    if (wrap != nullptr && GetInt32(info, 0, &mode)) info.GetReturnValue().Set(uv_pipe_chmod(wrap->pipe(), mode));
  }

  // What waits to be accepted of what came over an IPC pipe: 'TCP', 'UDP', 'PIPE' or undefined.
  static void PendingType(const CallInfo& info) {
    auto* wrap = From<PipeWrap>(info.This());
    if (wrap == nullptr || !wrap->IsOpen() || uv_pipe_pending_count(wrap->pipe()) == 0) return;
    switch (uv_pipe_pending_type(wrap->pipe())) {
      case UV_TCP:
        return info.GetReturnValue().Set(Internalized(info.GetIsolate(), "TCP"));
      case UV_UDP:
        return info.GetReturnValue().Set(Internalized(info.GetIsolate(), "UDP"));
      case UV_NAMED_PIPE:
        return info.GetReturnValue().Set(Internalized(info.GetIsolate(), "PIPE"));
      default:
        return;
    }
  }

 private:
  uv_pipe_t handle_{};
};

constexpr BindingFunction kMethods[] = {
    Method<PipeWrap::Open>("open", 1),
    Method<PipeWrap::Bind>("bind", 1),
    Method<ConnectionWrap::JsListen>("listen", 1),
    Method<PipeWrap::Connect>("connect", 2),
    Method<PipeWrap::Fchmod>("fchmod", 1),
    Method<PipeWrap::PendingType>("pendingType"),
    Method<ConnectionWrap::JsAccept>("acceptPending", 1),
};
const BindingClass kClasses[] = {
    {.name = "Pipe", .construct = Method<PipeWrap::New>("Pipe"), .methods = kMethods, .base = &kStreamWrapClass},
    {.name = "PipeConnectWrap", .construct = Method<ConnectWrap::New<AsyncProvider::kPIPECONNECTWRAP>>("PipeConnectWrap")},
};

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Local<v8::Object> constants = v8::Object::New(env->isolate());
  SetConstant(context, constants, "SOCKET", static_cast<int32_t>(SocketType::kSocket));
  SetConstant(context, constants, "SERVER", static_cast<int32_t>(SocketType::kServer));
  SetConstant(context, constants, "IPC", static_cast<int32_t>(SocketType::kIpc));
  SetConstant(context, constants, "UV_READABLE", UV_READABLE);
  SetConstant(context, constants, "UV_WRITABLE", UV_WRITABLE);
  SetProperty(context, target, "constants", constants);
}

}  // namespace

extern const BindingDefinition kPipeWrapBinding;
const BindingDefinition kPipeWrapBinding = {.name = "pipe_wrap", .classes = kClasses, .initialize = Initialize};

}  // namespace isoscope
