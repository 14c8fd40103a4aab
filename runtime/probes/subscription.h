// A reader's place in the stream of records: it takes batches at its own pace.
//
// One reading thread at a time. Nothing is copied for a subscriber: it reads the history from where it was, so a slow one loses only what
// the history's bounds push out, and every batch says exactly how many records of its kinds are missing before it.
#ifndef ISOSCOPE_RUNTIME_PROBES_SUBSCRIPTION_H_
#define ISOSCOPE_RUNTIME_PROBES_SUBSCRIPTION_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "runtime/probes/schema.h"

namespace isoscope {

class Collector;

class Subscription {
 public:
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  // {sequence, droppedCount, items}: `sequence` numbers the batches from 1. False, and no text, when there is nothing new.
  // Does not drain: what was collected until now. Large records end a batch early.
  static constexpr size_t kMaxBatchBytes = 1 << 20;
  bool Take(std::string* json, size_t max_items = 4096);

  KindMask kinds() const { return kinds_; }

 private:
  friend class Collector;
  Subscription(Collector* collector, KindMask kinds, std::function<void()> notify)
      : collector_(collector), kinds_(kinds), notify_(std::move(notify)) {}

  Collector* const collector_;
  const KindMask kinds_;
  const std::function<void()> notify_;
  // Guarded by the collector's mutex.
  uint64_t next_sequence_ = 0;
  uint64_t batch_ = 0;
  std::array<uint64_t, kKindCount> next_ordinal_{};  // Of each kind: records before it were delivered or reported missing.
  std::array<uint64_t, kKindCount> dropped_seen_{};  // Producers' drops already reported.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SUBSCRIPTION_H_
