#include "runtime/bindings/fs_trace.h"

#include <string>

namespace isoscope::fs {
namespace {

struct Names {
  std::string_view sync;
  std::string_view async;
  bool directory = false;
};

// Whole files trace by themselves: no names.
Names NamesOf(std::string_view label, bool job) {
  label.remove_prefix(3);  // "fs."
  if (label == "readFile" || label == "writeFile") return {};
  if (label == "opendir" || label == "closedir" || (label == "readdir" && job)) return {label, label, true};
  constexpr Names kOthers[] = {{"copyfile", "copyfile"}, {"futimes", "futime"}, {"utimes", "utime"}, {"lutimes", "lutime"}, {"readdir", "scandir"}};
  if (label == "copyFile") return kOthers[0];
  for (const Names& names : kOthers) {
    if (names.sync == label) return names;
  }
  return {label, label};
}

}  // namespace

void TraceSync(char phase, const char* label, bool job) {
  const Names names = NamesOf(label, job);
  if (names.sync.empty()) return;
  const std::string name = (names.directory ? "fs_dir.sync." : "fs.sync.") + std::string(names.sync);
  TraceLog::Get().Emit(names.directory ? TraceGroup::kFsDirSync : TraceGroup::kFsSync, {.phase = phase, .name = name});
}

void TraceBegin(const char* label, bool job, const void* id, const char* path) {
  const Names names = NamesOf(label, job);
  if (names.async.empty()) return;
  const std::string args = path != nullptr ? TraceArg("path", path) : std::string();
  TraceLog::Get().Emit(names.directory ? TraceGroup::kFsDirAsync : TraceGroup::kFsAsync,
                       {.phase = 'b', .name = names.async, .args = args, .id = TraceIdOf(id)});
}

void TraceEnd(const char* label, bool job, const void* id, int64_t result) {
  const Names names = NamesOf(label, job);
  if (names.async.empty()) return;
  TraceLog::Get().Emit(names.directory ? TraceGroup::kFsDirAsync : TraceGroup::kFsAsync,
                       {.phase = 'e', .name = names.async, .args = TraceArg("result", result), .id = TraceIdOf(id)});
}

void SyscallTrace::Begin(const char* name) const {
  if (id_ != nullptr) {
    TraceLog::Get().Emit(TraceGroup::kFsAsync, {.phase = 'b', .name = name, .id = TraceIdOf(id_)});
  } else {
    TraceLog::Get().Emit(TraceGroup::kFsSync, {.phase = 'B', .name = std::string("fs.sync.") + name});
  }
}

void SyscallTrace::End(const char* name, int64_t result) const {
  if (id_ != nullptr) {
    TraceLog::Get().Emit(TraceGroup::kFsAsync, {.phase = 'e', .name = name, .args = TraceArg("result", result), .id = TraceIdOf(id_)});
  } else {
    TraceLog::Get().Emit(TraceGroup::kFsSync, {.phase = 'E', .name = std::string("fs.sync.") + name});
  }
}

}  // namespace isoscope::fs
