#include "runtime/observers/code_table.h"

namespace isoscope {

FunctionId CodeTable::Add(uint64_t sfi, NameId name, NameId script_url, uint32_t line, uint32_t column) {
  FunctionId& id = by_sfi_[sfi];
  if (const FunctionInfo* known = Get(id);
      known != nullptr && known->name == name && known->script_url == script_url && known->line == line && known->column == column) {
    return id;
  }
  functions_.emplace_back();
  FunctionInfo& function = functions_.back();
  function.name = name;
  function.script_url = script_url;
  function.line = line;
  function.column = column;
  id = end() - 1;
  const FunctionId added = id;
  if (functions_.size() > kMaxFunctions) {
    functions_.pop_front();
    first_++;
    if (first_ % (kMaxFunctions / 4) == 0) DropDeadCode();
  }
  return added;
}

FunctionId CodeTable::BySfi(uint64_t sfi) const {
  auto it = by_sfi_.find(sfi);
  return it != by_sfi_.end() ? it->second : 0;
}

FunctionInfo* CodeTable::Get(FunctionId id) { return id >= first_ && id < end() ? &functions_[id - first_] : nullptr; }

void CodeTable::AddCode(uint64_t start, uint64_t size, FunctionId function, Tier tier) {
  const uint64_t end = start + (size > 0 ? size : 1);
  // What lay there before is gone: V8 does not tell when code is freed.
  auto it = code_.upper_bound(start);
  if (it != code_.begin() && std::prev(it)->second.end > start) --it;
  while (it != code_.end() && it->first < end) it = code_.erase(it);
  code_.emplace(start, Code{end, function, tier, false});
}

CodeTable::Code* CodeTable::CodeAt(uint64_t start) {
  auto it = code_.find(start);
  return it != code_.end() ? &it->second : nullptr;
}

const CodeTable::Code* CodeTable::CodeWith(uint64_t pc) const {
  auto it = code_.upper_bound(pc);
  if (it == code_.begin()) return nullptr;
  --it;
  return pc < it->second.end ? &it->second : nullptr;
}

void CodeTable::MoveCode(uint64_t from, uint64_t to) {
  auto it = code_.find(from);
  if (it == code_.end()) return;
  const Code code = it->second;
  const uint64_t size = code.end - from;
  code_.erase(it);
  AddCode(to, size, code.function, code.tier);
  Code* moved = CodeAt(to);
  moved->osr = code.osr;
  moved->live = code.live;
}

void CodeTable::MoveSfi(uint64_t from, uint64_t to) {
  auto node = by_sfi_.extract(from);
  if (node.empty()) return;
  by_sfi_.erase(to);
  node.key() = to;
  by_sfi_.insert(std::move(node));
}

void CodeTable::DropDeadCode() {
  std::erase_if(code_, [this](const auto& entry) { return entry.second.function < first_; });
  std::erase_if(by_sfi_, [this](const auto& entry) { return entry.second < first_; });
}

}  // namespace isoscope
