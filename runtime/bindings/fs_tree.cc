// Operations on whole directory trees, each one piece of pool work: mkdir with parents, rm.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"

namespace isoscope::fs {
namespace {

std::string_view ParentOf(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  path = path.substr(0, slash == 0 ? 1 : slash);
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

bool IsDirectory(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

class MakeDirectoriesJob : public FsJob {
 public:
  MakeDirectoriesJob(std::string path, mode_t mode) : path_(std::move(path)), mode_(mode) {}

  // Downwards from the deepest directory that is there, which is found going up.
  void Perform() override {
    std::vector<std::string> missing{path_};
    while (!missing.empty()) {
      const std::string next = missing.back();
      if (mkdir(next.c_str(), mode_) == 0) {
        if (first_made_.empty()) first_made_ = next;
        missing.pop_back();
        continue;
      }
      if (errno == ENOENT) {
        std::string parent(ParentOf(next));
        if (parent.empty() || parent == next) return Fail(ENOENT, next);
        missing.push_back(std::move(parent));
      } else if (errno == EEXIST || errno == EISDIR || errno == EROFS) {  // The last two: what systems say of "/".
        int error = errno;
        if (!IsDirectory(next)) return Fail(error == EEXIST && missing.size() > 1 ? ENOTDIR : error, error == EEXIST ? path_ : next);
        missing.pop_back();
      } else {
        return Fail(errno, errno == ENOTDIR ? path_ : next);
      }
    }
  }
  v8::MaybeLocal<v8::Value> Finish(Environment* env) override {
    if (err_ != 0) {
      ThrowUv(env->isolate(), err_, "mkdir", failed_path_);
      return {};
    }
    if (first_made_.empty()) return v8::Undefined(env->isolate());
    v8::Local<v8::String> text;
    if (!Utf8(env->isolate(), first_made_).ToLocal(&text)) return {};
    return text;
  }

 private:
  void Fail(int error_number, const std::string& path) {
    err_ = -error_number;
    failed_path_ = path;
  }

  const std::string path_;
  const mode_t mode_;
  std::string first_made_;
  std::string failed_path_;
  int err_ = 0;
};

class RemoveTreeJob : public FsJob {
 public:
  struct Settings {
    bool force;
    bool recursive;
    uint32_t max_retries;
    uint32_t retry_delay_ms;
  };
  RemoveTreeJob(std::string path, Settings settings) : path_(std::move(path)), settings_(settings) {}

  void Perform() override {
    struct stat info;
    if (lstat(path_.c_str(), &info) != 0) {
      if (errno != ENOENT || !settings_.force) Fail(errno, "lstat", path_);
      return;
    }
    if (S_ISDIR(info.st_mode) && !settings_.recursive) {
      is_directory_ = true;
      return;
    }
    Remove(path_, S_ISDIR(info.st_mode));
  }
  v8::MaybeLocal<v8::Value> Finish(Environment* env) override {
    v8::Isolate* isolate = env->isolate();
    if (is_directory_) return v8::Integer::New(isolate, UV_EISDIR);  // JavaScript words it: ERR_FS_EISDIR.
    if (err_ == 0) return v8::Integer::New(isolate, 0);
    ThrowUv(isolate, err_, syscall_, failed_path_);
    return {};
  }

 private:
  static bool MayPass(int error_number) {
    return error_number == EBUSY || error_number == EMFILE || error_number == ENFILE || error_number == ENOTEMPTY || error_number == EPERM;
  }

  // Removes what `path` names, its children first. An explicit stack: a tree may be deeper than a thread's.
  bool Remove(const std::string& root, bool is_directory) {
    struct Entry {
      std::string path;
      bool is_directory;
      bool emptied;
    };
    std::vector<Entry> stack{{root, is_directory, false}};
    while (!stack.empty()) {
      Entry& entry = stack.back();
      if (!entry.is_directory || entry.emptied) {
        if (!RemoveOne(entry.path, entry.is_directory)) return false;
        stack.pop_back();
        continue;
      }
      entry.emptied = true;
      const std::string parent = entry.path;  // push_back moves the entries.
      DIR* dir = opendir(parent.c_str());
      if (dir == nullptr) {
        if (errno == ENOENT) continue;
        return Fail(errno, "scandir", parent);
      }
      while (const dirent* child = readdir(dir)) {
        std::string_view name = child->d_name;
        if (name == "." || name == "..") continue;
        std::string path = parent + (parent.ends_with('/') ? "" : "/") + std::string(name);
        bool child_is_directory = child->d_type == DT_DIR;
        if (child->d_type == DT_UNKNOWN) {
          struct stat info;
          child_is_directory = lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
        }
        stack.push_back({std::move(path), child_is_directory, false});
      }
      closedir(dir);
    }
    return true;
  }

  bool RemoveOne(const std::string& path, bool is_directory) {
    for (uint32_t attempt = 0;; attempt++) {
      if ((is_directory ? rmdir(path.c_str()) : unlink(path.c_str())) == 0 || errno == ENOENT) return true;
      if (!MayPass(errno) || attempt >= settings_.max_retries) return Fail(errno, is_directory ? "rmdir" : "unlink", path);
      uint64_t wait_ms = static_cast<uint64_t>(settings_.retry_delay_ms) * (attempt + 1);  // Linear back-off, as Node documents.
      timespec pause{static_cast<time_t>(wait_ms / 1000), static_cast<long>(wait_ms % 1000) * 1'000'000};
      nanosleep(&pause, nullptr);
    }
  }

  bool Fail(int error_number, const char* syscall, const std::string& path) {
    err_ = -error_number;
    syscall_ = syscall;
    failed_path_ = path;
    return false;
  }

  const std::string path_;
  const Settings settings_;
  bool is_directory_ = false;
  int err_ = 0;
  const char* syscall_ = "";
  std::string failed_path_;
};

}  // namespace

void MakeDirectories(const CallInfo& info) {
  std::string path;
  uint32_t mode;
  if (!GetPath(info, 0, &path) || !GetUint32(info, 1, &mode)) return;
  RunJob(info, 2, "fs.mkdir", std::make_unique<MakeDirectoriesJob>(std::move(path), static_cast<mode_t>(mode)));
}

void RemoveTree(const CallInfo& info) {
  std::string path;
  RemoveTreeJob::Settings settings;
  if (!GetPath(info, 0, &path) || !GetBool(info, 1, &settings.force) || !GetBool(info, 2, &settings.recursive) ||
      !GetUint32(info, 3, &settings.max_retries) || !GetUint32(info, 4, &settings.retry_delay_ms)) {
    return;
  }
  RunJob(info, 5, "fs.rm", std::make_unique<RemoveTreeJob>(std::move(path), settings));
}

}  // namespace isoscope::fs
