// What a snapshot costs the isolate that is asked: its own thread's time only, so that other programs do not count.
#include <algorithm>
#include <ctime>
#include <vector>

#include "tests/cc/observers/observed_isolate.h"

using namespace isoscope;

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
namespace {

double ThreadUs() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

TEST_CASE("a full sample of an isolate takes at most 20 us of its thread") {
  ObservedIsolate test(kDefaultKinds);
  std::vector<double> times;
  for (int i = 0; i < 400; i++) {
    const double start = ThreadUs();
    REQUIRE(test.recorded().producer()->isolate()->SampleHeapNow());
    times.push_back(ThreadUs() - start);
  }
  std::sort(times.begin(), times.end());
  INFO("median " << times[times.size() / 2] << " us");
  CHECK(times[times.size() / 2] <= 20);
}
#endif
