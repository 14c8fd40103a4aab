// Texts kept once and named by a number, so that records carry four bytes instead of a string.
//
// Any thread; a mutex guards it, so intern at set-up where a name is known beforehand. Numbers are never reused and texts never move or
// go. Bounded: past kMaxBytes new texts all become the one text kFullText, which says so instead of losing memory without limit.
#ifndef ISOSCOPE_RUNTIME_BASE_INTERNER_H_
#define ISOSCOPE_RUNTIME_BASE_INTERNER_H_

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace isoscope {

// 0 is no text at all: null in JSON.
using NameId = uint32_t;

class Interner {
 public:
  static constexpr size_t kMaxBytes = 64 << 20;
  static constexpr std::string_view kFullText = "(too many names)";

  explicit Interner(size_t max_bytes = kMaxBytes) : max_bytes_(max_bytes) {}
  Interner(const Interner&) = delete;
  Interner& operator=(const Interner&) = delete;

  NameId Intern(std::string_view text);
  // Valid as long as the interner; empty for 0.
  std::string_view Text(NameId id) const;
  size_t size() const;

 private:
  NameId Add(std::string_view text);

  const size_t max_bytes_;
  mutable std::mutex mutex_;
  std::deque<std::string> texts_;  // A deque: its elements never move.
  std::unordered_map<std::string_view, NameId> ids_;
  size_t bytes_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_INTERNER_H_
