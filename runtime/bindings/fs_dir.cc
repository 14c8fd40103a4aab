// Reading directories: whole (readdir), and piece by piece through an open handle (opendir).
#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include <v8-container.h>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"

namespace isoscope::fs {
namespace {

struct Names {
  std::vector<v8::Local<v8::Value>> names;
  std::vector<v8::Local<v8::Value>> types;

  bool Add(Environment* env, const uv_dirent_t& entry, bool as_buffer) {
    v8::Local<v8::Value> name;
    if (!NameValue(env, entry.name, as_buffer).ToLocal(&name)) return false;
    names.push_back(name);
    types.push_back(v8::Integer::New(env->isolate(), entry.type));
    return true;
  }
  v8::Local<v8::Array> ToNames(v8::Isolate* isolate) { return v8::Array::New(isolate, names.data(), names.size()); }
  v8::Local<v8::Array> ToPair(v8::Isolate* isolate) {
    v8::Local<v8::Value> pair[] = {ToNames(isolate), v8::Array::New(isolate, types.data(), types.size())};
    return v8::Array::New(isolate, pair, 2);
  }
};

template <bool as_buffer, bool with_types>
v8::MaybeLocal<v8::Value> EntriesOf(Environment* env, uv_fs_t* req) {
  Names found;
  uv_dirent_t entry;
  while (uv_fs_scandir_next(req, &entry) != UV_EOF) {
    if (!found.Add(env, entry, as_buffer)) return {};
  }
  return with_types ? found.ToPair(env->isolate()) : found.ToNames(env->isolate());
}

// An open directory. The handle and the pool work that uses it share it, so neither can pull it from under the other.
struct OpenDirectory {
  ~OpenDirectory() { Close(); }
  int Close() {
    DIR* was = std::exchange(stream, nullptr);
    return was == nullptr || closedir(was) == 0 ? 0 : -errno;
  }
  DIR* stream = nullptr;
  std::string path;
  std::atomic<bool> busy{false};  // One operation at a time: readdir(3) is not for two threads.
};

uv_dirent_type_t TypeOf(unsigned char type) {
  switch (type) {
    case DT_REG:
      return UV_DIRENT_FILE;
    case DT_DIR:
      return UV_DIRENT_DIR;
    case DT_LNK:
      return UV_DIRENT_LINK;
    case DT_FIFO:
      return UV_DIRENT_FIFO;
    case DT_SOCK:
      return UV_DIRENT_SOCKET;
    case DT_CHR:
      return UV_DIRENT_CHAR;
    case DT_BLK:
      return UV_DIRENT_BLOCK;
    default:
      return UV_DIRENT_UNKNOWN;
  }
}

class DirectoryJob : public FsJob {
 public:
  explicit DirectoryJob(std::shared_ptr<OpenDirectory> directory) : directory_(std::move(directory)) { directory_->busy = true; }
  ~DirectoryJob() override { directory_->busy = false; }

  v8::MaybeLocal<v8::Value> Finish(Environment* env) final {
    directory_->busy = false;  // The callback may ask for the next operation.
    if (err_ == 0) return Value(env);
    ThrowUv(env->isolate(), err_, syscall_, directory_->path);
    return {};
  }

 protected:
  virtual v8::MaybeLocal<v8::Value> Value(Environment* env) { return v8::Integer::New(env->isolate(), 0); }
  void Fail(int err, const char* syscall) {
    err_ = err;
    syscall_ = syscall;
  }
  OpenDirectory& directory() { return *directory_; }

