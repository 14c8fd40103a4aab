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

// Watches kinds and gathers the records that one producer emits.
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
    Hub::Get().DrainProducers([](Producer* producer) { producer->Drain([](auto) {}); }, [](auto) {});
  }
  Recorded(const Recorded&) = delete;
  Recorded& operator=(const Recorded&) = delete;

  void StopWatching() {
    if (watching_) Hub::Get().Unwatch(kinds_);
    watching_ = false;
  }

  Producer* producer() { return producer_; }
  IsolateLive& live() { return isolate_->live; }

  // Those of one kind that were emitted since they were last taken; other kinds stay.
  template <typename Record>
  std::vector<Record> Take() {
    producer_->Drain([this](std::span<const std::byte> bytes) { pending_.emplace_back(bytes.begin(), bytes.end()); });
    std::vector<Record> records;
    std::erase_if(pending_, [&](const std::vector<std::byte>& bytes) {
      RecordHeader header;
      std::memcpy(&header, bytes.data(), sizeof(header));
      if (header.kind != Record::kKind) return false;
      std::memcpy(static_cast<void*>(&records.emplace_back()), bytes.data(), bytes.size());
      return true;
    });
    return records;
  }

 private:
  const KindMask kinds_;
  bool watching_ = true;
  std::shared_ptr<IsolateInfo> isolate_;
  Producer* producer_;
  std::vector<std::vector<std::byte>> pending_;
};

inline void SpinMs(uint64_t ms) {
  const uint64_t end = MonotonicNs() + ms * 1'000'000;
  while (MonotonicNs() < end) {
  }
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_LOOP_RECORDED_H_
