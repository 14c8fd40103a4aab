// Watching files: FSEvent over inotify (fs.watch), StatWatcher over repeated stat on the pool (fs.watchFile).
#include <iterator>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"
#include "runtime/bindings/fs_stat.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/loop/pool_label.h"

namespace isoscope::fs {
namespace {

bool MayConstruct(const CallInfo& info, const char* message) {
  if (info.IsConstructCall() && Environment::From(info.GetIsolate())->uv_loop() != nullptr) return true;
  ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", message);
  return false;
}

// onchange(status, event, name): event is "rename", "change" or "", name a string, a Buffer or null.
class FsEvent : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"FSEvent", &HandleWrap::kClass};

  FsEvent(Environment* env, v8::Local<v8::Object> object)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&handle_), AsyncProvider::kFSEVENTWRAP) {
    uv_fs_event_init(env->uv_loop(), &handle_);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (MayConstruct(info, "Class constructor FSEvent cannot be invoked without 'new'")) {
      new FsEvent(Environment::From(info.GetIsolate()), info.This());
    }
  }

  // (path, recursive, names_as_buffers) => 0 or a uv code
  static void Start(const CallInfo& info) {
    auto* self = From<FsEvent>(info.This());
    std::string path;
    if (self == nullptr || !self->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    if (!GetPath(info, 0, &path)) return;
    self->names_as_buffers_ = info[2]->IsTrue();
    info.GetReturnValue().Set(uv_fs_event_start(&self->handle_, OnEvent, path.c_str(), info[1]->IsTrue() ? UV_FS_EVENT_RECURSIVE : 0));
  }

 private:
  static void OnEvent(uv_fs_event_t* handle, const char* name, int events, int status) {
    auto* self = static_cast<FsEvent*>(static_cast<HandleWrap*>(handle->data));
    Environment* env = self->env();
    if (!env->can_call_into_js()) return;
    v8::Isolate* isolate = env->isolate();
    v8::HandleScope handle_scope(isolate);
    v8::Context::Scope context_scope(env->context());
    const char* event = status < 0 ? "" : (events & UV_RENAME) != 0 ? "rename" : "change";
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status), OneByte(isolate, event), v8::Null(isolate)};
    if (name != nullptr && !NameValue(env, name, self->names_as_buffers_).ToLocal(&argv[2])) return;  // No memory for a file's name.
    self->MakeCallback(Internalized(isolate, "onchange"), std::size(argv), argv);
  }

  uv_fs_event_t handle_{};
  bool names_as_buffers_ = false;
};

// onchange(status): the new and the previous figures are in the two halves of the stat fields.
class StatWatcher : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"StatWatcher", &HandleWrap::kClass};

  StatWatcher(Environment* env, v8::Local<v8::Object> object, bool bigint)
      : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&handle_), AsyncProvider::kSTATWATCHER), bigint_(bigint) {
    uv_fs_poll_init(env->uv_loop(), &handle_);
    handle_.data = static_cast<HandleWrap*>(this);
  }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (MayConstruct(info, "Class constructor StatWatcher cannot be invoked without 'new'")) {
      new StatWatcher(Environment::From(info.GetIsolate()), info.This(), info[0]->IsTrue());
    }
  }

  // (path, interval in ms) => 0 or a uv code
  static void Start(const CallInfo& info) {
    auto* self = From<StatWatcher>(info.This());
    std::string path;
    uint32_t interval_ms;
    if (self == nullptr || !self->IsOpen()) return info.GetReturnValue().Set(UV_EBADF);
    if (!GetPath(info, 0, &path) || !GetUint32(info, 1, &interval_ms)) return;
    PoolLabel label("fs.watchFile");
    info.GetReturnValue().Set(uv_fs_poll_start(&self->handle_, OnChange, path.c_str(), interval_ms));
  }

 private:
  static void OnChange(uv_fs_poll_t* handle, int status, const uv_stat_t* previous, const uv_stat_t* current) {
    auto* self = static_cast<StatWatcher*>(static_cast<HandleWrap*>(handle->data));
    Environment* env = self->env();
    if (!env->can_call_into_js()) return;
    v8::HandleScope handle_scope(env->isolate());
    v8::Context::Scope context_scope(env->context());
    PublishStat(env, *current, self->bigint_, 0);
    PublishStat(env, *previous, self->bigint_, kStatFields);
    v8::Local<v8::Value> argv[] = {v8::Integer::New(env->isolate(), status)};
    self->MakeCallback(Internalized(env->isolate(), "onchange"), 1, argv);
  }

  uv_fs_poll_t handle_{};
  const bool bigint_;
};

constexpr BindingFunction kFsEventMethods[] = {Method<FsEvent::Start>("start", 3)};
constexpr BindingFunction kStatWatcherMethods[] = {Method<StatWatcher::Start>("start", 2)};

}  // namespace

constinit const BindingClass kFsEventClass = {
    .name = "FSEvent", .construct = Method<FsEvent::New>("FSEvent"), .methods = kFsEventMethods, .base = &kHandleWrapClass};
constinit const BindingClass kStatWatcherClass = {
    .name = "StatWatcher", .construct = Method<StatWatcher::New>("StatWatcher"), .methods = kStatWatcherMethods, .base = &kHandleWrapClass};

}  // namespace isoscope::fs
