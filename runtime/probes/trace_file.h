// Trace events in files: --trace-event-categories and node:trace_events. node_trace.1.log in the current folder, then 2 after 2^19 events.
//
// Any thread. A file comes with the first event; it is whole JSON once the process has ended or the next file has begun.
#ifndef ISOSCOPE_RUNTIME_PROBES_TRACE_FILE_H_
#define ISOSCOPE_RUNTIME_PROBES_TRACE_FILE_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "runtime/probes/trace_log.h"

namespace isoscope {

class TraceFile {
 public:
  static TraceFile& Get();

  // ${pid} and ${rotation} stand for themselves.
  void SetPattern(std::string pattern);
  // Counted for each category.
  void Enable(const std::vector<std::string>& categories);
  void Disable(const std::vector<std::string>& categories);

 private:
  class Writer;

  TraceFile() = default;
  void Change(const std::vector<std::string>& categories, int by);

  std::mutex mutex_;
  std::string pattern_ = "node_trace.${rotation}.log";
  std::map<std::string, int> counts_;
  std::shared_ptr<Writer> writer_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_TRACE_FILE_H_
