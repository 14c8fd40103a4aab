// Operations on open files.
#include <fcntl.h>

#include <algorithm>
#include <climits>

#include <v8-container.h>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"

namespace isoscope::fs {
namespace {

using BufferCall = int (*)(uv_loop_t*, uv_fs_t*, uv_file, const uv_buf_t[], unsigned int, int64_t, uv_fs_cb);

uv_buf_t ToUvBuffer(const Bytes& bytes, size_t offset, size_t length) {
  // One call moves at most 2 GiB anyway; libuv keeps the length in an unsigned int on some systems.
  return uv_buf_init(reinterpret_cast<char*>(bytes.data) + offset, static_cast<unsigned>(std::min<size_t>(length, INT_MAX)));
}

// (fd, buffer, offset, length, position, request)
void OneBuffer(const CallInfo& info, const char* label, BufferCall call) {
  int32_t fd;
  Bytes bytes;
  int64_t offset, length, position;
  if (!GetInt32(info, 0, &fd) || !GetBytes(info, 1, &bytes) || !GetInt64(info, 2, &offset) || !GetInt64(info, 3, &length) ||
      !GetInt64(info, 4, &position)) {
    return;
  }
  auto size = static_cast<int64_t>(bytes.size);
  if (offset < 0 || offset > size) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"offset\" is out of range");
  if (length < 0 || length > size - offset) {
    return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"length\" is out of range");
  }
  uv_buf_t buffer = ToUvBuffer(bytes, static_cast<size_t>(offset), static_cast<size_t>(length));
  std::vector<Bytes> pinned;
  if (!info[5]->IsUndefined()) pinned.push_back(std::move(bytes));
  Run(info, 5, label, NumberOf, std::move(pinned), call, fd, &buffer, 1u, position);
}

// (fd, buffers, position, request)
void ManyBuffers(const CallInfo& info, const char* label, BufferCall call) {
  int32_t fd;
  int64_t position;
  if (!GetInt32(info, 0, &fd) || !GetInt64(info, 2, &position)) return;
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[1]->IsArray()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"buffers\" argument must be an Array");
  v8::Local<v8::Array> array = info[1].As<v8::Array>();
  std::vector<Bytes> pinned(array->Length());
  std::vector<uv_buf_t> buffers;
  buffers.reserve(pinned.size());
  for (uint32_t i = 0; i < pinned.size(); i++) {
    v8::HandleScope scope(isolate);
    v8::Local<v8::Value> item;
    if (!array->Get(isolate->GetCurrentContext(), i).ToLocal(&item)) return;
    if (!BytesOf(item, &pinned[i])) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The \"buffers\" argument must hold buffers");
    buffers.push_back(ToUvBuffer(pinned[i], 0, pinned[i].size));
  }
  if (buffers.empty()) buffers.push_back(uv_buf_init(nullptr, 0));  // libuv refuses none at all.
  Run(info, 3, label, NumberOf, std::move(pinned), call, fd, buffers.data(), static_cast<unsigned>(buffers.size()), position);
}

using FdCall = int (*)(uv_loop_t*, uv_fs_t*, uv_file, uv_fs_cb);

void OneFd(const CallInfo& info, const char* label, FdCall call) {
  int32_t fd;
  if (!GetInt32(info, 0, &fd)) return;
  Run(info, 1, label, ZeroOf, call, fd);
}

}  // namespace

void Open(const CallInfo& info) {
  std::string path;
  int32_t flags, mode;
  if (!GetPath(info, 0, &path) || !GetInt32(info, 1, &flags) || !GetInt32(info, 2, &mode)) return;
  Run(info, 3, "fs.open", NumberOf, uv_fs_open, path.c_str(), flags, mode);
}

void Close(const CallInfo& info) { OneFd(info, "fs.close", uv_fs_close); }
void Fsync(const CallInfo& info) { OneFd(info, "fs.fsync", uv_fs_fsync); }
void Fdatasync(const CallInfo& info) { OneFd(info, "fs.fdatasync", uv_fs_fdatasync); }
void Read(const CallInfo& info) { OneBuffer(info, "fs.read", uv_fs_read); }
void Write(const CallInfo& info) { OneBuffer(info, "fs.write", uv_fs_write); }
void Readv(const CallInfo& info) { ManyBuffers(info, "fs.readv", uv_fs_read); }
void Writev(const CallInfo& info) { ManyBuffers(info, "fs.writev", uv_fs_write); }

void Ftruncate(const CallInfo& info) {
  int32_t fd;
  int64_t length;
  if (!GetInt32(info, 0, &fd) || !GetInt64(info, 1, &length)) return;
  Run(info, 2, "fs.ftruncate", ZeroOf, uv_fs_ftruncate, fd, length);
}

void Fchmod(const CallInfo& info) {
  int32_t fd;
  uint32_t mode;
  if (!GetInt32(info, 0, &fd) || !GetUint32(info, 1, &mode)) return;
  Run(info, 2, "fs.fchmod", ZeroOf, uv_fs_fchmod, fd, static_cast<int>(mode));
}

void Fchown(const CallInfo& info) {
  int32_t fd;
  int64_t uid, gid;
  if (!GetInt32(info, 0, &fd) || !GetInt64(info, 1, &uid) || !GetInt64(info, 2, &gid)) return;
  Run(info, 3, "fs.fchown", ZeroOf, uv_fs_fchown, fd, static_cast<uv_uid_t>(uid), static_cast<uv_gid_t>(gid));
}

void Futimes(const CallInfo& info) {
  int32_t fd;
  double accessed, modified;
  if (!GetInt32(info, 0, &fd) || !GetDouble(info, 1, &accessed) || !GetDouble(info, 2, &modified)) return;
  Run(info, 3, "fs.futimes", ZeroOf, uv_fs_futime, fd, accessed, modified);
}

}  // namespace isoscope::fs
