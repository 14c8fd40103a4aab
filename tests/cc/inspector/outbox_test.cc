#include "runtime/inspector/outbox.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace isoscope;

TEST_CASE("what waits for a slow client stays in order, in bounded memory") {
  int wakes = 0;
  Outbox outbox([&] { wakes++; }, {.memory_bytes = 100, .file_bytes = 1 << 20});
  for (int i = 0; i < 100; i++) outbox.Push("message " + std::to_string(i));
  CHECK(wakes == 1);  // It was empty once.
  CHECK(outbox.memory_bytes() <= 100);
  CHECK(outbox.file_bytes() > 0);
  std::string message;
  for (int i = 0; i < 50; i++) {
    REQUIRE(outbox.Pop(&message));
    CHECK(message == "message " + std::to_string(i));
  }
  outbox.Push("late");  // Behind what is in the file.
  for (int i = 50; i < 100; i++) {
    REQUIRE(outbox.Pop(&message));
    CHECK(message == "message " + std::to_string(i));
  }
  REQUIRE(outbox.Pop(&message));
  CHECK(message == "late");
  CHECK_FALSE(outbox.Pop(&message));
  CHECK(outbox.file_bytes() == 0);
  outbox.Push("again");
  CHECK(wakes == 2);
}

TEST_CASE("a client that never reads is given up, not waited for") {
  Outbox outbox([] {}, {.memory_bytes = 10, .file_bytes = 1000});
  for (int i = 0; i < 200; i++) outbox.Push("twenty bytes of text");
  CHECK_FALSE(outbox.failure().empty());
  std::string message;
  CHECK_FALSE(outbox.Pop(&message));
}

TEST_CASE("a closed outbox keeps nothing") {
  Outbox outbox([] {});
  outbox.Push("one");
  outbox.Close();
  outbox.Push("two");
  std::string message;
  CHECK_FALSE(outbox.Pop(&message));
}
