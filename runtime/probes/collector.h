// Empties every producer into the history, the totals and the subscribers, and gives each record its sequence number.
//
// One per process, any thread: a mutex makes drains one at a time. The service thread drains on its timer and when buffers fill up; an
// isolate thread drains before it reads, so that what it did just now is there. Within a drain records are numbered in order of time.
// Never destroyed.
#ifndef ISOSCOPE_RUNTIME_PROBES_COLLECTOR_H_
#define ISOSCOPE_RUNTIME_PROBES_COLLECTOR_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/base/json_writer.h"
#include "runtime/probes/aggregates.h"
#include "runtime/probes/history.h"
#include "runtime/probes/subscription.h"

namespace isoscope {

// Is given every record as it is numbered, within the drain and with the collector's mutex held: it must not call back.
class RecordSink {
 public:
  virtual void OnRecord(uint64_t sequence, RecordBytes record) = 0;
  virtual void OnDrainEnd() = 0;

 protected:
  ~RecordSink() = default;
};

class Collector {
 public:
  static Collector& Get();

  void SetHistoryLimits(HistoryLimits limits);

  // Collects everything emitted before the call.
  void Drain();

  // Drains, then {items, nextSequence, oldestSequence, dropped}.
  std::string HistoryJson(const HistoryQuery& query);

  // Records of these kinds from number `since` on, as far as the history has them; else future ones. `notify` is called after a drain that brought
  // some, on the draining thread with the collector's mutex held: it must only wake the reader (uv_async_send). The caller watches the kinds itself.
  // The result must not outlive the process.
  std::unique_ptr<Subscription> Subscribe(KindMask kinds, std::function<void()> notify, uint64_t since = UINT64_MAX);

  // From now on, or from the oldest record that the history has.
  void AddSink(RecordSink* sink, bool with_history);
  void RemoveSink(RecordSink* sink);  // It is not running and will not run when this returns. A stranger is no fault.

  // A record of another run, with the number it had there; numbers must rise. For a process that shows a recording and has no isolates.
  void Load(uint64_t sequence, RecordBytes record);

  // Drains, then calls read(history, totals) with the mutex held: it must not call back.
  void Read(const std::function<void(const History&, const Aggregates&)>& read);

 private:
  friend class Subscription;
  Collector() = default;
  void DrainLocked();
  void SortPending();
  void Take(uint64_t sequence, RecordBytes record);
  void Amend(const GcPhasesRecord& phases);
  void ForgetEndedIsolates();

  std::mutex mutex_;
  History history_;
  Aggregates aggregates_;
  std::vector<Subscription*> subscriptions_;
  std::vector<RecordSink*> sinks_;
  std::map<uint32_t, std::vector<std::pair<uint64_t, uint64_t>>> recent_cycles_;  // Isolate: {cycle, sequence}, the last few.

  // One drain's records, kept for their memory.
  struct Pending {
    uint64_t time_us;
    size_t offset;
    size_t size;
  };
  std::vector<std::byte> bytes_;
  std::vector<Pending> pending_;
  std::vector<size_t> runs_;  // Where those in pending_ that are in order already begin.
};

// `dropped`: {kind: count}, all kinds.
void WriteDropped(JsonWriter* json);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_COLLECTOR_H_
