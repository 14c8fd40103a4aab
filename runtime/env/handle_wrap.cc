#include "runtime/env/handle_wrap.h"

#include <v8-function.h>
#include <v8-primitive.h>

#include "runtime/env/callback_scope.h"
#include "runtime/env/environment.h"

namespace isoscope {

HandleWrap::HandleWrap(Environment* env, v8::Local<v8::Object> object, uv_handle_t* handle, AsyncProvider provider)
    : AsyncWrap(env, object, provider), handle_(handle) {
  handle_->data = this;
  env->handles().PushBack(this);
}

void HandleWrap::Close(v8::Local<v8::Value> callback) {
  if (state_ != State::kOpen) return;
  NoteClosing(callback);
  uv_close(handle_, OnClosed);
}

void HandleWrap::NoteClosing(v8::Local<v8::Value> callback) {
  state_ = State::kClosing;
  if (!callback.IsEmpty() && callback->IsFunction()) close_callback_.Reset(isolate(), callback.As<v8::Function>());
  OnClosing();
}

void HandleWrap::MarkAsUninitialized() {
  state_ = State::kUninitialized;
  MakeWeak();
}

void HandleWrap::MarkAsInitialized() {
  state_ = State::kOpen;
  ClearWeak();
}

void HandleWrap::OnClosed(uv_handle_t* handle) {
  auto* wrap = static_cast<HandleWrap*>(handle->data);
  Environment* env = wrap->env();
  wrap->state_ = State::kClosed;
  wrap->OnClose();
  if (!wrap->close_callback_.IsEmpty() && env->can_call_into_js()) {
    v8::HandleScope scope(env->isolate());
    v8::Local<v8::Function> callback = wrap->close_callback_.Get(env->isolate());
    wrap->MakeCallback(callback, 0, nullptr);
  }
  if (wrap->pins_ == 0) delete wrap;
}

void HandleWrap::JsClose(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* wrap = From<HandleWrap>(info.This());
  if (wrap != nullptr) wrap->Close(info[0]);  // Closing twice is a no-op, as in Node.
}

void HandleWrap::JsRef(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* wrap = From<HandleWrap>(info.This());
  if (wrap != nullptr && wrap->IsOpen()) uv_ref(wrap->handle_);
}

void HandleWrap::JsUnref(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* wrap = From<HandleWrap>(info.This());
  if (wrap != nullptr && wrap->IsOpen()) uv_unref(wrap->handle_);
}

void HandleWrap::JsHasRef(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* wrap = From<HandleWrap>(info.This());
  if (wrap != nullptr) info.GetReturnValue().Set(wrap->state_ != State::kClosed && uv_has_ref(wrap->handle_));  // Undefined once it is gone.
}

void HandleWrap::JsGetAsyncId(const v8::FunctionCallbackInfo<v8::Value>& info) {
  auto* wrap = From<AsyncWrap>(info.This());
  info.GetReturnValue().Set(wrap != nullptr ? wrap->async_context().async_id : -1.0);
}

namespace {

void NotConstructible(const v8::FunctionCallbackInfo<v8::Value>& info) {
  info.GetIsolate()->ThrowException(v8::Exception::TypeError(v8::String::NewFromUtf8Literal(info.GetIsolate(), "Illegal constructor")));
}

constexpr BindingFunction kHandleMethods[] = {
    Method<HandleWrap::JsClose>("close", 1),        Method<HandleWrap::JsRef>("ref"),
    Method<HandleWrap::JsUnref>("unref"),           Method<HandleWrap::JsHasRef>("hasRef"),
    Method<HandleWrap::JsGetAsyncId>("getAsyncId"),
};

}  // namespace

const BindingClass kHandleWrapClass = {.name = "HandleWrap", .construct = Method<NotConstructible>("HandleWrap"), .methods = kHandleMethods};

}  // namespace isoscope
