// Gets an isolate's thread to run one function soon, from any thread, whether it is busy in JavaScript or waits in its loop.
//
// Made and destroyed on the isolate's thread; the function runs there, between two JavaScript instructions or from the loop, and must not
// run JavaScript. Request() after destruction is the caller's mistake. Destruction turns the loop until its handle is closed, so the loop
// must have nothing else alive then.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_INTERRUPT_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_INTERRUPT_H_

#include <memory>

#include <uv.h>
#include <v8-isolate.h>

namespace isoscope {

class EventLoop;

class IsolateInterrupt {
 public:
  using Function = void (*)(void* data);
  IsolateInterrupt(v8::Isolate* isolate, EventLoop* loop, Function function, void* data);
  ~IsolateInterrupt();
  IsolateInterrupt(const IsolateInterrupt&) = delete;
  IsolateInterrupt& operator=(const IsolateInterrupt&) = delete;

  // Any thread. Several requests may be answered by one run that begins after the last of them.
  void Request();

 private:
  // What V8's interrupt queue points to: V8 offers no way to take an entry back, so it may outlive us.
  struct Ticket;
  void RunIfRequested();

  v8::Isolate* const isolate_;
  EventLoop* const loop_;
  const Function function_;
  void* const data_;
  std::unique_ptr<Ticket> ticket_;
  uv_async_t wake_{};
  bool wake_closed_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_INTERRUPT_H_
