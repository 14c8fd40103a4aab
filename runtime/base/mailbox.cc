#include "runtime/base/mailbox.h"

#include <algorithm>
#include <map>
#include <utility>

#include "runtime/base/check.h"

namespace isoscope {
namespace {

class CloseMail final : public Mail {
 public:
  bool IsClose() const override { return true; }
};

}  // namespace

// The members. One lock orders what is posted: everybody hears a broadcast in the same order.
class MailboxGroup {
 public:
  explicit MailboxGroup(std::string name = {}) : name_(std::move(name)) {}

  // The group of that name, made when nobody is in it.
  static std::shared_ptr<MailboxGroup> Named(const std::string& name) {
    std::lock_guard lock(Registry().mutex);
    std::weak_ptr<MailboxGroup>& entry = Registry().groups[name];
    std::shared_ptr<MailboxGroup> group = entry.lock();
    if (group == nullptr) entry = group = std::make_shared<MailboxGroup>(name);
    return group;
  }

  ~MailboxGroup() {
    if (name_.empty()) return;
    std::lock_guard lock(Registry().mutex);
    auto it = Registry().groups.find(name_);
    if (it != Registry().groups.end() && it->second.expired()) Registry().groups.erase(it);
  }

  void Add(Mailbox* member) {
    std::lock_guard lock(mutex_);
    members_.push_back(member);
  }

  Mailbox::Posted Post(const Mailbox* from, std::shared_ptr<Mail> mail, bool single) {
    std::lock_guard lock(mutex_);
    size_t left = members_.size() - 1;
    if (left == 0) return Mailbox::Posted::kNobodyThere;
    if (single && left > 1) return Mailbox::Posted::kTooManyThere;
    for (Mailbox* member : members_) {
      if (member == from) continue;
      // The last one gets our hold on it: of a channel's mail the receiver alone holds.
      member->Deliver(--left == 0 ? std::move(mail) : mail);
    }
    return Mailbox::Posted::kYes;
  }

  bool Has(const Mailbox* mailbox) const {
    std::lock_guard lock(mutex_);
    return std::find(members_.begin(), members_.end(), mailbox) != members_.end();
  }

  void Remove(Mailbox* member) {
    std::lock_guard lock(mutex_);
    std::erase(members_, member);
    member->Deliver(std::make_shared<CloseMail>());
    // A channel with one end is of no use; a broadcast may be joined again.
    if (name_.empty()) {
      for (Mailbox* other : members_) other->Deliver(std::make_shared<CloseMail>());
    }
  }

 private:
  struct Names {
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<MailboxGroup>> groups;
  };
  static Names& Registry() {
    static Names* const names = new Names;  // Never destroyed: workers may still leave at exit.
    return *names;
  }

  const std::string name_;  // Empty: a channel.
  mutable std::mutex mutex_;
  std::vector<Mailbox*> members_;
};

namespace {

// Mailboxes by their own names. The lock is held while one is delivered to, so that it does not go meanwhile.
struct Published {
  std::mutex mutex;
  std::map<std::string, Mailbox*> mailboxes;
};
Published& PublishedOnes() {
  static Published* const published = new Published;  // Never destroyed: workers may still leave at exit.
  return *published;
}

}  // namespace

Mailbox::~Mailbox() { Disentangle(); }

void Mailbox::Publish(const std::string& name) {
  std::lock_guard lock(PublishedOnes().mutex);
  PublishedOnes().mailboxes[name] = this;
  published_name_ = name;
}

void Mailbox::Unpublish() {
  if (published_name_.empty()) return;
  std::lock_guard lock(PublishedOnes().mutex);
  auto it = PublishedOnes().mailboxes.find(published_name_);
  if (it != PublishedOnes().mailboxes.end() && it->second == this) PublishedOnes().mailboxes.erase(it);
  published_name_.clear();
}

void Mailbox::Entangle(Mailbox* one, Mailbox* other) {
  ISOSCOPE_CHECK(one->group_ == nullptr && other->group_ == nullptr);
  one->group_ = other->group_ = std::make_shared<MailboxGroup>();
  one->group_->Add(one);
  one->group_->Add(other);
}

void Mailbox::JoinBroadcast(const std::string& name) {
  ISOSCOPE_CHECK(group_ == nullptr);
  group_ = MailboxGroup::Named(name);
  group_->Add(this);
}

void Mailbox::SetWaker(Waker* waker) {
  std::lock_guard lock(mutex_);
  waker_ = waker;
}

Mailbox::Posted Mailbox::PostTo(const std::string& name, std::shared_ptr<Mail> mail) {
  std::lock_guard lock(PublishedOnes().mutex);
  auto it = PublishedOnes().mailboxes.find(name);
  if (it == PublishedOnes().mailboxes.end()) return Posted::kNobodyThere;
  it->second->Deliver(std::move(mail));
  return Posted::kYes;
}

Mailbox::Posted Mailbox::Post(std::shared_ptr<Mail> mail, bool single) {
  return group_ != nullptr ? group_->Post(this, std::move(mail), single) : Posted::kNoGroup;
}

bool Mailbox::IsPeerOf(const Mailbox& other) const { return group_ != nullptr && &other != this && group_->Has(&other); }

void Mailbox::Disentangle() {
  Unpublish();
  if (group_ == nullptr) return;
  std::shared_ptr<MailboxGroup> group = std::move(group_);
  group_ = nullptr;
  group->Remove(this);
}

void Mailbox::Deliver(std::shared_ptr<Mail> mail) {
  std::lock_guard lock(mutex_);
  // Who empties the queue under this lock has seen everything: only the first of a batch has to wake.
  const bool was_empty = incoming_.empty();
  incoming_.push_back(std::move(mail));
  if (was_empty && waker_ != nullptr) waker_->WakeForMail();
}

std::shared_ptr<Mail> Mailbox::Take(bool only_close) {
  if (taken_.empty()) {
    std::lock_guard lock(mutex_);
    taken_.swap(incoming_);
  }
  if (taken_.empty() || (only_close && !taken_.front()->IsClose())) return nullptr;
  std::shared_ptr<Mail> mail = std::move(taken_.front());
  taken_.pop_front();
  return mail;
}

size_t Mailbox::Waiting() const {
  std::lock_guard lock(mutex_);
  return taken_.size() + incoming_.size();
}

}  // namespace isoscope
