#include "runtime/engine/page_allocator.h"

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

// The flags of the mapping that holds the address, as /proc/self/smaps lists them.
std::string FlagsOf(const void* address) {
  std::ifstream smaps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<uintptr_t>(address);
  bool inside = false;
  for (std::string line; std::getline(smaps, line);) {
    uintptr_t from = 0;
    uintptr_t to = 0;
    char dash = 0;
    if (std::istringstream text(line); text >> std::hex >> from >> dash >> to && dash == '-') inside = from <= wanted && wanted < to;
    if (inside && line.starts_with("VmFlags:")) return line;
  }
  return "";
}

TEST_CASE("V8's pages are left out of a fork, and are memory like any other") {
  PageAllocator allocator;
  const size_t length = 4 * allocator.AllocatePageSize();
  void* pages = allocator.AllocatePages(nullptr, length, allocator.AllocatePageSize(), v8::PageAllocator::kReadWrite);
  REQUIRE(pages != nullptr);
  CHECK(FlagsOf(pages).find(" dc") != std::string::npos);
  CHECK(FlagsOf(&allocator).find(" dc") == std::string::npos);
  static_cast<char*>(pages)[length - 1] = 1;
  CHECK(allocator.SetPermissions(pages, length, v8::PageAllocator::kRead));
  CHECK(static_cast<char*>(pages)[length - 1] == 1);
  CHECK(FlagsOf(pages).find(" dc") != std::string::npos);
  CHECK(allocator.FreePages(pages, length));
}

}  // namespace
}  // namespace isoscope
