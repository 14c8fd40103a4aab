#include "runtime/observers/v8_log_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "runtime/observers/v8_log_text.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

constexpr std::string_view kPrepareForOsr = "prepare for on stack replacement (OSR)";

NameId InternText(std::string_view text) {
  if (text.empty()) return 0;
  return text.find('\\') == std::string_view::npos ? Intern(text) : Intern(Unescape(text));
}

Tier TierOfMarker(std::string_view marker) {
  switch (marker.empty() ? '\0' : marker[0]) {
    case '~':
      return Tier::kInterpreted;
    case '^':
      return Tier::kBaseline;
    case '+':
      return Tier::kMaglev;
    case '*':
      return Tier::kTurbofan;
    default:
      return Tier::kUnknown;
  }
}

// In "... <Code MAGLEV>" and "(target TURBOFAN_JS)".
Tier TierOfCodeKind(std::string_view kind) {
  if (kind.starts_with("TURBOFAN")) return Tier::kTurbofan;
  if (kind.starts_with("MAGLEV")) return Tier::kMaglev;
  if (kind.starts_with("BASELINE")) return Tier::kBaseline;
  return Tier::kUnknown;
}

NameId StateName(char state) {
  static const struct {
    NameId none = Intern("noFeedback"), uninitialized = Intern("uninitialized"), premonomorphic = Intern("premonomorphic"),
           monomorphic = Intern("monomorphic"), recompute = Intern("recomputeHandler"), polymorphic = Intern("polymorphic"),
           megamorphic = Intern("megamorphic"), dom = Intern("megaDom"), generic = Intern("generic");
  } names;
  switch (state) {
    case 'X':
      return names.none;
    case '0':
      return names.uninitialized;
    case '.':
      return names.premonomorphic;
    case '1':
      return names.monomorphic;
    case '^':
      return names.recompute;
    case 'P':
      return names.polymorphic;
    case 'N':
      return names.megamorphic;
    case 'D':
      return names.dom;
    case 'G':
      return names.generic;
    default:
      return 0;
  }
}

bool IsOptimized(Tier tier) { return tier == Tier::kMaglev || tier == Tier::kTurbofan; }

// The number after the last `label` in `line`.
bool NumberAfter(std::string_view line, std::string_view label, uint64_t* out) {
  const size_t at = line.rfind(label);
  if (at == std::string_view::npos) return false;
  line.remove_prefix(at + label.size());
  return ReadNumber(line.substr(0, line.find_first_of(",)> ")), out);
}

// V8's traces show tagged addresses, its log untagged ones.
uint64_t Untagged(uint64_t address) { return address & ~uint64_t{1}; }

}  // namespace

template <typename Record>
void V8LogReader::Send(uint64_t time_us, Record record, const Take& take) {
  if (!Hub::Wants(Record::kKind)) return;
  record.header.isolate = isolate_;
  record.header.timeUs = time_us;
  take(RecordBytes(reinterpret_cast<const std::byte*>(&record), UsedSize(record)));
}

