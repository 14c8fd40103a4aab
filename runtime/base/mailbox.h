// Mailboxes: queues between threads, joined in groups. What is posted to one member reaches all the others, each in the order of posting.
//
// A group of two is a message channel; a larger one (joined by name) is a broadcast channel. A mailbox belongs to nobody in particular: its
// owner, who receives and closes it, is one thread at a time and may change while mail waits (a transferred port). Any thread may post to the
// group through any member it owns. Locks: a group's, then a mailbox's; the waker is called under the mailbox's lock and must only signal.
// Knows neither V8 nor libuv, so that it can be tested alone.
#ifndef ISOSCOPE_RUNTIME_BASE_MAILBOX_H_
#define ISOSCOPE_RUNTIME_BASE_MAILBOX_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace isoscope {

// What travels. Shared, for a broadcast reaches several; whoever receives mail of a channel is its only holder.
class Mail {
 public:
  virtual ~Mail() = default;
  virtual bool IsClose() const { return false; }
};

class MailboxGroup;

class Mailbox {
 public:
  class Waker {
   public:
    virtual void WakeForMail() = 0;  // Any thread, under the mailbox's lock.

   protected:
    ~Waker() = default;
  };

  Mailbox() = default;
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  // Two mailboxes without a group become the ends of a channel.
  static void Entangle(Mailbox* one, Mailbox* other);
  // Joins everybody who joined under `name`.
  void JoinBroadcast(const std::string& name);

  // --- The owner's. Null: nobody receives for now; mail waits.
  void SetWaker(Waker* waker);
  // Mail to every other member; `single` mail may not reach more than one.
  enum class Posted { kYes, kNobodyThere, kTooManyThere, kNoGroup };
  Posted Post(std::shared_ptr<Mail> mail, bool single = false);
  bool IsPeerOf(const Mailbox& other) const;
  // Gives it a name of its own, under which any thread finds it until it leaves its group or ends.
  void Publish(const std::string& name);
  static Posted PostTo(const std::string& name, std::shared_ptr<Mail> mail);
  // Leaves the group: this mailbox, and in a channel the other end, find a close mail behind what was posted before.
  void Disentangle();
  // The next mail. With `only_close` none but a close mail that stands first. Null when there is nothing.
  std::shared_ptr<Mail> Take(bool only_close = false);
  // How many wait. The count is of this moment.
  size_t Waiting() const;

 private:
  friend class MailboxGroup;
  void Unpublish();
  void Deliver(std::shared_ptr<Mail> mail);

  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<Mail>> incoming_;  // Under the lock.
  Waker* waker_ = nullptr;                      // Under the lock.
  std::deque<std::shared_ptr<Mail>> taken_;     // The owner's alone: what it took from `incoming_` at once.
  std::shared_ptr<MailboxGroup> group_;         // The owner's; the group itself is shared.
  std::string published_name_;                  // The owner's; empty: not published.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_MAILBOX_H_
