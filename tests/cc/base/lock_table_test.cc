#include "runtime/base/lock_table.h"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

struct Client final : LockTable::Client {
  void Notify(uint64_t request, bool stolen) override { events.emplace_back(request, stolen); }
  std::vector<std::pair<uint64_t, bool>> events;
};
using Events = std::vector<std::pair<uint64_t, bool>>;

TEST_CASE("Locks are granted in the order of asking; shared ones together", "[locks]") {
  LockTable table;
  Client client;
  REQUIRE(table.Request(&client, 1, "a", {}));
  REQUIRE(table.Request(&client, 2, "a", {.exclusive = false}));
  REQUIRE(table.Request(&client, 3, "a", {.exclusive = false}));
  REQUIRE(table.Request(&client, 4, "a", {}));
  REQUIRE(table.Request(&client, 5, "b", {}));
  REQUIRE_FALSE(table.Request(&client, 6, "a", {.if_available = true}));
  REQUIRE(client.events == Events{{1, false}, {5, false}});
  table.Release(&client, 1);
  REQUIRE(client.events == Events{{1, false}, {5, false}, {2, false}, {3, false}});
  table.Release(&client, 2);
  REQUIRE(client.events.size() == 4);
  table.Release(&client, 3);
  REQUIRE(client.events.back() == std::pair<uint64_t, bool>{4, false});
  std::vector<LockTable::Info> held;
  std::vector<LockTable::Info> waiting;
  table.Query(&held, &waiting);
  REQUIRE(held.size() == 2);
  REQUIRE(waiting.empty());
}

TEST_CASE("Stealing takes a lock away; cancelling and forgetting let the next one in", "[locks]") {
  LockTable table;
  Client one;
  Client other;
  table.Request(&one, 1, "a", {});
  table.Request(&other, 1, "a", {});
  table.Request(&one, 2, "a", {.steal = true});
  REQUIRE(one.events == Events{{1, false}, {1, true}, {2, false}});
  REQUIRE(other.events.empty());
  table.Release(&one, 1);  // Stolen: nothing of its to release.
  REQUIRE(other.events.empty());
  table.Request(&one, 3, "a", {});
  REQUIRE(table.Cancel(&one, 3));
  REQUIRE_FALSE(table.Cancel(&one, 3));
  table.Forget(&one);
  REQUIRE(other.events == Events{{1, false}});
}

TEST_CASE("An exclusive lock is held by one thread at a time", "[locks]") {
  LockTable table;
  struct Waiting final : LockTable::Client {
    void Notify(uint64_t request, bool) override { granted.store(request, std::memory_order_release); }
    std::atomic<uint64_t> granted{0};
  };
  int counter = 0;  // Guarded by the lock alone.
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&] {
      Waiting client;
      for (uint64_t i = 1; i <= 500; i++) {
        table.Request(&client, i, "counter", {});
        while (client.granted.load(std::memory_order_acquire) != i) std::this_thread::yield();
        counter++;
        table.Release(&client, i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  REQUIRE(counter == 2000);
}

}  // namespace
}  // namespace isoscope
