// What the loop tests share: a watched producer whose records are collected, and work that takes known time.
#ifndef ISOSCOPE_TESTS_CC_LOOP_RECORDED_H_
#define ISOSCOPE_TESTS_CC_LOOP_RECORDED_H_

#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include <unistd.h>

#include "runtime/base/clock.h"
#include "runtime/probes/hub.h"

namespace isoscope {

// Watches kinds and gathers the records of one kind that one producer emits.
class Recorded {
 public:
  explicit Recorded(KindMask kinds) : kinds_(kinds) {
    Hub::Get().Watch(kinds_);
    isolate_ = Hub::Get().RegisterIsolate("test", static_cast<uint64_t>(gettid()));
    producer_ = Hub::Get().NewProducer(isolate_);
  }
  ~Recorded() {
    StopWatching();
    producer_->Retire();
    Hub::Get().IsolateEnded(isolate_);
    Hub::Get().DrainProducers([](Producer* producer) { producer->Drain([](auto) {}); });
  }
  Recorded(const Recorded&) = delete;
  Recorded& operator=(const Recorded&) = delete;

  void StopWatching() {
    if (watching_) Hub::Get().Unwatch(kinds_);
    watching_ = false;
  }

  Producer* producer() { return producer_; }
  IsolateLive& live() { return isolate_->live; }

  // Those emitted since the last call of any Take.
  template <typename Record>
  std::vector<Record> Take() {
    std::vector<Record> records;
    producer_->Drain([&](std::span<const std::byte> bytes) {
      RecordHeader header;
      std::memcpy(&header, bytes.data(), sizeof(header));
      if (header.kind != Record::kKind) return;
      Record& record = records.emplace_back();
      std::memcpy(static_cast<void*>(&record), bytes.data(), bytes.size());
    });
    return records;
  }

 private:
  const KindMask kinds_;
  bool watching_ = true;
  std::shared_ptr<IsolateInfo> isolate_;
  Producer* producer_;
};

inline void SpinMs(uint64_t ms) {
  const uint64_t end = MonotonicNs() + ms * 1'000'000;
  while (MonotonicNs() < end) {
  }
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_LOOP_RECORDED_H_
