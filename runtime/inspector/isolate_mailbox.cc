#include "runtime/inspector/isolate_mailbox.h"

#include <utility>
#include <vector>

namespace isoscope {

class IsolateMailbox::ReadTask final : public v8::Task {
 public:
  explicit ReadTask(std::shared_ptr<IsolateMailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  void Run() override {
    {
      std::lock_guard lock(mailbox_->mutex_);
      mailbox_->task_posted_ = false;
    }
    mailbox_->ReadAll();
  }

 private:
  const std::shared_ptr<IsolateMailbox> mailbox_;
};

IsolateMailbox::IsolateMailbox(Agent* agent, v8::Isolate* isolate, std::shared_ptr<v8::TaskRunner> runner)
    : agent_(agent), isolate_(isolate), runner_(std::move(runner)) {}

IsolateMailbox::~IsolateMailbox() = default;

bool IsolateMailbox::Post(Letter letter) {
  std::lock_guard lock(mutex_);
  if (agent_ == nullptr) return false;
  letters_.push_back(std::move(letter));
  arrived_.notify_all();
  if (in_interrupt_queue_ == nullptr) {
    in_interrupt_queue_ = shared_from_this();
    isolate_->RequestInterrupt(
        [](v8::Isolate*, void* data) {
          std::shared_ptr<IsolateMailbox> self;
          {
            auto* mailbox = static_cast<IsolateMailbox*>(data);
            std::lock_guard interrupt_lock(mailbox->mutex_);
            self = std::move(mailbox->in_interrupt_queue_);
          }
          if (self != nullptr) self->ReadAll();  // Null once closed.
        },
        this);
  }
  if (!task_posted_) {
    task_posted_ = true;
    runner_->PostTask(std::make_unique<ReadTask>(shared_from_this()));
  }
  return true;
}

void IsolateMailbox::ReadAll() {
  for (;;) {
    Letter letter;
    Agent* agent;
    {
      std::lock_guard lock(mutex_);
      if (letters_.empty() || agent_ == nullptr) return;
      letter = std::move(letters_.front());
      letters_.pop_front();
      agent = agent_;
    }
    letter(agent);
  }
}

void IsolateMailbox::Wait() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return !letters_.empty() || agent_ == nullptr; });
}

void IsolateMailbox::Close() {
  std::deque<Letter> unread;
  std::lock_guard lock(mutex_);
  agent_ = nullptr;
  isolate_ = nullptr;
  unread.swap(letters_);
  if (in_interrupt_queue_ != nullptr) {
    // V8 takes no interrupt back: what it may still call must stay, reachable, so that it is no leak.
    static std::mutex mutex;
    static auto& buried = *new std::vector<std::shared_ptr<IsolateMailbox>>();
    std::lock_guard buried_lock(mutex);
    buried.push_back(std::move(in_interrupt_queue_));
  }
}

}  // namespace isoscope
