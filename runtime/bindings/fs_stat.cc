// The stat family. Its figures go to JavaScript through the shared fields: no array is made per call.
#include "runtime/bindings/fs_stat.h"

#include <sys/stat.h>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"

namespace isoscope::fs {
namespace {

// The order that js/internal/fs/stats.js reads.
template <typename Number>
void FillStat(const uv_stat_t& from, Number* to) {
  const uint64_t plain[] = {from.st_dev,  from.st_mode,    from.st_nlink, from.st_uid,  from.st_gid,
                            from.st_rdev, from.st_blksize, from.st_ino,   from.st_size, from.st_blocks};
  for (uint64_t value : plain) *to++ = static_cast<Number>(value);
  for (const uv_timespec_t& time : {from.st_atim, from.st_mtim, from.st_ctim, from.st_birthtim}) {
    *to++ = static_cast<Number>(time.tv_sec);
    *to++ = static_cast<Number>(time.tv_nsec);
  }
}

template <bool bigint>
v8::MaybeLocal<v8::Value> StatOf(Environment* env, uv_fs_t* req) {
  PublishStat(env, req->statbuf, bigint, 0);
  return v8::Integer::New(env->isolate(), 0);
}

template <bool bigint>
v8::MaybeLocal<v8::Value> StatFsOf(Environment* env, uv_fs_t* req) {
  const auto* from = static_cast<const uv_statfs_t*>(req->ptr);
  const uint64_t values[] = {from->f_type, from->f_bsize, from->f_blocks, from->f_bfree, from->f_bavail, from->f_files, from->f_ffree};
  for (size_t i = 0; i < std::size(values); i++) {
    if constexpr (bigint) {
      env->fields().bigintStatFsValues()[i] = static_cast<int64_t>(values[i]);
    } else {
      env->fields().statFsValues()[i] = static_cast<double>(values[i]);
    }
  }
  return v8::Integer::New(env->isolate(), 0);
}

using PathCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, uv_fs_cb);

void StatPath(const CallInfo& info, const char* label, PathCall call) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  Run(info, 2, label, info[1]->IsTrue() ? StatOf<true> : StatOf<false>, call, path.c_str());
}

}  // namespace

void PublishStat(Environment* env, const uv_stat_t& stat, bool bigint, size_t offset) {
  if (bigint) {
    FillStat(stat, env->fields().bigintStatValues() + offset);
  } else {
    FillStat(stat, env->fields().statValues() + offset);
  }
}

void Stat(const CallInfo& info) { StatPath(info, "fs.stat", uv_fs_stat); }
void Lstat(const CallInfo& info) { StatPath(info, "fs.lstat", uv_fs_lstat); }

void Fstat(const CallInfo& info) {
  int32_t fd;
  if (!GetInt32(info, 0, &fd)) return;
  Run(info, 2, "fs.fstat", info[1]->IsTrue() ? StatOf<true> : StatOf<false>, uv_fs_fstat, fd);
}

void StatFs(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  Run(info, 2, "fs.statfs", info[1]->IsTrue() ? StatFsOf<true> : StatFsOf<false>, uv_fs_statfs, path.c_str());
}

void InternalModuleStat(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  struct stat buffer;
  int result = stat(path.c_str(), &buffer) == 0 ? S_ISDIR(buffer.st_mode) : -errno;
  info.GetReturnValue().Set(result);
}

void ExistsSync(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  ScopedFsReq req;
  info.GetReturnValue().Set(uv_fs_access(nullptr, req.get(), path.c_str(), 0, nullptr) == 0);
}

}  // namespace isoscope::fs
