// Ctrl+C tells where the program was: prints the JavaScript stack, then lets the signal end the process. For --trace-sigint.
//
// Start and Stop on the main isolate's thread. The signal handler only posts a semaphore; a thread of its own waits for it and hands the printing to
// the isolate's thread, between two JavaScript instructions or from its loop.
#ifndef ISOSCOPE_RUNTIME_ENV_TRACE_SIGINT_H_
#define ISOSCOPE_RUNTIME_ENV_TRACE_SIGINT_H_

#include <semaphore.h>
#include <signal.h>

#include <atomic>
#include <thread>

namespace isoscope {

class Environment;

class TraceSigint {
 public:
  explicit TraceSigint(Environment* env) : env_(env) {}
  ~TraceSigint() { Stop(); }
  TraceSigint(const TraceSigint&) = delete;
  TraceSigint& operator=(const TraceSigint&) = delete;

  void Start();
  void Stop();

 private:
  void Wait();

  Environment* const env_;
  struct sigaction saved_ {};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_TRACE_SIGINT_H_
