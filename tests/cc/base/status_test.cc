#include "runtime/base/status.h"

#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "runtime/base/clock.h"

using isoscope::Result;
using isoscope::Status;

TEST_CASE("a status is ok or says why not") {
  CHECK(Status::Ok().ok());
  const Status status = Status::Error("no such port");
  CHECK_FALSE(status.ok());
  CHECK(status.message() == "no such port");
}

TEST_CASE("a result holds a value or a status, also of what cannot be copied") {
  Result<std::unique_ptr<int>> good(std::make_unique<int>(3));
  REQUIRE(good.ok());
  CHECK(*good.value() == 3);
  Result<std::unique_ptr<int>> bad(Status::Error("empty"));
  CHECK_FALSE(bad.ok());
  CHECK(bad.status().message() == "empty");
}

TEST_CASE("the clock goes forward") {
  const uint64_t before = isoscope::MonotonicNs();
  CHECK(isoscope::MonotonicNs() >= before);
  CHECK(isoscope::MonotonicUs() >= before / 1000);
  CHECK(isoscope::WallClockMs() > 1.6e12);
}
