#include "runtime/env/intrusive_list.h"

#include <memory>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

struct Item : ListNode<Item> {
  explicit Item(int n) : number(n) {}
  int number;
};

std::vector<int> NumbersOf(IntrusiveList<Item>& list) {
  std::vector<int> numbers;
  list.ForEach([&](Item* item) { numbers.push_back(item->number); });
  return numbers;
}

}  // namespace

TEST_CASE("a list keeps its order; a destroyed item leaves it", "[env]") {
  IntrusiveList<Item> list;
  Item first(1);
  auto second = std::make_unique<Item>(2);
  Item third(3);
  for (Item* item : {&first, second.get(), &third}) list.PushBack(item);
  CHECK(NumbersOf(list) == std::vector<int>{1, 2, 3});
  second.reset();
  CHECK(NumbersOf(list) == std::vector<int>{1, 3});
  list.PushBack(&first);  // Again: it moves to the end.
  CHECK(NumbersOf(list) == std::vector<int>{3, 1});
  CHECK(list.Size() == 2);
}

TEST_CASE("a visit may delete what it is given", "[env]") {
  IntrusiveList<Item> list;
  for (int i = 0; i < 3; i++) list.PushBack(new Item(i));
  list.ForEach([](Item* item) { delete item; });
  CHECK(list.empty());
  CHECK(list.front() == nullptr);
}

}  // namespace isoscope