 private:
  const std::shared_ptr<OpenDirectory> directory_;
  int err_ = 0;
  const char* syscall_ = "";
};

class OpenJob : public DirectoryJob {
 public:
  using DirectoryJob::DirectoryJob;
  void Perform() override {
    directory().stream = opendir(directory().path.c_str());
    if (directory().stream == nullptr) Fail(-errno, "opendir");
  }
};

class CloseJob : public DirectoryJob {
 public:
  using DirectoryJob::DirectoryJob;
  void Perform() override {
    int err = directory().Close();
    if (err != 0) Fail(err, "closedir");
  }
};

class ReadJob : public DirectoryJob {
 public:
  ReadJob(std::shared_ptr<OpenDirectory> directory, bool as_buffer, size_t count)
      : DirectoryJob(std::move(directory)), as_buffer_(as_buffer), count_(count) {}
  void Perform() override {
    while (entries_.size() < count_) {
      errno = 0;
      const dirent* entry = readdir(directory().stream);
      if (entry == nullptr) {
        if (errno != 0) Fail(-errno, "scandir");
        return;
      }
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") entries_.push_back({std::string(name), TypeOf(entry->d_type)});
    }
  }

 private:
  struct Entry {
    std::string name;
    uv_dirent_type_t type;
  };
  v8::MaybeLocal<v8::Value> Value(Environment* env) override {
    if (entries_.empty()) return v8::Null(env->isolate());
    Names found;
    for (const Entry& entry : entries_) {
      if (!found.Add(env, {.name = entry.name.c_str(), .type = entry.type}, as_buffer_)) return {};
    }
    return found.ToPair(env->isolate());
  }

  const bool as_buffer_;
  const size_t count_;
  std::vector<Entry> entries_;
};

class DirHandle : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"DirHandle", &BaseObject::kClass};
  static constexpr uint32_t kMostEntries = 4096;

  DirHandle(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) { MakeWeak(); }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) {
      return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor DirHandle cannot be invoked without `new`");
    }
    new DirHandle(Environment::From(info.GetIsolate()), info.This());  // Weak: it goes with its object.
  }

  // (path, request)
  static void Open(const CallInfo& info) {
    DirHandle* self = Idle(info, false);
    if (self == nullptr || !GetPath(info, 0, &self->directory_->path)) return;
    RunJob(info, 1, "fs.opendir", std::make_unique<OpenJob>(self->directory_));
  }
  // (as_buffer, count, request): [names, types], or null at the end
  static void Read(const CallInfo& info) {
    DirHandle* self = Idle(info, true);
    uint32_t count;
    if (self == nullptr || !GetUint32(info, 1, &count)) return;
    size_t wanted = std::clamp(count, 1u, kMostEntries);
    RunJob(info, 2, "fs.readdir", std::make_unique<ReadJob>(self->directory_, info[0]->IsTrue(), wanted));
  }
  // (request)
  static void Close(const CallInfo& info) {
    DirHandle* self = Idle(info, true);
    if (self != nullptr) RunJob(info, 0, "fs.closedir", std::make_unique<CloseJob>(self->directory_));
  }

 private:
  static DirHandle* Idle(const CallInfo& info, bool is_open) {
    auto* self = BaseObject::From<DirHandle>(info.This());
    if (self != nullptr && !self->directory_->busy && (self->directory_->stream != nullptr) == is_open) return self;
    ThrowError(info.GetIsolate(), "ERR_INVALID_STATE", "Invalid state: the directory handle is busy, closed or none");
    return nullptr;
  }

  const std::shared_ptr<OpenDirectory> directory_ = std::make_shared<OpenDirectory>();
};

constexpr BindingFunction kDirHandleMethods[] = {
    Method<DirHandle::Open>("open", 2),
    Method<DirHandle::Read>("read", 3),
    Method<DirHandle::Close>("close", 1),
};

}  // namespace

constinit const BindingClass kDirHandleClass = {.name = "DirHandle", .construct = Method<DirHandle::New>("DirHandle"), .methods = kDirHandleMethods};

void ReadDirectory(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  static constexpr FsRequest::Convert kConverts[2][2] = {{EntriesOf<false, false>, EntriesOf<false, true>},
                                                         {EntriesOf<true, false>, EntriesOf<true, true>}};
  Run(info, 3, "fs.readdir", kConverts[info[1]->IsTrue()][info[2]->IsTrue()], uv_fs_scandir, path.c_str(), 0);
}

}  // namespace isoscope::fs
