#include "runtime/inspector/isolate_mailbox.h"

#include <chrono>
#include <utility>
#include <vector>

#include "runtime/engine/v8_runtime.h"
#include "runtime/env/builtin_scripts.h"
#include "runtime/env/environment.h"
#include "runtime/inspector/agent.h"

namespace isoscope {
namespace {

// How soon a worker that waits for a debugger notices that it was terminated.
constexpr std::chrono::milliseconds kStopCheckInterval{50};

// An interrupt that comes amid a builtin is repeated after this, so many times: a builtin that runs for long is interrupted all the same.
constexpr double kPutOffSeconds = 0.001;
constexpr int kMostPutOff = 50;

// The environment's hold on its mailbox.
struct MailboxHolder {
  explicit MailboxHolder(Environment* env) : mailbox(std::make_shared<IsolateMailbox>(env)) {}
  ~MailboxHolder() { mailbox->Close(); }
  const std::shared_ptr<IsolateMailbox> mailbox;
};

}  // namespace

const std::shared_ptr<IsolateMailbox>& IsolateMailbox::Of(Environment* env) { return env->Data<MailboxHolder>()->mailbox; }

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

// Asks for another interrupt, from a thread that can wait.
class IsolateMailbox::Reminder final : public v8::Task {
 public:
  explicit Reminder(std::shared_ptr<IsolateMailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  void Run() override {
    std::lock_guard lock(mailbox_->mutex_);
    if (mailbox_->env_ != nullptr && !mailbox_->letters_.empty()) mailbox_->RequestInterruptLocked();
  }

 private:
  const std::shared_ptr<IsolateMailbox> mailbox_;
};

IsolateMailbox::IsolateMailbox(Environment* env)
    : env_(env), runner_(V8Runtime::Current()->platform()->GetForegroundTaskRunner(env->isolate(), v8::TaskPriority::kUserBlocking)) {}

IsolateMailbox::~IsolateMailbox() = default;

bool IsolateMailbox::Post(Letter letter) {
  std::lock_guard lock(mutex_);
  if (env_ == nullptr) return false;
  letters_.push_back(std::move(letter));
  arrived_.notify_all();
  RequestInterruptLocked();
  if (!task_posted_) {
    task_posted_ = true;
    runner_->PostTask(std::make_unique<ReadTask>(shared_from_this()));
  }
  return true;
}

void IsolateMailbox::RequestInterruptLocked() {
  if (in_interrupt_queue_ != nullptr) return;
  in_interrupt_queue_ = shared_from_this();
  env_->isolate()->RequestInterrupt(
      [](v8::Isolate* isolate, void* data) {
        std::shared_ptr<IsolateMailbox> self;
        {
          auto* mailbox = static_cast<IsolateMailbox*>(data);
          std::lock_guard lock(mailbox->mutex_);
          self = std::move(mailbox->in_interrupt_queue_);
        }
        if (self != nullptr) self->ReadInInterrupt(isolate);  // Null once closed.
      },
      this);
}

void IsolateMailbox::ReadInInterrupt(v8::Isolate* isolate) {
  if (put_off_ < kMostPutOff && IsAmidBuiltin(isolate)) {
    put_off_++;
    V8Runtime::Current()->platform()->PostDelayedTaskOnWorkerThread(v8::TaskPriority::kUserBlocking, std::make_unique<Reminder>(shared_from_this()),
                                                                    kPutOffSeconds);
    return;
  }
  put_off_ = 0;
  ReadAll();
}

void IsolateMailbox::ReadAll() {
  while (ReadOne()) continue;
}

bool IsolateMailbox::ReadOne() {
  Environment* env;
  {
    std::lock_guard lock(mutex_);
    if (letters_.empty() || env_ == nullptr) return false;
    env = env_;
  }
  // Before a letter is taken: making it runs JavaScript, which may be interrupted to read, and letters are read in their order.
  Agent* agent = Agent::Of(env);
  Letter letter;
  {
    std::lock_guard lock(mutex_);
    if (letters_.empty()) return true;
    letter = std::move(letters_.front());
    letters_.pop_front();
    // This letter may run JavaScript that never ends: the next one must get in between.
    if (!letters_.empty()) RequestInterruptLocked();
  }
  letter(agent);
  return true;
}

bool IsolateMailbox::Wait() {
  std::unique_lock lock(mutex_);
  while (letters_.empty()) {
    if (env_ == nullptr || env_->stopping()) return false;
    arrived_.wait_for(lock, kStopCheckInterval);
  }
  return true;
}

void IsolateMailbox::Close() {
  std::deque<Letter> unread;
  std::lock_guard lock(mutex_);
  env_ = nullptr;
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
