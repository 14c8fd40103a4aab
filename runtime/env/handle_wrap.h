// A libuv handle with its JavaScript object.
//
// Isolate thread only. The memory is freed in the close callback and nowhere else: JavaScript dropping the object leaves an active handle
// alive (the wrap is strong until closed). Methods every handle has come from kHandleWrapMethods: close, ref, unref, hasRef, getAsyncId.
#ifndef ISOSCOPE_RUNTIME_ENV_HANDLE_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_HANDLE_WRAP_H_

#include <uv.h>

#include "runtime/env/async_wrap.h"
#include "runtime/env/binding.h"

namespace isoscope {

class HandleWrap : public AsyncWrap, public ListNode<HandleWrap, struct HandleListTag> {
 public:
  static constexpr ClassInfo kClass{"HandleWrap", &AsyncWrap::kClass};

  // `handle` is a member of the deriving object, already initialized with the environment's loop.
  HandleWrap(Environment* env, v8::Local<v8::Object> object, uv_handle_t* handle, AsyncProvider provider);
  const ClassInfo* class_info() const override { return &kClass; }

  uv_handle_t* uv_handle() const { return handle_; }
  bool IsOpen() const { return state_ == State::kOpen; }
  // Closes; calls `callback` (may be empty) from the close callback, then deletes this.
  void Close(v8::Local<v8::Value> callback = {});
  // The same with another way than uv_close, which a negative uv code refuses.
  template <typename CloseFunction>
  int CloseWith(v8::Local<v8::Value> callback, CloseFunction close) {
    if (state_ != State::kOpen) return 0;
    int err = close(OnClosed);
    if (err == 0) NoteClosing(callback);
    return err;
  }
  void OnEnvironmentTeardown() override { Close(); }

  // Keeps the memory of a handle that closes while libuv may still look at it: a request that sends it over a pipe.
  void Pin() { pins_++; }
  void Unpin() {
    if (--pins_ == 0 && state_ == State::kClosed) delete this;
  }

  static void JsClose(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsRef(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsUnref(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsHasRef(const v8::FunctionCallbackInfo<v8::Value>& info);
  static void JsGetAsyncId(const v8::FunctionCallbackInfo<v8::Value>& info);

 protected:
  ~HandleWrap() override = default;  // Only OnClosed deletes.
  // For handles that libuv knows only later (uv_spawn): until then there is nothing to close, and the object may be collected.
  void MarkAsUninitialized();
  void MarkAsInitialized();
  virtual void OnClosing() {}  // When Close() is called, before uv_close.
  virtual void OnClose() {}    // On the isolate thread, from the close callback, before JavaScript's.

 private:
  enum class State { kUninitialized, kOpen, kClosing, kClosed };
  static void OnClosed(uv_handle_t* handle);
  void NoteClosing(v8::Local<v8::Value> callback);

  uv_handle_t* const handle_;
  v8::Global<v8::Function> close_callback_;
  State state_ = State::kOpen;
  int pins_ = 0;
};

extern const BindingClass kHandleWrapClass;  // `base` of every handle class in a table.

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_HANDLE_WRAP_H_
