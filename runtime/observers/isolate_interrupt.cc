#include "runtime/observers/isolate_interrupt.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/loop/event_loop.h"

namespace isoscope {

struct IsolateInterrupt::Ticket {
  std::atomic<bool> requested{false};
  std::atomic<bool> in_v8_queue{false};
  IsolateInterrupt* owner;  // Isolate thread only; null once it is gone.

  // Tickets still in the queue of an isolate that is about to end: never called again, kept so that they are no leak.
  static void Bury(std::unique_ptr<Ticket> ticket) {
    static std::mutex mutex;
    static auto& buried = *new std::vector<std::unique_ptr<Ticket>>();
    std::lock_guard lock(mutex);
    buried.push_back(std::move(ticket));
  }
};

IsolateInterrupt::IsolateInterrupt(v8::Isolate* isolate, EventLoop* loop, Function function, void* data)
    : isolate_(isolate), loop_(loop), function_(function), data_(data), ticket_(std::make_unique<Ticket>()) {
  ticket_->owner = this;
  int err = uv_async_init(loop_->uv(), &wake_, [](uv_async_t* wake) { static_cast<IsolateInterrupt*>(wake->data)->RunIfRequested(); });
  ISOSCOPE_CHECK_EQ(err, 0);
  wake_.data = this;
  uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
}

IsolateInterrupt::~IsolateInterrupt() {
  uv_close(reinterpret_cast<uv_handle_t*>(&wake_), [](uv_handle_t* wake) { static_cast<IsolateInterrupt*>(wake->data)->wake_closed_ = true; });
  while (!wake_closed_) loop_->Run(UV_RUN_NOWAIT);
  ticket_->owner = nullptr;
  if (ticket_->in_v8_queue.load(std::memory_order_acquire)) Ticket::Bury(std::move(ticket_));
}

void IsolateInterrupt::Request() {
  if (ticket_->requested.exchange(true, std::memory_order_acq_rel)) return;  // That request is still to be answered.
  if (!ticket_->in_v8_queue.exchange(true, std::memory_order_acq_rel)) {
    isolate_->RequestInterrupt(
        [](v8::Isolate*, void* data) {
          auto* ticket = static_cast<Ticket*>(data);
          ticket->in_v8_queue.store(false, std::memory_order_release);
          if (ticket->owner != nullptr) ticket->owner->RunIfRequested();
        },
        ticket_.get());
  }
  uv_async_send(&wake_);
}

void IsolateInterrupt::RunIfRequested() {
  if (ticket_->requested.exchange(false, std::memory_order_acq_rel)) function_(data_);
}

}  // namespace isoscope
