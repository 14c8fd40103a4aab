// The stat family. Its figures go to JavaScript through the shared fields: no array is made per call.
#include "runtime/bindings/fs_stat.h"

#include <sys/stat.h>

#include <cstring>
#include <string>
#include <string_view>

#include <v8-fast-api-calls.h>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"
#include "runtime/env/simdutf.h"

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

constexpr char kStatLabel[] = "fs.stat";
constexpr char kLstatLabel[] = "fs.lstat";

// What TurboFan calls for flat one-byte strings, synchronously: an asynchronous call has one argument more.
class FastPath {
 public:
  explicit FastPath(const v8::FastOneByteString& path) {
    const std::string_view text(path.data, path.length);
    has_null_ = text.find('\0') != text.npos;
    if (text.size() >= sizeof(short_) || !simdutf::validate_ascii(text.data(), text.size())) {
      long_ = Latin1ToUtf8(text);
      return;
    }
    std::memcpy(short_, text.data(), text.size());
    short_[text.size()] = '\0';
  }
  bool has_null() const { return has_null_; }  // JavaScript has thrown for those: a call that still has one fails.
  const char* c_str() const { return long_.empty() ? short_ : long_.c_str(); }

 private:
  bool has_null_;
  char short_[256];
  std::string long_;
};

template <const char* label, PathCall call>
int32_t FastStatPath(v8::Local<v8::Value>, const v8::FastOneByteString& text, bool bigint, v8::FastApiCallbackOptions& options) {
  const FastPath path(text);
  if (path.has_null()) return UV_EINVAL;
  ScopedFsReq req;
  {
    SyncTrace trace(label, false);
    const int result = call(nullptr, req.get(), path.c_str(), nullptr);
    if (result < 0) return result;
  }
  PublishStat(Environment::From(options.isolate), req.get()->statbuf, bigint, 0);
  return 0;
}

int32_t FastFstatFd(v8::Local<v8::Value>, int32_t fd, bool bigint, v8::FastApiCallbackOptions& options) {
  ScopedFsReq req;
  {
    SyncTrace trace("fs.fstat", false);
    const int result = uv_fs_fstat(nullptr, req.get(), fd, nullptr);
    if (result < 0) return result;
  }
  PublishStat(Environment::From(options.isolate), req.get()->statbuf, bigint, 0);
  return 0;
}

bool FastExists(v8::Local<v8::Value>, const v8::FastOneByteString& text) {
  const FastPath path(text);
  if (path.has_null()) return false;
  ScopedFsReq req;
  return uv_fs_access(nullptr, req.get(), path.c_str(), 0, nullptr) == 0;
}

int32_t ModuleStat(const char* path) {
  struct stat buffer;
  return stat(path, &buffer) == 0 ? S_ISDIR(buffer.st_mode) : -errno;
}
int32_t FastModuleStat(v8::Local<v8::Value>, const v8::FastOneByteString& text) {
  const FastPath path(text);
  return path.has_null() ? UV_EINVAL : ModuleStat(path.c_str());
}

}  // namespace

void PublishStat(Environment* env, const uv_stat_t& stat, bool bigint, size_t offset) {
  if (bigint) {
    FillStat(stat, env->fields().bigintStatValues() + offset);
  } else {
    FillStat(stat, env->fields().statValues() + offset);
  }
}

void Stat(const CallInfo& info) { StatPath(info, kStatLabel, uv_fs_stat); }
void Lstat(const CallInfo& info) { StatPath(info, kLstatLabel, uv_fs_lstat); }
const v8::CFunction kFastStat = v8::CFunction::Make(FastStatPath<kStatLabel, uv_fs_stat>);
const v8::CFunction kFastLstat = v8::CFunction::Make(FastStatPath<kLstatLabel, uv_fs_lstat>);

void Fstat(const CallInfo& info) {
  int32_t fd;
  if (!GetInt32(info, 0, &fd)) return;
  Run(info, 2, "fs.fstat", info[1]->IsTrue() ? StatOf<true> : StatOf<false>, uv_fs_fstat, fd);
}
const v8::CFunction kFastFstat = v8::CFunction::Make(FastFstatFd);

void StatFs(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  Run(info, 2, "fs.statfs", info[1]->IsTrue() ? StatFsOf<true> : StatFsOf<false>, uv_fs_statfs, path.c_str());
}

void InternalModuleStat(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  info.GetReturnValue().Set(ModuleStat(path.c_str()));
}
const v8::CFunction kFastInternalModuleStat = v8::CFunction::Make(FastModuleStat);

void ExistsSync(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  ScopedFsReq req;
  info.GetReturnValue().Set(uv_fs_access(nullptr, req.get(), path.c_str(), 0, nullptr) == 0);
}
const v8::CFunction kFastExistsSync = v8::CFunction::Make(FastExists);

}  // namespace isoscope::fs
