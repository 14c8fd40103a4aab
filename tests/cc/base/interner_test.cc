#include "runtime/base/interner.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <thread>
#include <vector>

using isoscope::Interner;
using isoscope::NameId;

TEST_CASE("equal texts get one number, 0 is no text") {
  Interner names;
  const NameId gc = names.Intern("gc");
  CHECK(gc != 0);
  CHECK(names.Intern("pool") != gc);
  CHECK(names.Intern(std::string("g") + "c") == gc);
  CHECK(names.Text(gc) == "gc");
  CHECK(names.Text(0).empty());
  CHECK(names.Intern("") != 0);
  CHECK(names.size() == 3);
}

TEST_CASE("texts stay where they are while others come") {
  Interner names;
  const std::string_view first = names.Text(names.Intern("a short one"));
  for (int i = 0; i < 10'000; i++) names.Intern("name " + std::to_string(i));
  CHECK(first.data() == names.Text(names.Intern("a short one")).data());
}

TEST_CASE("a full interner says so instead of growing") {
  Interner names(1024);
  for (int i = 0; i < 1000; i++) names.Intern("name " + std::to_string(i));
  CHECK(names.size() < 40);
  CHECK(names.Text(names.Intern("one more")) == Interner::kFullText);
  CHECK(names.Text(names.Intern("name 0")) == "name 0");
}

TEST_CASE("threads interning the same texts agree") {
  Interner names;
  std::vector<std::vector<NameId>> seen(4);
  std::vector<std::thread> threads;
  for (auto& ids : seen) {
    threads.emplace_back([&names, &ids] {
      for (int i = 0; i < 2000; i++) ids.push_back(names.Intern(std::to_string(i)));
    });
  }
  for (auto& thread : threads) thread.join();
  for (auto& ids : seen) CHECK(ids == seen[0]);
  CHECK(names.size() == 2000);
}
