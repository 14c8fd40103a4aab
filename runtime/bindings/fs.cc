// internalBinding('fs'): the operations on paths, and the table of all.
#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"

namespace isoscope {
namespace fs {
namespace {

using PathCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, uv_fs_cb);
using TwoPathCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, const char*, uv_fs_cb);
using PathModeCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, int, uv_fs_cb);
using PathOwnerCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, uv_uid_t, uv_gid_t, uv_fs_cb);
using PathTimesCall = int (*)(uv_loop_t*, uv_fs_t*, const char*, double, double, uv_fs_cb);

// (path, request)
void OnePath(const CallInfo& info, const char* label, PathCall call) {
  std::string path;
  if (GetPath(info, 0, &path)) Run(info, 1, label, ZeroOf, call, path.c_str());
}

// (path, as_buffer, request)
void PathToPath(const CallInfo& info, const char* label, PathCall call) {
  std::string path;
  if (GetPath(info, 0, &path)) Run(info, 2, label, info[1]->IsTrue() ? LinkOf<true> : LinkOf<false>, call, path.c_str());
}

// (from, to, request)
void TwoPaths(const CallInfo& info, const char* label, TwoPathCall call) {
  std::string from, to;
  if (GetPath(info, 0, &from) && GetPath(info, 1, &to)) Run(info, 2, label, ZeroOf, call, from.c_str(), to.c_str());
}

// (path, mode, request)
void PathMode(const CallInfo& info, const char* label, PathModeCall call) {
  std::string path;
  uint32_t mode;
  if (GetPath(info, 0, &path) && GetUint32(info, 1, &mode)) Run(info, 2, label, ZeroOf, call, path.c_str(), static_cast<int>(mode));
}

// (path, uid, gid, request); -1 leaves an owner as it is.
void PathOwner(const CallInfo& info, const char* label, PathOwnerCall call) {
  std::string path;
  int64_t uid, gid;
  if (!GetPath(info, 0, &path) || !GetInt64(info, 1, &uid) || !GetInt64(info, 2, &gid)) return;
  Run(info, 3, label, ZeroOf, call, path.c_str(), static_cast<uv_uid_t>(uid), static_cast<uv_gid_t>(gid));
}

// (path, atime, mtime, request), in seconds
void PathTimes(const CallInfo& info, const char* label, PathTimesCall call) {
  std::string path;
  double accessed, modified;
  if (!GetPath(info, 0, &path) || !GetDouble(info, 1, &accessed) || !GetDouble(info, 2, &modified)) return;
  Run(info, 3, label, ZeroOf, call, path.c_str(), accessed, modified);
}

void Access(const CallInfo& info) { PathMode(info, "fs.access", uv_fs_access); }
void Unlink(const CallInfo& info) { OnePath(info, "fs.unlink", uv_fs_unlink); }
void Rmdir(const CallInfo& info) { OnePath(info, "fs.rmdir", uv_fs_rmdir); }
void Readlink(const CallInfo& info) { PathToPath(info, "fs.readlink", uv_fs_readlink); }
void Realpath(const CallInfo& info) { PathToPath(info, "fs.realpath", uv_fs_realpath); }
void Rename(const CallInfo& info) { TwoPaths(info, "fs.rename", uv_fs_rename); }
void Link(const CallInfo& info) { TwoPaths(info, "fs.link", uv_fs_link); }
void Mkdir(const CallInfo& info) { PathMode(info, "fs.mkdir", uv_fs_mkdir); }
void Chmod(const CallInfo& info) { PathMode(info, "fs.chmod", uv_fs_chmod); }
void Chown(const CallInfo& info) { PathOwner(info, "fs.chown", uv_fs_chown); }
void Lchown(const CallInfo& info) { PathOwner(info, "fs.lchown", uv_fs_lchown); }
void Utimes(const CallInfo& info) { PathTimes(info, "fs.utimes", uv_fs_utime); }
void Lutimes(const CallInfo& info) { PathTimes(info, "fs.lutimes", uv_fs_lutime); }

