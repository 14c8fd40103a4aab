#include "runtime/napi/pool_label.h"

#include <mutex>
#include <set>
#include <string>

namespace isoscope::napi {

const char* PoolLabelOf(std::string_view resource_name) {
  constexpr size_t kMost = 256;
  static std::mutex mutex;
  static auto* labels = new std::set<std::string, std::less<>>();  // Read by records until the very end.
  std::string label = "napi." + std::string(resource_name);
  std::lock_guard lock(mutex);
  auto found = labels->find(label);
  if (found != labels->end()) return found->c_str();
  if (labels->size() >= kMost) return "napi.other";
  return labels->insert(std::move(label)).first->c_str();
}

}  // namespace isoscope::napi
