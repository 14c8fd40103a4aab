// The sources of the scripts that ran, by URL, as V8 was given them: kept while somebody wants them.
//
// Any thread; a mutex guards it. Wanted() is one relaxed load. Bounded: past kMaxBytes a script is listed without its text. Never destroyed.
#ifndef ISOSCOPE_RUNTIME_PROBES_SCRIPT_SOURCES_H_
#define ISOSCOPE_RUNTIME_PROBES_SCRIPT_SOURCES_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace isoscope {

struct ScriptSource {
  uint32_t isolate = 0;
  std::string url;
  std::string text;  // UTF-8.
  bool kept = true;  // False: there was no room for the text.
};

class ScriptSources {
 public:
  static constexpr size_t kMaxBytes = 64 << 20;
  static constexpr size_t kMaxScripts = 100'000;

  static ScriptSources& Get();

  static bool Wanted() { return wanted_.load(std::memory_order_relaxed) != 0; }
  static void Want() { wanted_.fetch_add(1, std::memory_order_relaxed); }
  static void Unwant() { wanted_.fetch_sub(1, std::memory_order_relaxed); }

  // The same text under the same URL is kept once for all isolates.
  void Add(uint32_t isolate, std::string_view url, std::string_view text);

  size_t size() const;
  // From number `first` on, in the order in which they came; with the mutex held.
  void Visit(size_t first, const std::function<void(const ScriptSource&)>& visit) const;

 private:
  static inline constinit std::atomic<int> wanted_{0};

  mutable std::mutex mutex_;
  std::deque<ScriptSource> sources_;
  std::unordered_set<size_t> seen_;  // Hashes of URL and text.
  size_t bytes_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SCRIPT_SOURCES_H_
