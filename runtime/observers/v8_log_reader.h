// Makes records of the lines of V8's log, and keeps what they tell of functions, inline caches and hidden classes.
//
// Pure text work: no V8 in it. Read() is for the collecting thread, one at a time; the Write functions for any thread: a mutex guards the
// tables. Lines it cannot read are counted and skipped.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_READER_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_READER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/observers/code_table.h"
#include "runtime/observers/map_tree.h"
#include "runtime/probes/isolate_info.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

class V8LogReader final : public CodeView {
 public:
  // Called for each record that a line made, its header filled in.
  using Take = std::function<void(RecordBytes)>;

  // `live` takes the totals; both may outlive the isolate. Null in tests.
  V8LogReader(uint32_t isolate, IsolateLive* live) : isolate_(isolate), live_(live) {}

  void Read(uint64_t time_us, std::string_view line, const Take& take);
  // After a round of lines: what waits for a line that should follow at once is sent without it when it is older than this.
  void Settle(uint64_t now_us, const Take& take);
  // Lines until the next call are of code that has existed before: known, but no news.
  void SetReplaying(bool replaying) { replaying_ = replaying; }

  void WriteFunctions(JsonWriter* json, const Query& query) const override;
  void WriteMaps(JsonWriter* json, size_t limit) const override;
  uint64_t unreadable() const { return unreadable_; }

 private:
  using Fields = std::span<const std::string_view>;
  static constexpr uint64_t kPatienceUs = 100'000;
  static constexpr size_t kMaxFields = 12;

  // V8 tells of optimized code twice, in two lines that follow each other in either order: code-creation says where it lies, "[completed
  // compiling" whether it is OSR and how long it took. The first of the two waits here, by function and tier.
  struct PendingTier {
    TierChange change;
    uint64_t code_start;  // 0: it is the code-creation that is still to come.
  };
  using PendingKey = std::pair<FunctionId, Tier>;

  template <typename Record>
  void Send(uint64_t time_us, Record record, const Take& take);

  bool ReadFields(uint64_t time_us, Fields fields, const Take& take);
  bool OnCodeCreation(uint64_t time_us, Fields fields, const Take& take);
  bool OnSourceInfo(Fields fields);
  bool OnDeopt(uint64_t time_us, Fields fields, const Take& take);
  bool OnBailout(std::string_view line, const Take& take);
  bool OnCompleted(uint64_t time_us, std::string_view line, const Take& take);
  bool OnIc(uint64_t time_us, Fields fields, const Take& take);
  bool OnMap(uint64_t time_us, Fields fields, const Take& take);
  bool OnFunction(uint64_t time_us, Fields fields, const Take& take);

  void SendDeopt(const Take& take);
  void SendMaglev(const Take& take);
  void JoinTier(FunctionId id, const TierChange& change, uint64_t code_start, const Take& take);
  void SendPending(const PendingKey& key, const PendingTier& pending, const Take& take);
  void SendTier(FunctionId id, const TierChange& change, const Take& take);
  void SetTier(FunctionInfo* function, Tier tier);
  void LoseCode(CodeTable::Code* code);
  void WriteFunction(JsonWriter* json, FunctionId id, const FunctionInfo& function) const;

  const uint32_t isolate_;
  IsolateLive* const live_;
  mutable std::mutex mutex_;
  CodeTable table_;
  MapTree maps_;
  std::unordered_map<uint64_t, NameId> scripts_;  // Id to URL.
  bool replaying_ = false;
  uint64_t unreadable_ = 0;
  // A code-deopt line whose [bailout line comes next.
  struct PendingDeopt {
    DeoptRecord record;
    uint64_t code_start;
    FunctionId function;
  };
  std::optional<PendingDeopt> deopt_;
  std::map<PendingKey, PendingTier> pending_tiers_;
  // Of Maglev V8's function line always says 0: the "[completed compiling" line that comes next knows.
  std::optional<CompileRecord> maglev_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_V8_LOG_READER_H_
