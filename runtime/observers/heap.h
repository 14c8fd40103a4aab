// Heap samples: all spaces and totals, at every GC's end, once per interval while the loop turns, and on demand.
//
// Isolate thread, except RequestSample(): any thread. An isolate inside a long native call answers late: the sample's time says how stale
// it is.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_HEAP_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_HEAP_H_

#include <atomic>
#include <cstdint>

#include <v8-isolate.h>

#include "runtime/observers/heap_reader.h"
#include "runtime/observers/isolate_interrupt.h"
#include "runtime/probes/hub.h"

namespace isoscope {

class HeapObserver final : public HeapSource {
 public:
  // Whoever runs `interrupt`'s function calls AnswerRequest().
  HeapObserver(v8::Isolate* isolate, Producer* producer, const HeapReader* reader, IsolateInterrupt* interrupt);

  void SampleNow() override;
  void RequestSample() override;
  void AnswerRequest();

  // When due: called at the end of each iteration with the loop's own clock.
  uint64_t OnIteration(uint64_t loop_now_ms);
  // Before a stretch without GC callbacks: no rate can be derived across it.
  void Forget();
  // By the GC observer, with what it has read already.
  void OnGcBegin(const HeapFigures& before);
  void OnGcEnd(const HeapFigures& after);

 private:
  void Publish(const HeapFigures& figures, bool with_rss);
  void CountAllocated(uint64_t used_bytes);

  v8::Isolate* const isolate_;
  Producer* const producer_;
  const HeapReader* const reader_;
  IsolateInterrupt* const interrupt_;
  std::atomic<bool> sample_requested_{false};
  uint64_t last_iteration_sample_ms_ = 0;
  // Allocated bytes cannot be asked of V8: derived from growth between collections.
  uint64_t allocated_bytes_ = 0;
  uint64_t last_used_bytes_ = 0;
  uint64_t rate_since_us_ = 0;
  uint64_t rate_from_bytes_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_HEAP_H_
