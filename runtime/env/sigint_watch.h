// Ends JavaScript that runs when the user presses Ctrl+C: for vm's and the REPL's `breakOnSigint`.
#ifndef ISOSCOPE_RUNTIME_ENV_SIGINT_WATCH_H_
#define ISOSCOPE_RUNTIME_ENV_SIGINT_WATCH_H_

#include <semaphore.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include <v8-isolate.h>

namespace isoscope {

// Made and stopped on the isolate thread, around one call into JavaScript; may nest, the innermost gets the signal. While one is there SIGINT's
// handler is ours, and what the program has set comes back after. The handler only posts a semaphore; the thread that waits for it touches the
// isolate only through TerminateExecution() and has ended when Stop() returns.
class SigintWatch {
 public:
  explicit SigintWatch(v8::Isolate* isolate);
  ~SigintWatch() { Stop(); }
  SigintWatch(const SigintWatch&) = delete;
  SigintWatch& operator=(const SigintWatch&) = delete;

  // True when the signal came; the termination is then cancelled, so JavaScript may go on.
  bool Stop();

 private:
  static void OnSignal(int number);
  void Wait();

  static std::atomic<SigintWatch*> current_;

  v8::Isolate* const isolate_;
  SigintWatch* outer_;
  struct sigaction saved_ {};
  sem_t posted_{};
  std::atomic<bool> interrupted_{false};
  std::thread thread_;  // Last: it uses the others.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_SIGINT_WATCH_H_
