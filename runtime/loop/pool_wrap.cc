// uv__work_submit, wrapped by the linker: every pool operation that libuv itself submits (uv_fs_*, uv_getaddrinfo, uv_getnameinfo,
// uv_random). While the pool is watched, work and done are replaced by ours; our record hangs at a word of the request that libuv reserves and,
// on Unix, never touches (uv_req_s::reserved).
#include <cstddef>
#include <iterator>
#include <memory>

#include <uv.h>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/pool_operation.h"
#include "runtime/probes/hub.h"

namespace isoscope {
namespace {

// Names as JavaScript knows them, in the order of uv_fs_type.
constexpr const char* kFsNames[] = {
    "fs.custom",  "fs.open",    "fs.close",   "fs.read",   "fs.write",   "fs.sendfile", "fs.stat",      "fs.lstat",  "fs.fstat",    "fs.ftruncate",
    "fs.utimes",  "fs.futimes", "fs.access",  "fs.chmod",  "fs.fchmod",  "fs.fsync",    "fs.fdatasync", "fs.unlink", "fs.rmdir",    "fs.mkdir",
    "fs.mkdtemp", "fs.rename",  "fs.readdir", "fs.link",   "fs.symlink", "fs.readlink", "fs.chown",     "fs.fchown", "fs.realpath", "fs.copyFile",
    "fs.lchown",  "fs.opendir", "dir.read",   "dir.close", "fs.statfs",  "fs.mkstemp",  "fs.lutimes"};
static_assert(std::size(kFsNames) == UV_FS_LUTIME + 1);

// What the operation itself ended with; 0 before it ran.
int64_t ErrorOf(const uv_fs_t& fs) { return fs.result < 0 ? fs.result : 0; }
int64_t ErrorOf(const uv_getaddrinfo_t& request) { return request.retcode; }
int64_t ErrorOf(const uv_getnameinfo_t& request) { return request.retcode; }
int64_t ErrorOf(const uv_random_t& request) { return request.status; }

const char* NameOf(const uv_fs_t& fs) {
  const auto index = static_cast<size_t>(fs.fs_type);
  return index < std::size(kFsNames) ? kFsNames[index] : "fs.unknown";
}
const char* NameOf(const uv_getaddrinfo_t&) { return "dns.lookup"; }
const char* NameOf(const uv_getnameinfo_t&) { return "dns.lookupService"; }
const char* NameOf(const uv_random_t&) { return "crypto.random"; }

using Run = void (*)(uv__work*);
using Done = void (*)(uv__work*, int);

// What libuv submits: the request around the work, and what stands in for its functions.
template <typename Request, uv_req_type type>
struct Observed {
  static Request* RequestOf(uv__work* work) { return reinterpret_cast<Request*>(reinterpret_cast<char*>(work) - offsetof(Request, work_req)); }
  static PoolOperation*& OperationOf(Request* request) { return reinterpret_cast<PoolOperation*&>(request->reserved[5]); }

  static bool Is(uv__work* work) { return RequestOf(work)->type == type; }

  static void RunObserved(uv__work* work) {
    PoolOperation* operation = OperationOf(RequestOf(work));
    StampPoolStart(operation);
    operation->work(work);
    StampPoolEnd(operation);
  }

  static void EndObserved(uv__work* work, int status) {
    Request* request = RequestOf(work);
    std::unique_ptr<PoolOperation> operation(OperationOf(request));
    const Done done = operation->done;
    EndPoolOperation(std::move(operation), status == 0 ? ErrorOf(*request) : status);
    done(work, status);  // It may free the request.
  }

  static void Begin(EventLoop* loop, WorkKind kind, uv__work* work, Run* run, Done* done) {
    Request* request = RequestOf(work);
    auto operation = BeginPoolOperation(loop, kind, NameOf(*request), PoolLabel::Current());
    if (operation == nullptr) return;  // This loop has no producer.
    operation->work = *run;
    operation->done = *done;
    OperationOf(request) = operation.release();
    *run = RunObserved;
    *done = EndObserved;
  }
};
using ObservedFs = Observed<uv_fs_t, UV_FS>;
using ObservedAddress = Observed<uv_getaddrinfo_t, UV_GETADDRINFO>;
using ObservedName = Observed<uv_getnameinfo_t, UV_GETNAMEINFO>;
using ObservedRandom = Observed<uv_random_t, UV_RANDOM>;

// libuv 1.50 submits by kind: cpu only uv_random_t, fast I/O only uv_fs_t, slow I/O uv_getaddrinfo_t and uv_getnameinfo_t. The request around
// the work tells its own type, so that what another libuv might add is left alone instead of misread.
void Observe(EventLoop* loop, WorkKind kind, uv__work* work, Run* run, Done* done) {
  if (kind == WorkKind::kFastIo) {
    if (ObservedFs::Is(work)) ObservedFs::Begin(loop, kind, work, run, done);
  } else if (kind == WorkKind::kCpu) {
    if (ObservedRandom::Is(work)) ObservedRandom::Begin(loop, kind, work, run, done);
  } else if (ObservedAddress::Is(work)) {
    ObservedAddress::Begin(loop, kind, work, run, done);
  } else if (ObservedName::Is(work)) {
    ObservedName::Begin(loop, kind, work, run, done);
  }
}

}  // namespace
}  // namespace isoscope

extern "C" {

void __real_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*), void (*done)(struct uv__work*, int));

void __wrap_uv__work_submit(uv_loop_t* loop, struct uv__work* work, int kind, void (*run)(struct uv__work*), void (*done)(struct uv__work*, int)) {
  using isoscope::EventLoop;
  using isoscope::Hub;
  using isoscope::Kind;
  isoscope::NotePoolSubmission();
  if (Hub::Wants(Kind::kPool)) {
    if (EventLoop* observed = EventLoop::From(loop)) isoscope::Observe(observed, static_cast<isoscope::WorkKind>(kind), work, &run, &done);
  }
  __real_uv__work_submit(loop, work, kind, run, done);
}

}  // extern "C"