// (target, path, request); Windows' kinds of link have no meaning here.
void Symlink(const CallInfo& info) {
  std::string target, path;
  if (GetPath(info, 0, &target) && GetPath(info, 1, &path)) {
    Run(info, 2, "fs.symlink", ZeroOf, uv_fs_symlink, target.c_str(), path.c_str(), 0);
  }
}

// (from, to, mode, request)
void CopyFile(const CallInfo& info) {
  std::string from, to;
  int32_t mode;
  if (!GetPath(info, 0, &from) || !GetPath(info, 1, &to) || !GetInt32(info, 2, &mode)) return;
  Run(info, 3, "fs.copyFile", ZeroOf, uv_fs_copyfile, from.c_str(), to.c_str(), mode);
}

// (prefix, as_buffer, request)
void Mkdtemp(const CallInfo& info) {
  std::string prefix;
  if (!GetPath(info, 0, &prefix)) return;
  prefix += "XXXXXX";
  Run(info, 2, "fs.mkdtemp", info[1]->IsTrue() ? PathOf<true> : PathOf<false>, uv_fs_mkdtemp, prefix.c_str());
}

constexpr BindingFunction kFunctions[] = {
    Method<Access>("access", 3),
    Method<Chmod>("chmod", 3),
    Method<Chown>("chown", 4),
    Method<Close>("close", 2),
    Method<CopyFile>("copyFile", 4),
    Method<ExistsSync>("existsSync", 1, &kFastExistsSync),
    Method<Fchmod>("fchmod", 3),
    Method<Fchown>("fchown", 4),
    Method<Fdatasync>("fdatasync", 2),
    Method<Fstat>("fstat", 3, &kFastFstat),
    Method<Fsync>("fsync", 2),
    Method<Ftruncate>("ftruncate", 3),
    Method<Futimes>("futimes", 4),
    Method<InternalModuleReadText>("internalModuleReadText", 1),
    Method<InternalModuleStat>("internalModuleStat", 1, &kFastInternalModuleStat),
    Method<Lchown>("lchown", 4),
    Method<Link>("link", 3),
    Method<Lstat>("lstat", 3, &kFastLstat),
    Method<Lutimes>("lutimes", 4),
    Method<MakeDirectories>("makeDirectories", 3),
    Method<Mkdir>("mkdir", 3),
    Method<Mkdtemp>("mkdtemp", 3),
    Method<Open>("open", 4),
    Method<Read>("read", 6),
    Method<ReadDirectory>("readDirectory", 4),
    Method<ReadFile>("readFile", 4),
    Method<ReadFileInto>("readFileInto", 5),
    Method<ReadFileUtf8>("readFileUtf8", 1),
    Method<Readlink>("readlink", 3),
    Method<Readv>("readv", 4),
    Method<Realpath>("realpath", 3),
    Method<RemoveTree>("removeTree", 6),
    Method<Rename>("rename", 3),
    Method<Rmdir>("rmdir", 2),
    Method<Stat>("stat", 3, &kFastStat),
    Method<StatFs>("statfs", 3),
    Method<Symlink>("symlink", 3),
    Method<Unlink>("unlink", 2),
    Method<Utimes>("utimes", 4),
    Method<Write>("write", 6),
    Method<WriteFile>("writeFile", 6),
    Method<Writev>("writev", 4),
};

constexpr BindingFunction kRequestMethods[] = {Method<FsRequest::JsCancel>("cancel")};

// The classes of other files are constant-initialized, so they are there when this copies them.
const BindingClass kClasses[] = {
    {.name = "FSReqCallback", .construct = Method<FsRequest::NewCallback>("FSReqCallback"), .methods = kRequestMethods},
    {.name = "FSReqPromise", .construct = Method<FsRequest::NewPromise>("FSReqPromise"), .methods = kRequestMethods},
    kDirHandleClass,
    kFsEventClass,
    kStatWatcherClass,
};

}  // namespace
}  // namespace fs

extern const BindingDefinition kFsBinding;
const BindingDefinition kFsBinding = {.name = "fs", .functions = fs::kFunctions, .classes = fs::kClasses};

}  // namespace isoscope
