// Which functions there are, at which addresses their code lies, and what has become of them: kept from the lines of V8's log.
//
// Not synchronized: V8LogReader's mutex guards it. Bounded: past kMaxFunctions the oldest functions are forgotten.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_CODE_TABLE_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_CODE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "runtime/base/interner.h"
#include "runtime/probes/schema.h"

namespace isoscope {

// Numbered from 1; 0 is none.
using FunctionId = uint64_t;

struct TierChange {
  uint64_t time_us;
  Tier tier;
  bool osr;
  FieldOptU64 compile_us;
  uint64_t code_bytes;
};

struct DeoptSeen {
  uint64_t time_us;
  NameId reason, kind;
  Position at;
  Tier tier_lost;
  bool osr;
  FieldOptU64 bytecode_offset;
};

// One place of a function that V8 caches lookups for.
struct IcSite {
  static constexpr size_t kMaxMaps = 8;
  NameId type, property, state;
  uint32_t line, column;
  uint64_t changes = 0;
  std::vector<uint64_t> maps;  // Receivers' hidden classes in the order in which they were first missed; moved along.
};

struct FunctionInfo {
  static constexpr size_t kMaxTiers = 64, kMaxDeopts = 64, kMaxSites = 256, kMaxInlinedInto = 16;
  NameId name = 0, script_url = 0;
  uint32_t line = 0, column = 0;  // Where it begins, from 1.
  Tier tier = Tier::kUnknown;     // Of the code that the next call runs.
  Tier osr_tier = Tier::kUnknown;
  bool has_baseline = false;
  std::vector<TierChange> tiers;
  std::vector<DeoptSeen> deopts;
  std::vector<IcSite> sites;
  std::vector<FunctionId> inlined_into;
  uint64_t tiers_seen = 0, deopts_seen = 0, sites_missed = 0;
};

class CodeTable {
 public:
  static constexpr size_t kMaxFunctions = 32'768;

  struct Code {
    uint64_t end;
    FunctionId function;
    Tier tier;
    bool osr;
    bool live = true;  // False once it was deoptimized: frames may still lie in it.
  };

  // The function of this SharedFunctionInfo, made when it is new or when another now lies there.
  FunctionId Add(uint64_t sfi, NameId name, NameId script_url, uint32_t line, uint32_t column);
  FunctionId BySfi(uint64_t sfi) const;
  FunctionInfo* Get(FunctionId id);  // Null when it was forgotten.
  const FunctionInfo* Get(FunctionId id) const { return const_cast<CodeTable*>(this)->Get(id); }

  void AddCode(uint64_t start, uint64_t size, FunctionId function, Tier tier);
  Code* CodeAt(uint64_t start);             // That begins there.
  const Code* CodeWith(uint64_t pc) const;  // That contains it.
  void MoveCode(uint64_t from, uint64_t to);
  void MoveSfi(uint64_t from, uint64_t to);

  FunctionId first() const { return first_; }
  FunctionId end() const { return first_ + functions_.size(); }

 private:
  void DropDeadCode();

  std::deque<FunctionInfo> functions_;
  FunctionId first_ = 1;
  std::unordered_map<uint64_t, FunctionId> by_sfi_;
  std::map<uint64_t, Code> code_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_CODE_TABLE_H_
