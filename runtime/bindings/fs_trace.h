// Trace events of file operations, with Node's names: fs.sync.open (B, E) for what blocks, open (b, e) for what the pool does, and the same
// under fs_dir for handles of directories. Isolate thread, but SyscallTrace: any.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_FS_TRACE_H_
#define ISOSCOPE_RUNTIME_BINDINGS_FS_TRACE_H_

#include <cerrno>
#include <cstdint>
#include <string_view>

#include "runtime/probes/trace_log.h"

namespace isoscope::fs {

// `label` is the operation's ("fs.copyFile"). `job`: it is one of RunJob(); whole files trace their system calls instead.
inline bool TracesSync() { return Traced(TraceGroup::kFsSync) || Traced(TraceGroup::kFsDirSync); }
inline bool TracesAsync() { return Traced(TraceGroup::kFsAsync) || Traced(TraceGroup::kFsDirAsync); }
void TraceSync(char phase, const char* label, bool job);
void TraceBegin(const char* label, bool job, const void* id, const char* path);
void TraceEnd(const char* label, bool job, const void* id, int64_t result);

// A synchronous operation, from here to the end of the scope.
class SyncTrace {
 public:
  SyncTrace(const char* label, bool job) : label_(TracesSync() ? label : nullptr), job_(job) {
    if (label_ != nullptr) [[unlikely]]
      TraceSync('B', label_, job_);
  }
  ~SyncTrace() {
    if (label_ != nullptr) [[unlikely]]
      TraceSync('E', label_, job_);
  }
  SyncTrace(const SyncTrace&) = delete;
  SyncTrace& operator=(const SyncTrace&) = delete;

 private:
  const char* const label_;
  const bool job_;
};

// The system calls of a piece of work, one by one. `id` is its request's; null: it blocks.
class SyscallTrace {
 public:
  explicit SyscallTrace(const void* id) : id_(id), on_(Traced(id != nullptr ? TraceGroup::kFsAsync : TraceGroup::kFsSync)) {}

  template <typename Call>
  auto operator()(const char* name, Call call) const {
    if (!on_) [[likely]]
      return call();
    Begin(name);
    const auto result = call();
    const int error = errno;  // The caller's.
    End(name, static_cast<int64_t>(result));
    errno = error;
    return result;
  }

 private:
  void Begin(const char* name) const;
  void End(const char* name, int64_t result) const;

  const void* const id_;
  const bool on_;
};

}  // namespace isoscope::fs

#endif  // ISOSCOPE_RUNTIME_BINDINGS_FS_TRACE_H_
