#include "runtime/base/mailbox.h"

#include <atomic>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

struct Number final : Mail {
  explicit Number(int v) : value(v) {}
  int value;
};

int ValueOf(const std::shared_ptr<Mail>& mail) { return static_cast<Number*>(mail.get())->value; }

struct CountingWaker final : Mailbox::Waker {
  void WakeForMail() override { wakes++; }
  std::atomic<int> wakes{0};
};

TEST_CASE("A channel delivers in order, and wakes once for what nobody took", "[mailbox]") {
  Mailbox one;
  Mailbox other;
  Mailbox::Entangle(&one, &other);
  CountingWaker waker;
  other.SetWaker(&waker);
  for (int i = 0; i < 3; i++) REQUIRE(one.Post(std::make_shared<Number>(i)) == Mailbox::Posted::kYes);
  REQUIRE(waker.wakes == 1);
  REQUIRE(other.Waiting() == 3);
  REQUIRE(other.Take(true) == nullptr);  // No close stands first.
  for (int i = 0; i < 3; i++) REQUIRE(ValueOf(other.Take()) == i);
  REQUIRE(other.Take() == nullptr);
  REQUIRE(one.Post(std::make_shared<Number>(3)) == Mailbox::Posted::kYes);
  REQUIRE(waker.wakes == 2);
  REQUIRE(one.IsPeerOf(other));
}

TEST_CASE("A close comes to both ends, behind what was posted before", "[mailbox]") {
  Mailbox one;
  Mailbox other;
  Mailbox::Entangle(&one, &other);
  one.Post(std::make_shared<Number>(1));
  one.Disentangle();
  REQUIRE(one.Take(true)->IsClose());
  REQUIRE(ValueOf(other.Take()) == 1);
  REQUIRE(other.Take(true)->IsClose());
  REQUIRE(other.Post(std::make_shared<Number>(2)) == Mailbox::Posted::kNobodyThere);
  REQUIRE(one.Post(std::make_shared<Number>(2)) == Mailbox::Posted::kNoGroup);
}

TEST_CASE("A broadcast reaches all others of the name; single mail no more than one", "[mailbox]") {
  Mailbox members[3];
  for (Mailbox& member : members) member.JoinBroadcast("tests");
  Mailbox stranger;
  stranger.JoinBroadcast("elsewhere");
  REQUIRE(members[0].Post(std::make_shared<Number>(7)) == Mailbox::Posted::kYes);
  REQUIRE(members[0].Post(std::make_shared<Number>(8), true) == Mailbox::Posted::kTooManyThere);
  REQUIRE(members[0].Take() == nullptr);
  REQUIRE(ValueOf(members[1].Take()) == 7);
  REQUIRE(ValueOf(members[2].Take()) == 7);
  REQUIRE(stranger.Take() == nullptr);
  members[2].Disentangle();
  REQUIRE(members[2].Take()->IsClose());
  REQUIRE(members[1].Take() == nullptr);  // Others stay.
}

TEST_CASE("A published mailbox is found by its name until it goes", "[mailbox]") {
  {
    Mailbox mailbox;
    mailbox.Publish("mine");
    REQUIRE(Mailbox::PostTo("mine", std::make_shared<Number>(9)) == Mailbox::Posted::kYes);
    REQUIRE(ValueOf(mailbox.Take()) == 9);
  }
  REQUIRE(Mailbox::PostTo("mine", std::make_shared<Number>(9)) == Mailbox::Posted::kNobodyThere);
}

TEST_CASE("Nothing is lost or reordered between threads, whatever the takers' pace", "[mailbox]") {
  constexpr int kSenders = 4;
  constexpr int kEach = 5000;
  std::vector<std::thread> threads;
  for (int s = 0; s < kSenders; s++) {
    auto sender = std::make_shared<Mailbox>();
    auto receiver = std::make_shared<Mailbox>();
    Mailbox::Entangle(sender.get(), receiver.get());
    threads.emplace_back([sender] {
      for (int i = 0; i < kEach; i++) sender->Post(std::make_shared<Number>(i));
      sender->Disentangle();
    });
    threads.emplace_back([receiver] {
      int expected = 0;
      for (;;) {
        std::shared_ptr<Mail> mail = receiver->Take();
        if (mail == nullptr) {
          std::this_thread::yield();
        } else if (mail->IsClose()) {
          break;
        } else if (ValueOf(mail) != expected++) {
          break;
        }
      }
      receiver->Disentangle();
      if (expected != kEach) std::abort();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_CASE("Members come, post and go while others do the same", "[mailbox]") {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([] {
      CountingWaker waker;
      for (int i = 0; i < 300; i++) {
        Mailbox member;
        member.SetWaker(&waker);
        member.JoinBroadcast("crowd");
        member.Post(std::make_shared<Number>(i));
        member.Publish("crowd");
        Mailbox::PostTo("crowd", std::make_shared<Number>(i));
        while (member.Take() != nullptr) {
        }
        member.SetWaker(nullptr);
        if (i % 2 == 0) member.Disentangle();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  SUCCEED();
}

}  // namespace
}  // namespace isoscope
