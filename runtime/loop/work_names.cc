#include "runtime/loop/work_names.h"

#include <mutex>
#include <set>
#include <string_view>
#include <utility>

#include <dlfcn.h>

namespace isoscope {

const char* KeepWorkName(std::string name) {
  constexpr size_t kMost = 256;
  static std::mutex mutex;
  static auto* names = new std::set<std::string, std::less<>>();  // Read by records until the very end.
  std::lock_guard lock(mutex);
  auto found = names->find(name);
  if (found != names->end()) return found->c_str();
  if (names->size() >= kMost) return "other";
  return names->insert(std::move(name)).first->c_str();
}

const char* LibraryOf(void* function) {
  // An add-on hands in the same function time and again.
  static constinit thread_local struct {
    void* function;
    const char* name;
  } last{};
  if (function == last.function) return last.name;
  Dl_info info;
  const char* name = nullptr;
  if (dladdr(function, &info) != 0 && info.dli_fname != nullptr) {
    const std::string_view file(info.dli_fname);
    name = KeepWorkName(std::string(file.substr(file.rfind('/') + 1)));
  }
  last = {function, name};
  return name;
}

}  // namespace isoscope
