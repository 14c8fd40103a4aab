#include "runtime/env/sigint_watch.h"

#include <cerrno>

namespace isoscope {

std::atomic<SigintWatch*> SigintWatch::current_{nullptr};

SigintWatch::SigintWatch(v8::Isolate* isolate) : isolate_(isolate), outer_(current_.load()) {
  sem_init(&posted_, 0, 0);
  current_.store(this);
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &saved_);
  thread_ = std::thread([this] { Wait(); });
}

void SigintWatch::OnSignal(int) {
  SigintWatch* watch = current_.load();
  if (watch == nullptr) return;
  watch->interrupted_.store(true);
  sem_post(&watch->posted_);
}

void SigintWatch::Wait() {
  while (sem_wait(&posted_) != 0 && errno == EINTR) {
  }
  if (interrupted_.load()) isolate_->TerminateExecution();
}

bool SigintWatch::Stop() {
  if (thread_.joinable()) {
    sigaction(SIGINT, &saved_, nullptr);
    current_.store(outer_);
    sem_post(&posted_);
    thread_.join();
    sem_destroy(&posted_);
    if (interrupted_.load()) isolate_->CancelTerminateExecution();
  }
  return interrupted_.load();
}

}  // namespace isoscope
