// A queue through which any thread has a function called on the isolate's thread.
//
// Push, Acquire, Release: any thread that holds a place (thread_count); all else: isolate thread. It dies once both is true: its handle
// has closed on the loop, and no thread holds a place. A thread gives its place back by Release, or by being told napi_closing.
#ifndef ISOSCOPE_RUNTIME_NAPI_THREAD_SAFE_FUNCTION_H_
#define ISOSCOPE_RUNTIME_NAPI_THREAD_SAFE_FUNCTION_H_

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include <uv.h>

#include "runtime/napi/async_context.h"

struct napi_threadsafe_function__ {
 public:
  struct Settings {
    size_t max_queue_size;
    size_t thread_count;
    void* finalize_data;
    napi_finalize finalize;
    void* context;
    napi_threadsafe_function_call_js call_js;
  };
  // Null when the loop takes no handle.
  static napi_threadsafe_function New(napi_env env, v8::Local<v8::Function> function, v8::Local<v8::Object> resource, v8::Local<v8::String> name,
                                      const Settings& settings);

  napi_status Push(void* data, napi_threadsafe_function_call_mode mode);
  napi_status Acquire();
  napi_status Release(napi_threadsafe_function_release_mode mode);
  void* context() const { return settings_.context; }

  void Ref() { uv_ref(reinterpret_cast<uv_handle_t*>(&async_)); }
  void Unref() { uv_unref(reinterpret_cast<uv_handle_t*>(&async_)); }

 private:
  napi_threadsafe_function__(napi_env env, v8::Local<v8::Object> resource, v8::Local<v8::String> name, const Settings& settings);
  ~napi_threadsafe_function__() = default;
  void Dispatch();
  bool DispatchOne();
  void Call(void* data);
  void Close();
  void OnClosed();
  static void Cleanup(void* function);

  napi_env const env_;
  const Settings settings_;
  std::unique_ptr<isoscope::napi::AsyncContext> async_context_;
  v8::Global<v8::Function> function_;
  uv_async_t async_{};
  bool handle_closing_ = false;

  std::mutex mutex_;
  // Under the mutex:
  std::condition_variable has_room_;
  std::deque<void*> queue_;
  size_t thread_count_;
  bool closing_ = false;
  bool closed_ = false;  // The handle has gone: whoever gives back the last place deletes.
};

#endif  // ISOSCOPE_RUNTIME_NAPI_THREAD_SAFE_FUNCTION_H_
