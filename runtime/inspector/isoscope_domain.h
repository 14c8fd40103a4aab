// The Isoscope and IO domains of one debugger: figures and recordings, answered on the service thread whatever the isolate does. Stepping is
// the isolate's part (stepper.h).
//
// Service thread only. Owned by its DebuggerConnection. Batches wait for acks: no more than maxBatchesInFlight are ever unanswered, and what a
// client misses beyond the history's bounds is counted in the next batch.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_ISOSCOPE_DOMAIN_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_ISOSCOPE_DOMAIN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/inspector/cdp_message.h"
#include "runtime/inspector/snapshot_requests.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/subscription.h"

namespace isoscope {

class IsoscopeDomain : public std::enable_shared_from_this<IsoscopeDomain> {
 public:
  using Send = std::function<void(std::string message)>;

  // `snapshots` outlives it.
  IsoscopeDomain(Send send, SnapshotRequests* snapshots);
  ~IsoscopeDomain();
  IsoscopeDomain(const IsoscopeDomain&) = delete;
  IsoscopeDomain& operator=(const IsoscopeDomain&) = delete;

  // Whether a message may be for this domain: cheap, and never false for one that is.
  static bool MayBeFor(std::string_view text);
  // False when it is for the isolate.
  bool Dispatch(std::string_view text);
  // After a drain, or when there is room again: sends what is new and due.
  void Pump();
  void Close();

 private:
  struct Stream {
    int file;
    uint64_t offset = 0;
  };

  void Enable(CdpRequest* request);
  void Disable();
  void Ack(CdpRequest* request);
  void GetSnapshot(CdpRequest* request);
  void GetHistory(CdpRequest* request);
  void StartRecording(CdpRequest* request);
  void StopRecording(CdpRequest* request);
  void IoRead(CdpRequest* request);
  void IoClose(CdpRequest* request);
  void Reply(std::string message);
  void Refuse(CdpRequest* request, std::string_view why = {});
  bool ReadKinds(CdpRequest* request, KindMask* kinds);
  void ReportBuffer();
  void DropRecording();

  Send send_;
  SnapshotRequests* const snapshots_;
  std::unique_ptr<Watching> watching_;
  std::unique_ptr<Subscription> subscription_;
  uint64_t interval_us_ = 0;
  uint64_t last_batch_us_ = 0;
  uint64_t max_in_flight_ = 0;
  uint64_t last_sent_ = 0;  // Sequence numbers of batches.
  uint64_t last_acked_ = 0;
  bool full_reported_ = false;
  std::string recording_path_;  // Of the recording this client started.
  std::map<std::string, Stream> streams_;
  uint64_t last_stream_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_ISOSCOPE_DOMAIN_H_
