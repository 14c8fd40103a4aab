#include "runtime/base/published.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>

using isoscope::Published;

namespace {

struct Figures {
  uint64_t values[37];
  uint32_t tail;
};

}  // namespace

TEST_CASE("a published value is absent at first, then whole") {
  Published<Figures> published;
  Figures figures{};
  CHECK_FALSE(published.Read(&figures));
  figures.values[36] = 5;
  figures.tail = 6;
  published.Publish(figures);
  Figures read{};
  REQUIRE(published.Read(&read));
  CHECK(read.values[36] == 5);
  CHECK(read.tail == 6);
}

TEST_CASE("a reader never sees a half-written value") {
  Published<Figures> published;
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (uint64_t i = 1; !stop.load(); i++) {
      Figures figures;
      for (uint64_t& value : figures.values) value = i;
      figures.tail = static_cast<uint32_t>(i);
      published.Publish(figures);
    }
  });
  uint64_t last = 0;
  bool whole = true;
  for (int i = 0; i < 50'000;) {
    Figures figures;
    if (!published.Read(&figures)) {
      std::this_thread::yield();  // The writer has not begun.
      continue;
    }
    i++;
    for (uint64_t value : figures.values) whole = whole && value == figures.values[0];
    whole = whole && figures.tail == static_cast<uint32_t>(figures.values[0]) && figures.values[0] >= last;
    last = figures.values[0];
  }
  stop = true;
  writer.join();
  CHECK(whole);
  CHECK(last > 0);
}
