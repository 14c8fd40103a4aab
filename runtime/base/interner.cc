#include "runtime/base/interner.h"

#include "runtime/base/check.h"

namespace isoscope {

NameId Interner::Intern(std::string_view text) {
  std::lock_guard lock(mutex_);
  if (auto it = ids_.find(text); it != ids_.end()) return it->second;
  if (bytes_ + text.size() > max_bytes_) {
    if (auto it = ids_.find(kFullText); it != ids_.end()) return it->second;
    return Add(kFullText);
  }
  return Add(text);
}

NameId Interner::Add(std::string_view text) {
  const std::string& kept = texts_.emplace_back(text);
  const NameId id = static_cast<NameId>(texts_.size());
  ids_.emplace(kept, id);
  bytes_ += text.size() + sizeof(std::string);
  return id;
}

std::string_view Interner::Text(NameId id) const {
  if (id == 0) return {};
  std::lock_guard lock(mutex_);
  ISOSCOPE_CHECK(id <= texts_.size());
  return texts_[id - 1];
}

size_t Interner::size() const {
  std::lock_guard lock(mutex_);
  return texts_.size();
}

}  // namespace isoscope
