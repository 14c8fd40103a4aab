#include "runtime/base/ticks.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <string_view>

namespace isoscope {
namespace {

#if defined(__x86_64__)

// Both clocks at one moment.
struct Moment {
  uint64_t ticks = 0;
  uint64_t ns = 0;

  static Moment Now() {
    Moment best;
    uint64_t closest = UINT64_MAX;
    for (int i = 0; i < 3; i++) {  // The thread may be interrupted between the readings.
      const uint64_t before = __rdtsc();
      const uint64_t ns = MonotonicNs();
      const uint64_t width = __rdtsc() - before;
      if (width < closest) best = {before + width / 2, ns}, closest = width;
    }
    return best;
  }
};

const Moment start = Moment::Now();  // So that some time has passed when it is first asked what a tick is.

bool KernelTrustsCounter() {
  std::FILE* file = std::fopen("/sys/devices/system/clocksource/clocksource0/current_clocksource", "re");
  if (file == nullptr) return false;
  char text[16] = {};
  const size_t size = std::fread(text, 1, sizeof(text) - 1, file);
  std::fclose(file);
  return std::string_view(text, size) == "tsc\n";
}

#endif

}  // namespace

void Ticks::Prepare() {
#if defined(__x86_64__)
  static std::once_flag once;
  std::call_once(once, [] {
    if (!KernelTrustsCounter()) return;
    constexpr uint64_t kLeastNs = 2'000'000;
    Moment now = Moment::Now();
    while (now.ns - start.ns < kLeastNs) now = Moment::Now();
    ns_per_tick_.store(static_cast<double>(now.ns - start.ns) / static_cast<double>(now.ticks - start.ticks), std::memory_order_relaxed);
    counter_.store(true, std::memory_order_release);
  });
#endif
}

uint64_t Ticks::SetRight([[maybe_unused]] uint64_t read) {
#if defined(__x86_64__)
  if (!counter_.load(std::memory_order_relaxed)) return MonotonicNs();
  const Moment now = Moment::Now();
  // The latest that may have been said. Who is ahead goes slower, until the next time.
  const uint64_t said = anchor_.ns + static_cast<uint64_t>(static_cast<double>(anchor_.span) * anchor_.ns_per_tick);
  const uint64_t ahead_ns = said > now.ns ? said - now.ns : 0;
  const double slower = std::max(0.5, 1 - static_cast<double>(ahead_ns) / (kSpanUs * 1000));
  anchor_ = {
      .ticks = now.ticks, .ns = now.ns + ahead_ns, .span = FromUs(kSpanUs), .ns_per_tick = ns_per_tick_.load(std::memory_order_relaxed) * slower};
  return anchor_.ns;
#else
  return read;
#endif
}

}  // namespace isoscope
