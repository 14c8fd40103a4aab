#include "runtime/probes/subscription.h"

#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/record_json.h"

namespace isoscope {

Subscription::~Subscription() {
  std::lock_guard lock(collector_->mutex_);
  std::erase(collector_->subscriptions_, this);
}

bool Subscription::Take(std::string* json, size_t max_items) {
  std::lock_guard lock(collector_->mutex_);
  const History& history = collector_->history_;
  JsonWriter items;
  items.StartArray();
  uint64_t missing = 0;
  size_t count = 0;
  next_sequence_ = history.Visit({.since = next_sequence_, .kinds = kinds_, .limit = max_items}, [&](const History::Item& item) {
    if (items.text().size() > kMaxBatchBytes) return false;
    uint64_t& expected = next_ordinal_[static_cast<size_t>(HeaderOf(item.record).kind)];
    missing += item.ordinal - expected;
    expected = item.ordinal + 1;
    WriteRecord(&items, item.sequence, item.record);
    count++;
    return true;
  });
  items.EndArray();
  const auto dropped = Hub::Get().Dropped();
  for (size_t i = 0; i < kKindCount; i++) {
    if ((kinds_ & MaskOf(static_cast<Kind>(i))) == 0) continue;
    // All of the kind was evicted before it was read.
    if (next_sequence_ == history.next_sequence() && next_ordinal_[i] < history.appended(static_cast<Kind>(i))) {
      missing += history.appended(static_cast<Kind>(i)) - next_ordinal_[i];
      next_ordinal_[i] = history.appended(static_cast<Kind>(i));
    }
    missing += dropped[i] - dropped_seen_[i];
  }
  dropped_seen_ = dropped;
  if (count == 0 && missing == 0) return false;
  JsonWriter batch;
  batch.StartObject();
  batch.Member("sequence", ++batch_);
  batch.Member("droppedCount", missing);
  batch.Key("items");
  batch.Raw(items.text());
  batch.EndObject();
  *json = batch.Take();
  return true;
}

}  // namespace isoscope
