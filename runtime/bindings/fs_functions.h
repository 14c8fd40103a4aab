// The functions and classes of the fs binding, whose one table is in fs.cc. Isolate thread only; see fs_request.h for how they are called.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_FS_FUNCTIONS_H_
#define ISOSCOPE_RUNTIME_BINDINGS_FS_FUNCTIONS_H_

#include <v8-fast-api-calls.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"

namespace isoscope::fs {

// fs_stat.cc
void Stat(const CallInfo& info);                // (path, bigint, request): fills fields.statValues or fields.bigintStatValues
void Lstat(const CallInfo& info);               // (path, bigint, request)
void Fstat(const CallInfo& info);               // (fd, bigint, request)
void StatFs(const CallInfo& info);              // (path, bigint, request): fills fields.statFsValues or its bigint sibling
void InternalModuleStat(const CallInfo& info);  // (path): 0 file, 1 directory, negative: a uv code
void ExistsSync(const CallInfo& info);          // (path): boolean
extern const v8::CFunction kFastStat, kFastLstat, kFastFstat, kFastInternalModuleStat, kFastExistsSync;

// fs_io.cc
void Open(const CallInfo& info);       // (path, flags, mode, request)
void Close(const CallInfo& info);      // (fd, request)
void Read(const CallInfo& info);       // (fd, buffer, offset, length, position, request); position -1: the current one
void Readv(const CallInfo& info);      // (fd, buffers, position, request)
void Write(const CallInfo& info);      // (fd, buffer, offset, length, position, request)
void Writev(const CallInfo& info);     // (fd, buffers, position, request)
void Ftruncate(const CallInfo& info);  // (fd, length, request)
void Fsync(const CallInfo& info);      // (fd, request)
void Fdatasync(const CallInfo& info);  // (fd, request)
void Fchmod(const CallInfo& info);     // (fd, mode, request)
void Fchown(const CallInfo& info);     // (fd, uid, gid, request)
void Futimes(const CallInfo& info);    // (fd, atime, mtime, request)

// fs_whole_file.cc
void ReadFile(const CallInfo& info);   // (path or fd, flags, kind, request): kind 0 Buffer, 1 UTF-8 text, 2 latin1 text
void WriteFile(const CallInfo& info);  // (path or fd, bytes or string, flags, mode, flush, request)
// (path or fd, flags, Uint8Array, offset in it, most): the count of bytes it put there; a Buffer of its own when the file is larger, or of unknown
// size; throws
void ReadFileInto(const CallInfo& info);
void ReadFileUtf8(const CallInfo& info);            // (path or fd): string; throws
void InternalModuleReadText(const CallInfo& info);  // (path): string, or a negative uv code

// fs_tree.cc
void MakeDirectories(const CallInfo& info);  // (path, mode, request): the first directory made, or undefined
void RemoveTree(const CallInfo& info);       // (path, force, recursive, maxRetries, retryDelay, request)

// fs_dir.cc
void ReadDirectory(const CallInfo& info);  // (path, as_buffer, with_types, request): names, or [names, types]
extern const BindingClass kDirHandleClass;

// fs_watch.cc
extern const BindingClass kFsEventClass;
extern const BindingClass kStatWatcherClass;

}  // namespace isoscope::fs

#endif  // ISOSCOPE_RUNTIME_BINDINGS_FS_FUNCTIONS_H_
