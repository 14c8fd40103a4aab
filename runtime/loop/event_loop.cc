#include "runtime/loop/event_loop.h"

#include "runtime/base/check.h"

namespace isoscope {

EventLoop::~EventLoop() { ISOSCOPE_CHECK(!open_); }

int EventLoop::Init() {
  ISOSCOPE_CHECK(current_ == nullptr);
  int err = uv_loop_init(&loop_);
  if (err != 0) return err;
  loop_.data = this;
  current_ = this;
  open_ = true;
  return 0;
}

int EventLoop::Run(uv_run_mode mode) {
  phase_clock_.BeginRun();
  int alive = uv_run(&loop_, mode);
  phase_clock_.EndRun();
  return alive;
}

int EventLoop::Close() {
  if (!open_) return 0;
  int err = uv_loop_close(&loop_);
  if (err != 0) return err;
  ISOSCOPE_CHECK(current_ == this);
  current_ = nullptr;
  open_ = false;
  return 0;
}

}  // namespace isoscope
