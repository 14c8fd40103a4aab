#include "runtime/probes/script_sources.h"

namespace isoscope {

ScriptSources& ScriptSources::Get() {
  static ScriptSources* const sources = new ScriptSources;  // Never destroyed: workers may still compile at exit.
  return *sources;
}

void ScriptSources::Add(uint32_t isolate, std::string_view url, std::string_view text) {
  const size_t hash = std::hash<std::string_view>()(url) * 31 + std::hash<std::string_view>()(text);
  std::lock_guard lock(mutex_);
  if (sources_.size() >= kMaxScripts || !seen_.insert(hash).second) return;
  const bool kept = bytes_ + text.size() <= kMaxBytes;
  if (kept) bytes_ += text.size();
  sources_.push_back({isolate, std::string(url), std::string(kept ? text : std::string_view()), kept});
}

size_t ScriptSources::size() const {
  std::lock_guard lock(mutex_);
  return sources_.size();
}

void ScriptSources::Visit(size_t first, const std::function<void(const ScriptSource&)>& visit) const {
  std::lock_guard lock(mutex_);
  for (size_t i = first; i < sources_.size(); i++) visit(sources_[i]);
}

}  // namespace isoscope