void V8LogReader::Read(uint64_t time_us, std::string_view line, const Take& take) {
  std::lock_guard lock(mutex_);
  bool read;
  if (line.starts_with('[')) {
    read = line.starts_with("[bailout ") ? OnBailout(line, take) : OnCompleted(time_us, line, take);
  } else {
    std::string_view fields[kMaxFields];
    size_t count = 0;
    for (std::string_view rest = line;;) {
      const size_t comma = count + 1 < kMaxFields ? rest.find(',') : std::string_view::npos;
      fields[count++] = rest.substr(0, comma);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    read = ReadFields(time_us, Fields(fields, count), take);
  }
  if (!read) unreadable_++;
}

bool V8LogReader::ReadFields(uint64_t time_us, Fields fields, const Take& take) {
  const std::string_view event = fields[0];
  if (event.ends_with("-move")) {
    uint64_t from = 0, to = 0;
    if (fields.size() < 3 || !ReadNumber(fields[fields.size() - 2], &from) || !ReadNumber(fields[fields.size() - 1], &to)) return false;
    if (event == "code-move") table_.MoveCode(from, to);
    if (event == "sfi-move") table_.MoveSfi(from, to);
    if (event == "map-move") maps_.Move(from, to);
    return true;
  }
  SendDeopt(take);  // Its [bailout line would have come at once.
  if (event == "code-creation") return OnCodeCreation(time_us, fields, take);
  if (event == "code-source-info") return OnSourceInfo(fields);
  if (event == "code-deopt") return OnDeopt(time_us, fields, take);
  if (event == "map") return OnMap(time_us, fields, take);
  if (event == "function") return OnFunction(time_us, fields, take);
  if (event == "script-details") {
    uint64_t script = 0;
    if (fields.size() < 3 || !ReadNumber(fields[1], &script)) return false;
    scripts_[script] = InternText(fields[2]);
    return true;
  }
  return event.ends_with("IC") && OnIc(time_us, fields, take);
}

// code-creation,TYPE,KIND,TS,ADDR,SIZE,NAME SCRIPT:LINE:COL,SFI,MARKER
bool V8LogReader::OnCodeCreation(uint64_t time_us, Fields fields, const Take& take) {
  uint64_t start = 0, size = 0, sfi = 0;
  std::string_view name;
  TextPosition position;
  if (fields.size() < 9 || !ReadNumber(fields[4], &start) || !ReadNumber(fields[5], &size) || !ReadNumber(fields[7], &sfi) ||
      !ReadNamedPosition(fields[6], &name, &position)) {
    return fields.size() < 9;  // Regular expressions and the like have no function.
  }
  const Tier tier = TierOfMarker(fields[8]);
  const FunctionId id = table_.Add(sfi, InternText(name), InternText(position.script), position.line, position.column);
  table_.AddCode(start, size, id, tier);
  FunctionInfo* function = table_.Get(id);
  if (tier == Tier::kBaseline) function->has_baseline = true;
  const TierChange change{time_us, tier, false, {}, size};
  if (replaying_) {
    if (tier > function->tier) SetTier(function, tier);
  } else if (IsOptimized(tier)) {
    JoinTier(id, change, start, take);
  } else {
    SendTier(id, change, take);
  }
  return true;
}

// code-source-info,ADDR,SCRIPT ID,START,END,POSITIONS,INLINING,S<sfi>S<sfi>...
bool V8LogReader::OnSourceInfo(Fields fields) {
  uint64_t start = 0, script = 0;
  if (fields.size() < 8 || !ReadNumber(fields[1], &start) || !ReadNumber(fields[2], &script)) return false;
  const CodeTable::Code* code = table_.CodeAt(start);
  if (code == nullptr) return true;
  const FunctionInfo* into = table_.Get(code->function);
  if (into != nullptr && into->script_url != 0) scripts_.emplace(script, into->script_url);
  for (std::string_view rest = fields[7]; rest.size() > 1;) {
    rest.remove_prefix(1);
    const size_t end = rest.find('S');
    uint64_t sfi = 0;
    if (!ReadNumber(rest.substr(0, end), &sfi)) return false;
    FunctionInfo* inlined = table_.Get(table_.BySfi(Untagged(sfi)));
    if (inlined != nullptr && inlined->inlined_into.size() < FunctionInfo::kMaxInlinedInto &&
        std::find(inlined->inlined_into.begin(), inlined->inlined_into.end(), code->function) == inlined->inlined_into.end()) {
      inlined->inlined_into.push_back(code->function);
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end);
  }
  return true;
}

// [completed compiling 0x... <JSFunction add (sfi = 0x...)> (target MAGLEV) OSR - took 0.001, 0.860, 0.011 ms]
bool V8LogReader::OnCompleted(uint64_t time_us, std::string_view line, const Take& take) {
  SendDeopt(take);
  constexpr std::string_view kTook = " - took ";
  constexpr std::string_view kTarget = "(target ";
  const size_t took = line.rfind(kTook);
  const size_t target = line.rfind(kTarget, took);
  uint64_t sfi = 0;
  if (took == std::string_view::npos || target == std::string_view::npos || !NumberAfter(line.substr(0, target), "(sfi = ", &sfi)) return false;
  double total_ms = 0;
  for (std::string_view rest = line.substr(took + kTook.size()); !rest.empty();) {
    const size_t end = rest.find_first_of(", ");
    double ms = 0;
    if (!ReadMilliseconds(rest.substr(0, end), &ms)) return false;
    total_ms += ms;
    if (end == std::string_view::npos || rest[end] == ' ') break;
    rest.remove_prefix(std::min(rest.size(), end + 2));
  }
  TierChange change{};
  change.time_us = time_us;
  change.tier = TierOfCodeKind(line.substr(target + kTarget.size()));
  change.osr = line.substr(target, took - target).ends_with(" OSR");
  change.compile_us = static_cast<uint64_t>(std::llround(total_ms * 1000));
  const FunctionId id = table_.BySfi(Untagged(sfi));
  if (id == 0) return true;
  const FunctionInfo* function = table_.Get(id);
  if (change.tier == Tier::kMaglev && maglev_.has_value() && function != nullptr && maglev_->function.id == function->name) {
    maglev_->durationUs = change.compile_us.value;
    SendMaglev(take);
  }
  JoinTier(id, change, 0, take);
  return true;
}

void V8LogReader::JoinTier(FunctionId id, const TierChange& change, uint64_t code_start, const Take& take) {
  const PendingKey key(id, change.tier);
  auto it = pending_tiers_.find(key);
  if (it == pending_tiers_.end()) {
    pending_tiers_.emplace(key, PendingTier{change, code_start});
    return;
  }
  PendingTier pending = it->second;
  pending_tiers_.erase(it);
  if ((pending.code_start == 0) == (code_start == 0)) {
    // The other line of the one that waited never came.
    SendPending(key, pending, take);
    pending_tiers_.emplace(key, PendingTier{change, code_start});
    return;
  }
  if (code_start != 0) {
    pending.code_start = code_start;
    pending.change.code_bytes = change.code_bytes;
  } else {
    pending.change.osr = change.osr;
    pending.change.compile_us = change.compile_us;
  }
  SendPending(key, pending, take);
}

void V8LogReader::SendPending(const PendingKey& key, const PendingTier& pending, const Take& take) {
  if (pending.code_start == 0) return;  // Compiled, but thrown away before it was used: nothing of it can run.
  if (pending.change.osr) {
    if (CodeTable::Code* code = table_.CodeAt(pending.code_start)) code->osr = true;
  }
  SendTier(key.first, pending.change, take);
}

void V8LogReader::SendTier(FunctionId id, const TierChange& change, const Take& take) {
  FunctionInfo* function = table_.Get(id);
  if (function == nullptr) return;
  function->tiers_seen++;
  if (function->tiers.size() < FunctionInfo::kMaxTiers) function->tiers.push_back(change);
  if (change.osr) {
    function->osr_tier = change.tier;
  } else if (change.tier != Tier::kInterpreted || function->tier == Tier::kUnknown) {
    SetTier(function, change.tier);
  }
  TierRecord record;
  record.function = function->name;
  record.scriptUrl = function->script_url;
  record.line = function->line;
  record.column = function->column;
  record.tier = change.tier;
  record.osr = change.osr;
  record.compileUs = change.compile_us;
  record.codeBytes = change.code_bytes;
  Send(change.time_us, record, take);
}

void V8LogReader::SetTier(FunctionInfo* function, Tier tier) {
  if (live_ != nullptr) {
    auto& counts = live_->functions_by_tier;
    if (function->tier != Tier::kUnknown) {
      LiveCounter& before = counts[static_cast<size_t>(function->tier)];
      before.Set(before.Get() - 1);
    }
    if (tier != Tier::kUnknown) counts[static_cast<size_t>(tier)].Add();
  }
  function->tier = tier;
}

// code-deopt,TS,CODE SIZE,CODE ADDR,INLINING ID,SOURCE OFFSET,KIND,POSITION STACK,REASON
bool V8LogReader::OnDeopt(uint64_t time_us, Fields fields, const Take& take) {
  uint64_t start = 0;
  if (fields.size() < 9 || !ReadNumber(fields[3], &start)) return false;
  PendingDeopt pending{};
  DeoptRecord& record = pending.record;
  record.header.timeUs = time_us;
  record.deoptKind = InternText(fields[6]);
  record.reason = fields[8] == "(unknown)" ? 0 : InternText(fields[8]);
  const std::string positions = fields[7].find('\\') == std::string_view::npos ? std::string(fields[7]) : Unescape(fields[7]);
  bool innermost = true;
  for (const TextPosition& position : ReadPositionStack(positions)) {
    const NameId url = position.script.empty() ? 0 : Intern(position.script);
    if (std::exchange(innermost, false)) {
      record.scriptUrl = url;
      record.line = position.line;
      record.column = position.column;
    } else {
      record.inlinedAt.Add({url, position.line, position.column});
    }
  }
  pending.code_start = start;
  if (const CodeTable::Code* code = table_.CodeAt(start)) {
    pending.function = code->function;
    record.tierLost = code->tier;
    record.osr = code->osr;
  }
  deopt_ = pending;
  if (fields[6] == "dependency-change") SendDeopt(take);  // No frame is left: no [bailout line.
  return true;
}

// [bailout (kind: deopt-eager, reason: not a Smi): begin. deoptimizing 0x... <JSFunction add (sfi = 0x...)>, 0x... <Code MAGLEV>, opt id 0,
// bytecode offset 2, ...
bool V8LogReader::OnBailout(std::string_view line, const Take& take) {
  if (!deopt_.has_value()) return true;
  DeoptRecord& record = deopt_->record;
  uint64_t value = 0;
  if (NumberAfter(line, ", bytecode offset ", &value)) record.bytecodeOffset = value;
  if (record.tierLost == Tier::kUnknown) {
    constexpr std::string_view kCode = "<Code ";
    const size_t at = line.rfind(kCode);
    if (at != std::string_view::npos) record.tierLost = TierOfCodeKind(line.substr(at + kCode.size()));
  }
  if (deopt_->function == 0 && NumberAfter(line, "(sfi = ", &value)) deopt_->function = table_.BySfi(Untagged(value));
  SendDeopt(take);
  return true;
}

void V8LogReader::SendDeopt(const Take& take) {
  if (!deopt_.has_value()) return;
  PendingDeopt pending = *deopt_;
  deopt_.reset();
  DeoptRecord& record = pending.record;
  const bool prepares_osr = Names().Text(record.reason.id) == kPrepareForOsr;
  if (CodeTable::Code* code = table_.CodeAt(pending.code_start); code != nullptr && !prepares_osr) LoseCode(code);
  if (FunctionInfo* function = table_.Get(pending.function)) {
    record.function = function->name;
    function->deopts_seen++;
    if (function->deopts.size() < FunctionInfo::kMaxDeopts) {
      function->deopts.push_back({record.header.timeUs,
                                  record.reason.id,
                                  record.deoptKind.id,
                                  {record.scriptUrl.id, static_cast<uint32_t>(record.line), static_cast<uint32_t>(record.column)},
                                  record.tierLost,
                                  record.osr,
                                  record.bytecodeOffset});
    }
  }
  if (live_ != nullptr && !prepares_osr) live_->deopts.Add();
  Send(record.header.timeUs, record, take);
}

void V8LogReader::LoseCode(CodeTable::Code* code) {
  if (!code->live) return;  // A frame that was left in code lost before.
  code->live = false;
  FunctionInfo* function = table_.Get(code->function);
  if (function == nullptr) return;
  if (code->osr) {
    if (function->osr_tier == code->tier) function->osr_tier = Tier::kUnknown;
  } else if (function->tier == code->tier) {
    SetTier(function, function->has_baseline ? Tier::kBaseline : Tier::kInterpreted);
  }
}

// TYPE,PC,TS,LINE,COL,OLD,NEW,MAP,KEY,MODIFIER,SLOW REASON
bool V8LogReader::OnIc(uint64_t time_us, Fields fields, const Take& take) {
  uint64_t pc = 0, line = 0, column = 0, map = 0;
  if (fields.size() < 9 || !ReadNumber(fields[1], &pc) || !ReadNumber(fields[3], &line) || !ReadNumber(fields[4], &column) || fields[5].size() != 1 ||
      fields[6].size() != 1 || !ReadNumber(fields[7], &map)) {
    return false;
  }
  if (fields[5] == "X" && fields[6] == "X") return true;  // No feedback vector yet: says nothing, on every miss.
  IcRecord record;
  record.icType = InternText(fields[0]);
  record.line = line;
  record.column = column;
  record.oldState = StateName(fields[5][0]);
  record.newState = StateName(fields[6][0]);
  record.property = InternText(fields[8]);
  record.map = map;
  if (fields.size() > 9) record.modifier = InternText(fields[9]);
  const CodeTable::Code* code = table_.CodeWith(pc);
  if (FunctionInfo* function = code != nullptr ? table_.Get(code->function) : nullptr) {
    record.function = function->name;
    record.scriptUrl = function->script_url;
    IcSite* site = nullptr;
    for (IcSite& known : function->sites) {
      if (known.line == line && known.column == column && known.type == record.icType.id) site = &known;
    }
    if (site == nullptr && function->sites.size() < FunctionInfo::kMaxSites) {
      function->sites.push_back({record.icType.id, record.property.id, 0, static_cast<uint32_t>(line), static_cast<uint32_t>(column), 0, {}});
      site = &function->sites.back();
    }
    if (site == nullptr) {
      function->sites_missed++;
    } else {
      site->state = record.newState.id;
      if (site->property != record.property.id) site->property = 0;  // Keyed: of many names.
      site->changes++;
      if (map != 0 && site->maps.size() < IcSite::kMaxMaps && std::find(site->maps.begin(), site->maps.end(), map) == site->maps.end()) {
        site->maps.push_back(map);
      }
    }
  }
  Send(time_us, record, take);
  return true;
}

// map,TYPE,TS,FROM,TO,PC,LINE,COL,REASON,NAME
bool V8LogReader::OnMap(uint64_t time_us, Fields fields, const Take& take) {
  uint64_t from = 0, to = 0, pc = 0, line = 0, column = 0;
  if (fields.size() < 10 || !ReadNumber(fields[3], &from) || !ReadNumber(fields[4], &to) || !ReadNumber(fields[5], &pc)) return false;
  // Outside of JavaScript V8 writes -1.
  if (!ReadNumber(fields[6], &line) || !ReadNumber(fields[7], &column)) line = column = 0;
  MapRecord record;
  record.event = InternText(fields[1]);
  record.from = from;
  record.to = to;
  record.line = line;
  record.column = column;
  record.reason = InternText(fields[8]);
  record.property = InternText(fields[9]);
  const CodeTable::Code* code = table_.CodeWith(pc);
  if (const FunctionInfo* function = code != nullptr ? table_.Get(code->function) : nullptr) record.scriptUrl = function->script_url;
  if (to != 0) {
    MapNode node;
    node.event = record.event.id;
    node.property = record.property.id;
    node.reason = record.reason.id;
    node.at = {record.scriptUrl.id, static_cast<uint32_t>(line), static_cast<uint32_t>(column)};
    node.time_us = time_us;
    maps_.Add(from, to, node);
  } else if (fields[1] == "Deprecate") {
    maps_.Deprecate(from);
  }
  Send(time_us, record, take);
  return true;
}

// function,STAGE,SCRIPT ID,START,END,DURATION ms,TS,NAME
bool V8LogReader::OnFunction(uint64_t time_us, Fields fields, const Take& take) {
  uint64_t script = 0, start = 0, end = 0;
  double ms = 0;
  if (fields.size() < 7 || !ReadNumber(fields[2], &script)) return false;
  if (fields[1].starts_with("first-execution")) return true;  // No compilation.
  if (!ReadNumber(fields[3], &start)) start = 0;              // -1: of the whole script, before it has a length.
  if (!ReadNumber(fields[4], &end)) end = 0;
  if (!ReadMilliseconds(fields[5], &ms)) return false;
  CompileRecord record;
  record.stage = InternText(fields[1]);
  if (auto url = scripts_.find(script); url != scripts_.end()) record.scriptUrl = url->second;
  if (fields.size() > 7) record.function = InternText(fields[7]);
  record.startOffset = start;
  record.endOffset = end;
  record.durationUs = static_cast<uint64_t>(std::llround(ms * 1000));
  if (fields[1] != "maglev") {
    Send(time_us, record, take);
    return true;
  }
  SendMaglev(take);
  record.header.timeUs = time_us;
  maglev_ = record;
  return true;
}

void V8LogReader::SendMaglev(const Take& take) {
  if (maglev_.has_value()) Send(maglev_->header.timeUs, *maglev_, take);
  maglev_.reset();
}

void V8LogReader::Settle(uint64_t now_us, const Take& take) {
  std::lock_guard lock(mutex_);
  if (deopt_.has_value() && now_us - std::min(now_us, deopt_->record.header.timeUs) > kPatienceUs) SendDeopt(take);
  if (maglev_.has_value() && now_us - std::min(now_us, maglev_->header.timeUs) > kPatienceUs) SendMaglev(take);
  for (auto it = pending_tiers_.begin(); it != pending_tiers_.end();) {
    if (now_us - std::min(now_us, it->second.change.time_us) <= kPatienceUs) {
      ++it;
      continue;
    }
    SendPending(it->first, it->second, take);
    it = pending_tiers_.erase(it);
  }
}

}  // namespace isoscope
