// Terminals: a stream over uv_tty_t for reading, and the terminal's size and mode. Isolate thread only.
//
// Opening a terminal makes libuv keep the process's own description of it, so that our non-blocking mode does not leak to other programs.
#include <sys/ioctl.h>
#include <uv.h>

#include <cerrno>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/stream_wrap.h"

namespace isoscope {
namespace {

class TtyWrap : public StreamWrap {
 public:
  static constexpr ClassInfo kClass{"TTYWrap", &StreamWrap::kClass};

  TtyWrap(Environment* env, v8::Local<v8::Object> object, std::unique_ptr<uv_tty_t> handle)
      : StreamWrap(env, object, reinterpret_cast<uv_stream_t*>(handle.get()), AsyncProvider::kTTYWRAP), handle_(std::move(handle)) {}
  const ClassInfo* class_info() const override { return &kClass; }

  // new TTY(fd, failure): sets failure.errno when libuv refuses; the object is then dead.
  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    int32_t fd = -1;
    v8::Local<v8::Object> failure;
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor TTY needs 'new'");
    if (!GetInt32(info, 0, &fd) || !GetObject(info, 1, &failure)) return;
    Environment* env = Environment::From(isolate);
    auto handle = std::make_unique<uv_tty_t>();
    int err = uv_tty_init(env->uv_loop(), handle.get(), fd, 0);
    if (err != 0) {
      // The object is the caller's, and may take no properties.
      std::ignore = failure->Set(isolate->GetCurrentContext(), Internalized(isolate, "errno"), v8::Integer::New(isolate, err));
      return;
    }
    new TtyWrap(env, info.This(), std::move(handle));
  }

  static void SetRawMode(const CallInfo& info) {
    auto* wrap = From<TtyWrap>(info.This());
    bool raw = false;
    if (wrap == nullptr || !wrap->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    if (GetBool(info, 0, &raw)) info.GetReturnValue().Set(uv_tty_set_mode(wrap->handle_.get(), raw ? UV_TTY_MODE_RAW : UV_TTY_MODE_NORMAL));
  }

 private:
  const std::unique_ptr<uv_tty_t> handle_;
};

void IsATty(const CallInfo& info) {
  int32_t fd = -1;
  if (GetInt32(info, 0, &fd)) info.GetReturnValue().Set(fd >= 0 && uv_guess_handle(fd) == UV_TTY);
}

// (fd) => [columns, rows], or a uv code. Asked of the descriptor itself: writing to a terminal needs no handle.
void GetWindowSize(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  int32_t fd = -1;
  if (!GetInt32(info, 0, &fd)) return;
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return info.GetReturnValue().Set(-errno);
  std::vector<v8::Local<v8::Value>> values = {v8::Integer::New(isolate, size.ws_col), v8::Integer::New(isolate, size.ws_row)};
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

void ResetMode(const CallInfo& info) { info.GetReturnValue().Set(uv_tty_reset_mode()); }

constexpr BindingFunction kMethods[] = {Method<TtyWrap::SetRawMode>("setRawMode", 1)};
const BindingClass kClasses[] = {
    {.name = "TTY", .construct = Method<TtyWrap::New>("TTY"), .methods = kMethods, .base = &kStreamWrapClass},
};
constexpr BindingFunction kFunctions[] = {
    Method<IsATty>("isTTY", 1),
    Method<GetWindowSize>("getWindowSize", 1),
    Method<ResetMode>("resetMode"),
};

}  // namespace

extern const BindingDefinition kTtyBinding;
const BindingDefinition kTtyBinding = {.name = "tty", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
