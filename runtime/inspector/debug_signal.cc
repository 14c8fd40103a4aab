#include "runtime/inspector/debug_signal.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>

#include <cerrno>
#include <mutex>
#include <thread>

#include <uv.h>
#include <v8-isolate.h>

#include "runtime/base/check.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Watch {
  void (*open)(Environment* env) = nullptr;
  uv_async_t wake{};
  sem_t arrived{};
  volatile sig_atomic_t armed = 0;
  std::mutex mutex;  // env, against the thread.
  Environment* env = nullptr;
};

Watch& TheWatch() {
  static Watch* const watch = new Watch;  // The handler may run at any time: never destroyed.
  return *watch;
}

Watch* volatile handler_watch = nullptr;  // What the handler may touch.

void OnSignal(int) {
  Watch* watch = handler_watch;
  if (watch == nullptr || watch->armed == 0) return;
  const int saved = errno;
  uv_async_send(&watch->wake);
  sem_post(&watch->arrived);
  errno = saved;
}

void Open() {
  Watch& watch = TheWatch();
  if (watch.env != nullptr) watch.open(watch.env);
}

void StartThread() {
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  std::thread([] {
    pthread_setname_np(pthread_self(), "SignalInspector");
    Watch& watch = TheWatch();
    for (;;) {
      while (sem_wait(&watch.arrived) != 0) continue;
      std::lock_guard lock(watch.mutex);
      if (watch.env != nullptr) watch.env->isolate()->RequestInterrupt([](v8::Isolate*, void*) { Open(); }, nullptr);
    }
  }).detach();
  pthread_sigmask(SIG_SETMASK, &previous, nullptr);
}

}  // namespace

void WatchDebugSignal(Environment* env, void (*open)(Environment* env)) {
  Watch& watch = TheWatch();
  watch.open = open;
  watch.env = env;
  ISOSCOPE_CHECK(sem_init(&watch.arrived, 0, 0) == 0);
  ISOSCOPE_CHECK(uv_async_init(env->uv_loop(), &watch.wake, [](uv_async_t*) { Open(); }) == 0);
  uv_unref(reinterpret_cast<uv_handle_t*>(&watch.wake));
  watch.armed = 1;
  handler_watch = &watch;
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, nullptr);
  V8Runtime::Current()->platform()->SetFirstWorkerHook(StartThread);
  env->AddCleanupHook([](void*) { UnwatchDebugSignal(); }, nullptr);
}

void UnwatchDebugSignal() {
  Watch& watch = TheWatch();
  if (watch.armed == 0) return;
  watch.armed = 0;
  {
    std::lock_guard lock(watch.mutex);
    watch.env = nullptr;
  }
  uv_close(reinterpret_cast<uv_handle_t*>(&watch.wake), nullptr);
}

}  // namespace isoscope
