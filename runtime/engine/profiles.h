// V8's CPU and allocation profiles and heap snapshots as the JSON texts that developer tools read.
//
// Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENGINE_PROFILES_H_
#define ISOSCOPE_RUNTIME_ENGINE_PROFILES_H_

#include <cstdint>
#include <set>
#include <string>

#include <v8-profiler.h>

namespace isoscope {

// They end with it.
std::string TextOf(v8::CpuProfile* profile);
std::string TextOf(const v8::HeapSnapshot* snapshot);

// The sampling heap profile of an isolate: V8 knows one at a time. It must end before the isolate does, or V8 frees twice.
class AllocationProfileRun {
 public:
  explicit AllocationProfileRun(v8::Isolate* isolate) : isolate_(isolate) {}
  ~AllocationProfileRun();
  AllocationProfileRun(const AllocationProfileRun&) = delete;
  AllocationProfileRun& operator=(const AllocationProfileRun&) = delete;

  // False when one runs already.
  bool Start(uint64_t interval_bytes, int stack_depth);
  // Empty when none runs.
  std::string Stop();

 private:
  v8::Isolate* const isolate_;
  bool started_ = false;
};

// The CPU profiles that run in an isolate at the same time. V8's profiler exists only while one does.
class CpuProfileRuns {
 public:
  explicit CpuProfileRuns(v8::Isolate* isolate) : isolate_(isolate) {}
  ~CpuProfileRuns();
  CpuProfileRuns(const CpuProfileRuns&) = delete;
  CpuProfileRuns& operator=(const CpuProfileRuns&) = delete;

  // The id of the profile that has begun. The interval has no effect while another runs; 0 is V8's own.
  v8::ProfilerId Start(int interval_us);
  // Empty when no such profile runs.
  std::string Stop(v8::ProfilerId id);

 private:
  v8::Isolate* const isolate_;
  v8::CpuProfiler* profiler_ = nullptr;  // V8's, which Dispose() frees.
  std::set<v8::ProfilerId> running_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_PROFILES_H_
