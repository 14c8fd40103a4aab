// uv__work_submit, wrapped by the linker: every pool operation that libuv itself submits (uv_fs_*, uv_getaddrinfo, uv_getnameinfo,
// uv_random). While the pool is watched, work and done are replaced by ours; we find our record again by the uv__work's address, because
// libuv leaves no word in it for us.
#include <cstddef>
#include <mutex>

#include <uv.h>

#include "runtime/base/check.h"
#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"

namespace isoscope {
namespace {

// Operations in flight by their uv__work. Buckets are many (untouched pages cost nothing), locks few.
class OperationTable {
 public:
  void Add(PoolOperation* operation) {
    std::lock_guard lock(LockOf(operation->key));
    PoolOperation*& head = HeadOf(operation->key);
    operation->next = head;
    head = operation;
  }
  PoolOperation* Find(const uv__work* key) {
    std::lock_guard lock(LockOf(key));
    PoolOperation* operation = HeadOf(key);
    while (operation->key != key) operation = operation->next;  // It is there: Take() alone removes it, after work and before done.
    return operation;
  }
  std::unique_ptr<PoolOperation> Take(const uv__work* key) {
    std::lock_guard lock(LockOf(key));
    PoolOperation** link = &HeadOf(key);
    while ((*link)->key != key) link = &(*link)->next;
    PoolOperation* operation = *link;
    *link = operation->next;
    return std::unique_ptr<PoolOperation>(operation);
  }

 private:
  static constexpr size_t kBuckets = 8192;
  static constexpr size_t kLocks = 64;
  static size_t Hash(const uv__work* key) { return static_cast<size_t>((reinterpret_cast<uintptr_t>(key) * 0x9E3779B97F4A7C15u) >> 40); }
  std::mutex& LockOf(const uv__work* key) { return locks_[Hash(key) % kLocks]; }
  PoolOperation*& HeadOf(const uv__work* key) { return heads_[Hash(key) % kBuckets]; }

  std::mutex locks_[kLocks];
  PoolOperation* heads_[kBuckets] = {};
};

constinit OperationTable operations;

// Names as JavaScript knows them, in the order of uv_fs_type.
constexpr const char* kFsNames[] = {
    "fs.custom",  "fs.open",    "fs.close",   "fs.read",   "fs.write",   "fs.sendfile", "fs.stat",      "fs.lstat",  "fs.fstat",    "fs.ftruncate",
    "fs.utimes",  "fs.futimes", "fs.access",  "fs.chmod",  "fs.fchmod",  "fs.fsync",    "fs.fdatasync", "fs.unlink", "fs.rmdir",    "fs.mkdir",
    "fs.mkdtemp", "fs.rename",  "fs.readdir", "fs.link",   "fs.symlink", "fs.readlink", "fs.chown",     "fs.fchown", "fs.realpath", "fs.copyFile",
    "fs.lchown",  "fs.opendir", "dir.read",   "dir.close", "fs.statfs",  "fs.mkstemp",  "fs.lutimes"};
static_assert(std::size(kFsNames) == UV_FS_LUTIME + 1);

// libuv 1.50 submits by kind: cpu only uv_random_t, fast I/O only uv_fs_t, slow I/O uv_getaddrinfo_t and uv_getnameinfo_t. The request
// around the work tells its own type, so a libuv that adds another is named "uv.request" instead of misread.
template <typename Request>
const Request* RequestOf(const uv__work* work, uv_req_type type) {
  auto* request = reinterpret_cast<const Request*>(reinterpret_cast<const char*>(work) - offsetof(Request, work_req));
  return request->type == type ? request : nullptr;
}

struct Described {
  const char* operation = "uv.request";
  int64_t error = 0;  // What the operation itself ended with; 0 before it ran.
};

Described Describe(const uv__work* work, WorkKind kind) {
  if (kind == WorkKind::kFastIo) {
    if (const auto* fs = RequestOf<uv_fs_t>(work, UV_FS)) {
      auto index = static_cast<size_t>(fs->fs_type);
      return {index < std::size(kFsNames) ? kFsNames[index] : "fs.unknown", fs->result < 0 ? fs->result : 0};
    }
  } else if (kind == WorkKind::kSlowIo) {
    if (const auto* request = RequestOf<uv_getaddrinfo_t>(work, UV_GETADDRINFO)) return {"dns.lookup", request->retcode};
    if (const auto* request = RequestOf<uv_getnameinfo_t>(work, UV_GETNAMEINFO)) return {"dns.lookupService", request->retcode};
  } else if (const auto* request = RequestOf<uv_random_t>(work, UV_RANDOM)) {
    return {"crypto.random", request->status};
  }
  return {};
}

void RunObserved(uv__work* work) {
  PoolOperation* operation = operations.Find(work);
  StampPoolStart(operation);
  operation->work(work);
  StampPoolEnd(operation);
}

void EndObserved(uv__work* work, int status) {
  // Out of the table first: the callback may free the request and submit another at the same address.
  std::unique_ptr<PoolOperation> operation = operations.Take(work);
  auto* done = operation->done;
  int64_t result = status;
  if (status == 0) result = Describe(work, operation->record.workKind).error;
  EndPoolOperation(std::move(operation), result);
  done(work, status);
}

}  // namespace
}  // namespace isoscope

extern "C" {

void __real_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*), void (*done)(struct uv__work*, int));

void __wrap_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*), void (*done)(struct uv__work*, int)) {
  using isoscope::EventLoop;
  using isoscope::WorkKind;
  isoscope::NotePoolSubmission();
  if (EventLoop* observed = EventLoop::From(loop)) {
    auto work_kind = static_cast<WorkKind>(kind);
    if (auto operation =
            isoscope::BeginPoolOperation(observed, work_kind, isoscope::Describe(work, work_kind).operation, isoscope::PoolLabel::Current())) {
      operation->work = run;
      operation->done = done;
      operation->key = work;
      isoscope::operations.Add(operation.release());
      __real_uv__work_submit(loop, work, kind, isoscope::RunObserved, isoscope::EndObserved);
      return;
    }
  }
  __real_uv__work_submit(loop, work, kind, run, done);
}

}  // extern "C"
